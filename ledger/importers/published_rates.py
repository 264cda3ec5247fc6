"""Exchange rates as the European Commission and the European Central Bank publish them.

Read are the Commission's list of one currency (InforEuro, JSON: ``currencyIso``, ``refCurrencyIso``, ``amount``,
``dateStart``, ``dateEnd``) and the Central Bank's reference rates as CSV (``Date,USD,…``, with ``N/A`` where a currency
has none that day) or XML (``Cube`` with ``time``, and within it ``currency`` and ``rate``). Both say how many units one
euro buys. Figures are read as the texts that they are.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING
from typing import Any
from xml.parsers import expat

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import stop
from ledger.core.period import month as month_of
from ledger.errors import RateFigureError
from ledger.importers.rates_file import exact_rate
from ledger.model.claims.exchange import PublishedRates
from ledger.model.claims.exchange import Publisher

if TYPE_CHECKING:
    from fractions import Fraction

_Told = Iterator[tuple[Place, str, str, str]]
"""Place, day or month, currency and rate, as a file says them."""

_ISO_DAY = re.compile(r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]")
_DAY = re.compile(r"([0-3][0-9])/([01][0-9])/([12][0-9]{3})")
_NONE = ("", "N/A")
_KNOWN_SHOWN = 60


class _NotReadError(Exception):
    """A file that is none of those that are read, or breaks off."""


class _PeriodError(Exception):
    """A rate that is not for one whole month."""

    def __init__(self, place: Place, start: str, end: str) -> None:
        super().__init__(start, end)
        self.place, self.start, self.end = place, start, end


def read_published_rates(text: str, file: str, currency: str) -> tuple[PublishedRates | None, tuple[Finding, ...]]:
    """Read what a publisher's file says of one currency.

    Args:
        text: The whole file.
        file: Its name for people.
        currency: Code of the currency.

    Returns:
        The rates, or None where a finding stops; and every problem found.
    """
    here = Place(file=file)
    publisher = Publisher.COMMISSION if text.lstrip()[:1] in ("[", "{") else Publisher.ECB
    found: dict[str, tuple[Place, str]] = {}
    seen: set[str] = set()
    try:
        for place, when, code, rate in _reader(text)(text, file):
            seen.add(code)
            if code == currency:
                found[when] = (place, rate)
    except _NotReadError:
        return None, (stop("EXR-002", here),)
    except _PeriodError as error:
        return None, (stop("EXR-003", error.place, start=error.start, end=error.end),)
    if not found:
        return None, (stop("EXR-004", here, currency=currency, known=", ".join(sorted(seen)[:_KNOWN_SHOWN]) or "–"),)
    rates, findings = _exact(found)
    return (None if findings else PublishedRates(publisher=publisher, currency=currency, rates=rates)), findings


def _exact(found: dict[str, tuple[Place, str]]) -> tuple[tuple[tuple[str, Fraction], ...], tuple[Finding, ...]]:
    """Return rates as exact figures, oldest first, and a finding for each that is none."""
    rates, findings = [], []
    for when, (place, rate) in sorted(found.items()):
        try:
            rates.append((when, exact_rate(rate)))
        except RateFigureError:
            findings.append(stop("EXR-005", place, value=rate[:40], day=when))
    return tuple(rates), tuple(findings)


def _reader(text: str) -> Any:
    start = text.lstrip()[:1]
    return _commission if start in ("[", "{") else _ecb_xml if start == "<" else _ecb_csv


def _commission(text: str, file: str) -> _Told:
    """Yield the months of the Commission's list of one currency."""
    try:
        listed = json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise _NotReadError from error
    if not isinstance(listed, list):
        raise _NotReadError
    for number, each in enumerate(listed, start=1):
        held = each if isinstance(each, dict) else {}
        keys = ("currencyIso", "refCurrencyIso", "amount", "dateStart", "dateEnd")
        code, reference, rate, start, end = (str(held.get(key, "")) for key in keys)
        if not code or reference != "EUR":
            raise _NotReadError
        yield Place(file=file, key=f"{number}"), _month(start, end, Place(file=file, key=f"{number}")), code, rate


def _month(start: str, end: str, place: Place) -> str:
    """Return the month that two days, written 01/03/2025, are the first and last of."""
    parts = [_DAY.fullmatch(each) for each in (start, end)]
    days = [f"{each[3]}-{each[2]}-{each[1]}" for each in parts if each]
    if len(days) == len(parts) and _is_day(days[0]):
        whole = month_of(days[0][:7])
        if [whole.start.isoformat(), whole.end.isoformat()] == days:
            return days[0][:7]
    raise _PeriodError(place, start or "–", end or "–")


def _ecb_csv(text: str, file: str) -> _Told:
    """Yield the days of the Central Bank's CSV file."""
    rows = csv.reader(io.StringIO(text))
    try:
        heads = [each.strip() for each in next(rows, [])]
        if heads[:1] != ["Date"]:
            raise _NotReadError
        for row in rows:
            yield from _of_row(heads, [each.strip() for each in row], Place(file=file, line=rows.line_num))
    except csv.Error as error:
        raise _NotReadError from error


def _of_row(heads: list[str], cells: list[str], place: Place) -> _Told:
    if not any(cells):
        return
    if not _is_day(cells[0]):
        raise _NotReadError
    for code, rate in zip(heads[1:], cells[1:], strict=False):
        if code and rate not in _NONE:
            yield place, cells[0], code, rate


def _ecb_xml(text: str, file: str) -> _Told:
    """Yield the days of the Central Bank's XML file."""
    told: list[tuple[Place, str, str, str]] = []
    day = ""

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal day
        if name != "Cube":
            return
        day = attributes.get("time", day)
        if "currency" in attributes:
            place = Place(file=file, line=parser.CurrentLineNumber)
            told.append((place, day, attributes["currency"], attributes.get("rate", "")))

    def refuse(*_: Any) -> None:
        raise _NotReadError

    parser = expat.ParserCreate()
    parser.StartElementHandler = opened
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        raise _NotReadError from error
    _refuse_days(when for _, when, _, _ in told)
    yield from told


def _refuse_days(days: Iterable[str]) -> None:
    """Refuse a file whose days are not written as days."""
    if not all(map(_is_day, days)):
        raise _NotReadError


def _is_day(text: str) -> bool:
    if not _ISO_DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
