"""What a file comes to in one project: what is new, what is reversed, what is booked late, and what has vanished."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from itertools import chain

import attrs

from ledger.app.book import Book
from ledger.app.imports.vouchers import Traced
from ledger.app.imports.vouchers import voucher_of
from ledger.app.selection import numbers_by_commit
from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.record import evolve
from ledger.model.commit import CommitKind
from ledger.model.corrections.attestation import Replacement
from ledger.model.corrections.attestation import Spans
from ledger.model.corrections.lock import Lock
from ledger.model.document import from_json
from ledger.model.document import to_json
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.model.head import Fact
from ledger.model.head import Head
from ledger.model.imports.coverage import Coverage
from ledger.rules.corrections.attest import numbers
from ledger.rules.corrections.attest import runs
from ledger.rules.corrections.attest import spans
from ledger.rules.corrections.attest import written
from ledger.rules.corrections.correct import negative
from ledger.rules.corrections.lock import correction_day
from ledger.rules.corrections.lock import first_open
from ledger.rules.imports.comparison import Comparison
from ledger.rules.imports.comparison import Earlier
from ledger.rules.imports.reimport import SIE
from ledger.rules.imports.reimport import check_series
from ledger.rules.imports.reimport import check_vanished
from ledger.rules.imports.reimport import merged
from ledger.storage.stage import Staged
from ledger.storage.work_file import WorkFile

_AT = {name: at for at, name in enumerate(COLUMNS)}
_NUMBER, _BOOKED = _AT["number"], _AT["booked_on"]
_VOUCHERS_SHOWN = 10

Said = tuple[object, ...]
"""What a coverage says of the books, whatever the file was called."""


@attrs.define(eq=False, kw_only=True)
class Step:
    """What a file comes to in one project.

    Attributes:
        project: Project id.
        staged: Its rows in the file; None if there is none.
        head: The end of its chain.
        coverage: What the file covers.
        lock: Which days are closed.
        absent: Numbers of entries of earlier files that this one lacks.
        missing: If it is an SIE file, these entries and those that it has otherwise, by number.
        otherwise: Numbers of those that the map puts elsewhere now.
        changed: Numbers of those whose voucher has changed.
        struck: Numbers of those that the file shows as struck out.
        replaced: Number of the entry that takes another one's place, by that one's number.
        late: Numbers of entries that are booked late because their day is locked.
        traced: Rows of the file's own trail of the changed vouchers.
        series: Voucher series that the file has; nothing if not told.
        passed_over: How many entries of earlier files are of each series that it does not have.
    """

    project: str
    staged: Staged | None
    head: Head
    coverage: Coverage
    lock: Lock
    absent: Spans = ()
    missing: dict[int, EntryRow] = attrs.field(factory=dict)
    otherwise: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    struck: tuple[int, ...] = ()
    replaced: dict[int, int] = attrs.field(factory=dict)
    late: tuple[int, ...] = ()
    traced: tuple[Traced, ...] = ()
    series: tuple[str, ...] = ()
    passed_over: Mapping[str, int] = attrs.field(factory=dict)
    _last: Coverage | None = None
    _before: frozenset[Said] = frozenset()

    @property
    def reversed(self) -> tuple[int, ...]:
        """Numbers of the entries that are reversed."""
        return tuple(sorted((*self.otherwise, *self.changed, *self.struck)))

    @property
    def vanished(self) -> Spans:
        """Numbers of the entries that have vanished and stay booked."""
        reversed_ = set(self.reversed)
        return runs(number for number in numbers(self.absent) if number not in reversed_) if reversed_ else self.absent

    def compare(self, book: Book) -> None:
        """Tell rows that the book holds from others, and find the entries that this file lacks."""
        known = book.store.columns(self.project, first=self.coverage.start.isoformat())
        earlier, self._last, self._before = _earlier(book, self.coverage, self.project)
        comparison = Comparison(known, self.coverage, earlier, WorkFile)
        if self.staged is not None:
            self.staged.leave_out(comparison.holds)
        self.otherwise = tuple(sorted(comparison.otherwise))
        self.absent = comparison.vanished()
        self.series, self.passed_over = comparison.series(), comparison.passed_over()
        if self.coverage.carrier == SIE and (self.absent or self.otherwise):
            wanted = {*numbers(self.absent), *self.otherwise}
            rows = book.store.entries(self.project, first=self.coverage.start.isoformat())
            self.missing = {row[_NUMBER]: row for row in rows if row[_NUMBER] in wanted}

    def new(self) -> Iterator[tuple[int, EntryRow]]:
        """Yield the rows that the book does not hold with the numbers that they get."""
        return enumerate(self.staged or (), self.head.entries + 1)

    def find_late(self) -> None:
        """Find the rows whose days are locked; only a row of an SIE file has other days to be known by."""
        until = self.lock.until
        if until and self.coverage.carrier == SIE and self.staged and self.staged.first <= until.isoformat():
            self.late = tuple(number for number, row in self.new() if row[_BOOKED] <= until.isoformat())

    @property
    def is_news(self) -> bool:
        """Whether there is anything to book: rows, reversals, or that the books say something else than before.

        A file with nothing new that no file before it has said is noted as read, so that it can be told later.
        """
        if self.reversed or (self.staged and self.staged.count > self.staged.held):
            return True
        said = _said(self.told())
        if self.coverage.carrier != SIE:
            return self.staged is not None and said not in self._before
        if not (self.coverage.sums or self._last):
            return False
        return self._last is None or _said(self._last) != said

    def told(self) -> Coverage:
        """Return the coverage with what is known of it now."""
        return evolve(
            self.coverage,
            vanished=self.vanished,
            late=spans(self.late),
            series=self.series or self.coverage.series,
            partial=bool(self.passed_over),
        )

    def entries(self) -> Iterable[EntryRow]:
        """Return what is booked: the new rows, and then the reversals."""
        reversals = [negative(self.missing[number], self._day(self.missing[number])) for number in self.reversed]
        if not (reversals or self.late):
            return self.staged or ()
        return chain(self._moved(), reversals)

    def replacements(self) -> Iterator[Fact]:
        """Yield the facts that say which entry takes which one's place."""
        for replaces, number in sorted(self.replaced.items()):
            yield Fact("replacement", str(number), to_json(Replacement(number, replaces)))

    def findings(self) -> Iterator[Finding]:
        """Yield what has changed since the last time."""
        place = Place(project=self.project)
        if self.otherwise:
            yield note("IMP-003", place, count=len(self.otherwise), entries=written(spans(self.otherwise)))
        if self.changed:
            yield self._of_vouchers("IMP-004", self.changed)
            yield from self._why(place)
        if self.struck:
            yield self._of_vouchers("IMP-005", self.struck)
        if self.late:
            count = len(self.late)
            yield note("IMP-006", place, count=count, until=self.lock.until, day=first_open(self.lock))
        # An SIE file's changed vouchers have been dealt with; of other files nobody can tell what was changed.
        new = self.staged.count - self.staged.held if self.staged and self.coverage.carrier != SIE else 0
        yield from check_vanished(self.project, self.vanished, new)
        yield from check_series(self.project, self.series, self.passed_over)

    def _of_vouchers(self, code: str, numbers: Sequence[int]) -> Finding:
        """Return what is told of entries with their vouchers."""
        entries, vouchers = written(spans(numbers)), self._vouchers(numbers)
        return note(code, Place(project=self.project), count=len(numbers), entries=entries, vouchers=vouchers)

    def _why(self, place: Place) -> Iterator[Finding]:
        """Yield what the file's own trail says of the changed vouchers, and which of them it says nothing of."""
        told = {each.voucher for each in self.traced}
        shown = [number for number in self.changed if voucher_of(self.missing[number]) in told]
        silent = [number for number in self.changed if voucher_of(self.missing[number]) not in told]
        marks = [each.mark for each in self.traced]
        if shown:
            vouchers = self._vouchers(shown)
            yield note("IMP-007", place, vouchers=vouchers, struck=marks.count("B"), added=marks.count("R"))
        if silent:
            yield note("IMP-008", place, vouchers=self._vouchers(silent))

    def _moved(self) -> Iterator[EntryRow]:
        """Yield the new rows, those of locked days on the first open one; the day they belong to is their own."""
        day, late = first_open(self.lock).isoformat(), set(self.late)
        for number, row in self.new():
            yield (*row[:_BOOKED], day, *row[_BOOKED + 1 :]) if number in late else row

    def _day(self, row: EntryRow) -> date:
        """Return when the reversal of an entry is booked: on its own day, or on the first open one."""
        booked_on = date.fromisoformat(row[_BOOKED])
        return correction_day(self.lock, booked_on, booked_on)

    def _vouchers(self, numbers: Sequence[int]) -> str:
        named = dict.fromkeys(" ".join(filter(None, voucher_of(self.missing[number]))) for number in numbers)
        shown = list(named)[:_VOUCHERS_SHOWN]
        return ", ".join(shown) + (" …" if len(named) > len(shown) else "")


