"""A project's traffic light and the rule behind it, which a spreadsheet lights anew when a figure is changed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ledger.core.record import frozen
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.federation.federation import TrafficLights
from ledger.reports.cells import EMPTY
from ledger.reports.table import FIGURE
from ledger.reports.table import Case
from ledger.reports.table import Cell
from ledger.reports.table import Told
from ledger.reports.table import Tone
from ledger.rules.federation.lights import Colour
from ledger.rules.federation.lights import Light
from ledger.rules.federation.lights import Measure
from ledger.rules.federation.lights import light

_TONES = {Colour.RED: Tone.BAD, Colour.YELLOW: Tone.DOUBTFUL, Colour.GREEN: Tone.GOOD}

_FIGURES = {Measure.USED: "N({used})", Measure.PACE: "ABS(N({used})-N({elapsed}))"}
"""What is measured, as a spreadsheet reckons it from cells of the same row."""

_UNKNOWN = '{used}=""'
"""Of a budget of nothing no part is used."""

_DIGITS = 9
"""A spreadsheet's binary figures are compared to so many decimals, so that what is just at a limit has reached it."""


def light_cells(lights: TrafficLights, used: Fraction | None, passed: Fraction | None) -> tuple[Cell, Cell]:
    """Return what a project shows and why; nothing lights where no limit is set or nothing can be measured.

    Args:
        lights: The thresholds.
        used: Used part of its budget.
        passed: Elapsed part of its time.
    """
    shown = light(lights, used, passed)
    if shown.measure is None:
        return Cell(label(f"light.{shown.colour}")), EMPTY
    rules = tuple(_rules(lights, used, passed))
    colours = (Case(_UNKNOWN, label(f"light.{Colour.OFF}")), *(each.colour_case() for each in rules))
    reasons = (Case(_UNKNOWN, ""), *(each.why_case() for each in rules))
    lit = Cell(label(f"light.{shown.colour}"), Told(colours), tone=_TONES[shown.colour])
    return lit, Cell(why(shown), Told(reasons))


def why(shown: Light) -> Words:
    """Return by which measure and threshold a light shows."""
    return label(
        "light.why.green" if shown.threshold is None else "light.why",
        measure=label(f"light.measure.{shown.measure}"),
        value=shown.value,
        threshold=shown.threshold,
    )


@frozen
class _Rule:
    """When a colour shows: from a threshold on, or, for green, where nothing else does."""

    colour: Colour
    measure: Measure
    threshold: Fraction | None = None

    @property
    def holds(self) -> str:
        """The condition as a spreadsheet reckons it."""
        if self.threshold is None:
            return ""
        limit = f"ROUND({self.threshold.numerator}/{self.threshold.denominator},{_DIGITS})"
        return f"ROUND({_FIGURES[self.measure]},{_DIGITS})>={limit}"

    def colour_case(self) -> Case:
        """Return what then shows."""
        return Case(self.holds, label(f"light.{self.colour}"), tone=_TONES[self.colour])

    def why_case(self) -> Case:
        """Return why."""
        words = label(
            "light.why.green" if self.threshold is None else "light.why",
            measure=label(f"light.measure.{self.measure}"),
            value=FIGURE,
            threshold=self.threshold,
        )
        return Case(self.holds, words, _FIGURES[self.measure])


def _rules(lights: TrafficLights, used: Fraction | None, passed: Fraction | None) -> Iterator[_Rule]:
    """Yield the rules in the order in which they go before each other: the worst first, the first of two alike."""
    limits = {
        Measure.USED: (lights.used_red, lights.used_yellow),
        Measure.PACE: (lights.pace_red, lights.pace_yellow),
    }
    known = {Measure.USED: used is not None, Measure.PACE: None not in (used, passed)}
    measured = [each for each in Measure if known[each] and any(limit is not None for limit in limits[each])]
    for at, colour in enumerate((Colour.RED, Colour.YELLOW)):
        for measure in measured:
            threshold = limits[measure][at]
            if threshold is not None:
                yield _Rule(colour, measure, threshold)
    yield _Rule(Colour.GREEN, measured[0])
