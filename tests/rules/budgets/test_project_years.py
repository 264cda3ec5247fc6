"""A budget by calendar year laid out by project year: exact, by a named key, and only what has a year."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import ProjectDaysError
from ledger.errors import SpreadWeightsError
from ledger.errors import WeightsError
from ledger.model.budgets.budget import BudgetState
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.budgets.budget import CostLine
from ledger.rules import budget
from ledger.rules.budgets.project_years import Spread
from ledger.rules.budgets.project_years import SpreadKey
from ledger.rules.budgets.project_years import spread
from tests.rules.dossiers import PROJECT
from tests.rules.dossiers import SCHEME
from tests.rules.dossiers import versions

# SE-vägen: two project years from September to August, each across two calendar years.
LADDER = attrs.evolve(PROJECT, start=date(2014, 9, 1), end=date(2016, 8, 31))
EVEN = Spread(key=SpreadKey.WEIGHTS, weights=(1,) * 12)


def version(*lines):
    return BudgetVersion(state=BudgetState.DECIDED, decided=date(2014, 6, 1), cost=lines)


def year(amount_minor, when, category="personal"):
    return CostLine(category=category, amount_minor=amount_minor, year=when)


def parts(project, by, *lines):
    (row,) = spread(project, version(*lines), SCHEME, by)
    return [minor for minor, _ in row.years]


@given(
    version=versions(),
    start=st.dates(date(2019, 1, 1), date(2021, 6, 30)),
    days=st.integers(0, 1500),
    by=st.sampled_from([Spread(key=SpreadKey.MONTHS), Spread(key=SpreadKey.DAYS), EVEN]),
)
def test_project_years_and_what_is_not_placed_add_up_to_each_category(version, start, days, by):
    project = attrs.evolve(PROJECT, start=start, end=date.fromordinal(start.toordinal() + days))
    for row in spread(project, version, SCHEME, by):
        own = [line for line in version.cost if line.category == row.category]

        assert row.total_minor == budget.sum_minor(own, SCHEME)
        assert all(abs(minor - exact) < len(own) + 1 for minor, exact in row.years)


def test_months_lay_a_calendar_year_on_the_project_years_that_it_meets():
    by = Spread(key=SpreadKey.MONTHS)

    assert parts(LADDER, by, year(300_00, 2014)) == [300_00, 0]
    assert parts(LADDER, by, year(1_200_00, 2015)) == [800_00, 400_00]
    assert parts(LADDER, by, year(300_00, 2014), year(1_200_00, 2015), year(800_00, 2016)) == [1_100_00, 1_200_00]


def test_days_and_months_are_not_the_same():
    assert parts(LADDER, Spread(key=SpreadKey.DAYS), year(365_00, 2015)) == [243_00, 122_00]
    assert parts(LADDER, Spread(key=SpreadKey.MONTHS), year(365_00, 2015)) == [243_33, 121_67]


def test_weights_lay_a_year_out_by_its_months():
    by = Spread(key=SpreadKey.WEIGHTS, weights=(0, 0, 0, 0, 0, 0, 0, 3, 1, 0, 0, 0))

    assert parts(LADDER, by, year(400_00, 2015)) == [300_00, 100_00]


def test_a_month_that_two_project_years_share_is_shared_by_its_days():
    project = attrs.evolve(LADDER, start=date(2014, 9, 16), end=date(2016, 9, 15))
    by = Spread(key=SpreadKey.WEIGHTS, weights=(0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0))

    assert parts(project, by, year(100_00, 2015)) == [50_00, 50_00]


def test_the_figure_before_rounding_stands_beside():
    (row,) = spread(LADDER, version(year(100, 2015)), SCHEME, Spread(key=SpreadKey.MONTHS))

    assert row.years == ((67, Fraction(200, 3)), (33, Fraction(100, 3)))


def test_what_has_no_year_or_one_outside_the_project_is_not_placed():
    lines = (CostLine(category="personal", amount_minor=5), year(7, 2030), year(3, 2014))
    (row,) = spread(LADDER, version(*lines), SCHEME, Spread(key=SpreadKey.DAYS))

    assert ([minor for minor, _ in row.years], row.unplaced_minor) == ([3, 0], 12)


def test_categories_that_the_scheme_lacks_come_last():
    lines = (year(5, 2015, "resor"), year(7, 2015, "lokal"))

    assert [row.category for row in spread(LADDER, version(*lines), SCHEME, EVEN)] == ["lokal", "resor"]


@pytest.mark.parametrize("weights", [(), (1,) * 11, (-1, *(1,) * 11)], ids=["none", "eleven", "below nothing"])
def test_twelve_weights_are_needed(weights):
    with pytest.raises(SpreadWeightsError):
        spread(LADDER, version(year(1, 2015)), SCHEME, Spread(key=SpreadKey.WEIGHTS, weights=weights))


def test_weights_that_come_to_nothing_cannot_carry_a_year():
    by = Spread(key=SpreadKey.WEIGHTS, weights=(1, *(0,) * 11))

    with pytest.raises(WeightsError):
        spread(LADDER, version(year(1, 2014)), SCHEME, by)


def test_a_project_whose_days_are_not_known_has_no_project_years():
    with pytest.raises(ProjectDaysError):
        spread(attrs.evolve(LADDER, start=None), version(year(1, 2015)), SCHEME, EVEN)
