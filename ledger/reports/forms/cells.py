"""Which address fills which cell of a form, for those who ask for one figure by itself or lead it on to elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.words import label
from ledger.reports.entries.entries import NAME
from ledger.reports.forms.check import CHECKS
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Formula
from ledger.reports.table import Row
from ledger.reports.table import SumOf
from ledger.reports.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from ledger.core.words import Words
    from ledger.reports.sheet import Workbook


def form_cells(workbook: Workbook, place: Callable[[str], str]) -> Table:
    """Return one row for each figure of a form, also for those that people fill in; its checks are left out.

    Args:
        workbook: The form, filled.
        place: Gives the sheet and cell of ``table/row.column``.
    """
    return Table(
        name="form_cells",
        title=label("form.cells", form=workbook.title),
        columns=(
            Column(key="cell", words=label("form.cells.cell")),
            Column(key="how", words=label("form.cells.how")),
            Column(key="value", words=label("form.cells.value"), kind=ColumnKind.MONEY),
            Column(key="address", words=label("column.address")),
        ),
        rows=tuple(_rows(workbook, place)),
        currency=next(table.currency for sheet in workbook.sheets for table in sheet.tables),
        notes=(label("form.cells.about", project=workbook.project),),
    )


def _rows(workbook: Workbook, place: Callable[[str], str]) -> Iterator[Row]:
    tables = (table for sheet in workbook.sheets for table in sheet.tables)
    for table in tables:
        if table.name != NAME and not table.name.startswith(CHECKS):
            yield from _figures(table, place)


def _figures(table: Table, place: Callable[[str], str]) -> Iterator[Row]:
    """Yield a row for each figure of a table."""
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            kind = cell.kind or column.kind
            if kind.is_figure and (cell.value is not None or cell.open):
                key = f"{table.name}/{row.key}.{column.key}"
                value = Cell(cell.value, kind=kind)
                cells = (Cell(place(key)), Cell(_how(cell)), value, Cell(table.address(row.key, column.key)))
                yield Row(key=key, cells=cells)


def _how(cell: Cell) -> Words:
    """Return of which class a figure is."""
    if cell.open:
        return label("form.cells.open")
    if isinstance(cell.live, SumOf):
        return label("form.cells.entries")
    return label("form.cells.formula") if isinstance(cell.live, Formula) else label("form.cells.rule")
