from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.allocate import allocate
from ledger.core.allocate import evenly
from ledger.errors import InexactError
from ledger.errors import WeightsError
from tests import strategies


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        pytest.param(100, [1, 1, 1], (34, 33, 33), id="equal remainders are served in the order given"),
        pytest.param(100, [1, 2, 4], (14, 29, 57), id="the largest remainder is served first"),
        pytest.param(-100, [1, 1, 1], (-34, -33, -33), id="a negative total mirrors the positive one"),
        pytest.param(10, [Fraction(1, 2), Fraction(1, 4), Fraction(1, 4)], (5, 3, 2), id="weights may be fractions"),
        pytest.param(10, [0, 3], (0, 10), id="no weight gets nothing"),
        pytest.param(0, [1, 2], (0, 0), id="nothing is split into nothing"),
    ],
)
def test_parts_go_by_largest_remainder(total, weights, parts):
    assert allocate(total, weights) == parts


@pytest.mark.parametrize(
    ("total", "weights", "to", "parts"),
    [
        pytest.param(100, [1, 1, 1], 2, (33, 33, 34), id="the named place takes the odd öre"),
        pytest.param(200, [1, 1, 1], 2, (67, 67, 66), id="the named place may get less than its share"),
        pytest.param(-200, [1, 1, 1], 2, (-67, -67, -66), id="a negative total mirrors the positive one"),
        pytest.param(5, [1, 1], 0, (2, 3), id="the others are rounded half up"),
    ],
)
def test_a_named_place_takes_the_odd_units(total, weights, to, parts):
    assert allocate(total, weights, to=to) == parts


@given(strategies.minor_units(), strategies.weights())
@example(-1, [1, 1])
def test_parts_add_up_and_stay_within_one_unit(total, weights):
    parts = allocate(total, weights)

    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(total) * weight / sum(weights)) < 1


@given(strategies.minor_units(), st.integers(1, 40))
def test_equal_parts_are_those_of_equal_weights(total, count):
    assert evenly(total, count) == allocate(total, (1,) * count)


@given(strategies.minor_units(), strategies.weights(), st.data())
def test_with_a_named_place_every_other_part_is_the_nearest_one(total, weights, data):
    to = data.draw(st.integers(0, len(weights) - 1))
    parts = allocate(total, weights, to=to)

    assert sum(parts) == total
    for place, (part, weight) in enumerate(zip(parts, weights, strict=True)):
        assert place == to or abs(part - Fraction(total) * weight / sum(weights)) <= Fraction(1, 2)


@given(strategies.minor_units(), strategies.weights(), st.data())
def test_a_reversal_cancels_every_part(total, weights, data):
    to = data.draw(st.none() | st.integers(0, len(weights) - 1))

    assert allocate(-total, weights, to=to) == tuple(-part for part in allocate(total, weights, to=to))


@given(strategies.minor_units(), strategies.weights(), st.integers(1, 1000))
def test_only_the_proportions_of_the_weights_count(total, weights, factor):
    assert allocate(total, [weight * factor for weight in weights]) == allocate(total, weights)


@pytest.mark.parametrize(
    "weights",
    [
        pytest.param([], id="no weights"),
        pytest.param([0, 0], id="only zeros"),
        pytest.param([3, -1], id="a negative weight"),
        pytest.param([-1], id="a negative sum"),
    ],
)
def test_weights_that_cannot_carry_a_split_are_refused(weights):
    with pytest.raises(WeightsError):
        allocate(100, weights)


@pytest.mark.parametrize(
    ("total", "weights"), [pytest.param(1.0, [1], id="a float total"), pytest.param(1, [0.5], id="a float weight")]
)
def test_floats_are_refused(total, weights):
    with pytest.raises(InexactError):
        allocate(total, weights)
