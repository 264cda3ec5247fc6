"""The sheet *Underlag*: every figure that a rule or a decision has set, with its reason; other sheets point to it.

Where sheets are locked, each figure there is held against what was written, so that a figure typed over it shows, also
where another one takes back what it changes in the sums.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from decimal import Decimal

from ledger.core.money import Currency
from ledger.core.record import frozen
from ledger.core.words import Labels
from ledger.core.words import Words
from ledger.core.words import label
from ledger.render.words import heading
from ledger.render.workbook.layout import ENTRIES
from ledger.render.workbook.number import to_number
from ledger.reports.sheet import Sheet
from ledger.reports.sheet import for_the_screen
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Formula
from ledger.reports.table import Row
from ledger.reports.table import Ruled
from ledger.reports.table import SumOf
from ledger.reports.table import Table

_NAME = "underlag"

CHANGED = "changed"
"""Key of the column that tells by how much a figure is no longer what was written."""

_ALIKE = "0.0000000001"
"""Shares that are no further apart than this are the same."""


@frozen(kw_only=True)
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

    A sum of entries that the workbook does not hold is a value with that as its reason. Where sums of entries are for
    the screen alone, so is this.
    """
    tables = [table for sheet in sheets for table in sheet.tables]
    summed = any(table.name == ENTRIES for table in tables)
    found: dict[Currency, list[_Set]] = {}
    for table in tables:
        for each in _figures(table, labels, summed=summed):
            found.setdefault(table.currency, []).append(each)
    if not found:
        return None
    locked = any(sheet.locked for sheet in sheets)
    tables = [_table(currency, figures, guarded=locked) for currency, figures in found.items()]
    basis = Sheet(name=label("render.underlag"), tables=tuple(tables), landscape=True, locked=locked)
    return for_the_screen(basis) if any(sheet.on_screen for sheet in sheets) else basis


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


def _table(currency: Currency, figures: Sequence[_Set], *, guarded: bool) -> Table:
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
    check = (Column(key=CHANGED, words=label("render.changed"), kind=ColumnKind.CHECK),) if guarded else ()
    rows = tuple(
        Row(
            key=each.address,
            cells=(
                *(Cell(text) for text in (each.figure, each.address, *_reason(each.ruled))),
                *(each.cell if each.kind is kind else Cell() for kind in kinds),
                *(_unchanged(each, currency) for _ in check),
            ),
        )
        for each in figures
    )
    return Table(
        name=name_of(currency),
        title=label("render.underlag_title"),
        columns=columns + values + check,
        rows=rows,
        currency=currency,
        notes=(label("render.underlag_about"),),
    )


def _unchanged(each: _Set, currency: Currency) -> Cell:
    """Return the check that a figure is still what was written; none for a text."""
    written = to_number(each.cell.value, each.kind, currency, each.address)
    if written is None:
        return Cell()
    apart = f"{{{each.kind}}}-({written:f})" if isinstance(written, Decimal) else f"{{{each.kind}}}-({written})"
    if each.kind in (ColumnKind.MONEY, ColumnKind.CHECK):
        return Cell(0, Formula(f"ROUND({apart},2)"))
    return Cell(0, Formula(f"IF(ABS({apart})<{_ALIKE},0,1)"))


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
