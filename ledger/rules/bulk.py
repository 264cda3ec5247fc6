"""Entries in bulk on their way into a book: checked and sealed as `ledger.rules.block` does it, for batches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from ledger.model.bulk import START
from ledger.model.bulk import Batch
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.rules.block import CELL
from ledger.rules.block import SEALED
from ledger.rules.block import WORDS
from ledger.rules.block import Block
from ledger.rules.block import cells
from ledger.rules.block import check_days
from ledger.rules.block import check_plain
from ledger.rules.block import check_start

_NUMBER = COLUMNS.index("number")


@attrs.frozen
class Checked:
    """A batch that may be booked.

    Attributes:
        columns: Names and values of the columns after the first `START` in which anybody has a value; an absent value
            is the empty text.
        words: The personal words: texts and counterparties.
        lines: What is sealed of each row, as `ledger.rules.block.Block.lines`.
    """

    columns: dict[str, Sequence[Any]]
    words: tuple[Sequence[str], Sequence[str]]
    lines: Sequence[str]


def start_line(start: EntryRow) -> str:
    """Check the first columns of an entry and return what is sealed of them.

    Raises:
        LedgerError: They cannot be booked, see `ledger.rules.block.block`.
    """
    check_start(start)
    return CELL.join(start[at] or "" for at in range(START) if at in SEALED)


def block_of(batch: Batch, first: int) -> Block:
    """Return a batch that has been checked as a block without its lines, numbered from `first`."""
    absent = ("",) * len(batch)
    starts: list[Sequence[Any]] = list(zip(*batch.starts, strict=True))
    starts[_NUMBER] = range(first, first + len(batch))
    return Block(tuple(absent if column is None else _filled(column) for column in (*starts, *batch.columns)), ())


def _filled(column: Sequence[Any]) -> Sequence[Any]:
    return ["" if value is None else value for value in column] if None in column else column


def check(batch: Batch, starts: Sequence[str]) -> Checked:
    """Check a batch.

    Args:
        batch: The rows, at least one.
        starts: What is sealed of the first columns of each.

    Raises:
        LedgerError: A row cannot be booked, see `ledger.rules.block.block`; which one is not told.
    """
    absent = ("",) * len(batch)
    columns = {}
    texts: dict[int, Sequence[str]] = {}
    for at, column in enumerate(batch.columns, start=START):
        texts[at] = absent
        if column is not None:
            columns[COLUMNS[at]], texts[at] = cells(column, at, "", 1)
    check_days(columns, "", 1)
    lines = list(map(CELL.join, zip(starts, *(texts[at] for at in texts if at in SEALED), strict=True)))
    words = tuple(texts[at] for at in WORDS)
    check_plain(columns, lines, words)
    return Checked(columns, (words[0], words[1]), lines)