def _said(coverage: Coverage) -> Said:
    """Return what a coverage says of the books, whatever the file was called."""
    return coverage.start, coverage.end, coverage.sums, coverage.vanished


def _earlier(book: Book, coverage: Coverage, project: str) -> tuple[Earlier, Coverage | None, frozenset[Said]]:
    """Return what earlier imports gave, the last coverage of the same books and year, and what all said."""
    told = {at: from_json(Coverage, fact.body) for at, fact in book.store.facts(project, "coverage")}
    given: list[tuple[int, int]] = []
    imported: list[tuple[int, int]] = []
    last, before = None, set()
    for commit, came in numbers_by_commit(book, project):
        found = told.get(commit.sequence)
        span = [(came[0], came[-1])] if came else []
        if commit.kind == CommitKind.IMPORT:
            imported += span
        if found is None:
            continue
        if _alike(found, coverage):
            given += span
            before.add(_said(found))
            same = found.fiscal_year == coverage.fiscal_year and found.series in ((), coverage.series)
            last = found if same else last
    late, vanished = merged(each.late for each in told.values()), merged(each.vanished for each in told.values())
    earlier = Earlier(given=tuple(given), imported=tuple(imported), late=late, vanished=vanished)
    return earlier, last, frozenset(before)


def _alike(one: Coverage, other: Coverage) -> bool:
    """Whether two files are of the same books: then what one has and the other lacks has vanished.

    Workbooks are typed by anybody, so two of them are of the same books only if that is said, or if they have one name.
    """
    if (one.organisation, one.carrier) != (other.organisation, other.carrier):
        return False
    return one.carrier != "xlsx" or bool(one.organisation) or one.file == other.file
