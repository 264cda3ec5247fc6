"""Days closed for booking and opened again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ledger.app.again import again
from ledger.app.book import Book
from ledger.app.corrections.locked import lock_of
from ledger.app.dossiers import chosen
from ledger.app.selection import refuse_blank
from ledger.errors import LockOrderError
from ledger.errors import NotLockedError
from ledger.model.commit import Commit
from ledger.model.commit import CommitKind
from ledger.model.commit import Draft
from ledger.model.corrections.lock import Lock
from ledger.model.document import to_json
from ledger.model.head import Fact
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
        held = lock_of(book.store, project)
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
        ReasonNeededError: The reason says nothing.
        UnknownProjectError: The book has no such project.
        NotLockedError: Nothing is locked.
    """
    refuse_blank(project, reason)

    def draw_up() -> Sequence[Draft]:
        if lock_of(book.store, project).until is None:
            raise NotLockedError(project=project)
        return (_draft(book, project, Lock(), reason),)

    chosen(book, (project,))
    return again(book, draw_up)[0]


def _draft(book: Book, project: str, fact: Lock, reason: str) -> Draft:
    facts = (Fact("lock", "", to_json(fact)),)
    head = book.store.head(project)
    return Draft(after=head, kind=CommitKind.LOCK, batch=book.batch(), message=reason, facts=facts)
