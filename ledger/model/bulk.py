"""Entries in bulk, column by column: how a large file travels from its reader to the book.

A row by itself costs several times as much as the same values in columns, and nearly all columns of a file are empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from itertools import repeat
from operator import add
from typing import Any

from ledger.core.record import frozen
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow

START = COLUMNS.index("phase") + 1
"""How many columns say where an entry belongs: project, number, kind, category, source, part, phase."""


@frozen
class Batch:
    """Some entries.

    Attributes:
        starts: The first `START` columns of each, as a tuple; few different ones among very many entries.
        columns: Each further column of `ledger.model.entry.COLUMNS`, None for one in which nobody has a value.
    """

    starts: Sequence[EntryRow]
    columns: Sequence[Sequence[Any] | None]

    def __len__(self) -> int:
        return len(self.starts)

    def rows(self) -> Iterator[EntryRow]:
        """Yield the entries as rows."""
        values = (repeat(None) if column is None else column for column in self.columns)
        return map(add, self.starts, zip(*values, strict=False))  # what is absent goes on for ever


def joined(batches: Sequence[Batch]) -> Batch:
    """Return the entries of several batches as one."""
    starts = [start for batch in batches for start in batch.starts]
    columns = zip(*(batch.columns for batch in batches), strict=True)
    return Batch(starts, [_one_column(parts, batches) for parts in columns])


def _one_column(parts: Sequence[Sequence[Any] | None], batches: Sequence[Batch]) -> Sequence[Any] | None:
    if not any(parts):
        return None
    made: list[Any] = []
    for part, batch in zip(parts, batches, strict=True):
        made.extend(repeat(None, len(batch)) if part is None else part)
    return made
