"""Corrections: entries taken back by their exact negatives, and moved to where they belong. All or nothing."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from itertools import chain

from ledger.app.again import again
from ledger.app.book import Book
from ledger.app.corrections.locked import lock_of
from ledger.app.dossiers import chosen
from ledger.app.dossiers import dossier
from ledger.app.selection import numbers_by_commit
from ledger.app.selection import refuse_absent
from ledger.app.selection import refuse_blank
from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.period import check_day
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.core.words import Value
from ledger.errors import AllReversedError
from ledger.errors import NothingToReverseError
from ledger.errors import UnknownBatchError
from ledger.errors import UnknownVoucherError
from ledger.model.commit import Commit
from ledger.model.commit import CommitKind
from ledger.model.commit import Draft
from ledger.model.corrections.attestation import Replacement
from ledger.model.corrections.lock import Lock
from ledger.model.document import from_json
from ledger.model.document import to_json
from ledger.model.dossier import Dossier
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.model.entry import from_row
from ledger.model.entry import to_row
from ledger.model.head import Fact
from ledger.model.view import View
from ledger.rules.corrections import attest
from ledger.rules.corrections import correct
from ledger.rules.corrections.lock import correction_day
from ledger.rules.corrections.lock import first_open
from ledger.rules.corrections.lock import is_locked

_NUMBER = COLUMNS.index("number")
_BOOKED = COLUMNS.index("booked_on")
_REVERSES = COLUMNS.index("reverses")


@frozen(kw_only=True)
class Corrected:
    """What a correction did.

    Attributes:
        commits: What was booked, a commit a project.
        pairs: Project, entry and the entry that takes it back, in order.
        days: Day on which the reversal in each of `pairs` is booked.
        moved: Numbers of the entries that take the corrected ones' places, in order; none unless entries were moved.
        findings: What was left out, and what was booked on another day because of a lock.
    """

    commits: tuple[Commit, ...]
    pairs: tuple[tuple[str, int, int], ...]
    days: tuple[date, ...] = ()
    moved: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def moved_to(self) -> int:
        """Number of the entry that takes the corrected one's place, 0 unless an entry was moved."""
        return self.moved[0] if self.moved else 0


def reverse(book: Book, project: str, number: int, *, reason: str, day: date | None = None) -> tuple[Commit, ...]:
    """Book the exact negative of an entry; it names the entry and keeps the day that the cost belongs to.

    Args:
        book: The book.
        project: Project id.
        number: The entry's number.
        reason: Why, kept with the commit.
        day: When the reversal is booked; unless given today, or the first day that is not locked.

    Raises:
        ReasonNeededError: The reason says nothing.
        UnknownEntryError: There is no such entry.
        NothingToReverseError: It has been reversed already.
        LockedDayError: The day given is locked.
    """
    return reverse_entries(book, project, (number,), reason=reason, day=day).commits


def reverse_entries(
    book: Book, project: str, numbers: Sequence[int], *, reason: str, day: date | None = None
) -> Corrected:
    """Reverse what stands of several entries, in one commit; a single one as `reverse` does.

    Args:
        book: The book.
        project: Project id.
        numbers: The entries' numbers.
        reason: Why, kept with the commit.
        day: When the reversals are booked; unless given today, or the first day that is not locked.

    Raises:
        AllReversedError: All of them have been reversed already.
        LedgerError: As `reverse`.
    """
    refuse = _refuse_reversed if len(numbers) == 1 else _refuse_missing

    def choose() -> dict[str, tuple[int, ...]]:
        refuse(book, project, numbers)
        return {project: tuple(sorted(numbers))}

    chosen(book, (project,))
    return _Reversing(book, reason, day).run(choose, f"{project} {attest.written(attest.spans(numbers))}")


def reverse_voucher(book: Book, project: str, voucher: str, *, reason: str, day: date | None = None) -> Corrected:
    """Reverse what stands of every entry of a voucher.

    Args:
        book: The book.
        project: Project id.
        voucher: Series and number: ``A 12``.
        reason: Why, kept with the commit.
        day: When the reversals are booked; unless given today, or the first day that is not locked.

    Raises:
        ReasonNeededError: The reason says nothing.
        UnknownVoucherError: No entry has that voucher.
        AllReversedError: All of them have been reversed already.
        LockedDayError: The day given is locked.
    """

    def choose() -> dict[str, tuple[int, ...]]:
        matches = correct.is_voucher(voucher)
        rows = book.store.entries(project)
        numbers = tuple(row[_NUMBER] for row in rows if row[_REVERSES] is None and matches(row))
        if not numbers:
            raise UnknownVoucherError(project=project, voucher=voucher)
        return {project: numbers}

    chosen(book, (project,))
    return _Reversing(book, reason, day).run(choose, f"{project} {voucher}")


