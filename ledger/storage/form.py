"""The form of a book's file: how a book is told from other files, made, and brought from one form to the next."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from ledger import errors
from ledger.storage.statements import migrations
from ledger.storage.statements import statement

APPLICATION_ID = 0x6D66696E
"""Stands in the file's head, so that another program's file is known as such: ``mfin`` in ASCII."""

VERSION = 4
"""The latest form: the number of the last migration."""

_BLOCKS = "0004_blocks"
"""The form from which on entries are kept by the block; they are packed by Python, not by SQL."""

CACHE_KIB = 16384
"""Memory for pages: SQLite's own 2 MiB make a large import write many pages twice. A report does not fill it."""


def prepare(connection: sqlite3.Connection, book: str, *, writable: bool = True) -> None:
    """Check that a file is a book, bring it to the latest form and set what every connection needs.

    Args:
        connection: To the file, without a transaction of its own.
        book: The book's address, for people.
        writable: Whether the file was opened to be written.

    Raises:
        NotABookError: The file is another program's.
        NewerBookError: A later release has written it.
        sqlite3.Error: The file cannot be read or written.
    """
    if _pragma(connection, "application_id") != APPLICATION_ID:
        raise errors.NotABookError(book=book)
    version = _pragma(connection, "user_version")
    if version > VERSION:
        raise errors.NewerBookError(book=book, found=version, known=VERSION)
    if version < VERSION:
        migrate(connection)
    if writable:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = {-CACHE_KIB}")


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a book, or an empty file, to the latest form in one transaction.

    Raises:
        sqlite3.Error: The file cannot be written; it is as it was.
    """
    from ledger.storage.clues import PackedClues  # noqa: PLC0415 - only an older book needs it

    connection.create_aggregate("packed_clues", 3, PackedClues)  # type: ignore[arg-type] # the stub of it knows one argument only
    connection.execute("BEGIN IMMEDIATE")
    try:
        for name in migrations()[_pragma(connection, "user_version") :]:
            for each in _statements(statement(name)):
                connection.execute(each)
            if name == _BLOCKS:
                from ledger.storage.repack import repack  # noqa: PLC0415 - few books are of an earlier form

                repack(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    value: int = connection.execute(f"PRAGMA {name}").fetchone()[0]
    return value


def _statements(script: str) -> Iterator[str]:
    """Yield a script's statements one by one, so that they can share a transaction."""
    lines = ""
    for line in script.splitlines(keepends=True):
        lines += line
        if sqlite3.complete_statement(lines):
            yield lines
            lines = ""
    if lines.strip():
        yield lines
