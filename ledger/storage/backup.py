"""A copy of an SQLite file as it is at one moment, page by page."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from ledger.storage.failure import told


def back_up(book: str, copy: str) -> None:
    """Copy a book's file while others may read and write in it.

    Args:
        book: Path of the book.
        copy: Path of the copy, which is made.

    Raises:
        LedgerError: The one cannot be read, or the other not be written.
    """
    with told(book), closing(sqlite3.connect(f"{Path(book).absolute().as_uri()}?mode=ro", uri=True)) as source:
        Path(copy).touch(0o600, exist_ok=False)
        with closing(sqlite3.connect(Path(copy).absolute())) as target:
            source.backup(target)
