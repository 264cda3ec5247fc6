"""Forecasts: what each category will have cost when the year or the project is over, by three methods side by side.

*By plan*: what is booked, what is ordered, and what the plan has left for the months to come. *By pace*: what has been
booked a month so far, in every month. *Typed*: what the project leader believes. None is mixed with another; the one
that is shown as the forecast is the typed one, else that by plan, else that by pace, and it is named.

Where nothing has been booked and nothing ordered, the forecast by plan is the plan.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from ledger.core.period import calendar_year
from ledger.core.record import frozen
from ledger.core.rounding import Rounding
from ledger.core.rounding import round_fraction
from ledger.model.scheme import CategoryRole
from ledger.model.view import Dimension
from ledger.rules import budget
from ledger.rules import totals
from ledger.rules.forecasts.commitment import expected_minor
from ledger.rules.forecasts.horizon import Horizon
from ledger.rules.forecasts.horizon import horizon
from ledger.rules.forecasts.horizon import remaining
from ledger.rules.variance import variance

if TYPE_CHECKING:
    from ledger.model.budgets.budget import CostLine
    from ledger.model.dossier import Dossier
    from ledger.model.view import View


class Method(StrEnum):
    """How a forecast comes about."""

    TYPED = "typed"
    PLAN = "plan"
    PACE = "pace"
    BOOKED = "booked"
    """What is booked and ordered, where neither plan nor pace tells more."""


@frozen(kw_only=True)
class ForecastLine:
    """What a category has cost and will have cost; income is negative throughout.

    Attributes:
        category: Category code.
        budget_minor: What the version in force allows within the horizon, minor units; None where it has no line.
        actual_minor: Booked so far, minor units.
        committed_minor: Ordered, not booked and expected within the horizon, minor units.
        remaining_minor: What the plan has left for the months to come beyond what is ordered, minor units; None where
            there is no plan, or one without a year, which cannot be placed in one.
        pace: Booked in finished months, carried on to the horizon's end, exactly, minor units; None where no month is
            finished or the project's days are not known.
        typed_minor: What the project leader believes, minor units; None where nothing is typed.
        derived: What simplified cost options reckon of `actual_minor`, before rounding; None where they reckon nothing.
    """

    category: str
    budget_minor: int | None
    actual_minor: int
    committed_minor: int
    remaining_minor: int | None
    pace: Fraction | None = None
    typed_minor: int | None = None
    derived: Fraction | None = None

    @property
    def plan_minor(self) -> int | None:
        """The forecast by plan, minor units."""
        if self.remaining_minor is None:
            return None
        return self.actual_minor + self.committed_minor + self.remaining_minor

    @property
    def pace_minor(self) -> int | None:
        """The forecast by pace, rounded half up to whole minor units."""
        return None if self.pace is None else round_fraction(self.pace, Rounding.HALF_UP)

    @property
    def method(self) -> Method:
        """How `forecast_minor` comes about."""
        by = {Method.TYPED: self.typed_minor, Method.PLAN: self.plan_minor, Method.PACE: self.pace}
        return next((method for method, figure in by.items() if figure is not None), Method.BOOKED)

    @property
    def forecast_minor(self) -> int:
        """The forecast, minor units."""
        known = self.typed_minor if self.typed_minor is not None else self.plan_minor
        known = self.pace_minor if known is None else known
        return self.actual_minor + self.committed_minor if known is None else known

    @property
    def deviation_minor(self) -> int:
        """The budget less the forecast, minor units; negative where more will have been spent than it allows."""
        return (self.budget_minor or 0) - self.forecast_minor

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all is planned, booked, ordered or typed."""
        return not any((self.budget_minor, self.actual_minor, self.committed_minor, self.typed_minor))

    def by(self, method: Method) -> int | None:
        """Return the forecast by a method, minor units; None where the method does not tell."""
        known = {Method.TYPED: self.typed_minor, Method.PLAN: self.plan_minor, Method.PACE: self.pace_minor}
        return known.get(method)


@frozen(kw_only=True)
class Forecasts:
    """A project's forecasts to a horizon.

    Attributes:
        horizon: How far they look, and how far the books have come.
        lines: By category: the scheme's in its order, then those that it does not know.
    """

    horizon: Horizon
    lines: tuple[ForecastLine, ...]

    def costs(self, method: Method | None = None) -> dict[str, int] | None:
        """Return the cost by category by a method, minor units; None where it does not tell of one with any figure.

        Args:
            method: The method; what is shown as the forecast unless given.
        """
        if method is None:
            return {line.category: line.forecast_minor for line in self.lines}
        by = {line.category: line.by(method) for line in self.lines if not line.is_blank}
        known = {category: minor for category, minor in by.items() if minor is not None}
        return known if known and len(known) == len(by) else None


