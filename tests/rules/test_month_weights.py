"""Amounts on months."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.model.terms import MonthWeights
from ledger.model.terms import Terms
from ledger.rules.month_weights import EVEN
from ledger.rules.month_weights import are_named
from ledger.rules.month_weights import exact_months
from ledger.rules.month_weights import month_weights
from ledger.rules.month_weights import weights_of
from ledger.rules.month_weights import whole_months

SUMMER = (1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1)


def test_a_category_s_own_weights_go_before_those_of_all_and_nothing_said_is_even():
    terms = Terms(month_weights=(MonthWeights(weights=SUMMER), MonthWeights(category="lon", weights=(2,) * 12)))

    assert [weights_of(terms, each) for each in ("lon", "resor", None)] == [(2,) * 12, SUMMER, SUMMER]
    assert [weights_of(each, "lon") for each in (None, Terms())] == [EVEN, EVEN]
    assert [are_named(each) for each in (terms, Terms(), None)] == [True, False, False]


@pytest.mark.parametrize(
    ("months", "weights"),
    [(("2021-06", "2021-07", "2021-08"), (1, 0, 1)), (("2021-07",), (1,))],
    ids=["the months' own", "alike where all are zero"],
)
def test_months_have_their_own_weights(months, weights):
    assert month_weights(months, SUMMER) == weights


@given(st.lists(st.tuples(st.integers(-(10**9), 10**9), st.lists(st.integers(0, 9), min_size=5, max_size=5))))
def test_months_add_up_are_within_one_unit_and_mirror(lines):
    spread = [exact_months(minor, weights if any(weights) else [1] * 5) for minor, weights in lines]
    exact = tuple(sum(column, Fraction(0)) for column in zip(*spread, strict=True)) or (Fraction(0),) * 5

    parts = whole_months(exact)

    assert sum(parts) == sum(minor for minor, _ in lines)
    assert all(abs(part - each) < 1 for part, each in zip(parts, exact, strict=True))
    if sum(exact):
        assert whole_months(-each for each in exact) == tuple(-part for part in parts)
