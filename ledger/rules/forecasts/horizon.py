"""How far a forecast looks, how far the books have come, and which months a plan's amounts fall in."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from ledger.core.allocate import allocate
from ledger.core.allocate import evenly
from ledger.core.period import Period
from ledger.core.period import calendar_year
from ledger.core.period import month as month_of
from ledger.core.record import frozen
from ledger.rules import budget
from ledger.rules import totals
from ledger.rules.month_weights import EVEN
from ledger.rules.month_weights import month_weights
from ledger.rules.month_weights import weights_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable

    from ledger.model.dossier import Dossier
    from ledger.model.view import View


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


class _Calendar:
    """The months that a project's lines are for, each stretch of time looked up once."""

    def __init__(self, dossier: Dossier, view: View) -> None:
        self._terms = dossier.terms
        self._phases = dossier.project.phases
        self._span = budget.span(dossier.project, budget.in_force(dossier.versions, view.today))
        self._held: dict[tuple[int | None, str | None], tuple[str, ...]] = {}

    def months(self, line: budget.Line) -> tuple[str, ...]:
        """Return the months that a line is for; none where its days are not known."""
        when = (line.year, line.phase)
        if when not in self._held:
            days = self._days(*when)
            self._held[when] = tuple(days.months()) if days else ()
        return self._held[when]

    def spread(self, line: budget.Line, minor: int, months: tuple[str, ...]) -> tuple[int, ...]:
        """Return a line's amount laid on its months."""
        weights = weights_of(self._terms, getattr(line, "category", None))
        return evenly(minor, len(months)) if weights is EVEN else allocate(minor, month_weights(months, weights))

    def _days(self, year: int | None, phase: str | None) -> Period | None:
        if year is not None:
            whole = calendar_year(year)
            return (self._span and self._span.overlap(whole)) or whole
        if phase is not None:
            return next((Period(each.start, each.end) for each in self._phases if each.id == phase), None)
        return self._span


def remaining(dossier: Dossier, view: View, reach: Horizon) -> Callable[[Iterable[budget.Line]], int]:
    """Return what tells what lines plan for the months that are still to come, minor units.

    All of a line is told where its days are not known.

    Args:
        dossier: The project.
        view: The day of the question.
        reach: Tells which months are still to come.

    Returns:
        A function of lines of cost or of financing; it looks up the months of each stretch of time once.
    """
    calendar, through = _Calendar(dossier, view), reach.through

    def of_line(line: budget.Line) -> int:
        minor = budget.signed_minor(line, dossier.scheme)
        months = calendar.months(line) if through is not None else ()
        if through is None or not months:
            return minor
        return sum(calendar.spread(line, minor, months)[bisect_right(months, through) :])

    return lambda lines: 0 if through is not None and reach.is_over else sum(map(of_line, lines))
