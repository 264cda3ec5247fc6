from __future__ import annotations

import itertools
from datetime import date
from datetime import timedelta

import pytest
from hypothesis import given

from ledger.core.period import Period
from ledger.core.period import calendar_year
from ledger.core.period import check_day
from ledger.core.period import month
from ledger.errors import DateError
from ledger.errors import PeriodError
from tests import strategies

PAS = Period(date(2020, 6, 1), date(2022, 12, 31))


def test_a_period_holds_its_first_and_last_day_and_no_other():
    assert date(2020, 6, 1) in PAS
    assert date(2022, 12, 31) in PAS
    assert date(2020, 5, 31) not in PAS
    assert date(2023, 1, 1) not in PAS
    assert "2021-01-01" not in PAS


def test_a_period_never_ends_before_it_starts():
    with pytest.raises(PeriodError, match="2020-06-01"):
        Period(date(2020, 6, 1), date(2020, 5, 31))


def test_a_text_is_no_day():
    with pytest.raises(DateError, match="2023-01-01"):
        check_day("2023-01-01")


def test_a_period_touches_calendar_years_and_months():
    assert list(PAS.years) == [2020, 2021, 2022]
    assert len(list(PAS.months())) == 31
    assert list(Period(date(2020, 11, 30), date(2021, 2, 1)).months()) == ["2020-11", "2020-12", "2021-01", "2021-02"]


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        pytest.param(PAS, calendar_year(2020), Period(date(2020, 6, 1), date(2020, 12, 31)), id="they lap over"),
        pytest.param(PAS, calendar_year(2021), calendar_year(2021), id="one lies within the other"),
        pytest.param(PAS, calendar_year(2023), None, id="they only meet"),
    ],
)
def test_two_periods_share_days_or_none(one, other, both):
    assert one.overlap(other) == other.overlap(one) == both


def test_project_years_count_from_the_first_day():
    assert list(PAS.project_years()) == [
        Period(date(2020, 6, 1), date(2021, 5, 31)),
        Period(date(2021, 6, 1), date(2022, 5, 31)),
        Period(date(2022, 6, 1), date(2022, 12, 31)),
    ]


def test_a_project_begun_on_a_leap_day_comes_back_to_it():
    years = list(Period(date(2020, 2, 29), date(2024, 3, 1)).project_years())

    assert [year.start for year in years] == [
        date(2020, 2, 29),
        date(2021, 2, 28),
        date(2022, 2, 28),
        date(2023, 2, 28),
        date(2024, 2, 29),
    ]


@given(strategies.periods())
def test_project_years_cover_every_day_once(period):
    years = list(period.project_years())

    assert years[0].start == period.start
    assert years[-1].end == period.end
    for one, following in itertools.pairwise(years):
        assert following.start - one.end == timedelta(days=1)


@given(strategies.periods())
def test_months_cover_the_period(period):
    months = [month(text) for text in period.months()]

    assert period.start in months[0]
    assert period.end in months[-1]
    assert all(each.start.day == 1 for each in months)
    for one, following in itertools.pairwise(months):
        assert following.start - one.end == timedelta(days=1)


def test_the_last_month_of_the_calendar_is_a_month():
    assert month("9999-12") == Period(date(9999, 12, 1), date.max)
