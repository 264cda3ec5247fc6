"""Traffic lights: how a project stands against the thresholds that the federation has set, and by which of them."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from ledger.core.period import DAY
from ledger.core.period import Period
from ledger.core.period import calendar_year
from ledger.core.record import frozen
from ledger.rules import budget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.model.dossier import Dossier
    from ledger.model.federation.federation import TrafficLights
    from ledger.model.view import View


class Colour(StrEnum):
    """What shows."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    OFF = "off"
    """No threshold is set, or what it measures is not known."""


class Measure(StrEnum):
    """What a threshold is set on."""

    USED = "used"
    PACE = "pace"


@frozen(kw_only=True)
class Light:
    """What a project shows, and why.

    Attributes:
        colour: What shows.
        measure: By which measure; the worst one, the first of two alike.
        value: What was measured; None where nothing could be.
        threshold: From which value the colour shows; None for green and off.
    """

    colour: Colour
    measure: Measure | None = None
    value: Fraction | None = None
    threshold: Fraction | None = None


_WORST_FIRST = tuple(Colour)


def light(lights: TrafficLights, used: Fraction | None, elapsed: Fraction | None) -> Light:
    """Return what a project shows.

    Args:
        lights: The thresholds.
        used: Used part of its budget; None where that is nothing.
        elapsed: Elapsed part of its time; None where that is not known.
    """
    found = tuple(_shown(lights, used, elapsed))
    return min(found, key=lambda each: _WORST_FIRST.index(each.colour), default=Light(colour=Colour.OFF))


def elapsed(dossier: Dossier, view: View) -> Fraction | None:
    """Return which part of a project's days, within the view's year if it asks for one, is over on the view's day.

    The view's day is its last one, or today where that comes first. None where the project's days are not known, or
    none of them lie in the year.
    """
    days = budget.span(dossier.project, budget.in_force(dossier.versions, view.today))
    if days and view.year:
        days = days.overlap(calendar_year(view.year))
    if days is None:
        return None
    past = days.overlap(Period(days.start, view.day)) if view.day >= days.start else None
    return Fraction(_days(past), _days(days))


def _days(days: Period | None) -> int:
    return (days.end + DAY - days.start).days if days else 0


def _shown(lights: TrafficLights, used: Fraction | None, passed: Fraction | None) -> Iterator[Light]:
    ahead = None if used is None or passed is None else abs(used - passed)
    measured = (
        (Measure.USED, used, lights.used_yellow, lights.used_red),
        (Measure.PACE, ahead, lights.pace_yellow, lights.pace_red),
    )
    for measure, value, yellow, red in measured:
        if value is None or (yellow is None and red is None):
            continue
        if red is not None and value >= red:
            yield Light(colour=Colour.RED, measure=measure, value=value, threshold=red)
        elif yellow is not None and value >= yellow:
            yield Light(colour=Colour.YELLOW, measure=measure, value=value, threshold=yellow)
        else:
            yield Light(colour=Colour.GREEN, measure=measure, value=value)