def reverse_import(
    book: Book, batch: str, project: str | None = None, *, reason: str, day: date | None = None
) -> Corrected:
    """Reverse what stands of an import, in all its projects or in one of them.

    Args:
        book: The book.
        batch: The import's number.
        project: Only in this project.
        reason: Why, kept with the commits.
        day: When the reversals are booked; unless given today, or each project's first day that is not locked.

    Raises:
        ReasonNeededError: The reason says nothing.
        UnknownBatchError: No import has that number.
        AllReversedError: All of it has been reversed already.
        LockedDayError: The day given is locked in one of the projects.
    """

    def choose() -> dict[str, tuple[int, ...]]:
        found = {scope: _imported(book, scope, batch) for scope in chosen(book, (project,) if project else ())}
        found = {scope: numbers for scope, numbers in found.items() if numbers}
        if not found:
            raise UnknownBatchError(batch=batch, scope=project or book.address)
        return found

    return _Reversing(book, reason, day).run(choose, batch)


def move(book: Book, project: str, number: int, to: Mapping[str, str], *, reason: str) -> Corrected:
    """Move an entry to another category, source, part or phase: its reversal and a new entry, in one commit.

    Both bear the days of the entry, so that every period is as if it had stood right from the beginning; where its day
    is locked, both are booked on the first day that is not, and keep the day that the cost belongs to.

    Args:
        book: The book.
        project: Project id.
        number: The entry's number.
        to: ``category``, ``source``, ``part`` or ``phase`` and what it shall be; an empty text for none.
        reason: Why, kept with the commit.

    Raises:
        ReasonNeededError: The reason says nothing.
        UnknownEntryError: There is no such entry.
        NothingToReverseError: It has been reversed already.
        NothingMovedError: It stands there already.
        UnknownNameError: The project has no such category, source, part or phase.
    """
    return move_entries(book, project, (number,), to, reason=reason)


def move_entries(book: Book, project: str, numbers: Sequence[int], to: Mapping[str, str], *, reason: str) -> Corrected:
    """Do as `move` with several entries, all in one commit: each reversal is followed by the entry in its place.

    Args:
        book: The book.
        project: Project id.
        numbers: The entries' numbers.
        to: As for `move`.
        reason: Why, kept with the commit.

    Raises:
        LedgerError: As `move`, for any of them; then none is moved.
    """
    refuse_blank(project, reason)
    done = Corrected(commits=(), pairs=())
    batch = book.batch()

    def draw_up() -> Sequence[Draft]:
        nonlocal done
        found, held = dossier(book, project, View(today=book.today)), lock_of(book.store, project)
        _refuse_reversed(book, project, numbers)
        rows = _rows(book, project, set(numbers))
        entries = tuple(chain.from_iterable(_moved(row, to, held, found) for row in rows))
        done = _moves(project, rows, found.head.entries, held)
        old, new = ([pair[1] for pair in done.pairs], done.moved)
        return (
            Draft(
                after=found.head,
                kind=CommitKind.MOVE,
                batch=batch,
                message=f"{attest.written(attest.spans(old))} → {attest.written(attest.spans(new))}: {reason}",
                facts=tuple(
                    Fact("replacement", str(to_), to_json(Replacement(to_, of)))
                    for of, to_ in zip(old, new, strict=True)
                ),
                entries=entries,
            ),
        )

    commits = again(book, draw_up)
    return evolve(done, commits=commits)


def _moved(row: EntryRow, to: Mapping[str, str], held: Lock, found: Dossier) -> tuple[EntryRow, EntryRow]:
    """Return an entry's reversal and the entry that takes its place."""
    day = correction_day(held, _booked_on(row), _booked_on(row))
    new = correct.moved(from_row(row), to, day)
    correct.check_names(new, found.project, found.scheme)
    return correct.negative(row, day), to_row(new)


def _moves(project: str, rows: Sequence[EntryRow], before: int, held: Lock) -> Corrected:
    """Return which entry gets which numbers after the `before` that there are, and what is booked on another day."""
    late = [row[_NUMBER] for row in rows if is_locked(held, _booked_on(row))]
    return Corrected(
        commits=(),
        pairs=tuple((project, row[_NUMBER], before + 2 * at - 1) for at, row in enumerate(rows, start=1)),
        days=tuple(correction_day(held, _booked_on(row), _booked_on(row)) for row in rows),
        moved=tuple(before + 2 * at for at in range(1, len(rows) + 1)),
        findings=(_note("COR-002", project, late, until=held.until, day=first_open(held)),) if late else (),
    )


