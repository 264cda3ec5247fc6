"""What files said beside what a book holds, by account and month, so that an economist can sign that nothing is amiss.

All figures are as a general ledger has them: debits positive, so costs are positive and income and receipts negative.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import attrs

from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.model.corrections.attestation import Spans
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.model.entry_kind import CREDITS
from ledger.model.imports.coverage import Coverage
from ledger.rules.imports.reimport import SIE
from ledger.rules.imports.reimport import merged
from ledger.rules.imports.reimport import span_at
from ledger.rules.imports.reimport import within

_AT = {name: at for at, name in enumerate(COLUMNS)}
_NUMBER, _KIND, _AMOUNT = _AT["number"], _AT["kind"], _AT["amount_minor"]
_SERIES = _AT["voucher_series"]
_BOOKED, _BELONGS, _ACCOUNT, _REVERSES = _AT["booked_on"], _AT["belongs_to"], _AT["account"], _AT["reverses"]
_MONTH = len("2021-01")


class Books(NamedTuple):
    """Whose books files are of.

    Attributes:
        organisation: Organisation number or name; empty if not told.
        carrier: Kind of file.
        fiscal_year: First day of the fiscal year, ISO; empty if not told.
    """

    organisation: str
    carrier: str
    fiscal_year: str


class Place(NamedTuple):
    """A line of a reconciliation: whose books, which account, which month."""

    books: Books
    account: str
    month: str


@attrs.define(kw_only=True)
class Figures:
    """What stands on a line, minor units, debit positive.

    Attributes:
        file: What the last file that covers the month says.
        booked: What stands of the entries that files gave.
        unmapped: What of the file was mapped to nothing and not booked.
        outside: What of the file the map gives to others or leaves outside.
        since: What people have reversed, moved or booked anew of these entries since.
    """

    file: int = 0
    booked: int = 0
    unmapped: int = 0
    outside: int = 0
    since: int = 0

    @property
    def difference(self) -> int:
        """What the file says more than is accounted for; zero where all is well."""
        return self.file - self.booked - self.unmapped - self.outside

    def add(self, other: Figures) -> None:
        """Add another line's figures."""
        for field in attrs.fields(Figures):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))


class Imported(NamedTuple):
    """An import.

    Attributes:
        coverage: What it covered; None for one that does not tell, such as that of a statement.
        numbers: Span of its entries; None if it gave none.
    """

    coverage: Coverage | None
    numbers: tuple[int, int] | None


@frozen(kw_only=True)
class Reconciliation:
    """A project's.

    Attributes:
        lines: Figures by line, in order of books, account and month.
        other: Sum of the entries that came by other means, by month.
        names: Names of accounts by books and number.
        files: The files of each books, oldest first.
    """

    lines: Mapping[Place, Figures]
    other: Mapping[str, int]
    names: Mapping[tuple[Books, str], str]
    files: Mapping[Books, tuple[Coverage, ...]]


def reconcile(
    imports: Sequence[Imported],
    rows: Callable[[], Iterable[EntryRow]],
    replaced: Mapping[int, int],
    months: tuple[str, str],
) -> Reconciliation:
    """Set what files said beside what the book holds.

    Args:
        imports: The project's imports, oldest first.
        rows: Gives its entries by number, as often as asked.
        replaced: Number of the entry that another one, by its number, has taken the place of.
        months: The first and the last month.
    """
    told = [each for each in imports if each.coverage and (each.coverage.sums or each.coverage.carrier == SIE)]
    if any(each.coverage.partial for each in told if each.coverage):
        told = _with_series(told, rows)
    lines: dict[Place, Figures] = {}
    held, aside = _held(told)
    for place, figures in _said(held):
        lines.setdefault(place, Figures()).add(figures)
    given = _Given(told, imports, aside)
    other = given.sort(rows, replaced, lines)
    first, last = months
    shown = {place: lines[place] for place in sorted(lines) if first <= place.month <= last}
    coverages = [each.coverage for each in told if each.coverage]
    return Reconciliation(
        lines=shown,
        other={month: minor for month, minor in sorted(other.items()) if first <= month <= last},
        names={(books_of(each), number): name for each in coverages for number, name in each.names},
        files={
            books: tuple(each for each in coverages if books_of(each) == books)
            for books in dict.fromkeys(map(books_of, coverages))
        },
    )


def books_of(coverage: Coverage) -> Books:
    """Return whose books a coverage is of."""
    return Books(coverage.organisation, coverage.carrier, coverage.fiscal_year)


def _with_series(told: Sequence[Imported], rows: Callable[[], Iterable[EntryRow]]) -> list[Imported]:
    """Return the imports with the series of a project's first, all of whose rows were new."""

    def known(each: Imported) -> Imported:
        if each.coverage is None or each.coverage.series or each.numbers is None or each.numbers[0] != 1:
            return each
        last = each.numbers[1]
        series = {row[_SERIES] or "" for row in rows() if row[_NUMBER] <= last}
        return each._replace(coverage=evolve(each.coverage, series=tuple(sorted(series))))

    return list(map(known, told))


_Held = dict[tuple[Books, str], list[Coverage]]
"""Files that tell of a month of some books."""
_Aside = set[tuple[int, str]]
"""Positions of files, and the months in which an earlier one holds in their place."""


