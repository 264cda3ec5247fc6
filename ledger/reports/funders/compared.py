"""What a filled workbook shows that differs from the book."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.core.record import frozen
from ledger.core.words import Words
from ledger.core.words import label
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Row
from ledger.reports.table import Table


@frozen(kw_only=True)
class Difference:
    """A cell that shows something else than the book.

    Attributes:
        cell: Its name, ``Budget!C5``.
        address: The figure or fact that it should show; empty where any content is meant.
        found: What it shows.
        expected: What it should show.
    """

    cell: str
    address: str
    found: Words
    expected: Words


def compared(differences: Sequence[Difference]) -> Table:
    """Return a table of differences, in the order of the cells as they were compared."""
    told = [(each.cell, each.address, each.found, each.expected) for each in differences]
    return _table("compare", ("cell", "address", "found", "expected"), told)


def changed(cells: Sequence[Difference]) -> Table:
    """Return a table of cells that do not hold what was written into them, in the order of the sheets."""
    told = [(each.cell, each.found, each.expected) for each in cells]
    return _table("changed", ("cell", "found", "written"), told)


def _table(name: str, keys: Sequence[str], told: Sequence[tuple[Words, ...]]) -> Table:
    return Table(
        name=name,
        title=label(f"report.{name}"),
        columns=tuple(Column(key=key, words=label(f"column.compare.{key}"), wide=True) for key in keys),
        rows=tuple(Row(key=str(at), cells=tuple(map(Cell, cells))) for at, cells in enumerate(told, start=1)),
    )
