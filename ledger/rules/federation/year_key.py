"""Budgets that say no calendar year laid over calendar years, by a key that the user has named."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import TypeVar

from ledger.core.allocate import allocate
from ledger.core.period import DAY
from ledger.core.period import Period
from ledger.core.period import calendar_year
from ledger.core.record import evolve
from ledger.model.budgets.budget import CostLine
from ledger.model.budgets.budget import FinancingLine
from ledger.model.federation.federation import YearKey
from ledger.rules import budget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.model.budgets.budget import BudgetVersion
    from ledger.model.dossier import Dossier

L = TypeVar("L", CostLine, FinancingLine)


def lay_over_years(dossier: Dossier, key: YearKey | None) -> Dossier:
    """Return a project with its budget by calendar year.

    A line for a phase is laid over the phase's days, one for the whole project over the project's; where those are not
    known the line stays without a year. The parts add up to the line, by largest remainder.

    Args:
        dossier: The project.
        key: By months or by days; None leaves the budget as it is.
    """
    if key is None:
        return dossier
    versions = tuple(
        evolve(
            version,
            cost=tuple(part for line in version.cost for part in _laid(line, dossier, version, key)),
            financing=tuple(part for line in version.financing for part in _laid(line, dossier, version, key)),
        )
        for version in dossier.versions
    )
    return evolve(dossier, versions=versions)


def _laid(line: L, dossier: Dossier, version: BudgetVersion, key: YearKey) -> Iterator[L]:
    days = None if line.year else _days(line.phase, dossier, version)
    if days is None:
        yield line
        return
    spans = [span for year in days.years if (span := days.overlap(calendar_year(year)))]
    weights = [sum(1 for _ in span.months()) if key is YearKey.MONTHS else _count(span) for span in spans]
    for span, part in zip(spans, allocate(line.amount_minor, weights), strict=True):
        yield evolve(line, year=span.start.year, phase=None, amount_minor=part, units=None)


def _days(phase: str | None, dossier: Dossier, version: BudgetVersion) -> Period | None:
    """Return the days that a line without year is for, where they are known."""
    if phase is None:
        return budget.span(dossier.project, version)
    return next((Period(each.start, each.end) for each in dossier.project.phases if each.id == phase), None)


def _count(span: Period) -> int:
    return (span.end + DAY - span.start).days
