"""The financing in force: what each source has promised, by role and time, beside the cost that it is to cover."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from fractions import Fraction

from ledger.core.money import Money
from ledger.core.record import frozen
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.dossier import Dossier
from ledger.model.view import View
from ledger.reports import heading
from ledger.reports import naming
from ledger.reports.budgets.budget import Amounts
from ledger.reports.budgets.budget import by_time
from ledger.reports.budgets.budget import dated
from ledger.reports.budgets.budget import printed_cells
from ledger.reports.budgets.budget import printed_totals
from ledger.reports.budgets.timetable import Timetable
from ledger.reports.budgets.timetable import timetable
from ledger.reports.cells import EMPTY
from ledger.reports.cells import percent_column
from ledger.reports.cells import ratio
from ledger.reports.naming import rule_of
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Table
from ledger.rules import budget as rules

NAME = "financing"


def financing(dossier: Dossier, view: View, shown: BudgetVersion | None = None) -> Table:
    """Return the planned financing: each source by role, then the planned cost and what of it is not covered.

    A source whose amount is not known has empty cells, and then no shares are given.

    Args:
        dossier: The project.
        view: Which year of it.
        shown: Another of its versions to show instead of the one in force.
    """
    version = shown or rules.in_force(dossier.versions, view.today)
    lines = rules.of_year(version.financing, view.year) if version else ()
    cost = rules.of_year(version.cost, view.year) if version else ()
    printed = printed_totals(dossier, version, "support", view)
    plan = _plan(dossier, lines, timetable(dossier, [*lines, *cost, *dated(printed)]), rule_of(dossier, view, shown))
    groups = naming.by_role(dossier, plan.amounts)
    rows = [row for key, ids in groups for row in plan.group(key, ids)]
    loose = rules.sum_minor(rules.undated(version.financing, view.year), dossier.scheme) if version else None
    return Table(
        name=NAME,
        title=label("report.financing"),
        columns=(
            Column(key="name", words=label("column.source"), wide=True),
            Column(key="form", words=label("column.form")),
            *plan.columns.columns(),
            percent_column("share"),
        ),
        rows=(
            *rows,
            plan.total(groups),
            *plan.coverage(by_time(dossier, cost)),
            *plan.printed(printed),
        ),
        currency=dossier.project.currency,
        about=heading.about((dossier,), view, shown),
        notes=(
            *heading.notes(dossier, view, "support", shown=shown),
            *(label("note.unknown", source=naming.source(dossier, id_)) for id_ in plan.unknown),
            *heading.undated_note(view, None if loose is None else Money(loose, dossier.project.currency)),
        ),
    )


def _plan(dossier: Dossier, lines: Sequence[rules.Line], columns: Timetable, rule: Words) -> _Plan:
    """Return what the lines plan for each of the project's sources, and for those that it does not know."""
    found: dict[str, list[rules.Line]] = {source.id: [] for source in dossier.project.sources}
    for line in lines:
        found.setdefault(getattr(line, "source", ""), []).append(line)
    amounts = {id_: by_time(dossier, each) for id_, each in found.items()}
    return _Plan(dossier=dossier, amounts=amounts, columns=columns, rule=rule)


@frozen(kw_only=True)
class _Plan:
    """What a version plans for each source.

    Attributes:
        dossier: The project.
        amounts: Minor units by time, by source id; no times where the amount is not known.
        columns: The table's columns.
        rule: What decided the figures.
    """

    dossier: Dossier
    amounts: dict[str, Amounts]
    columns: Timetable
    rule: Words

    @property
    def unknown(self) -> tuple[str, ...]:
        """The sources whose amount is not known."""
        return tuple(id_ for id_, found in self.amounts.items() if not found)

    @property
    def total_minor(self) -> int:
        """All that is known to be planned, minor units."""
        return sum(amount for found in self.amounts.values() for amount in found.values())

    def group(self, key: str, ids: Sequence[str]) -> Iterator[Row]:
        """Yield a role's heading, its sources and their sum."""
        yield Row(key=key, cells=self._line(label(f"roles.{key}")), kind=RowKind.GROUP)
        for id_ in ids:
            found = self.dossier.project.source(id_)
            form = naming.form(found) if found else None
            cells = self.columns.planned(self.amounts[id_], self.rule)
            yield self._row(f"{key}/{id_}", naming.source(self.dossier, id_), form, cells)
        rows = [f"{key}/{id_}" for id_ in ids]
        cells = self.columns.summed(rows, [self.amounts[id_] for id_ in ids])
        yield self._row(f"{key}/total", label(f"roles.{key}.total"), None, cells, kind=RowKind.SUBTOTAL)

    def total(self, groups: Sequence[tuple[str, Sequence[str]]]) -> Row:
        """Return the sum of the groups."""
        rows = [f"{key}/total" for key, _ in groups]
        amounts = [_merged(self.amounts[id_] for id_ in ids) for _, ids in groups]
        cells = self.columns.summed(rows, amounts, apart=True)
        return self._row("total", label("row.total_financing"), None, cells, kind=RowKind.TOTAL)

    def coverage(self, cost: Amounts) -> Iterator[Row]:
        """Yield the planned cost, and what of it no known financing covers; nothing where no cost is planned.

        Where some amounts have no year, what is covered is told for the whole alone.
        """
        if not cost:
            return
        yield Row(
            key="cost",
            cells=self._line(label("row.cost"), self.columns.planned(cost, self.rule)),
            kind=RowKind.SUBTOTAL,
        )
        covered = _merged(self.amounts.values())
        gaps = {"total": sum(cost.values()) - self.total_minor}
        if not self.columns.has_whole:
            gaps |= {naming.slot_key(when): cost.get(when, 0) - covered.get(when, 0) for when in {**cost, **covered}}
        cells = tuple(
            self.columns.difference(column.key, "cost", "total", gaps[column.key]) if column.key in gaps else EMPTY
            for column in self.columns.columns()
        )
        yield Row(key="uncovered", cells=self._line(label("row.uncovered"), cells), kind=RowKind.SUBTOTAL)

    def printed(self, totals: Sequence[rules.Compared]) -> Iterator[Row]:
        """Yield the printed totals of support, and their difference from the lines."""
        for key, cells in printed_cells(self.columns, totals, self.rule, "support/total"):
            yield Row(key=key, cells=self._line(label(f"row.{key}_support"), cells), kind=RowKind.SUBTOTAL)

    def _row(
        self, key: str, words: Words, form: Words | None, cells: tuple[Cell, ...], kind: RowKind = RowKind.LINE
    ) -> Row:
        """Return a row with its share of the total, which is only given where every source's amount is known."""
        whole = cells[-1].value
        part = Fraction(whole, self.total_minor) if isinstance(whole, int) and self.total_minor else None
        share = EMPTY if self.unknown else ratio(part, "total", "total.total")
        level = 1 if kind is RowKind.LINE else 0
        return Row(key=key, cells=(Cell(words), Cell(form), *cells, share), kind=kind, level=level)

    def _line(self, words: Words, cells: tuple[Cell, ...] | None = None) -> tuple[Cell, ...]:
        """Return the cells of a row without form and share; empty ones where none are given."""
        return (Cell(words), EMPTY, *(cells or (EMPTY,) * len(self.columns.columns())), EMPTY)


def _merged(found: Iterable[Amounts]) -> Amounts:
    """Return the sums by time of several rows."""
    merged: Amounts = {}
    for each in found:
        for when, minor in each.items():
            merged[when] = merged.get(when, 0) + minor
    return merged