def forecast(dossier: Dossier, view: View) -> Forecasts:
    """Return what each category will have cost at the end of the year asked for, or of the project.

    Args:
        dossier: The project, its totals cut to the view's days, its commitments and typed forecasts.
        view: `year` sets the horizon; `today` decides the version in force and which months are finished.
    """
    by_category = variance(dossier, view, (Dimension.CATEGORY,)) if dossier.terms else ()
    derived = {each.keys[0]: each.derived for each in by_category}
    dossier = totals.reckoned(dossier, view)
    reach = horizon(dossier, view)
    lines = _Lines(dossier, view, reach)
    codes = [each.code for each in dossier.scheme.categories]
    codes += sorted(lines.named - {*codes})
    return Forecasts(horizon=reach, lines=tuple(lines.of(code, derived.get(code)) for code in codes))


class _Lines:
    """The lines of a forecast, made of what is planned, booked, ordered and typed, each gone through once."""

    def __init__(self, dossier: Dossier, view: View, reach: Horizon) -> None:
        self._dossier = dossier
        self._view = view
        self._reach = reach
        version = budget.in_force(dossier.versions, view.today)
        self._is_planned = bool(version and version.cost)
        self._planned: dict[str, list[CostLine]] = {}
        for line in version.cost if version else ():
            self._planned.setdefault(line.category, []).append(line)
        self._in_all = totals.cost_by_category(dossier.totals)
        through = reach.through or ""
        # In the months up to the last finished one in which anything is booked; the rest is going on.
        self._done = totals.cost_by_category(each for each in dossier.totals if each.month(view.basis) <= through)
        self._remaining_minor = remaining(dossier, view, reach)

    @property
    def named(self) -> set[str]:
        """The categories that anything is booked, planned or ordered in."""
        return {*self._in_all, *self._planned, *(each.category for each in self._dossier.commitments)}

    def of(self, code: str, derived: Fraction | None) -> ForecastLine:
        """Return a category's line."""
        own = self._planned.get(code, [])
        placed = budget.of_year(own, self._reach.year)
        is_income = budget.has_role(self._dossier.scheme, code, CategoryRole.INCOME)
        committed_minor = _committed(self._dossier, self._view, code, is_income=is_income)
        sign = -1 if is_income else 1
        actual_minor = self._in_all.get(code, 0)
        done_minor = self._done_minor(code, actual_minor, sign)
        remaining_minor = None
        if self._is_planned and (placed or all(line.year is not None for line in own)):
            coming_minor = self._remaining_minor(placed) - (actual_minor - done_minor) - committed_minor
            remaining_minor = sign * max(0, sign * coming_minor)
        return ForecastLine(
            category=code,
            budget_minor=budget.sum_minor(placed, self._dossier.scheme),
            actual_minor=actual_minor,
            committed_minor=committed_minor,
            remaining_minor=remaining_minor,
            pace=_pace(done_minor, self._reach),
            typed_minor=_typed(self._dossier, code, self._reach, is_income=is_income),
            derived=derived,
        )

    def _done_minor(self, code: str, actual_minor: int, sign: int) -> int:
        """Return what is booked in the months that the books cover.

        What has been taken back since, net, was theirs: months to come neither spend it anew nor have less to spend.
        """
        done_minor = self._done.get(code, 0)
        return sign * min(sign * done_minor, sign * actual_minor) if self._reach.through else done_minor


def _committed(dossier: Dossier, view: View, code: str, *, is_income: bool) -> int:
    end = view.year and calendar_year(view.year).end
    own = (each for each in dossier.commitments if each.category == code)
    minor = sum(expected_minor(each, end or None) for each in own)
    return -minor if is_income else minor


def _pace(booked_minor: int, reach: Horizon) -> Fraction | None:
    if not reach.done or reach.through is None:
        return None
    return Fraction(booked_minor * reach.paced, reach.done)


def _typed(dossier: Dossier, code: str, reach: Horizon, *, is_income: bool) -> int | None:
    sign = -1 if is_income else 1
    found = (each for each in dossier.forecasts if each.category == code and each.year == reach.year)
    return next((sign * each.amount_minor for each in found if each.amount_minor is not None), None)
