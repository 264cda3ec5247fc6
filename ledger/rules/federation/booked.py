"""Which projects are booked up to the day of a report, and which of them have said how they stand.

What is asked is whether the figures that a board is about to read are there. A month in which something is booked, or
that an imported file tells of, is booked, but perhaps not to its end, if nobody has booked anything since it was over.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from ledger.core.period import DAY
from ledger.core.period import Period
from ledger.core.period import month
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.rules import budget
from ledger.rules.federation.cutoffs import cutoff_before
from ledger.rules.federation.cutoffs import last_cutoff

if TYPE_CHECKING:
    from ledger.model.dossier import Dossier
    from ledger.model.federation.booked import Booked
    from ledger.model.federation.federation import Federation
    from ledger.model.view import View


class BookedState(StrEnum):
    """How surely a project is booked up to a day."""

    MISSING = "missing"
    """Nothing is booked in the last month, and no file tells of it."""
    DOUBTFUL = "doubtful"
    """Something is booked in the last month, but nobody has booked since it was over."""
    DONE = "done"
    """It is booked since the month was over, in a later month, or its books are closed."""
    NOT_ASKED = "not_asked"
    """It had not begun, or was over before the report before."""


@frozen(kw_only=True)
class ReportingDay:
    """The day of a report, and what it asks of every project.

    Attributes:
        day: Up to which day it reports.
        month: The last month that is over then, ``2021-04``.
        before: The day of the report before; None where the federation has no cut-offs.
    """

    day: date
    month: str
    before: date | None


@frozen(kw_only=True)
class ProjectBooked:
    """How far a project is booked and what it has said since the report before.

    Attributes:
        project: Project id.
        state: How surely it is booked up to the day.
        month: Last month that something is booked in; empty for none.
        entered_on: When something was last booked or imported; None for never.
        covered: Last month that an imported file tells of; empty where none was asked for.
        behind: How many months of those asked for are missing; nothing where the project is booked.
        commented_on: When its latest comment was written; None for none.
        forecast_on: When its latest forecast was typed; None for none.
        lacks_comment: Whether no comment has been written since the report before.
        lacks_forecast: Whether no forecast has been typed since then.
    """

    project: str
    state: BookedState
    month: str = ""
    entered_on: date | None = None
    covered: str = ""
    behind: int = 0
    commented_on: date | None = None
    forecast_on: date | None = None
    lacks_comment: bool = False
    lacks_forecast: bool = False

    @property
    def is_settled(self) -> bool:
        """Whether its files and its lock could not say that it is booked any further than its months and days do."""
        return self.state not in (BookedState.MISSING, BookedState.DOUBTFUL)


def reporting_day(federation: Federation, view: View) -> ReportingDay:
    """Return up to which day a report asks projects to be booked.

    It is the last day of the view or its year, if it has one, else the last cut-off that has come, else today; and
    never a day to come.

    Args:
        federation: Its cut-offs.
        view: The day of the question, its year and last day.
    """
    last = view.end or (date(view.year, 12, 31) if view.year else last_cutoff(federation.cutoffs, view.today))
    day = min(last, view.today) if last else view.today
    after = day + DAY
    over = after.replace(day=1) - DAY
    return ReportingDay(day=day, month=f"{over:%Y-%m}", before=cutoff_before(federation.cutoffs, day))


def project_booked(
    dossier: Dossier, booked: Booked, asked: ReportingDay, *, covered: str = "", locked_until: date | None = None
) -> ProjectBooked:
    """Return how far a project is booked.

    Args:
        dossier: The project with its comments and forecasts.
        booked: What its book keeps of it.
        asked: The day of the report.
        covered: Last month that an imported file tells of, whether or not it has entries.
        locked_until: Up to which day its books are closed.
    """
    entered = date.fromisoformat(booked.entered_at[: len("2021-04-30")]) if booked.entered_at else None
    wanted = _wanted(dossier, asked)
    found = ProjectBooked(
        project=dossier.project.id,
        state=_state(max(booked.month, covered), entered, wanted, locked_until),
        month=booked.month,
        entered_on=entered,
        covered=covered,
        commented_on=max((each.written_on for each in dossier.comments), default=None),
        forecast_on=max((each.typed_on for each in dossier.forecasts), default=None),
    )
    if wanted is None:
        return found
    return evolve(
        found,
        behind=_behind(dossier, found, wanted) if found.state is BookedState.MISSING else 0,
        lacks_comment=_is_old(found.commented_on, asked),
        lacks_forecast=_is_old(found.forecast_on, asked),
    )


def _wanted(dossier: Dossier, asked: ReportingDay) -> date | None:
    """Return the last day that must be booked; None where nothing is asked of the project."""
    last = month(asked.month).end
    days = budget.span(dossier.project, budget.in_force(dossier.versions, asked.day))
    if days is None:
        return last
    if days.start > last or (asked.before is not None and days.end <= asked.before):
        return None
    return min(last, days.end)


def _state(reached: str, entered: date | None, wanted: date | None, locked_until: date | None) -> BookedState:
    if wanted is None:
        return BookedState.NOT_ASKED
    if locked_until is not None and locked_until >= wanted:
        return BookedState.DONE
    last = f"{wanted:%Y-%m}"
    if reached < last:
        return BookedState.MISSING
    if reached == last and (entered is None or entered <= wanted):
        return BookedState.DOUBTFUL
    return BookedState.DONE


def _behind(dossier: Dossier, found: ProjectBooked, wanted: date) -> int:
    """Return how many months lie between what is booked and what is asked for; from the first where nothing is."""
    reached = max(found.month, found.covered)
    if reached:
        first = month(reached).end + DAY
    else:
        days = budget.span(dossier.project, budget.in_force(dossier.versions, wanted))
        first = days.start if days else wanted + DAY
    return sum(1 for _ in Period(first, wanted).months()) if first <= wanted else 0


def _is_old(day: date | None, asked: ReportingDay) -> bool:
    return day is None or (asked.before is not None and day <= asked.before)
