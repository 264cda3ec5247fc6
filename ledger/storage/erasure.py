"""Personal words out of an SQLite file: out of the rows, and out of every page that once held them."""

from __future__ import annotations

import sqlite3

from ledger.errors import BookBusyError
from ledger.model.corrections.attestation import Redaction
from ledger.storage.blocks import Blocks
from ledger.storage.statements import statement


def erase(connection: sqlite3.Connection, book: str, scope: str, redaction: Redaction) -> None:
    """Empty the words of entries and commits; their digests stay, so that every seal holds.

    Raises:
        DamagedBookError: A block of entries is not as medfin writes it.
        sqlite3.Error: The file cannot be written.
    """
    blocks = Blocks(book, scope)
    for first, last in redaction.entries:
        for (number,) in connection.execute(statement("blocks_of_numbers"), (scope, first, last)).fetchall():
            packed, _ = blocks.open(connection.execute(statement("block"), (scope, number)).fetchone())
            bare = packed.without_words([first <= at <= last for at in range(number, number + packed.count)])
            connection.execute(statement("redact_block"), (bare.texts, bare.salts, scope, number))
    connection.executemany(statement("redact_commit"), ((scope, sequence) for sequence in redaction.commits))


def scrub(connection: sqlite3.Connection, book: str) -> None:
    """Write the whole file anew, so that no page keeps what was erased, and empty its write-ahead log.

    SQLite leaves old content in pages that it has split or freed; overwriting the rows is not enough.

    Raises:
        BookBusyError: Somebody is reading, so the log cannot be emptied yet.
        sqlite3.Error: The file cannot be written, or there is no room for a second copy beside it.
    """
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("VACUUM")
    (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise BookBusyError(book=book)
