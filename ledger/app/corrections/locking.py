"""Days closed for booking and opened again. Every entry on its way into a book passes `held_open`."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date

from ledger.app.again import again
from ledger.app.book import Book
from ledger.app.dossiers import chosen
from ledger.core.record import evolve
from ledger.errors import LockOrderError
from ledger.errors import NotLockedError
from ledger.model.commit import Commit
from ledger.model.commit import CommitKind
from ledger.model.commit import Draft
from ledger.model.corrections.lock import Lock
from ledger.model.document import from_json
from ledger.model.document import to_json
from ledger.model.head import Fact
from ledger.rules.corrections.lock import check_open
from ledger.rules.corrections.lock import is_locked


def lock(book: Book, project: str, until: date, *, reason: str = "") -> Commit:
    """Close a project's days up to and including `until`: nothing can be booked on them any more.

    Args:
        book: The book.
        project: Project id.
        until: The last day that is closed.
        reason: Anything worth knowing, kept with the commit; that the days are closed says why by itself.

    Raises:
        UnknownProjectError: The book has no such project.
        LockOrderError: It is locked at least so long already.
    """

    def draw_up() -> Sequence[Draft]:
        held = lock_of(book, project)
        if held.until and is_locked(held, until):
            raise LockOrderError(project=project, locked=held.until, until=until)
        return (_draft(book, project, Lock(until), reason),)

    chosen(book, (project,))
    return again(book, draw_up)[0]


def unlock(book: Book, project: str, *, reason: str) -> Commit:
    """Open all of a project's days again; to keep some closed, lock them anew.

    Args:
        book: The book.
        project: Project id.
        reason: Why, kept with the commit.

    Raises:
        UnknownProjectError: The book has no such project.
        NotLockedError: Nothing is locked.
    """

    def draw_up() -> Sequence[Draft]:
        if lock_of(book, project).until is None:
            raise NotLockedError(project=project)
        return (_draft(book, project, Lock(), reason),)

    chosen(book, (project,))
    return again(book, draw_up)[0]


def lock_of(book: Book, project: str) -> Lock:
    """Return what is locked in a project."""
    held = Lock()
    for _, fact in book.store.facts(project, "lock"):
        held = from_json(Lock, fact.body)
    return held


def held_open(book: Book, draft: Draft) -> Draft:
    """Return a draft none of whose entries is booked on a locked day.

    Entries that can be read again are looked through at once; a stream of them is refused as it passes. A lock that a
    rival sets meanwhile moves the chain on, so the draft is then refused for that.

    Raises:
        LockedDayError: An entry is booked on a locked day.
    """
    held = lock_of(book, draft.after.scope)
    if held.until is None:
        return draft
    rows = check_open(held, draft.entries, draft.after.scope)
    if isinstance(draft.entries, Iterator):
        return evolve(draft, entries=rows)
    deque(rows, maxlen=0)
    return draft


def _draft(book: Book, project: str, fact: Lock, reason: str) -> Draft:
    facts = (Fact("lock", "", to_json(fact)),)
    head = book.store.head(project)
    return Draft(after=head, kind=CommitKind.LOCK, batch=book.batch(), message=reason, facts=facts)
