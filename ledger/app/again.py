"""Rivals for the same chain: whoever loses the race looks anew and tries again."""

from __future__ import annotations

import time
from collections.abc import Callable
from collections.abc import Sequence

from ledger.app.book import Book
from ledger.errors import AppendRefusedError
from ledger.model.commit import Commit
from ledger.model.commit import Draft

TRIES_MAX = 12
"""How often one thing is tried while others may book too. A try is lost only to a rival who has booked."""

_PAUSE_SECONDS = 0.05
"""How long the first loser waits. The oftener somebody has lost the shorter he waits, or he would lose for ever."""


def again(
    book: Book, draw_up: Callable[[], Sequence[Draft]], append: Callable[..., tuple[Commit, ...]] | None = None
) -> tuple[Commit, ...]:
    """Append what is drawn up; if a rival was quicker, draw it up anew on what he has booked.

    Args:
        book: The book.
        draw_up: Reads the heads, makes every check and returns the commits to append, none for nothing to do. It sees
            one state of the book, so what it has checked holds if the append is accepted.
        append: Takes the drafts; `Book.append` unless something is to be done in the same transaction.

    Raises:
        AppendRefusedError: A rival was quicker although all should have waited; nothing has been booked.
        LedgerError: Whatever `draw_up` refuses, or the book cannot be written.
    """
    for lost in range(1, TRIES_MAX + 1):
        try:
            return _once(book, draw_up, append or book.append)
        except AppendRefusedError:
            time.sleep(_PAUSE_SECONDS / lost)
    return _while_others_wait(book, draw_up, append or book.append)


def _while_others_wait(
    book: Book, draw_up: Callable[[], Sequence[Draft]], append: Callable[..., tuple[Commit, ...]]
) -> tuple[Commit, ...]:
    """Draw up and append while nobody else books; what takes long would lose for ever to small things."""
    told = len(book.booked)
    try:
        with book.store.together():
            return _once(book, draw_up, append)
    except BaseException:
        del book.booked[told:]
        raise


def _once(
    book: Book, draw_up: Callable[[], Sequence[Draft]], append: Callable[..., tuple[Commit, ...]]
) -> tuple[Commit, ...]:
    with book.store.snapshot():
        drafts = draw_up()
    return append(*drafts) if drafts else ()
