"""Some rows of a file of actuals on their way to be read, row by row or column by column."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from types import MappingProxyType
from typing import NamedTuple

from ledger.importers.actuals.cells import Problem

Cells = list[str]
"""A row's cells as texts."""


class Chunk(NamedTuple):
    """Some rows of a file that follow on each other.

    Attributes:
        records: Cells of each row.
        lines: On which line each row begins.
        faults: By line, what was wrong with cells of a worksheet before they became texts; they are empty here.
    """

    records: Sequence[Cells]
    lines: Sequence[int]
    faults: Mapping[int, tuple[Problem, ...]] = MappingProxyType({})

    def part(self, start: int, end: int) -> Chunk:
        """Return the rows from `start` up to but not with `end`, counted from 0."""
        return Chunk(self.records[start:end], self.lines[start:end], self.faults)


class Columns(NamedTuple):
    """Some rows of a file that follow on each other, column by column: all as long as the header, all cells printable.

    Attributes:
        columns: Cells of each column.
        first: On which line the first row begins; each takes one line.
    """

    columns: Sequence[Sequence[str]]
    first: int

    def by_row(self) -> Chunk:
        """Return the same row by row."""
        records = list(map(list, zip(*self.columns, strict=True)))
        return Chunk(records, range(self.first, self.first + len(records)))
