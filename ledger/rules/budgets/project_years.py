"""A budget by calendar year laid out by project year, by a key that the user names; nothing is spread without one."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from ledger.core.allocate import allocate
from ledger.core.period import Period
from ledger.core.period import calendar_year
from ledger.core.period import month as month_of
from ledger.core.record import frozen
from ledger.errors import ProjectDaysError
from ledger.errors import SpreadWeightsError
from ledger.rules import budget

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from ledger.model.budgets.budget import BudgetVersion
    from ledger.model.project import Project
    from ledger.model.scheme import Scheme

MONTHS_IN_YEAR = 12


class SpreadKey(StrEnum):
    """By what a calendar year's amount is laid on the project years that it meets."""

    MONTHS = "months"
    """Months; one that two project years share, by its days."""
    DAYS = "days"
    """Days."""
    WEIGHTS = "weights"
    """Twelve weights, one for each calendar month; a month that two project years share, by its days."""


@frozen(kw_only=True)
class Spread:
    """How a budget is laid out by project year.

    Attributes:
        key: By what.
        weights: Twelve whole numbers, January first, where the key is weights.
    """

    key: SpreadKey
    weights: tuple[int, ...] = ()


@frozen(kw_only=True)
class SpreadRow:
    """A category laid out by project year.

    Attributes:
        category: Category code.
        years: By project year: minor units, and the same before rounding.
        unplaced_minor: What has no calendar year, or one outside the project, minor units; it is not spread.
    """

    category: str
    years: tuple[tuple[int, Fraction], ...]
    unplaced_minor: int | None

    @property
    def total_minor(self) -> int:
        """All of it, minor units."""
        return sum(minor for minor, _ in self.years) + (self.unplaced_minor or 0)


def project_years(project: Project, version: BudgetVersion) -> tuple[Period, ...]:
    """Return a project's years by a version: twelve months from its first day, the last as short as it is.

    Raises:
        ProjectDaysError: The project's days are not known.
    """
    span = budget.span(project, version)
    if span is None:
        raise ProjectDaysError(project=project.id)
    return tuple(span.project_years())


def spread(project: Project, version: BudgetVersion, scheme: Scheme, by: Spread) -> tuple[SpreadRow, ...]:
    """Return a version's cost by category and project year.

    Each line's amount goes on the project years that its calendar year meets, in proportion to the key, whole minor
    units by largest remainder, so that a category's project years and what is not placed add up to its budget.

    Args:
        project: The project.
        version: The version.
        scheme: Its categories: those with lines come in their order, then those that it does not know.
        by: The key.

    Raises:
        ProjectDaysError: The project's days are not known.
        SpreadWeightsError: There are not twelve weights.
        WeightsError: The weights of the months of a project year and a calendar year come to nothing.
    """
    years = project_years(project, version)
    if by.key is SpreadKey.WEIGHTS and (len(by.weights) != MONTHS_IN_YEAR or min(by.weights) < 0):
        raise SpreadWeightsError(weights=", ".join(map(str, by.weights)))
    codes = [each.code for each in scheme.categories]
    codes += sorted({line.category for line in version.cost} - {*codes})
    rows = []
    for code in codes:
        lines = [line for line in version.cost if line.category == code]
        if lines:
            rows.append(_row(code, lines, scheme, years, by))
    return tuple(rows)


def _row(code: str, lines: Iterable[budget.Line], scheme: Scheme, years: Sequence[Period], by: Spread) -> SpreadRow:
    sums = [(0, Fraction(0)) for _ in years]
    unplaced: int | None = None
    for line in lines:
        minor = budget.signed_minor(line, scheme)
        shares = [] if line.year is None else [_share(each, line.year, by) for each in years]
        if not any(each.overlap(calendar_year(line.year)) for each in years if line.year is not None):
            unplaced = (unplaced or 0) + minor
            continue
        parts = allocate(minor, shares)
        whole = sum(shares)
        for at, (part, share) in enumerate(zip(parts, shares, strict=True)):
            sums[at] = (sums[at][0] + part, sums[at][1] + minor * share / whole)
    return SpreadRow(category=code, years=tuple(sums), unplaced_minor=unplaced)


def _share(project_year: Period, year: int, by: Spread) -> Fraction:
    """Return how much of a calendar year falls on a project year, by the key."""
    met = project_year.overlap(calendar_year(year))
    if met is None:
        return Fraction(0)
    if by.key is SpreadKey.DAYS:
        return Fraction(_days(met))
    share = Fraction(0)
    for text in met.months():
        month = month_of(text)
        within = month.overlap(met)
        weight = by.weights[month.start.month - 1] if by.key is SpreadKey.WEIGHTS else 1
        share += Fraction(weight * (_days(within) if within else 0), _days(month))
    return share


def _days(period: Period) -> int:
    return (period.end - period.start).days + 1
