"""Which facts and entries of a book a question is about: as known on a day, attested, net, without personal words."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING

from ledger import errors
from ledger.app.book import Book
from ledger.model.corrections.attestation import Attestation
from ledger.model.corrections.attestation import Redaction
from ledger.model.corrections.marks import Marks
from ledger.model.document import from_json
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.model.head import Head
from ledger.model.view import View
from ledger.rules.corrections import attest
from ledger.rules.corrections.correct import masked
from ledger.rules.corrections.correct import net
from ledger.rules.corrections.evidence import standing
from ledger.rules.totals import within

if TYPE_CHECKING:
    from ledger.model.commit import Commit

_NUMBER = COLUMNS.index("number")
_MARKING = frozenset({"attestation", "evidence", "redaction"})


def end_of(book: Book, scope: str, known: date | None) -> Head:
    """Return the end of a chain, or what its end was when a day was over; sequence 0 if it had not begun.

    A chain that was written with a clock put back ends before the first commit that bears a later day.
    """
    if known is None:
        return book.store.head(scope)
    day = known.isoformat()
    end = Head(scope=scope)
    for commit in takewhile(lambda each: each.recorded_at[:10] <= day, book.store.commits(scope)):
        end = Head(scope=scope, sequence=commit.sequence, seal=commit.seal, entries=end.entries + commit.entries)
    return end


def refuse_unknown(book: Book, project: str, known: date) -> None:
    """Refuse a question about a project as known on a day when it was not in the book.

    Raises:
        NotYetKnownError: It came later.
    """
    if not end_of(book, project, known).sequence:
        first = next(iter(book.store.commits(project)))
        raise errors.NotYetKnownError(project=project, known=known, added=first.recorded_at[:10])


def rows(book: Book, project: str, view: View, entries: Iterable[EntryRow] | None = None) -> Iterator[EntryRow]:
    """Yield a project's entries that a view asks for, by number.

    Args:
        book: The book.
        project: Project id.
        view: Which entries.
        entries: All of them, where they have been read already.
    """
    found = within(book.store.entries(project) if entries is None else entries, view.basis, *view.bounds)
    if view.known or view.attested:
        end = end_of(book, project, view.known)
        found = takewhile(lambda row: row[_NUMBER] <= end.entries, found)
        if view.attested:
            approved = marks(book, project, end)
            found = (row for row in found if approved.attested_by(row[_NUMBER]) is not None)
    if view.net:
        found = net(tuple(found))
    return masked(found) if view.masked else found


def marks(book: Book, project: str, end: Head | None = None) -> Marks:
    """Return what has been said of a project's entries since they were booked, up to an end of its chain."""
    last = (end or book.store.head(project)).sequence
    facts = [(at, fact) for at, fact in book.store.facts(project) if at <= last and fact.kind in _MARKING]
    if not facts:
        return Marks()
    authors = {commit.sequence: commit.author for commit in book.store.commits(project)}
    checked: dict[str, list[tuple[int, int, str]]] = {}
    evidence: dict[int, tuple[str, ...]] = {}
    redacted: set[int] = set()
    for at, fact in facts:
        if fact.kind == "attestation":
            passed = from_json(Attestation, fact.body)
            checked.setdefault(passed.level, []).extend((*span, authors[at]) for span in passed.entries)
        elif fact.kind == "redaction":
            redacted.update(attest.numbers(from_json(Redaction, fact.body).entries))
    for held in standing(fact for _, fact in facts if fact.kind == "evidence").values():
        for number in attest.numbers(held.entries):
            evidence[number] = (*evidence.get(number, ()), held.name)
    levels = {level: tuple(sorted(spans)) for level, spans in checked.items()}
    attested = levels.pop("", ())
    return Marks(attested=attested, evidence=evidence, redacted=frozenset(redacted), checked=levels)


def numbers_by_commit(book: Book, project: str) -> Iterator[tuple[Commit, range]]:
    """Yield a project's commits, oldest first, each with the numbers of the entries that came in it."""
    first = 1
    for commit in book.store.commits(project):
        yield commit, range(first, first + commit.entries)
        first += commit.entries


def refuse_blank(what: str, reason: str | None) -> None:
    """Refuse a reason that says nothing, for what nobody understands later without one.

    Raises:
        ReasonNeededError: It is empty.
    """
    if not (reason or "").strip():
        raise errors.ReasonNeededError(what=what)


def refuse_absent(project: str, numbers: Iterable[int], last: int) -> None:
    """Refuse numbers that a project has no entries for.

    Raises:
        UnknownEntryError: One is not from 1 to `last`.
        NoEntriesError: There are none.
    """
    for number in numbers:
        if not 1 <= number <= last:
            if not last:
                raise errors.NoEntriesError(project=project, entry=number)
            raise errors.UnknownEntryError(project=project, entry=number, last=last)
