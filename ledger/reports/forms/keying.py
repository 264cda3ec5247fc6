"""Figures in the order in which they are typed into a funder's web form, with a column to copy from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.words import label
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Formula
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from ledger.model.forms.layout import Keying


def keying(block: Keying, made: Mapping[str, Table]) -> Table:
    """Return the figures of other tables one under the other.

    Args:
        block: Which tables and columns, in order.
        made: The form's tables, filled, by key.
    """
    number, field, amount = block.headings
    rows = tuple(_rows(block, made))
    currency = next(iter(made.values())).currency
    return Table(
        name=block.key,
        title=block.title,
        columns=(
            Column(key="number", words=number, kind=ColumnKind.COUNT),
            Column(key="field", words=field, wide=True),
            Column(key="amount", words=amount, kind=ColumnKind.MONEY),
        ),
        rows=rows,
        currency=currency,
        notes=block.notes,
    )


def _rows(block: Keying, made: Mapping[str, Table]) -> Iterator[Row]:
    """Yield a row for each figure, numbered; one without an amount is typed as nothing."""
    at = 0
    for key, column in block.of:
        table = made[key]
        place = {each.key: number for number, each in enumerate(table.columns)}[column]
        for row in table.rows:
            if row.kind is RowKind.GROUP:
                continue
            at += 1
            cell, named = row.cells[place], row.cells[0].value
            words = label("form.keyed", row=named, column=table.columns[place].words)
            amount = cell.value if isinstance(cell.value, int) else 0
            live = Formula(f"N({{{key}/{row.key}.{column}}})")
            yield Row(key=str(at), cells=(Cell(at), Cell(words), Cell(amount, live)), kind=row.kind)
