"""How far a forecast looks, how far the books have come, and which months a plan's amounts fall in."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from ledger.core.allocate import allocate
from ledger.core.period import Period
from ledger.core.period import calendar_year
from ledger.core.period import month as month_of
from ledger.core.record import frozen
from ledger.rules import budget
from ledger.rules import totals
from ledger.rules.month_weights import month_weights
from ledger.rules.month_weights import weights_of

if TYPE_CHECKING:
    from ledger.model.dossier import Dossier
    from ledger.model.view import View

Months = dict[str, int]
"""Minor units by month, ``2020-06``."""


@frozen(kw_only=True)
class Horizon:
    """How far a forecast looks.

    Attributes:
        year: To the end of this calendar year; None for the end of the project.
        months: The months of the project within it; none where the project's days are not known.
        through: The last finished month with a booked cost; None where nothing has been booked in a finished month.
        is_over: Whether its last day has passed, and lies within the days asked for.
    """

    year: int | None
    months: tuple[str, ...]
    through: str | None
    is_over: bool

    @property
    def done(self) -> int:
        """How many of its months the books cover."""
        return bisect_right(self.months, self.through) if self.through else 0

    @property
    def paced(self) -> int:
        """How many months a pace is carried on to: all, or those done where the horizon is over."""
        return self.done if self.is_over else len(self.months)

    @property
    def left(self) -> tuple[str, ...]:
        """The months that are still to come: none where the horizon is over and something has been booked."""
        if self.through is None:
            return self.months
        return () if self.is_over else tuple(each for each in self.months if each > self.through)


def horizon(dossier: Dossier, view: View) -> Horizon:
    """Return how far a view's forecast looks and how far the books have come.

    A month is finished when its last day has passed. The books are taken to be complete to the end of the last finished
    month in which any cost is booked, whatever the category: what is booked in the month that is going on counts as
    actual, but no pace is reckoned from it.

    Args:
        dossier: The project, its totals cut to the view's days.
        view: `year`, if only to the end of that year; `today` and `end` tell which months are finished.
    """
    version = budget.in_force(dossier.versions, view.today)
    days = budget.span(dossier.project, version)
    if view.year is not None:
        whole = calendar_year(view.year)
        days = (days and days.overlap(whole)) or whole
    booked = {each.month(view.basis) for each in dossier.totals if each.kind in totals.COST_SIGNS and each.sum_minor}
    finished = [each for each in booked if _is_finished(each, view)]
    return Horizon(
        year=view.year,
        months=tuple(days.months()) if days else (),
        through=max(finished, default=None),
        is_over=days is not None and days.end < view.today and (view.end is None or days.end <= view.end),
    )


def _is_finished(month: str, view: View) -> bool:
    end = month_of(month).end
    return end < view.today and (view.end is None or end <= view.end)


def line_months(dossier: Dossier, view: View, line: budget.Line) -> Months:
    """Return a line's amount spread over its months, whole minor units by largest remainder.

    It is spread evenly, or by the weights that the project's terms name for its category.

    A year's amount goes on the months that the year shares with the project, or on all twelve where it shares none; a
    phase's on the months of the phase; what has neither on the months of the project. Nothing is returned where those
    days are not known.

    Args:
        dossier: The project.
        view: The day of the question.
        line: Of cost or of financing.
    """
    days = _line_days(dossier, view, line)
    if days is None:
        return {}
    months = tuple(days.months())
    weights = month_weights(months, weights_of(dossier.terms, getattr(line, "category", None)))
    parts = allocate(budget.signed_minor(line, dossier.scheme), weights)
    return dict(zip(months, parts, strict=True))


def _line_days(dossier: Dossier, view: View, line: budget.Line) -> Period | None:
    span = budget.span(dossier.project, budget.in_force(dossier.versions, view.today))
    if line.year is not None:
        whole = calendar_year(line.year)
        return (span and span.overlap(whole)) or whole
    if line.phase is not None:
        phases = {each.id: Period(each.start, each.end) for each in dossier.project.phases}
        return phases.get(line.phase)
    return span


def remaining_minor(dossier: Dossier, view: View, lines: tuple[budget.Line, ...], reach: Horizon) -> int:
    """Return what lines plan for the months that are still to come, minor units; all where the days are not known.

    Args:
        dossier: The project.
        view: The day of the question.
        lines: Of cost or of financing.
        reach: Tells which months are still to come.
    """
    if reach.through is None:
        return sum(budget.signed_minor(line, dossier.scheme) for line in lines)
    if reach.is_over:
        return 0
    left = 0
    for line in lines:
        months = line_months(dossier, view, line)
        left += sum(minor for month, minor in months.items() if month > reach.through)
        if not months:
            left += budget.signed_minor(line, dossier.scheme)
    return left
