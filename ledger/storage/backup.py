"""A copy of an SQLite file as it is at one moment, page by page."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from ledger.errors import AlteredBookError
from ledger.storage.failure import told
from ledger.storage.open import unaltered_since


def back_up(book: str, copy: str) -> None:
    """Copy a book's file while others may read and write in it.

    Args:
        book: Path of the book.
        copy: Path of the copy, which is made.

    Raises:
        AlteredBookError: Somebody has written in a book that we may only read, meanwhile.
        LedgerError: The one cannot be read, or the other not be written.
    """
    place = Path(book).absolute()
    unaltered = unaltered_since(place)
    # Where we may write we do, for whoever only reads cannot tidy the log away that he makes beside a book.
    how = "?mode=ro&immutable=1" if unaltered else "?mode=rw"
    with told(book), closing(sqlite3.connect(place.as_uri() + how, uri=True)) as source:
        Path(copy).touch(0o600, exist_ok=False)
        with closing(sqlite3.connect(Path(copy).absolute())) as target:
            source.backup(target)
    if unaltered and not unaltered():
        raise AlteredBookError(book=book)
