"""The entries of a book of an earlier form, a row each, packed into blocks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from collections.abc import Sequence
from typing import Any

from ledger.model.entry import COLUMNS
from ledger.rules.block import BLOCK
from ledger.rules.block import CELL
from ledger.rules.block import SEALED
from ledger.rules.block import WORDS
from ledger.rules.block import sealed
from ledger.rules.block import words_of
from ledger.rules.packed import DIGEST_BYTES
from ledger.rules.packed import SALT_BYTES
from ledger.rules.packed import pack
from ledger.storage.statements import statement

_HEAD = 3
"""Before an entry's own columns stand its commit, its salt and the digest of its words."""

_PROJECT, _NUMBER, _DAY = (_HEAD + COLUMNS.index(name) for name in ("project", "number", "booked_on"))
_SEALED = [_HEAD + at for at in sorted(SEALED)]

Row = Sequence[Any]


def repack(connection: sqlite3.Connection) -> None:
    """Pack all entries and remove their table, within the caller's transaction.

    Nothing is judged: what another program has changed stays changed and is told by a proof, as before.

    Raises:
        sqlite3.Error: They cannot be read to their end, or not be written.
    """
    for rows in _runs(connection.execute(statement("old_entries"))):
        packed = pack(
            sealed([CELL.join([_text(row[at]) for at in _SEALED]) for row in rows]),
            words=words_of(*([_text(row[_HEAD + at]) for row in rows] for at in WORDS)),
            days=[_text(row[_DAY]) for row in rows],
            salts=b"".join([_of_width(row[1], SALT_BYTES) for row in rows]),
            digests=[_of_width(row[2], DIGEST_BYTES) for row in rows],
        )
        first = rows[0]
        connection.execute(
            statement("append_block"),
            (
                *(first[_PROJECT], first[_NUMBER], first[0], packed.count, packed.first_day, packed.last_day),
                *(packed.lines, packed.texts, packed.salts, packed.words),
            ),
        )
    connection.execute("DROP TABLE entries")


def _runs(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Yield rows that follow on each other within a commit, no more than `BLOCK` at a time."""
    run: list[Row] = []
    for row in rows:
        if run and (len(run) == BLOCK or _after(run[-1]) != (row[_PROJECT], row[_NUMBER], row[0])):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _after(row: Row) -> tuple[Any, ...]:
    number = row[_NUMBER]
    return row[_PROJECT], number + 1 if type(number) is int else None, row[0]


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _of_width(value: Any, width: int) -> bytes:
    """Return a salt or a digest; one that has not the width that medfin gives it becomes another one of that width."""
    found = value if isinstance(value, bytes) else str(value).encode()
    return found.ljust(width, b"\0")[:width]
