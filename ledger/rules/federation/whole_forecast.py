"""What a federation's whole will have cost in money, by project, area, category or who pays.

Each project's forecast is its own, in its own scheme: typed by its leader, else by plan, else by pace. What is given
in kind is left out, as it is of budget and actual beside it, and what projects of the whole pay each other counts once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.model.entry_kind import EntryKind
from ledger.model.scheme import CategoryRole
from ledger.model.view import Dimension
from ledger.rules import budget
from ledger.rules.federation.whole_figures import PAYERS
from ledger.rules.federation.whole_figures import area_of
from ledger.rules.federation.whole_sources import INTERNAL
from ledger.rules.federation.whole_sources import payer
from ledger.rules.forecasts.forecast import forecast
from ledger.rules.forecasts.sources import forecast_money

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

    from ledger.model.consolidation import Consolidation
    from ledger.model.dossier import Dossier
    from ledger.model.federation import Federation
    from ledger.model.view import View
    from ledger.rules.forecasts.forecast import Forecasts


def is_planned(dossier: Dossier, view: View) -> bool:
    """Whether a budget for what is asked for is in force, so that a forecast has something to stand beside."""
    version = budget.in_force(dossier.versions, view.today)
    return bool(version and budget.of_year(version.cost, view.year))


def money_forecast(dossier: Dossier, view: View) -> dict[str, int]:
    """Return what each category will have cost in money, minor units; income is negative.

    Of a category what is given in kind in it so far is taken off; one for contributions in kind costs the money that
    is booked on it.

    Args:
        dossier: The project, its totals cut to the view's days.
        view: `year` sets the horizon; `today` decides the version in force and which months are finished.
    """
    return _money(dossier, forecast(dossier, view))


def whole_forecast(
    found: Consolidation,
    federation: Federation,
    view: View,
    by: Dimension,
    codes: Mapping[str, Callable[[str], str]] | None = None,
) -> dict[str, int]:
    """Return what the rows of a whole will have cost in money, minor units; projects without budget are left out.

    Args:
        found: The whole, each project in its own scheme.
        federation: Tells areas, members and what is internal.
        view: The day of the question, the year.
        by: Project, area, category, source or member.
        codes: By scheme, which category of the common one stands for a category; by category alone.
    """
    if by in PAYERS:
        return _by_payer(found, federation, view, by)
    area = area_of(federation)
    sums: dict[str, int] = {}
    for dossier in (each for each in found.whole if is_planned(each, view)):
        common = (codes or {}).get(dossier.scheme.id)
        for code, minor in money_forecast(dossier, view).items():
            keys = {
                Dimension.PROJECT: dossier.project.id,
                Dimension.AREA: area(dossier.project.id, code),
                Dimension.CATEGORY: common(code) if common else code,
            }
            sums[keys[by]] = sums.get(keys[by], 0) + minor
    return sums


def _by_payer(found: Consolidation, federation: Federation, view: View, by: Dimension) -> dict[str, int]:
    row = payer(found, federation, by)
    sums: dict[str, int] = {}
    for part, whole in zip(found.parts, found.whole, strict=True):
        if not is_planned(whole, view):
            continue
        believed = forecast(part, view)
        money = sum(_money(part, believed).values())
        for share in forecast_money(part, view, believed.horizon, _costs(part, believed)).shares:
            key = row(part, share.id)
            sums[key] = sums.get(key, 0) + share.cash_minor
        eliminated = sum(money_forecast(whole, view).values()) - money if whole is not part else 0
        sums[INTERNAL] = sums.get(INTERNAL, 0) + eliminated
    return {key: minor for key, minor in sums.items() if minor}


def _money(dossier: Dossier, found: Forecasts) -> dict[str, int]:
    given: dict[str, int] = {}
    for total in dossier.totals:
        if total.kind == EntryKind.IN_KIND:
            given[total.category] = given.get(total.category, 0) + total.sum_minor
    return {
        line.category: (line.actual_minor if _in_kind(dossier, line.category) else line.forecast_minor)
        - given.get(line.category, 0)
        for line in found.lines
    }


def _costs(dossier: Dossier, found: Forecasts) -> dict[str, int]:
    """Return the forecast by category, where contributions in kind are never less than what has been given."""
    return {
        line.category: max(line.forecast_minor, line.actual_minor)
        if _in_kind(dossier, line.category)
        else line.forecast_minor
        for line in found.lines
    }


def _in_kind(dossier: Dossier, code: str) -> bool:
    return budget.has_role(dossier.scheme, code, CategoryRole.IN_KIND)