def _held(told: Sequence[Imported]) -> tuple[_Held, _Aside]:
    """Return of each month the last file that covers it, and others of other days or series; and what stands aside.

    A file of some series stands beside files of other ones. Where an earlier file had its series and more, that one
    holds: what it says of the other series cannot be told apart. What the later one has brought is added to it. A file
    that brought nothing, and that has fewer days of a month than one before it, tells nothing of the month.
    """
    coverages = [each.coverage for each in told if each.coverage]
    idle = [each.numbers is None and each.coverage.carrier != SIE for each in told if each.coverage]
    held: _Held = {}
    aside: _Aside = set()
    for at, coverage in enumerate(coverages):
        for month in _months(coverage.start, coverage.end):
            key = books_of(coverage), month
            if idle[at] and any(_has_more(each, coverage, month) for each in held.get(key, ())):
                continue
            kept = [each for each in held.get(key, ()) if not _replaces(coverage, each, month)]
            beside = all(not _overlap(each, coverage, month) or _of_other_series(each, coverage) for each in kept)
            held[key] = [*kept, coverage] if beside else kept
            if not beside:
                aside.add((at, month))
            elif not kept:
                aside -= {(earlier, month) for earlier in range(at) if books_of(coverages[earlier]) == key[0]}
    return held, aside


def _said(held: _Held) -> Iterator[tuple[Place, Figures]]:
    """Yield what files say of each month."""
    for (books, month), kept in held.items():
        for coverage in kept:
            for account, of, file, unmapped, outside in coverage.sums:
                if of == month:
                    yield Place(books, account, month), Figures(file=file, unmapped=unmapped, outside=outside)


def _months(start: date, end: date) -> Iterator[str]:
    for at in range(start.year * 12 + start.month - 1, end.year * 12 + end.month):
        yield f"{at // 12:04d}-{at % 12 + 1:02d}"


def _replaces(later: Coverage, earlier: Coverage, month: str) -> bool:
    """Whether what a later file says of a month takes the place of what an earlier one says."""
    if not _overlap(later, earlier, month):
        return False
    return not later.partial or not earlier.series or set(earlier.series) <= set(later.series)


def _has_more(one: Coverage, other: Coverage, month: str) -> bool:
    """Whether a file has days of a month that another one lacks."""
    (start, end), (first, last) = (_days(each, month) for each in (one, other))
    return start < first or last < end


def _days(coverage: Coverage, month: str) -> tuple[str, str]:
    """Return a file's first and last day in a month."""
    return max(coverage.start.isoformat(), f"{month}-01"), min(coverage.end.isoformat(), f"{month}-31")


def _of_other_series(one: Coverage, other: Coverage) -> bool:
    return not set(one.series) & set(other.series)


def _overlap(one: Coverage, other: Coverage, month: str) -> bool:
    """Whether two files have days of a month in common."""
    year, number = map(int, month.split("-"))
    first, last = date(year, number, 1), date(year, number, monthrange(year, number)[1])
    return max(one.start, other.start, first) <= min(one.end, other.end, last)


class _Given:
    """Which entries files gave."""

    def __init__(self, told: Sequence[Imported], imports: Sequence[Imported], aside: _Aside) -> None:
        covered = [each for each in told if each.coverage]
        given = [
            (each.numbers, books_of(each.coverage), {month for position, month in aside if position == at})
            for at, each in enumerate(covered)
            if each.numbers and each.coverage
        ]
        self._spans: Spans = tuple(numbers for numbers, *_ in given)
        self._books = [books for _, books, _ in given]
        self._aside = [months for *_, months in given]
        self._imported: Spans = tuple(each.numbers for each in imports if each.numbers)
        self._late = merged(each.coverage.late for each in told if each.coverage)
        self._vanished = merged(each.coverage.vanished for each in told if each.coverage)

    def sort(
        self, rows: Callable[[], Iterable[EntryRow]], replaced: Mapping[int, int], lines: dict[Place, Figures]
    ) -> dict[str, int]:
        """Put every entry on its line, and return the sum of those that came by other means by month."""
        meant = {row[_REVERSES] for row in rows() if row[_REVERSES] is not None} | set(replaced.values())
        known: dict[int, Place] = {}
        other: dict[str, int] = {}
        for row in rows():
            number, minor = row[_NUMBER], -row[_AMOUNT] if row[_KIND] in CREDITS else row[_AMOUNT]
            about = row[_REVERSES] or replaced.get(number)
            own = self._place(row) if row[_REVERSES] is None else None
            place = own or (known.get(about) if about else None)
            if place is None:
                month = row[_BOOKED][:_MONTH]
                other[month] = other.get(month, 0) + minor
                continue
            if number in meant:
                known[number] = place
            figures = lines.setdefault(place, Figures())
            if own or self._by_file(number, about):
                figures.booked += minor
                figures.file += minor if self._is_aside(number, place) else 0
            else:
                figures.since += minor
        return other

    def _is_aside(self, number: int, place: Place) -> bool:
        """Whether an entry came by a file in whose place an earlier one tells of the month."""
        at = span_at(self._spans, number)
        return at is not None and place.month in self._aside[at]

    def _by_file(self, number: int, about: int | None) -> bool:
        """Whether an entry that reverses another is what a file brought about: it says so, or no longer has the row."""
        return within(self._imported, number) or (about is not None and within(self._vanished, about))

    def _place(self, row: EntryRow) -> Place | None:
        """Return the line of an entry that a file gave; None for others."""
        number = row[_NUMBER]
        at = span_at(self._spans, number)
        if at is None:
            return None
        day = row[_BELONGS] if within(self._late, number) else row[_BOOKED]
        return Place(self._books[at], row[_ACCOUNT] or "", day[:_MONTH])
