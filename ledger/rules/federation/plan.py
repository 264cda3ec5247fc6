"""Which years stand beside each other in a federation's plan and budget."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from ledger.core.record import frozen

if TYPE_CHECKING:
    from ledger.model.federation.federation import Federation
    from ledger.model.view import View

BACK = (2, 1)
"""How many years before the budget year the last accounts and the budget before stand."""


class PlanFigure(StrEnum):
    """What is shown of a year."""

    ACTUAL = "actual"
    BUDGET = "budget"
    PLAN = "plan"


@frozen
class PlanYear:
    """A year in a plan.

    Attributes:
        figure: What is shown of it.
        year: Calendar year.
    """

    figure: PlanFigure
    year: int

    @property
    def key(self) -> str:
        """What tells it from the others: ``budget_2025``."""
        return f"{self.figure}_{self.year}"


def plan_years(federation: Federation, view: View) -> tuple[PlanYear, ...]:
    """Return the years of a plan: the last accounts, the budget before, the budget, and the years planned after it.

    Args:
        federation: Its plan years.
        view: Its year is the budget year; the one before the first plan year unless given, else that of the day.

    Source:
        The columns Bokslut Y-2, Budget Y-1, Budget Y, Plan Y+1, Plan Y+2 of Swedish municipal budgets; one decided year
        and plan years after it is how coordination associations plan too.
    """
    first = min(federation.plan_years, default=view.today.year + 1)
    year = view.year or first - 1
    accounts, before = (year - back for back in BACK)
    return (
        PlanYear(PlanFigure.ACTUAL, accounts),
        PlanYear(PlanFigure.BUDGET, before),
        PlanYear(PlanFigure.BUDGET, year),
        *(PlanYear(PlanFigure.PLAN, each) for each in federation.plan_years if each > year),
    )
