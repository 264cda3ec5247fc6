"""Accounting years follow one another without gap, and each day lies in the one that is given for it."""

from __future__ import annotations

from datetime import date
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.rules.claims.accounting_year import accounting_year

DAY = timedelta(days=1)
days = st.dates(date(1901, 1, 1), date(2098, 12, 31))


@pytest.mark.parametrize(
    ("day", "first_to", "start", "end"),
    [
        (date(2021, 5, 1), None, date(2021, 1, 1), date(2021, 12, 31)),
        (date(2014, 2, 1), date(2015, 6, 30), date.min, date(2015, 6, 30)),
        (date(2015, 6, 30), date(2015, 6, 30), date.min, date(2015, 6, 30)),
        (date(2015, 7, 1), date(2015, 6, 30), date(2015, 7, 1), date(2016, 6, 30)),
        (date(2017, 1, 31), date(2015, 6, 30), date(2016, 7, 1), date(2017, 6, 30)),
        (date(2021, 3, 1), date(2020, 2, 29), date(2021, 3, 1), date(2022, 2, 28)),
        (date(2024, 2, 29), date(2020, 2, 29), date(2023, 3, 1), date(2024, 2, 29)),
    ],
    ids=["calendar", "before the first ends", "its last day", "the second", "a later one", "after a leap day", "leap"],
)
def test_a_day_lies_in_the_accounting_year(day, first_to, start, end):
    assert accounting_year(day, first_to) == (end, start)


@given(day=days, first_to=st.none() | days)
def test_years_hold_their_days_and_follow_one_another(day, first_to):
    year = accounting_year(day, first_to)

    assert year.start <= day <= year.end
    assert accounting_year(year.end, first_to) == year
    assert accounting_year(year.end + DAY, first_to).start == year.end + DAY
    if year.start > date.min:
        assert accounting_year(year.start, first_to) == year
        assert accounting_year(year.start - DAY, first_to).end == year.start - DAY
