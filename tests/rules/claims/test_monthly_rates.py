"""Monthly rates of daily ones."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.model.claims.exchange import DayTaken
from ledger.rules.claims.monthly_rates import monthly

DAILY = (
    ("2025-02-27", Fraction("11.1340")),
    ("2025-02-28", Fraction("11.1521")),
    ("2025-03-03", Fraction("11.05")),
)


@pytest.mark.parametrize(
    ("taken", "rates", "unfinished"),
    [
        (DayTaken.FIRST, (("2025-02", Fraction("11.1340")), ("2025-03", Fraction("11.05"))), ""),
        (DayTaken.LAST, (("2025-02", Fraction("11.1521")),), "2025-03"),
        (DayTaken.MEAN, (("2025-02", Fraction("11.1431")),), "2025-03"),
    ],
)
def test_a_month_s_rate_is_that_of_the_day_that_is_taken(taken, rates, unfinished):
    made = monthly(DAILY, taken)

    assert (made.rates, made.unfinished) == (rates, unfinished)


def test_a_month_is_finished_by_its_last_friday_where_only_a_weekend_is_left():
    friday = (("2025-05-30", Fraction(11)),)

    assert monthly(friday, DayTaken.LAST).rates == (("2025-05", Fraction(11)),)
    assert monthly((("2025-05-29", Fraction(11)),), DayTaken.LAST).unfinished == "2025-05"


def test_of_no_days_there_are_no_months():
    assert monthly((), DayTaken.MEAN).rates == ()


@pytest.mark.no_cover
@given(
    st.dictionaries(st.integers(0, 900), st.fractions(1, 20, max_denominator=10**4), min_size=1),
    st.sampled_from(DayTaken),
)
def test_every_month_but_the_last_has_a_rate_within_those_of_its_days(found, taken):
    daily = tuple(
        ((date(2024, 1, 1) + timedelta(days=number)).isoformat(), rate) for number, rate in sorted(found.items())
    )

    made = monthly(daily, taken)

    months = sorted({day[:7] for day, _ in daily})
    assert [month for month, _ in made.rates] + [made.unfinished] * bool(made.unfinished) == months
    for month, rate in made.rates:
        own = [each for day, each in daily if day[:7] == month]
        assert min(own) - Fraction(1, 20_000) <= rate <= max(own) + Fraction(1, 20_000)
