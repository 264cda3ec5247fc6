"""What a filled workbook shows that differs from the book."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from ledger.core.words import Words
from ledger.core.words import label
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Row
from ledger.reports.table import Table

_COLUMNS = ("cell", "address", "found", "expected")
_CHANGED = ("cell", "found", "written")


@attrs.frozen(kw_only=True)
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
    return Table(
        name="compare",
        title=label("report.compare"),
        columns=tuple(Column(key=key, words=label(f"column.compare.{key}"), wide=True) for key in _COLUMNS),
        rows=tuple(
            Row(key=str(at), cells=(Cell(each.cell), Cell(each.address), Cell(each.found), Cell(each.expected)))
            for at, each in enumerate(differences, start=1)
        ),
    )


def changed(cells: Sequence[Difference]) -> Table:
    """Return a table of cells that do not hold what was written into them, in the order of the sheets."""
    return Table(
        name="changed",
        title=label("report.changed"),
        columns=tuple(Column(key=key, words=label(f"column.compare.{key}"), wide=True) for key in _CHANGED),
        rows=tuple(
            Row(key=str(at), cells=(Cell(each.cell), Cell(each.found), Cell(each.expected)))
            for at, each in enumerate(cells, start=1)
        ),
    )
