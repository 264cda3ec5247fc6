"""Value added tax by treatment, and the refund as income of its own; no cost is lowered by it."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence

from ledger.core.money import Currency
from ledger.core.money import Money
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.claims.vat import VatTreatment
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
from ledger.reports.table import Ruled
from ledger.reports.table import Table
from ledger.rules.claims.vat import VatSum

NAME = "vat"

_MONEY = ("cost", "vat", "refund")


def vat(dossier: Dossier, found: Sequence[VatSum], unsaid: tuple[int, int], view: View) -> Table:
    """Return a row for each treatment, and their sum.

    Args:
        dossier: The project.
        found: Costs by treatment.
        unsaid: How many costs state a tax and no treatment, and that tax, minor units; they are told in a note.
        view: Which days.
    """
    currency = dossier.project.currency
    rows = tuple(_row(each) for each in found)
    sums = Sums(currency)
    totals = (
        sums.lines([row.key for row in rows], key, sum(getattr(each, f"{key}_minor") for each in found))
        for key in _MONEY
    )
    total = Row(key="total", cells=(Cell(label("row.total")), Cell(), *totals), kind=RowKind.TOTAL)
    return Table(
        name=NAME,
        title=label("vat.title"),
        columns=(
            Column(key="name", words=label("vat.column.name"), wide=True),
            Column(key="entries", words=label("column.entries"), kind=ColumnKind.COUNT),
            *(money_column(key, currency, label(f"vat.column.{key}")) for key in _MONEY),
        ),
        rows=(*rows, total) if rows else (),
        currency=currency,
        about=heading.about((dossier,), view),
        notes=(
            label("vat.note" if rows else "vat.note.none"),
            *_unsaid(*unsaid, currency),
            *heading.day_notes(view),
        ),
    )


def _unsaid(count: int, minor: int, currency: Currency) -> Iterator[Words]:
    if count:
        yield label("vat.note.unsaid", count=count, vat=Money(minor, currency))


def _row(each: VatSum) -> Row:
    booked = label("vat.rule.booked")
    cells = (
        Cell(label(f"vat.treatment.{each.treatment}")),
        Cell(each.entries, Ruled(booked)),
        ruled(each.cost_minor, booked),
        ruled(each.vat_minor, booked),
        _refund(each),
    )
    return Row(key=str(each.treatment), cells=cells)


def _refund(each: VatSum) -> Cell:
    """Return what comes back; where the law gives a flat rate, with its base and source."""
    rule: Words = label("vat.rule.actual" if each.treatment is VatTreatment.COMPENSATED else "vat.rule.nothing")
    if each.rule:
        rule = label("vat.rule.flat", rate=each.rule.rate, base=each.rule.base, source=each.rule.source)
    rounding = None if each.refund_exact.denominator == 1 else label("vat.rounding")
    return Cell(each.refund_minor, Ruled(rule, each.refund_exact if rounding else None, rounding))
