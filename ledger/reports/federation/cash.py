"""*Kassaflöde*, as far as the entries tell it, beside that of the year before; the layout is medfin's."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date

from ledger.core.money import Money
from ledger.core.record import evolve
from ledger.core.words import Words
from ledger.core.words import label
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.federation.treasury import Treasury
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Ruled
from ledger.reports.table import Table
from ledger.rules.federation.cash import Cash

_NOW, _SAME_DAYS, _BEFORE = "now", "same_days", "before"

_ROWS = ("members", "others", "costs", "internal")


def cash_flow(treasury: Treasury, found: Sequence[Cash], days: Sequence[date]) -> Table:
    """Return money in and out from 1 January to some days.

    Args:
        treasury: Own accounts and owned projects.
        found: To each of the days.
        days: The last day asked for, the same day of the year before unless that year ends with it, and its end.

    Source:
        LKBR (2018:597), chapter 8, on the cash flow statement.
    """
    keys = (_NOW, _SAME_DAYS, _BEFORE) if len(days) > len((_NOW, _BEFORE)) else (_NOW, _BEFORE)
    sums = Sums(treasury.currency)
    rule = Ruled(label("rule.cash"))

    def row(key: str) -> Row:
        figures = (Cell(getattr(each, f"{key}_minor"), rule) for each in found)
        return Row(key=key, cells=(Cell(label(f"cash.{key}")), *figures))

    known = (sums.lines(_ROWS, at, each.known_minor) for at, each in zip(keys, found, strict=True))
    rows = (
        *map(row, _ROWS),
        Row(key="known", cells=(Cell(label("cash.known")), *known), kind=RowKind.SUBTOTAL),
        row("undated"),
        Row(
            key="accounts",
            cells=(Cell(label("cash.accounts")), *(Cell(open=True) for _ in found)),
            kind=RowKind.TOTAL,
        ),
    )
    told = evolve(treasury, view=evolve(treasury.view, year=days[0].year))
    figures = (money_column(key, treasury.currency, _until(day)) for key, day in zip(keys, days, strict=True))
    return Table(
        name="cash",
        title=label("report.cash"),
        columns=(Column(key="name", words=label("column.item"), wide=True), *figures),
        rows=rows,
        currency=treasury.currency,
        about=(*told.about(), *treasury.sealed()),
        notes=(*treasury.notes(), label("note.cash"), *_undated(treasury, found)),
    )


def _until(last: date) -> Words:
    """Return which days a column is about: a year, or the part of it to a day."""
    is_whole = (last.month, last.day) == (12, 31)
    return str(last.year) if is_whole else label("cash.until", day=last)


def _undated(treasury: Treasury, found: Sequence[Cash]) -> Iterator[Words]:
    left = found[0].undated_minor
    if left:
        yield label("note.cash_undated", amount=Money(left, treasury.currency))
