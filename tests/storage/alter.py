"""Changes of single entries in a book's file past medfin, which keeps them by the block."""

from __future__ import annotations

import attrs

from ledger.model.entry import COLUMNS
from ledger.rules.block import CELL
from ledger.rules.block import SEALED
from ledger.rules.block import WORDS
from ledger.rules.block import sealed
from ledger.rules.block import words_of
from ledger.rules.packed import NO_SALT
from ledger.rules.packed import Packed
from ledger.rules.packed import cut
from ledger.rules.packed import pack
from ledger.storage.statements import statement

FIELDS = [field.name for field in attrs.fields(Packed)]
_SELECT = "SELECT number, {} FROM blocks WHERE project = ? AND number <= ? ORDER BY number DESC LIMIT 1"


def _unpacked(connection, project, number):
    """Return the number of the first entry of an entry's block, and lists of columns, salts and digests."""
    found = connection.execute(_SELECT.format(", ".join(FIELDS)), (project, number))
    first, *values = found.fetchone()
    packed = Packed(**dict(zip(FIELDS, values, strict=True)))
    cells = [list(column) for column in packed.cells()]
    return first, cells, cut(packed.salts, 16), cut(packed.words, 32)


def _put_back(connection, key, cells, salts, words):
    rows = zip(*(column for at, column in enumerate(cells) if at in SEALED), strict=True)
    packed = pack(
        sealed(list(map(CELL.join, rows))),
        words=words_of(*(cells[at] for at in WORDS)),
        days=cells[COLUMNS.index("booked_on")],
        salts=b"".join(salt or NO_SALT for salt in salts),
        digests=words,
    )
    columns = ", ".join(f"{name} = ?" for name in FIELDS)
    values = (*attrs.astuple(packed), *key)
    connection.execute(f"UPDATE blocks SET {columns} WHERE project = ? AND number = ?", values)


def entry(connection, project, number, **fields):
    """Give an entry other cells, or another salt."""
    first, cells, salts, words = _unpacked(connection, project, number)
    salts[number - first] = fields.pop("salt", salts[number - first])
    for name, text in fields.items():
        cells[COLUMNS.index(name)][number - first] = text
    _put_back(connection, (project, first), cells, salts, words)


def exchange(connection, project, one, other):
    """Let two entries of a block take each other's place."""
    first, cells, salts, words = _unpacked(connection, project, one)
    one, other = one - first, other - first
    for column in (*cells, salts, words):
        column[one], column[other] = column[other], column[one]
    _put_back(connection, (project, first), cells, salts, words)


def remove(connection, project, number):
    """Remove an entry; those after it in its block move up."""
    first, cells, salts, words = _unpacked(connection, project, number)
    for column in (*cells, salts, words):
        column[number - first : number - first + 1] = []
    if salts:
        _put_back(connection, (project, first), cells, salts, words)
    else:
        connection.execute("DELETE FROM blocks WHERE project = ? AND number = ?", (project, first))


def repeat(connection, project, number, *, sequence):
    """Add an entry once more after the last one, as if it had come in some commit."""
    select = "SELECT project, number + count, ?, {} FROM blocks WHERE project = ? ORDER BY number DESC LIMIT 1"
    connection.execute(
        statement("append_block"), connection.execute(select.format(", ".join(FIELDS)), (sequence, project)).fetchone()
    )
    last = connection.execute("SELECT max(number) FROM blocks WHERE project = ?", (project,)).fetchone()[0]
    _, cells, salts, words = _unpacked(connection, project, number)
    _put_back(connection, (project, last), [column[-1:] for column in cells], salts[-1:], words[-1:])
