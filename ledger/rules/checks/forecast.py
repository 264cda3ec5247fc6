"""What a forecast warns of while there is time: unspent support, a share that will be missed, budgets passed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.finding import warning
from ledger.core.money import Money
from ledger.core.rounding import Rounding
from ledger.core.rounding import round_fraction
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.dossier import Dossier
from ledger.model.scheme import CategoryRole
from ledger.model.source import SourceRole
from ledger.model.view import View
from ledger.rules.checks.case import Case
from ledger.rules.financing.cofinance import Cofinancing
from ledger.rules.financing.required import required as required_of
from ledger.rules.forecasts.commitment import overdue_minor
from ledger.rules.forecasts.commitment import undated_minor
from ledger.rules.forecasts.horizon import horizon

if TYPE_CHECKING:
    from ledger.rules.forecasts.forecast import ForecastLine
    from ledger.rules.forecasts.forecast import Forecasts


def check_forecast(case: Case) -> Iterator[Finding]:
    """Yield what the forecast to the end of the project warns of, while the project goes on and something is booked."""
    view = View(today=case.today)
    reach = horizon(case.dossier, view)
    if reach.through is None or reach.is_over or not reach.months:
        yield from check_commitments(case.dossier, view)
        return
    from ledger.rules.forecasts.forecast import forecast  # noqa: PLC0415 - many projects are over, or not begun
    from ledger.rules.forecasts.sources import forecast_financing  # noqa: PLC0415

    found = forecast(case.dossier, view)
    financing = forecast_financing(case.dossier, view, found.horizon, found.costs() or {})
    yield from warn(case.dossier, view, found, financing)


def warn(dossier: Dossier, view: View, found: Forecasts, financing: Cofinancing) -> Iterator[Finding]:
    """Yield what a forecast warns of.

    FOR-001 support that will not be used, FOR-002 a share of co-financing that will be missed, FOR-003 a category that
    will cost more than its budget, FOR-004 a typed forecast below what is booked and ordered; and what
    `check_commitments` yields.

    Args:
        dossier: The project.
        view: As of the forecast.
        found: The forecast.
        financing: Who will have paid what by it.
    """
    yield from _unspent(dossier, found, financing)
    yield from _missed_share(dossier, found, financing)
    for line in found.lines:
        yield from _passed(dossier, found, line)
    yield from check_commitments(dossier, view)


def check_commitments(dossier: Dossier, view: View) -> Iterator[Finding]:
    """Yield FOR-005 for each commitment that is late, FOR-006 for each that a year's forecast cannot place."""
    for each in dossier.commitments:
        late = overdue_minor(each, view.today)
        place = Place(project=dossier.project.id, key=f"commitments/{each.id}")
        if late:
            yield warning("FOR-005", place, number=each.id, amount=_money(dossier, late), day=view.today)
        if view.year is not None and undated_minor(each):
            amount = _money(dossier, undated_minor(each))
            yield note("FOR-006", place, number=each.id, amount=amount, year=str(view.year))


def _unspent(dossier: Dossier, found: Forecasts, financing: Cofinancing) -> Iterator[Finding]:
    support = [each for each in financing.shares if each.source and each.source.role is SourceRole.SUPPORT]
    if not support or any(each.planned_minor is None for each in support):
        return
    granted = sum(each.planned_minor or 0 for each in support)
    used = sum(each.earned_minor for each in support)
    if used < granted:
        yield warning(
            "FOR-001",
            _place(dossier, "total"),
            horizon=_horizon(found),
            granted=_money(dossier, granted),
            used=_money(dossier, used),
            unspent=_money(dossier, granted - used),
        )


def _missed_share(dossier: Dossier, found: Forecasts, financing: Cofinancing) -> Iterator[Finding]:
    """Yield FOR-002 where others than the funder will have paid less than the required share of the whole cost."""
    required = required_of(dossier)
    cost = financing.earned_minor
    if required is None or cost <= 0 or found.horizon.year is not None:
        return
    from ledger.rules.forecasts.sources import cofinancing_minor  # noqa: PLC0415 - as above

    paid = cofinancing_minor(financing)
    missing = round_fraction(required.share * cost, Rounding.UP) - paid
    if missing > 0:
        yield warning(
            "FOR-002",
            _place(dossier, "total"),
            required=required.share,
            share=Fraction(paid, cost),
            paid=_money(dossier, paid),
            cost=_money(dossier, cost),
            missing=_money(dossier, missing),
        )


def _passed(dossier: Dossier, found: Forecasts, line: ForecastLine) -> Iterator[Finding]:
    category = dossier.scheme.category(line.category)
    if category is None or category.role is CategoryRole.INCOME:
        return
    forecast_minor = line.forecast_minor
    if line.budget_minor is not None and line.budget_minor < forecast_minor:
        yield warning(
            "FOR-003",
            _place(dossier, line.category),
            category=category.name,
            horizon=_horizon(found),
            forecast=_money(dossier, forecast_minor),
            budget=_money(dossier, line.budget_minor),
            over=_money(dossier, forecast_minor - line.budget_minor),
            method=label(f"forecast.method.{line.method}"),
        )
    least = line.actual_minor + line.committed_minor
    if line.typed_minor is not None and line.typed_minor < least:
        yield warning(
            "FOR-004",
            _place(dossier, line.category),
            category=category.name,
            typed=_money(dossier, line.typed_minor),
            least=_money(dossier, least),
        )


def _horizon(found: Forecasts) -> Words:
    year = found.horizon.year
    return label("forecast.to_project_end") if year is None else label("forecast.to_year_end", year=str(year))


def _place(dossier: Dossier, row: str) -> Place:
    return Place(project=dossier.project.id, key=f"forecast/{row}")


def _money(dossier: Dossier, minor: int) -> Money:
    return Money(minor, dossier.project.currency)
