"""Dates and periods as people write them, read exactly or refused with the reason.

Swedish habits decide where a text could be read in two ways: the year stands first, so ``15.01.01`` is the first of
January 2015 and ``191210`` the tenth of December 2019. What habit cannot decide, such as ``03/04/2021``, is refused.
"""

from __future__ import annotations

import re
from datetime import date
from datetime import timedelta
from typing import NamedTuple

from ledger.core.period import check_day
from ledger.core.record import frozen
from ledger.errors import AmbiguousDateError
from ledger.errors import BlankDateError
from ledger.errors import DateError
from ledger.errors import InexactDateError
from ledger.errors import NoSuchDayError
from ledger.errors import ReversedDatesError

_LENGTH_MAX = 100
_MONTHS_IN_YEAR = 12
_LAST_TWENTY_FIRST = 69
"""Two-digit years up to this one are read as 2000 and later, those above as 1900 and later."""

_MONTH_NAMES = (
    ("januari", "january", "jan"),
    ("februari", "february", "feb"),
    ("mars", "march", "mar"),
    ("april", "apr"),
    ("maj", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("augusti", "august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names}
_HALVES = {
    **dict.fromkeys(("våren", "vårterminen", "vt", "spring"), (1, 6)),
    **dict.fromkeys(("hösten", "höstterminen", "ht", "autumn"), (7, 12)),
}
_COUNT_WORDS = (("ett", "en", "one"), ("två", "two"), ("tre", "three"), ("fyra", "four"), ("fem", "five"))
_COUNTS = {word: number for number, words in enumerate(_COUNT_WORDS, start=1) for word in words}

_NAME = rf"(?P<name>{'|'.join(_MONTHS)})\.?"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"{_YEAR}(?P<mark>[-./])(?P<month>[0-9]{{1,2}})(?P=mark)(?P<day>[0-9]{{1,2}})(?:[t ]00:00(?::00)?)?",
        rf"{_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})",
        r"(?P<short>[0-9]{2})(?P<mark>[-.]?)(?P<month>[0-9]{2})(?P=mark)(?P<day>[0-9]{2})",
        rf"(?P<day>[0-9]{{1,2}})\.(?P<month>[0-9]{{1,2}})\.{_YEAR}",
        rf"(?P<day>[0-9]{{1,2}})/(?P<month>[0-9]{{1,2}})(?:(?: - | |-){_YEAR})?",
        rf"(?P<one>[0-9]{{1,2}})(?P<mark>[-/])(?P<other>[0-9]{{1,2}})(?P=mark){_YEAR}",
        rf"(?:den )?(?P<day>[0-9]{{1,2}}) {_NAME}(?: {_YEAR})?",
        rf"{_NAME}(?: {_YEAR})?",
        rf"{_YEAR}-(?P<month>0[1-9]|1[0-2])",
        rf"(?:år )?{_YEAR}",
        rf"(?P<half>{'|'.join(_HALVES)}) {_YEAR}",
    )
)
_BETWEEN = re.compile(r" ?(?:--|[-–—/]) ?| (?:till och med|till|t\.o\.m\.?|tom|to|until|och|and) | ")
_FROM = re.compile(r"(?:från och med|från|fr\.o\.m\.?|from|since|mellan|between) ")
_UNTIL = re.compile(r"(?:till och med|till|t\.o\.m\.?|tom|until|to) ")
_DURATION = re.compile(
    rf"\(?\b(?:(?P<count>[0-9]{{1,2}})(?P<half>[.,]5)?|(?P<word>{'|'.join(_COUNTS)}))[ -]?"
    r"(?:(?P<years>årigt|åriga|årig|år|years?)|månader|månad|mån|months?)\b\.?(?: projekt)?\)?[;,:]?"
)
_PLACEHOLDER = re.compile(r"[-–—−. ]*|(?:20|19)xx.*|(?:åååå|yyyy).*")


@frozen(kw_only=True)
class WrittenPeriod:
    """A period as somebody wrote it.

    Attributes:
        start: First day; of a month, a half-year or a year, its first day. None if the text names none.
        end: Last day, likewise.
        exact: Whether the text names both days, so that nothing had to be filled in.
        months: Length in months, if the text tells it; never worked out from the days.
    """

    start: date | None = None
    end: date | None = None
    exact: bool = False
    months: int | None = None


class _Point(NamedTuple):
    """A day, month, half-year or year; without a year where it stands at the other end of the period."""

    year: int | None
    months: tuple[int, int]
    day: int | None

    def first(self, year: int) -> date:
        """Return the first day; `year` stands in for one that is not named. ValueError if there is no such day."""
        return date(self.year or year, self.months[0], 1 if self.day is None else self.day)

    def last(self, year: int) -> date:
        """Return the last day, likewise."""
        if self.day is not None:
            return self.first(year)
        whole = (self.year or year) * _MONTHS_IN_YEAR + self.months[1]
        return date(whole // _MONTHS_IN_YEAR, whole % _MONTHS_IN_YEAR + 1, 1) - timedelta(days=1)


def parse_date(text: str) -> date:
    """Read one day, such as ``2020-06-01``, ``191210``, ``15.01.01``, ``1 juni 2020``, ``28/2 2011`` or ``12/31/2021``.

    Raises:
        InexactDateError: The text is a month, a year or a period, or has nothing of a day.
        DayRangeError: Its year is mistyped.
        DateError: A class under it says why: the day is not in the calendar, ambiguous, or still blank.
    """
    try:
        # Nearly every date in a file of a million rows is written like this.
        day = date.fromisoformat(text)
    except ValueError:
        return _one_day(text)
    return check_day(day)


def _one_day(text: str) -> date:
    """Read a day that is not written as ISO 8601 has it."""
    try:
        period = parse_period(text)
    except DateError as error:
        if type(error) is not DateError:
            raise
        raise InexactDateError(**error.values) from None
    if period.start is None or not period.exact or period.start != period.end:
        raise InexactDateError(text=text)
    return period.start


def parse_period(text: str) -> WrittenPeriod:
    """Read a period, such as ``2012-01-01 till 2014-12-31``, ``nov 2011 - juni 2014``, ``våren 2014`` or ``18 mån``.

    A day by itself is a period of one day, a year one of a year. An open one, ``från januari 2011``, has no end.

    Raises:
        DateError: The text is no period; as in `parse_date`, or it ends before it starts.
    """
    months, rest = _without_duration(_plain(text))
    if months and not rest:
        return WrittenPeriod(months=months)
    first, last = _ends(rest, text)
    named = last or first
    year = named.year if named else None
    if year is None:
        raise DateError(text=text)
    try:
        start = first and first.first(year)
        end = last and last.last(year)
    except ValueError:
        raise NoSuchDayError(text=text) from None
    if start and end and end < start:
        raise ReversedDatesError(text=text)
    exact = bool(first and first.day and last and last.day)
    return WrittenPeriod(start=start, end=end, exact=exact, months=months)


def _plain(text: str) -> str:
    """Return the text in lower case with single spaces, unless it holds no date at all."""
    plain = " ".join(text.lower().split())
    if _PLACEHOLDER.fullmatch(plain):
        raise BlankDateError(text=text)
    if len(plain) > _LENGTH_MAX:
        raise DateError(text=plain[:_LENGTH_MAX] + "…")
    return plain


def _without_duration(plain: str) -> tuple[int | None, str]:
    """Take a length such as "18 mån" or "2,5 år" out of a text; return its months, and the rest."""
    found = _DURATION.search(plain)
    if found is None or (found["half"] and not found["years"]):
        return None, plain
    count = _COUNTS[found["word"]] if found["word"] else int(found["count"])
    months = count * _MONTHS_IN_YEAR + (6 if found["half"] else 0) if found["years"] else count
    return months, " ".join(f"{plain[: found.start()]} {plain[found.end() :]}".split())


def _ends(plain: str, text: str) -> tuple[_Point | None, _Point | None]:
    """Return the first and the last point that a period names; None for an end that it leaves open."""
    opening = _FROM.match(plain)
    inner = plain[opening.end() :] if opening else plain
    lone = _point(inner, text)
    if lone:
        return lone, None if opening else lone
    for gap in _BETWEEN.finditer(inner):
        first, last = _point(inner[: gap.start()], text), _point(inner[gap.end() :], text)
        if first and last:
            return first, last
    until = _UNTIL.match(inner)
    if until:
        return None, _point(inner[until.end() :], text)
    return _point(inner.rstrip(" -–—"), text), None


def _point(plain: str, text: str) -> _Point | None:
    """Read one day, month, half-year or year; None if it is something else."""
    found = next(filter(None, (shape.fullmatch(plain) for shape in _SHAPES)), None)
    if found is None:
        return None
    parts = {key: part for key, part in found.groupdict().items() if part}
    year = _year(parts)
    if "half" in parts:
        return _Point(year, _HALVES[parts["half"]], None)
    if "one" in parts:
        day, month = _day_and_month(int(parts["one"]), int(parts["other"]), text)
        return _Point(year, (month, month), day)
    if "name" not in parts and "month" not in parts:
        return _Point(year, (1, _MONTHS_IN_YEAR), None)
    month = _MONTHS[parts["name"]] if "name" in parts else int(parts["month"])
    return _Point(year, (month, month), int(parts["day"]) if "day" in parts else None)


def _year(parts: dict[str, str]) -> int | None:
    """Return the year in full."""
    if "short" not in parts:
        return int(parts["year"]) if "year" in parts else None
    short = int(parts["short"])
    return short + (2000 if short <= _LAST_TWENTY_FIRST else 1900)


def _day_and_month(one: int, other: int, text: str) -> tuple[int, int]:
    """Tell day and month apart where only a number above twelve, or two equal numbers, can do so."""
    if one > _MONTHS_IN_YEAR or one == other:
        return one, other
    if other > _MONTHS_IN_YEAR:
        return other, one
    raise AmbiguousDateError(text=text)
