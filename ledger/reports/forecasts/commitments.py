"""Orders and contracts: what was ordered, what of it has been booked, what is open and when it is expected."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.core.money import Money
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.dossier import Dossier
from ledger.model.forecasts.commitment import Commitment
from ledger.model.view import View
from ledger.reports import heading
from ledger.reports import naming
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Ruled
from ledger.reports.table import Table
from ledger.rules.forecasts.commitment import overdue_minor

NAME = "commitments"

_MONEY = ("ordered", "settled", "released", "open")


def commitments(dossier: Dossier, view: View) -> Table:
    """Return a project's commitments, one a row, and their sums; those that are over stand among them."""
    currency = dossier.project.currency
    sums = Sums(currency)
    columns = (
        Column(key="number", words=label("column.commitment")),
        Column(key="category", words=label("column.category"), wide=True),
        Column(key="counterparty", words=label("column.counterparty"), wide=True),
        Column(key="text", words=label("column.text"), wide=True),
        Column(key="made", words=label("column.made"), kind=ColumnKind.DATE),
        Column(key="expected", words=label("column.expected"), kind=ColumnKind.DATE),
        *(money_column(key, currency) for key in _MONEY),
    )
    rows = [_row(dossier, each, sums) for each in dossier.commitments]
    keys = [row.key for row in rows]
    if rows:
        totals = {key: sum(_figures(each)[key] for each in dossier.commitments) for key in _MONEY}
        cells = (Cell(label("row.total")), *(Cell(),) * 5, *(sums.lines(keys, key, totals[key]) for key in _MONEY))
        rows.append(Row(key="total", cells=cells, kind=RowKind.TOTAL))
    return Table(
        name=NAME,
        title=label("report.commitments"),
        columns=columns,
        rows=tuple(rows),
        currency=currency,
        about=heading.about((dossier,), view),
        notes=tuple(_notes(dossier, view)),
    )


def _figures(each: Commitment) -> dict[str, int]:
    return {
        "ordered": each.amount_minor,
        "settled": each.settled_minor,
        "released": each.released_minor,
        "open": each.open_minor,
    }


def _row(dossier: Dossier, each: Commitment, sums: Sums) -> Row:
    rule = label("rule.commitment", number=each.id, day=each.made_on)
    dues = each.open_dues
    texts: tuple[Words | None, ...] = (naming.category(dossier, each.category), each.counterparty, each.text)
    figures = _figures(each)
    return Row(
        key=each.id,
        cells=(
            Cell(each.id),
            *map(Cell, texts),
            Cell(each.made_on),
            Cell(dues[0].on if dues else None),
            *(Cell(figures[key], Ruled(rule)) for key in _MONEY[:-1]),
            Cell(figures["open"], sums.rounded("{ordered}-{settled}-{released}")),
        ),
    )


def _notes(dossier: Dossier, view: View) -> Iterator[Words]:
    late_minor = sum(overdue_minor(each, view.today) for each in dossier.commitments)
    if not dossier.commitments:
        yield label("note.no_commitments")
    for each in dossier.commitments:
        if each.released_on and each.released_because:
            amount = Money(each.released_minor, dossier.project.currency)
            day, reason = each.released_on, each.released_because
            yield label("note.released", commitment=each.id, amount=amount, day=day, reason=reason)
    if late_minor:
        yield label("note.overdue", amount=Money(late_minor, dossier.project.currency), day=view.today)
