"""A budget by calendar year beside the same by project year, laid out by a key that the user names."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ledger.core.period import Period
from ledger.core.record import frozen
from ledger.core.words import Words
from ledger.core.words import label
from ledger.errors import NoBudgetYetError
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.dossier import Dossier
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.reports import heading
from ledger.reports import naming
from ledger.reports.budgets.budget import by_time
from ledger.reports.budgets.timetable import Timetable
from ledger.reports.budgets.timetable import timetable
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.cells import ruled
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Ruled
from ledger.reports.table import Table
from ledger.rules import budget as rules
from ledger.rules.budgets.project_years import Spread
from ledger.rules.budgets.project_years import SpreadRow
from ledger.rules.budgets.project_years import project_years as years_of
from ledger.rules.budgets.project_years import spread

NAME = "project_years"


def project_years(dossier: Dossier, view: View, by: Spread, shown: BudgetVersion | None = None) -> Table:
    """Return a version's cost by category: calendar years, their sum, project years, and what is not placed in one.

    Args:
        dossier: The project.
        view: The day of the question.
        by: The key.
        shown: The version; the one in force unless given.

    Raises:
        NoBudgetYetError: There is no budget.
        LedgerError: It cannot be laid out so.
    """
    version = shown or rules.in_force(dossier.versions, view.today)
    if version is None:
        raise NoBudgetYetError(project=dossier.project.id)
    rows = spread(dossier.project, version, dossier.scheme, by)
    made = _Made(
        dossier=dossier,
        version=version,
        calendar=timetable(dossier, version.cost),
        years=years_of(dossier.project, version),
        rows=rows,
        budget_rule=naming.rule_of(dossier, view, shown),
        spread_rule=label("rule.spread", by=label(f"spread.{by.key}")),
    )
    return Table(
        name=NAME,
        title=label("report.project_years"),
        columns=made.columns(),
        rows=(*made.lines(), made.total()),
        currency=dossier.project.currency,
        about=heading.about((dossier,), view, shown),
        notes=(label("note.project_years", by=label(f"spread.{by.key}")),),
    )


@frozen(kw_only=True)
class _Made:
    """A table of project years while it is made.

    Attributes:
        dossier: The project.
        version: The version.
        calendar: The columns of calendar years.
        years: The project years.
        rows: The version laid out.
        budget_rule: What decided the budget.
        spread_rule: What laid it out.
    """

    dossier: Dossier
    version: BudgetVersion
    calendar: Timetable
    years: tuple[Period, ...]
    rows: tuple[SpreadRow, ...]
    budget_rule: Words
    spread_rule: Words

    @property
    def has_unplaced(self) -> bool:
        """Whether anything has no project year."""
        return any(row.unplaced_minor is not None for row in self.rows)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the columns beside the calendar years."""
        years = (f"project_year_{number}" for number in range(1, len(self.years) + 1))
        return (*years, "unplaced") if self.has_unplaced else tuple(years)

    def columns(self) -> tuple[Column, ...]:
        """Return the columns."""
        currency = self.dossier.project.currency
        named: dict[str, Words] = {
            f"project_year_{number}": label("column.project_year", number=number, start=year.start, end=year.end)
            for number, year in enumerate(self.years, start=1)
        }
        return (
            Column(key="name", words=label("column.category"), wide=True),
            *self.calendar.columns(),
            *(money_column(key, currency, named.get(key)) for key in self.keys),
        )

    def lines(self) -> Iterator[Row]:
        """Yield a row for each category with lines."""
        for row in self.rows:
            own = [line for line in self.version.cost if line.category == row.category]
            cells = (
                Cell(naming.key(self.dossier, Dimension.CATEGORY, row.category)),
                *self.calendar.planned(by_time(self.dossier, own), self.budget_rule),
                *(self._cell(minor, exact) for minor, exact in row.years),
                *((ruled(row.unplaced_minor, self.budget_rule),) if self.has_unplaced else ()),
            )
            yield Row(key=row.category, cells=cells)

    def total(self) -> Row:
        """Return the sum of the categories."""
        keys = [row.category for row in self.rows]
        amounts = [
            by_time(self.dossier, [line for line in self.version.cost if line.category == code]) for code in keys
        ]
        sums = Sums(self.dossier.project.currency)
        placed: list[int | None] = [sum(row.years[at][0] for row in self.rows) for at in range(len(self.years))]
        loose = [row.unplaced_minor for row in self.rows if row.unplaced_minor is not None]
        if self.has_unplaced:
            placed.append(sum(loose))
        cells = (sums.lines(keys, key, minor) for key, minor in zip(self.keys, placed, strict=True))
        return Row(
            key="total",
            cells=(Cell(label("row.total")), *self.calendar.summed(keys, amounts), *cells),
            kind=RowKind.TOTAL,
        )

    def _cell(self, minor: int, exact: Fraction) -> Cell:
        rounding = None if exact.denominator == 1 else label("rounding.largest_remainder")
        return Cell(minor, Ruled(self.spread_rule, exact if rounding else None, rounding))
