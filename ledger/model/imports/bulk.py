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


class Starts:
    """First columns of entries, each kept once and known by its place; few among very many entries.

    Attributes:
        rows: The first `START` columns by place; grows while a file is read.
    """

    def __init__(self) -> None:
        self.rows: list[EntryRow] = []
        self._places: dict[EntryRow, int] = {}

    def place(self, start: EntryRow) -> int:
        """Return the place of some first columns."""
        place = self._places.setdefault(start, len(self.rows))
        if place == len(self.rows):
            self.rows.append(start)
        return place


@frozen
class Batch:
    """Some entries.

    Attributes:
        starts: First columns, the same object for all batches of a file.
        places: Place of each one's first columns.
        columns: Each further column of `ledger.model.entry.COLUMNS`, None for one in which nobody has a value; an empty
            text is no value.
        amounts: The first of them, the amounts, as texts, if whoever made them has written them.
    """

    starts: Starts
    places: Sequence[int]
    columns: Sequence[Sequence[Any] | None]
    amounts: Sequence[str] = ()

    def __len__(self) -> int:
        return len(self.places)

    def rows(self) -> Iterator[EntryRow]:
        """Yield the entries as rows."""
        values = (
            repeat(None) if column is None else [None if value == "" else value for value in column]
            for column in self.columns
        )
        starts = map(self.starts.rows.__getitem__, self.places)
        return map(add, starts, zip(*values, strict=False))  # what is absent goes on for ever


@frozen
class Turn:
    """The end of some rows that one of several readers of a file has read, before the next reader's turn.

    Attributes:
        number: The how-manieth turn of the file it was, from 0.
    """

    number: int


@frozen(kw_only=True)
class Reader:
    """Which of several readers of a file, who read in turn, somebody is.

    Attributes:
        at: The how-manieth, from 0.
        of: How many there are.
    """

    at: int = 0
    of: int = 1
