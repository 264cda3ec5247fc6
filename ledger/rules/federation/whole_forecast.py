"""What a federation's whole will have cost in money, by project, area, category or who pays.

Each project's forecast is its own, in its own scheme: typed by its leader, else by plan, else by pace. What is given
in kind is left out, as it is of budget and actual beside it, and what projects of the whole pay each other counts once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.model.entry_kind import EntryKind
from ledger.model.federation.consolidation import INTERNAL
from ledger.model.scheme import CategoryRole
from ledger.model.view import Dimension
from ledger.rules import budget
from ledger.rules.federation.whole_figures import area_of
from ledger.rules.federation.whole_sources import payer

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

    from ledger.model.dossier import Dossier
    from ledger.model.federation.consolidation import Consolidation
    from ledger.model.federation.federation import Federation
    from ledger.rules.federation.project_figures import ProjectForecast
    from ledger.rules.financing.cofinance import Cofinancing
    from ledger.rules.forecasts.forecast import Forecasts


def money_forecast(dossier: Dossier, found: Forecasts) -> dict[str, int]:
    """Return what each category will have cost in money, minor units; income is negative.

    Of a category what is given in kind in it so far is taken off; one for contributions in kind costs the money that
    is booked on it.

    Args:
        dossier: The project, its totals cut to the view's days.
        found: Its forecast.
    """
    given: dict[str, int] = {}
    for total in dossier.totals:
        if total.kind == EntryKind.IN_KIND:
            given[total.category] = given.get(total.category, 0) + total.sum_minor
    return {
        line.category: (
            line.actual_minor
            if budget.has_role(dossier.scheme, line.category, CategoryRole.IN_KIND)
            else line.forecast_minor
        )
        - given.get(line.category, 0)
        for line in found.lines
    }


def whole_forecast(
    found: Consolidation,
    federation: Federation,
    by: Dimension,
    forecasts: Mapping[str, ProjectForecast],
    codes: Mapping[str, Callable[[str], str]] | None = None,
) -> dict[str, int]:
    """Return what the rows of a whole will have cost in money, minor units; projects without budget are left out.

    Args:
        found: The whole, each project in its own scheme.
        federation: Tells areas.
        by: Project, area or category.
        forecasts: Of each project that has a budget, by its id.
        codes: By scheme, which category of the common one stands for a category; by category alone.
    """
    area = area_of(federation)
    sums: dict[str, int] = {}
    for dossier in (each for each in found.whole if each.project.id in forecasts):
        common = (codes or {}).get(dossier.scheme.id)
        for code, minor in money_forecast(dossier, forecasts[dossier.project.id].whole).items():
            keys = {
                Dimension.PROJECT: dossier.project.id,
                Dimension.AREA: area(dossier.project.id, code),
                Dimension.CATEGORY: common(code) if common else code,
            }
            sums[keys[by]] = sums.get(keys[by], 0) + minor
    return sums


def payer_forecast(
    found: Consolidation,
    federation: Federation,
    by: Dimension,
    forecasts: Mapping[str, ProjectForecast],
    payers: Mapping[str, Cofinancing],
) -> dict[str, int]:
    """Return what each source or member will have paid of the whole in money, minor units.

    Args:
        found: The whole, each project in its own scheme.
        federation: Tells members and what is internal.
        by: Source or member.
        forecasts: Of each project that has a budget, by its id.
        payers: What the sources of each of them will have earned.
    """
    row = payer(found, federation, by)
    sums: dict[str, int] = {}
    for part, whole in zip(found.parts, found.whole, strict=True):
        believed = forecasts.get(part.project.id)
        if believed is None:
            continue
        for share in payers[part.project.id].shares:
            key = row(part, share.id)
            sums[key] = sums.get(key, 0) + share.cash_minor
        alone, less = (sum(money_forecast(*each).values()) for each in ((part, believed.part), (whole, believed.whole)))
        sums[INTERNAL] = sums.get(INTERNAL, 0) + less - alone
    return {key: minor for key, minor in sums.items() if minor}
