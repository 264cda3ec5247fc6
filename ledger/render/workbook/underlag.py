"""The sheet *Underlag*: every figure that a rule or a decision has set, with its reason; other sheets point to it."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence

import attrs

from ledger.core.money import Currency
from ledger.core.words import Labels
from ledger.core.words import Words
from ledger.core.words import label
from ledger.render.words import heading
from ledger.render.workbook.layout import ENTRIES
from ledger.reports.sheet import Sheet
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import Ruled
from ledger.reports.table import SumOf
from ledger.reports.table import Table

_NAME = "underlag"


@attrs.frozen(kw_only=True)
class _Set:
    """A figure that is set: where it stands, what decided it, and what it is."""

    address: str
    figure: str
    ruled: Ruled
    kind: ColumnKind
    cell: Cell


def name_of(currency: Currency) -> str:
    """Return the name of the table with the figures of a currency's tables."""
    return f"{_NAME}-{currency.code}"


def underlag(sheets: Sequence[Sheet], labels: Labels) -> Sheet | None:
    """Return the sheet, with one table for each currency, or None where nothing is set.

    A sum of entries that the workbook does not hold is a value with that as its reason.
    """
    tables = [table for sheet in sheets for table in sheet.tables]
    summed = any(table.name == ENTRIES for table in tables)
    found: dict[Currency, list[_Set]] = {}
    for table in tables:
        for each in _figures(table, labels, summed=summed):
            found.setdefault(table.currency, []).append(each)
    if not found:
        return None
    return Sheet(
        name=label("render.underlag"),
        tables=tuple(_table(currency, figures) for currency, figures in found.items()),
        landscape=True,
        locked=any(sheet.locked for sheet in sheets),
    )


def set_by(cell: Cell, *, summed: bool) -> Ruled | None:
    """Return what decided a cell's value, or None where a formula computes it or it is empty.

    Args:
        cell: The cell.
        summed: Whether the workbook holds the entries that sums add up.
    """
    if cell.value is None:
        return None
    if isinstance(cell.live, SumOf) and not summed:
        return Ruled(label("render.outside"))
    return cell.live if isinstance(cell.live, Ruled) else None


def _figures(table: Table, labels: Labels, *, summed: bool) -> Iterator[_Set]:
    """Yield what is set in a table, row by row."""
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            ruled = None if cell.live is None else set_by(cell, summed=summed)
            if ruled is not None:
                first = row.cells[0].value
                words = row.key if first is None or column is table.columns[0] else labels.say(first)
                yield _Set(
                    address=f"{table.name}/{row.key}.{column.key}",
                    figure=f"{words} · {heading(column, labels)}",
                    ruled=ruled,
                    kind=cell.kind or column.kind,
                    cell=Cell(cell.value),
                )


def _table(currency: Currency, figures: Sequence[_Set]) -> Table:
    """Return the table of one currency; each kind of figure has a column, so that it looks right."""
    kinds = [kind for kind in _KINDS if any(each.kind is kind for each in figures)]
    texts = ("figure", "address", "rule", "exact", "rounding")
    columns = tuple(Column(key=key, words=label(f"render.{key}"), wide=key == "rule") for key in texts)
    values = tuple(
        Column(
            key=kind,
            words=label(f"render.{_KINDS[kind]}"),
            kind=kind,
            unit=currency.code if kind is ColumnKind.MONEY else None,
        )
        for kind in kinds
    )
    rows = tuple(
        Row(
            key=each.address,
            cells=(
                *(Cell(text) for text in (each.figure, each.address, *_reason(each.ruled))),
                *(each.cell if each.kind is kind else Cell() for kind in kinds),
            ),
        )
        for each in figures
    )
    return Table(
        name=name_of(currency),
        title=label("render.underlag_title"),
        columns=columns + values,
        rows=rows,
        currency=currency,
        notes=(label("render.underlag_about"),),
    )


_KINDS = {
    ColumnKind.MONEY: "money",
    ColumnKind.PERCENT: "value",
    ColumnKind.COUNT: "value",
    ColumnKind.DATE: "value",
    ColumnKind.TEXT: "value",
    ColumnKind.BAR: "value",
    ColumnKind.CHECK: "money",
}
"""In the order of the columns; what each is called."""


def _reason(ruled: Ruled) -> tuple[Words | None, str | None, Words | None]:
    """Return rule, exact figure and rounding step as the sheet writes them; the exact figure in minor units."""
    return ruled.rule, None if ruled.exact is None else str(ruled.exact), ruled.rounding
