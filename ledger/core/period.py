"""Spans of days, and how they are cut into months, calendar years and project years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from datetime import timedelta

from ledger import errors
from ledger.core.record import frozen

DAY = timedelta(days=1)

YEARS = range(1900, 2100)
"""Years that days may lie in. Open ends such as 9999-12-31, and mistyped years, would make endless reports."""


@frozen
class Period:
    """Days from `start` to `end`, both included.

    Attributes:
        start: First day.
        end: Last day, not before `start`.
    """

    start: date
    end: date

    def __attrs_post_init__(self) -> None:
        if self.end < self.start:
            raise errors.PeriodError(start=self.start, end=self.end)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day <= self.end

    @property
    def years(self) -> range:
        """The calendar years that the period touches."""
        return range(self.start.year, self.end.year + 1)

    def overlap(self, other: Period) -> Period | None:
        """Return the days that both have, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Period(start, end) if start <= end else None

    def months(self) -> Iterator[str]:
        """Yield the calendar months that the period touches, as ``2020-06``."""
        for number in range(self.start.year * 12 + self.start.month - 1, self.end.year * 12 + self.end.month):
            yield f"{number // 12:04d}-{number % 12 + 1:02d}"

    def project_years(self) -> Iterator[Period]:
        """Yield the project years: twelve months from the first day, the last one as short as it is."""
        from dateutil.relativedelta import relativedelta  # noqa: PLC0415 - few reports need it, and it loads slowly

        count = 0
        start = self.start
        while start <= self.end:
            count += 1
            following = self.start + relativedelta(years=count)
            yield Period(start, min(following - DAY, self.end))
            start = following


def check_day(day: date) -> date:
    """Return the day, if it lies in `YEARS`.

    Raises:
        DayRangeError: It does not.
        DateError: A program gave something else than a day.
    """
    if not isinstance(day, date):
        raise errors.DateError(text=day)
    check_year(day.year, day.isoformat())
    return day


def check_year(year: int, text: str) -> None:
    """Refuse a year outside `YEARS`.

    Args:
        year: The year.
        text: What to show of it.

    Raises:
        DayRangeError: It is outside.
    """
    if year not in YEARS:
        raise errors.DayRangeError(text=text, first=YEARS[0], last=YEARS[-1])


def calendar_year(year: int) -> Period:
    """Return the whole calendar year."""
    return Period(date(year, 1, 1), date(year, 12, 31))


def month(text: str) -> Period:
    """Return the whole month written as ``2020-06``."""
    year, number = int(text[:4]), int(text[5:7])
    last = date(year, number + 1, 1) - DAY if number < 12 else date(year, 12, 31)  # noqa: PLR2004 - months in a year
    return Period(date(year, number, 1), last)


def months_later(day: date, months: int) -> date:
    """Return the same day some months later; of a month's last day, the last day of that month."""
    number = day.year * 12 + day.month - 1 + months
    there = month(f"{number // 12:04d}-{number % 12 + 1:02d}")
    return there.end if (day + DAY).day == 1 else min(there.end, there.start + (day.day - 1) * DAY)
