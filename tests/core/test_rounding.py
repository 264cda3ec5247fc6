from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.rounding import Rounding
from ledger.core.rounding import over_common_denominator
from ledger.core.rounding import round_fraction
from ledger.errors import InexactError
from tests import strategies


@pytest.mark.parametrize(
    ("value", "half_up", "half_even", "down", "up"),
    [
        pytest.param(Fraction(5, 2), 3, 2, 2, 3, id="the middle above an even number"),
        pytest.param(Fraction(7, 2), 4, 4, 3, 4, id="the middle above an odd number"),
        pytest.param(Fraction(7, 3), 2, 2, 2, 3, id="below the middle"),
        pytest.param(Fraction(8, 3), 3, 3, 2, 3, id="above the middle"),
        pytest.param(4, 4, 4, 4, 4, id="a whole number stays"),
    ],
)
def test_each_rounding_goes_where_its_name_says(value, half_up, half_even, down, up):
    expected = {Rounding.HALF_UP: half_up, Rounding.HALF_EVEN: half_even, Rounding.DOWN: down, Rounding.UP: up}

    assert {rounding: round_fraction(value, rounding) for rounding in Rounding} == expected


@given(strategies.fractions(), st.sampled_from(Rounding))
def test_a_negative_number_is_the_mirror_and_no_step_is_skipped(value, rounding):
    rounded = round_fraction(value, rounding)

    assert round_fraction(-value, rounding) == -rounded
    assert type(rounded) is int
    assert abs(rounded - value) < 1
    if rounding in (Rounding.HALF_UP, Rounding.HALF_EVEN):
        assert abs(rounded - value) * 2 <= 1


@pytest.mark.parametrize("value", [0.5, True, "1"], ids=["a float", "a truth value", "a text"])
def test_inexact_numbers_are_refused(value):
    with pytest.raises(InexactError):
        round_fraction(value, Rounding.DOWN)


def test_numbers_are_brought_over_their_least_common_denominator():
    assert over_common_denominator([Fraction(1, 6), Fraction(3, 4), -2]) == ([2, 9, -24], 12)
    assert over_common_denominator([]) == ([], 1)
