"""Approval of entries: a second person's attestation, and the levels of check after it."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Sequence

from ledger.app.again import again
from ledger.app.book import Book
from ledger.app.dossiers import dossier
from ledger.app.selection import marks
from ledger.app.selection import numbers_by_commit
from ledger.app.selection import refuse_absent
from ledger.core.record import frozen
from ledger.errors import LevelOrderError
from ledger.errors import NothingToAttestError
from ledger.errors import SameCheckerError
from ledger.errors import SelfAttestationError
from ledger.errors import UnknownBatchError
from ledger.errors import UnknownLevelError
from ledger.model.commit import Commit
from ledger.model.commit import CommitKind
from ledger.model.commit import Draft
from ledger.model.corrections.attestation import Attestation
from ledger.model.corrections.marks import Marks
from ledger.model.document import to_json
from ledger.model.head import Fact
from ledger.model.project import Project
from ledger.model.view import View
from ledger.rules.corrections import attest as rules
from ledger.rules.corrections import check_levels


@frozen(kw_only=True)
class Attested:
    """What attesting did.

    Attributes:
        commit: What was booked.
        entries: How many entries were attested.
        already: How many of those named had been attested before, and were left out.
        awaiting: How many of the project's entries still await it.
    """

    commit: Commit
    entries: int
    already: int
    awaiting: int


@frozen(kw_only=True)
class EntryChoice:
    """Entries named in one of three ways; the ways add up.

    Attributes:
        numbers: By number.
        batch: Those of an import, or of another command.
        all: Every entry of the project.
    """

    numbers: tuple[int, ...] = ()
    batch: str = ""
    all: bool = False


def attest(book: Book, project: str, choice: EntryChoice, *, level: str = "", reason: str = "") -> Attested:
    """Approve entries in the name of the book's author.

    Args:
        book: The book.
        project: Project id.
        choice: Which entries; those attested before are left out.
        level: The level of check, one of the project's own; the attestation unless given.
        reason: What was looked at, kept with the commit.

    Raises:
        UnknownEntryError: There is no such entry.
        UnknownBatchError: No command has that number.
        NothingToAttestError: None of the entries awaits it.
        SelfAttestationError: The author has entered some of them, and the project or the level wants another person.
        UnknownLevelError: The project has no such level.
        LevelOrderError: Some of them have not passed an earlier level that the project requires.
        SameCheckerError: The author has checked some of them at an earlier level.
    """
    done: tuple[int, int, int] = (0, 0, 0)

    def draw_up() -> Sequence[Draft]:
        nonlocal done
        found = dossier(book, project, View(today=book.today))
        if level not in ("", *(each.id for each in found.project.check_levels)):
            known = ", ".join(each.id for each in found.project.check_levels) or "–"
            raise UnknownLevelError(level=level, project=project, known=known)
        wanted = _chosen(book, project, choice, found.head.entries)
        held = marks(book, project)
        new = check_levels.unchecked(wanted, held, level)
        if not new:
            raise NothingToAttestError(project=project)
        if found.project.attest or level:
            _refuse_own(book, project, new)
        if level:
            _refuse_order(found.project, held, new, level)
            _refuse_same(book, found.project, held, new, level)
        before = sum(last - first + 1 for first, last, _ in (held.checked.get(level, ()) if level else held.attested))
        done = (len(new), len(wanted) - len(new), found.head.entries - before - len(new))
        fact = Fact("attestation", batch, to_json(Attestation(rules.spans(new), level)))
        return (Draft(after=found.head, kind=CommitKind.ATTESTATION, batch=batch, message=reason, facts=(fact,)),)

    batch = book.batch()
    (commit,) = again(book, draw_up)
    entries, already, awaiting = done
    return Attested(commit=commit, entries=entries, already=already, awaiting=awaiting)


def _chosen(book: Book, project: str, choice: EntryChoice, last: int) -> Collection[int]:
    refuse_absent(project, choice.numbers, last)
    found = set(choice.numbers)
    if choice.batch:
        of_batch = [numbers for commit, numbers in numbers_by_commit(book, project) if commit.batch == choice.batch]
        if not any(of_batch):
            raise UnknownBatchError(batch=choice.batch, scope=project)
        found.update(number for numbers in of_batch for number in numbers)
    return sorted({*found, *range(1, last + 1)} if choice.all else found)


def _refuse_order(project: Project, held: Marks, numbers: Sequence[int], level: str) -> None:
    """Refuse entries that have not passed a level that comes first."""
    for earlier in check_levels.before(project, level):
        left = check_levels.unchecked(numbers, held, earlier)
        if left:
            entries = rules.written(rules.spans(left))
            option = f" --level {earlier}" if earlier else ""
            raise LevelOrderError(level=level, project=project.id, entries=entries, option=option)


def _refuse_same(book: Book, project: Project, held: Marks, numbers: Sequence[int], level: str) -> None:
    """Refuse entries that the book's author has checked at another level, for a level is another person's eyes."""
    others = ("", *(each.id for each in project.check_levels if each.id != level))
    same = check_levels.checked_by_person(numbers, held, others, book.author)
    if same:
        entries = rules.written(rules.spans(same))
        raise SameCheckerError(author=book.author, project=project.id, entries=entries, level=level)


def _refuse_own(book: Book, project: str, numbers: Sequence[int]) -> None:
    """Refuse entries that the book's author has entered."""
    wanted = frozenset(numbers)
    authors = {
        number: commit.author
        for commit, came in numbers_by_commit(book, project)
        for number in came
        if number in wanted
    }
    own = rules.own(numbers, authors.__getitem__, book.author)
    if own:
        raise SelfAttestationError(author=book.author, project=project, entries=rules.written(rules.spans(own)))
