"""The days of the year up to which a federation reports, and which of them has come."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING

from ledger.core.record import evolve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.model.view import View


def cutoff_in(cutoff: str, year: int) -> date:
    """Return a cut-off of a year; ``02-29`` is the last day of February in every year.

    Args:
        cutoff: Month and day, ``04-30``.
        year: Calendar year.
    """
    month, day = map(int, cutoff.split("-"))
    return date(year, month, min(day, monthrange(year, month)[1]))


def last_cutoff(cutoffs: Sequence[str], day: date) -> date | None:
    """Return the last cut-off that has come on a day, the day itself included; None where the federation has none.

    Args:
        cutoffs: Month and day of each.
        day: The day of the question.
    """
    found = (cutoff_in(cutoff, year) for cutoff in cutoffs for year in (day.year - 1, day.year))
    return max((each for each in found if each <= day), default=None)


def cutoff_before(cutoffs: Sequence[str], day: date) -> date | None:
    """Return the last cut-off before a day, which is the one of the last report; None where the federation has none."""
    found = (cutoff_in(cutoff, year) for cutoff in cutoffs for year in (day.year - 1, day.year))
    return max((each for each in found if each < day), default=None)


def a_year_earlier(day: date) -> date:
    """Return the same day of the year before; of 29 February the day before it."""
    return cutoff_in(f"{day:%m-%d}", day.year - 1)


def a_year_before(view: View) -> View | None:
    """Return a view of a year as that of the same days of the year before; None where it is not of one year."""
    if view.year is None:
        return None
    start, end = (day and a_year_earlier(day) for day in (view.start, view.end))
    return evolve(view, year=view.year - 1, start=start, end=end)
