"""What each project of a whole has earned and will have cost: reckoned once, for all reports that tell it.

A board's workbook tells the same projects by area, category, source, member and funder. What is dear is the rule of
co-financing and the forecast of each project; where several reports are made of one whole, they are handed these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.record import frozen
from ledger.model.scheme import CategoryRole
from ledger.rules import budget
from ledger.rules.financing.cofinance import cofinance
from ledger.rules.forecasts.forecast import forecast
from ledger.rules.forecasts.sources import forecast_money

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.model.dossier import Dossier
    from ledger.model.federation.consolidation import Consolidation
    from ledger.model.view import View
    from ledger.rules.financing.cofinance import Cofinancing
    from ledger.rules.forecasts.forecast import Forecasts


@frozen(kw_only=True)
class ProjectForecast:
    """A project's forecast.

    Attributes:
        part: Of the project as it stands alone.
        whole: Of the project less what is internal.
    """

    part: Forecasts
    whole: Forecasts


@frozen(kw_only=True)
class ProjectFigures:
    """What every project of a whole comes to, by project id.

    Attributes:
        earned: What its sources have planned, earned and paid, nothing eliminated.
        forecasts: Its forecast; projects without budget are left out.
        payers: What its sources will have earned by that forecast, in money.
    """

    earned: Mapping[str, Cofinancing]
    forecasts: Mapping[str, ProjectForecast]
    payers: Mapping[str, Cofinancing]


def project_figures(found: Consolidation, view: View) -> ProjectFigures:
    """Return all that several reports on a whole need of its projects.

    Args:
        found: The whole, each project in its own scheme.
        view: The days, the year, the day of the question.
    """
    forecasts = forecasts_of(found, view)
    return ProjectFigures(earned=earned_of(found, view), forecasts=forecasts, payers=payers_of(found, view, forecasts))


def earned_of(found: Consolidation, view: View) -> dict[str, Cofinancing]:
    """Return what each project's sources have planned, earned and paid."""
    return {part.project.id: cofinance(part, view) for part in found.parts}


def forecasts_of(found: Consolidation, view: View) -> dict[str, ProjectForecast]:
    """Return the forecast of each project with a budget for what is asked for, alone and less what is internal."""
    made = {}
    for part, whole in zip(found.parts, found.whole, strict=True):
        if is_planned(whole, view):
            alone = forecast(part, view)
            less = alone if whole is part else forecast(whole, view)
            made[part.project.id] = ProjectForecast(part=alone, whole=less)
    return made


def payers_of(found: Consolidation, view: View, forecasts: Mapping[str, ProjectForecast]) -> dict[str, Cofinancing]:
    """Return what each project's sources will have earned in money by its forecast."""
    made = {}
    for part in found.parts:
        believed = forecasts.get(part.project.id)
        if believed is not None:
            reach, costs = believed.part.horizon, _costs(part, believed.part)
            made[part.project.id] = forecast_money(part, view, reach, costs)
    return made


def is_planned(dossier: Dossier, view: View) -> bool:
    """Whether a budget for what is asked for is in force, so that a forecast has something to stand beside."""
    version = budget.in_force(dossier.versions, view.today)
    return bool(version and budget.of_year(version.cost, view.year))


def _costs(dossier: Dossier, found: Forecasts) -> dict[str, int]:
    """Return the forecast by category, where contributions in kind are never less than what has been given."""
    return {
        line.category: max(line.forecast_minor, line.actual_minor)
        if budget.has_role(dossier.scheme, line.category, CategoryRole.IN_KIND)
        else line.forecast_minor
        for line in found.lines
    }
