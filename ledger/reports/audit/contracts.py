"""Contracts: how each was procured, from whom, for how much, and what has been spent on it."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence

from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.dossier import Dossier
from ledger.model.view import View
from ledger.reports import heading
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.cells import ruled
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Table
from ledger.rules.contracts import ContractCost
from ledger.rules.corrections import attest

NAME = "contracts"

_MONEY = ("value", "cost", "left")
_HEAD = ("supplier", "procedure", "reference", "text")


def contracts(dossier: Dossier, costs: Sequence[ContractCost], view: View) -> Table:
    """Return a project's contracts, one a row, and their sums.

    Args:
        dossier: The project.
        costs: Its contracts with what has been spent on them.
        view: The day of the question.
    """
    currency = dossier.project.currency
    sums = Sums(currency)
    rows = [_row(each, sums) for each in costs]
    if rows:
        totals = {
            "value": sum(each.contract.worth_minor for each in costs),
            "cost": sum(each.cost_minor for each in costs),
            "left": sum(each.left_minor for each in costs),
        }
        keys = [row.key for row in rows]
        cells = (Cell(label("row.total")), *(Cell(),) * 7, *(sums.lines(keys, key, totals[key]) for key in _MONEY))
        rows.append(Row(key="total", cells=(*cells, Cell()), kind=RowKind.TOTAL))
    return Table(
        name=NAME,
        title=label("report.contracts"),
        columns=(
            Column(key="number", words=label("contracts.column.number")),
            *(Column(key=key, words=label(f"contracts.column.{key}"), wide=True) for key in _HEAD),
            *(
                Column(key=key, words=label(f"contracts.column.{key}"), kind=ColumnKind.DATE)
                for key in ("signed", "start", "end")
            ),
            *(money_column(key, currency, label(f"contracts.column.{key}")) for key in _MONEY),
            Column(key="entries", words=label("contracts.column.entries"), wide=True),
        ),
        rows=tuple(rows),
        currency=currency,
        about=heading.about((dossier,), view),
        notes=tuple(_notes(costs)),
    )


def _row(each: ContractCost, sums: Sums) -> Row:
    contract = each.contract
    texts = (contract.supplier, contract.procedure, contract.reference, contract.text)
    days = (contract.signed_on, contract.start, contract.end)
    rule = label("contracts.rule.changed" if contract.changes else "contracts.rule.value", number=contract.id)
    return Row(
        key=contract.id,
        cells=(
            Cell(contract.id),
            *map(Cell, texts),
            *map(Cell, days),
            ruled(contract.worth_minor, rule),
            ruled(each.cost_minor, label("contracts.rule.cost", entries=attest.written(each.entries) or "–")),
            Cell(each.left_minor, sums.rounded("{value}-{cost}")),
            Cell(attest.written(each.entries) or None),
        ),
    )


def _notes(costs: Sequence[ContractCost]) -> Iterator[Words]:
    yield label("contracts.note" if costs else "contracts.note.none")
    for each in costs:
        for change in each.contract.changes:
            yield label("contracts.note.changed", number=each.contract.id, day=change.on, reason=change.reason)