def history_of(book: Book, project: str) -> correct.History:
    """Return how a project's entries reverse and replace each other."""
    replaced = (from_json(Replacement, fact.body) for _, fact in book.store.facts(project, "replacement"))
    return correct.History(
        reversed_by=correct.reversals(book.store.entries(project)),
        replaced_by={each.replaces: each.entry for each in replaced},
    )


class _Reversing:
    """A reversal in the making, drawn up anew if a rival was quicker."""

    def __init__(self, book: Book, reason: str, day: date | None) -> None:
        self._book = book
        self._reason = reason
        self._day = day and check_day(day)
        self._pairs: list[tuple[str, int, int]] = []
        self._booked: list[date] = []
        self._findings: list[Finding] = []

    def run(self, choose: Callable[[], Mapping[str, tuple[int, ...]]], what: str) -> Corrected:
        """Reverse what stands of the entries that `choose` gives by project; `what` names them for people."""

        def draw_up() -> list[Draft]:
            self._pairs, self._booked, self._findings = [], [], []
            drafts = [self._draft(project, numbers, batch) for project, numbers in choose().items()]
            if not self._pairs:
                raise AllReversedError(what=what)
            return [draft for draft in drafts if draft.entries]

        refuse_blank(what, self._reason)
        batch = self._book.batch()
        commits = again(self._book, draw_up)
        pairs, days = tuple(self._pairs), tuple(self._booked)
        return Corrected(commits=commits, pairs=pairs, days=days, findings=tuple(self._findings))

    def _draft(self, project: str, numbers: tuple[int, ...], batch: str) -> Draft:
        head, history = self._book.store.head(project), history_of(self._book, project)
        standing = {number: history.standing(number) for number in numbers}
        self._tell(project, "COR-001", [number for number, stands in standing.items() if stands is None])
        rows = _rows(self._book, project, {number for number in standing.values() if number is not None})
        days = tuple(self._days(project, rows))
        entries = tuple(correct.negative(row, day) for row, day in zip(rows, days, strict=True))
        self._booked += days
        self._pairs += [(project, row[_NUMBER], head.entries + at) for at, row in enumerate(rows, start=1)]
        return Draft(after=head, kind=CommitKind.REVERSAL, batch=batch, message=self._reason, entries=entries)

    def _days(self, project: str, rows: Sequence[EntryRow]) -> Iterator[date]:
        """Yield for each entry the day on which its reversal is booked."""
        held = lock_of(self._book.store, project)
        locked = [row[_NUMBER] for row in rows if is_locked(held, _booked_on(row))]
        self._tell(project, "COR-002", locked, until=held.until, day=self._day or first_open(held))
        for row in rows:
            yield self._day or correction_day(held, _booked_on(row), self._book.today)

    def _tell(self, project: str, code: str, numbers: Sequence[int], **values: Value) -> None:
        if numbers:
            self._findings.append(_note(code, project, numbers, **values))


def _note(code: str, project: str, numbers: Sequence[int], **values: Value) -> Finding:
    listed = attest.written(attest.spans(numbers))
    place = Place(project=project)
    if code == "COR-001":
        return note("COR-001", place, count=len(numbers), entries=listed)
    return note("COR-002", place, entries=listed, **values)


def _refuse_missing(book: Book, project: str, numbers: Collection[int]) -> None:
    refuse_absent(project, numbers, book.store.head(project).entries)


def _refuse_reversed(book: Book, project: str, numbers: Collection[int]) -> None:
    """Refuse entries that are not there, or have been reversed already."""
    _refuse_missing(book, project, numbers)
    reversals = correct.reversals(book.store.entries(project))
    for number in numbers:
        if number in reversals:
            raise NothingToReverseError(project=project, entry=number, by=reversals[number])


def _rows(book: Book, project: str, numbers: Collection[int]) -> tuple[EntryRow, ...]:
    """Return the entries with these numbers, in order."""
    return tuple(row for row in book.store.entries(project) if row[_NUMBER] in numbers)


def _booked_on(row: EntryRow) -> date:
    return date.fromisoformat(row[_BOOKED])


def _imported(book: Book, project: str, batch: str) -> tuple[int, ...]:
    """Return the numbers of the entries that an import gave a project."""
    of_import = (
        numbers
        for commit, numbers in numbers_by_commit(book, project)
        if commit.batch == batch and commit.kind == CommitKind.IMPORT
    )
    return tuple(number for numbers in of_import for number in numbers)
