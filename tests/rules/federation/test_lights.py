from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.model.federation.federation import TrafficLights
from ledger.model.view import View
from ledger.rules.federation.lights import Colour
from ledger.rules.federation.lights import elapsed
from ledger.rules.federation.lights import light
from tests.rules.dossiers import TODAY
from tests.rules.dossiers import dossier

PARTS = st.none() | st.fractions(0, 3)


@pytest.mark.parametrize(
    ("lights", "used", "passed", "colour", "measure"),
    [
        pytest.param({}, "1/2", "1/2", "off", None, id="nothing is set"),
        pytest.param({"used_red": "1"}, None, "1/2", "off", None, id="nothing can be measured"),
        pytest.param({"used_yellow": "9/10", "used_red": "1"}, "1", None, "red", "used", id="red from there on"),
        pytest.param({"used_yellow": "9/10", "used_red": "1"}, "9/10", None, "yellow", "used", id="yellow likewise"),
        pytest.param({"used_red": "1"}, "99/100", None, "green", "used", id="below is green"),
        pytest.param({"pace_red": "1/10"}, "1/4", "1/2", "red", "pace", id="behind time counts as ahead of it does"),
        pytest.param(
            {"used_yellow": "1/5", "pace_red": "1/10"}, "1/4", "1/2", "red", "pace", id="the worst measure shows"
        ),
        pytest.param({"pace_yellow": "1/10"}, "1/4", None, "off", None, id="no time is known"),
    ],
)
def test_what_a_project_shows(lights, used, passed, colour, measure):
    found = light(
        TrafficLights(**{name: Fraction(value) for name, value in lights.items()}),
        used and Fraction(used),
        passed and Fraction(passed),
    )

    assert (found.colour, found.measure) == (colour, measure)


@given(st.builds(TrafficLights, used_yellow=PARTS, used_red=PARTS, pace_yellow=PARTS, pace_red=PARTS), PARTS, PARTS)
def test_red_and_yellow_always_name_the_threshold_that_was_reached(lights, used, passed):
    found = light(lights, used, passed)

    if found.colour in (Colour.RED, Colour.YELLOW):
        assert found.value >= found.threshold
    else:
        assert found.threshold is None


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ({}, Fraction(365, 549)),
        ({"year": 2021}, Fraction(181, 365)),
        ({"year": 2020}, Fraction(1)),
        ({"year": 2021, "end": date(2021, 1, 1)}, Fraction(1, 365)),
        ({"year": 2025}, None),
        ({"end": date(2020, 1, 1)}, Fraction(0)),
    ],
)
def test_how_much_of_the_time_is_over(view, expected):
    assert elapsed(dossier(), View(today=TODAY, **view)) == expected


def test_without_days_nothing_is_known_of_time():
    assert elapsed(dossier(end=None), View(today=TODAY)) is None
