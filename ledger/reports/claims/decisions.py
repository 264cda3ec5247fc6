"""Decided claims by accounting year: what goes into the funder's application to its paying body and yearly account."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date

from ledger.core.record import frozen
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.claims.claim import Claim
from ledger.model.claims.claim import Payment
from ledger.model.dossier import Dossier
from ledger.model.view import View
from ledger.reports import heading
from ledger.reports.cells import EMPTY
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.cells import ruled
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Table
from ledger.rules.claims import claim as rules
from ledger.rules.claims.accounting_year import AccountingYear
from ledger.rules.claims.accounting_year import accounting_year

NAME = "decisions"

_MONEY = ("cost", "cut", "approved", "support", "paid")
_HEAD = 2


@frozen(kw_only=True)
class _Decided:
    """A decision on a claim, with what it changed.

    Attributes:
        dossier: The project.
        claim: The claim.
        on: The day of the decision.
        times: Which decision on the claim it is, from 1.
        cost_minor: What was claimed; nothing for a later decision, minor units.
        approved_minor: What it approved more, or less, of cost than decisions before it, minor units.
        support_minor: Likewise of support.
        paid_minor: What has been received for the claim; nothing for a later decision, minor units.
    """

    dossier: Dossier
    claim: Claim
    on: date
    times: int
    cost_minor: int
    approved_minor: int
    support_minor: int
    paid_minor: int

    @property
    def year(self) -> AccountingYear:
        programme = self.dossier.programme
        years = programme.accounting_years if programme else None
        return accounting_year(self.on, years.first_to if years else None)


def decisions(
    dossiers: Sequence[Dossier],
    claims: Mapping[str, Sequence[Claim]],
    payments: Mapping[str, Sequence[Payment]],
    view: View,
) -> Table:
    """Return a row for each decision on a claim under the accounting year of its day, with the sum of each year.

    A later decision on the same claim, such as after an audit, is a row of its own in its own year, with what it
    changed. Projects in other currencies than the first one are left out.

    Args:
        dossiers: The projects.
        claims: By project id, every state that its claims have been in, oldest first.
        payments: By project id, which claims its receipts pay.
        view: Cut to the days on which claims were decided.
    """
    currency = dossiers[0].project.currency
    together = [each for each in dossiers if each.project.currency == currency]
    first, last = view.bounds
    found = [
        each
        for dossier in together
        for each in _decided(dossier, claims[dossier.project.id], payments[dossier.project.id])
        if (first or date.min) <= each.on <= (last or date.max)
    ]
    return Table(
        name=NAME,
        title=label("decisions.title"),
        columns=(
            Column(key="name", words=label("decisions.column.claim"), wide=True),
            Column(key="decided", words=label("decisions.column.decided"), kind=ColumnKind.DATE),
            *(money_column(key, currency, label(f"decisions.column.{key}")) for key in _MONEY),
        ),
        rows=tuple(_rows(found, Sums(currency))),
        currency=currency,
        about=heading.about(dossiers, view),
        notes=(
            label("decisions.note" if found else "decisions.note.none"),
            *heading.left_out(dossiers, currency),
        ),
    )


def _decided(dossier: Dossier, claims: Sequence[Claim], payments: Sequence[Payment]) -> Iterator[_Decided]:
    """Yield each decision with what it changed of those before it on the same claim."""
    before: dict[int, list[tuple[int, int]]] = {}
    for claim in claims:
        decision = claim.decision
        if decision is None:
            continue
        support = sum(decision.figures.share(id_).current_minor for id_ in rules.asked_sources(dossier))
        earlier = before.setdefault(claim.number, [])
        was_cost, was_support = earlier[-1] if earlier else (0, 0)
        yield _Decided(
            dossier=dossier,
            claim=claim,
            on=decision.decided,
            times=len(earlier) + 1,
            cost_minor=0 if earlier else claim.figures.cost_minor,
            approved_minor=decision.figures.cost_minor - was_cost,
            support_minor=support - was_support,
            paid_minor=0 if earlier else rules.paid_minor(claim, payments),
        )
        earlier.append((decision.figures.cost_minor, support))


def _rows(found: Sequence[_Decided], sums: Sums) -> Iterator[Row]:
    """Yield each accounting year's claims and their sum, and the sum of all years."""
    subtotals: list[Row] = []
    for year in sorted({each.year for each in found}):
        key = year.end.isoformat()
        own = [each for each in found if each.year == year]
        rows = [_row(each, sums) for each in sorted(own, key=lambda each: each.on)]
        yield Row(key=key, cells=(Cell(_name(year)), *(EMPTY,) * (_HEAD - 1 + len(_MONEY))), kind=RowKind.GROUP)
        yield from rows
        cells = [sums.lines([row.key for row in rows], column, _sum(rows, at)) for at, column in _at()]
        head = (Cell(label("row.total")), EMPTY)
        subtotals.append(Row(key=f"{key}/total", cells=(*head, *cells), kind=RowKind.SUBTOTAL))
        yield subtotals[-1]
    if subtotals:
        cells = [sums.apart([row.key for row in subtotals], column, _sum(subtotals, at)) for at, column in _at()]
        yield Row(key="total", cells=(Cell(label("row.total")), EMPTY, *cells), kind=RowKind.TOTAL)


def _row(each: _Decided, sums: Sums) -> Row:
    """Return a decision's row; what was cut or waits is what was asked for less what was approved."""
    number, project = each.claim.number, each.dossier.project
    decided = label("claim.rule.decision")
    cells = (
        ruled(each.cost_minor, label("claims.rule.frozen", number=number)),
        Cell(each.cost_minor - each.approved_minor, sums.rounded("{cost}-{approved}")),
        ruled(each.approved_minor, decided),
        ruled(each.support_minor, decided),
        ruled(each.paid_minor, label("claims.rule.paid")),
    )
    key, again = f"{project.id}/{number}", each.times > 1
    words = label(f"decisions.row.{'again' if again else 'claim'}", project=project.name, number=number)
    return Row(key=f"{key}/{each.times}" if again else key, cells=(Cell(words), Cell(each.on), *cells), level=1)


def _at() -> Iterator[tuple[int, str]]:
    """Yield the place and key of each column of money."""
    return enumerate(_MONEY, start=_HEAD)


def _sum(rows: Sequence[Row], at: int) -> int:
    return sum(value for row in rows if isinstance(value := row.cells[at].value, int))


def _name(year: AccountingYear) -> Words:
    if year.start == date.min:
        return label("decisions.year.first", end=year.end)
    return label("decisions.year", start=year.start, end=year.end)
