"""The list of a project's budget versions: what each decided, when, by whom and why."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.core.money import Money
from ledger.core.rounding import Rounding
from ledger.core.rounding import round_fraction
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.dossier import Dossier
from ledger.model.view import View
from ledger.reports import heading
from ledger.reports import naming
from ledger.reports.cells import EMPTY
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.cells import ruled
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import Table
from ledger.rules import budget
from ledger.rules.budgets.transfers import moved

NAME = "versions"


def versions(dossier: Dossier, view: View) -> Table:
    """Return a project's budget versions, oldest first, each with the change of its cost from the one before."""
    currency = dossier.project.currency
    columns = (
        Column(key="number", words=label("column.number")),
        Column(key="kind", words=label("column.version_kind")),
        Column(key="state", words=label("column.state")),
        Column(key="applies", words=label("column.applies"), kind=ColumnKind.DATE),
        *(money_column(key, currency) for key in ("cost", "financing", "change")),
        Column(key="decided_by", words=label("column.decided_by"), wide=True),
        Column(key="reason", words=label("column.reason"), wide=True),
    )
    return Table(
        name=NAME,
        title=label("report.versions"),
        columns=columns,
        rows=tuple(_rows(dossier, view)),
        currency=currency,
        about=heading.about((dossier,), view),
        notes=tuple(_notes(dossier)) if dossier.versions else (label("note.no_budget"),),
    )


def _notes(dossier: Dossier) -> Iterator[Words]:
    """Yield what has been moved since the last approval, beside what may be."""
    terms = dossier.project.transfers
    for each in moved(dossier.versions, dossier.scheme, terms) if terms else ():
        yield label(
            "note.moved",
            what=naming.category(dossier, each.category) if each.category else label("transfer.whole"),
            since=each.since,
            moved=Money(each.moved_minor, dossier.project.currency),
            limit=Money(round_fraction(each.limit, Rounding.DOWN), dossier.project.currency),
        )


def _rows(dossier: Dossier, view: View) -> Iterator[Row]:
    sums = Sums(dossier.project.currency)
    in_force = budget.in_force(dossier.versions, view.today)
    before: int | None = None
    for number, version in enumerate(dossier.versions, start=1):
        cost = budget.sum_minor(version.cost, dossier.scheme)
        rule = label("rule.budget", version=naming.version(dossier, version, view))
        change = EMPTY
        if cost is not None and before is not None:
            change = Cell(cost - before, sums.rounded(f"{{cost}}-{{{number - 1}.cost}}"))
        texts: tuple[Words, ...] = (
            label("version.current", number=number) if version is in_force else str(number),
            label(f"version_kind.{version.kind}"),
            label(f"state.{version.state}"),
        )
        yield Row(
            key=str(number),
            cells=(
                *map(Cell, texts),
                Cell(budget.applies_from(version) or version.submitted),
                ruled(cost, rule),
                ruled(_financing_minor(version), rule),
                change,
                Cell(dossier.party_name(version.decided_by) or None),
                Cell(version.reason),
            ),
        )
        before = cost


def _financing_minor(version: BudgetVersion) -> int | None:
    return sum(line.amount_minor for line in version.financing) if version.financing else None
