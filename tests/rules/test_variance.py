from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import attrs
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.errors import BreakdownError
from ledger.model.totals import Basis
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.rules import budget
from ledger.rules.totals import cost_minor
from ledger.rules.variance import Variance
from ledger.rules.variance import total
from ledger.rules.variance import undated_minor
from ledger.rules.variance import variance
from tests.rules.dossiers import TODAY
from tests.rules.dossiers import cases
from tests.rules.dossiers import dossier

ALL = View(today=TODAY)
COST_DIMENSIONS = (
    Dimension.CATEGORY,
    Dimension.YEAR,
    Dimension.MONTH,
    Dimension.PART,
    Dimension.PHASE,
    Dimension.PROJECT,
)


def _lines(by, view=ALL, **facts):
    return [
        (*each.keys, each.budget_minor, each.actual_minor) for each in variance(dossier(view=view, **facts), view, by)
    ]


def test_by_category_the_whole_scheme_stands_in_its_order_and_the_unknown_after_it():
    assert _lines((Dimension.CATEGORY,)) == [
        ("personal", 900_000_00, 300_000_10),
        ("lokal", 60_000_00, 70_000_00),
        ("schablon", None, 0),
        ("tid", 100_000_00, 25_000_00),
        ("intakt", -10_000_00, -4_000_00),
        ("resor", None, 1_234_50),
    ]


def test_by_year_what_has_no_year_stands_last_on_its_own():
    assert _lines((Dimension.YEAR,)) == [
        ("2020", 300_000_00, 100_000_10),
        ("2021", 650_000_00, 292_234_50),
        ("", 100_000_00, 0),
    ]


def test_the_year_of_an_entry_is_that_of_the_basis():
    by_cost_day = _lines((Dimension.YEAR,), View(today=TODAY, basis=Basis.BELONGS))

    assert by_cost_day[0] == ("2020", 300_000_00, 300_000_10)


def test_a_year_has_its_own_budget_and_leaves_the_undated_beside_it():
    view = View(today=TODAY, year=2020)

    assert [line for line in _lines((Dimension.CATEGORY,), view) if line[1] or line[2]] == [
        ("personal", 300_000_00, 100_000_10)
    ]
    assert undated_minor(dossier(), view, (Dimension.CATEGORY,)) == 100_000_00
    assert undated_minor(dossier(), view, (Dimension.SOURCE,)) == 1_050_000_00
    assert undated_minor(dossier(), ALL, (Dimension.CATEGORY,)) is None
    assert undated_minor(dossier(versions=()), view, (Dimension.CATEGORY,)) is None


def test_a_year_in_no_budget_shows_spending_without_budget():
    view = View(today=TODAY, year=2021)
    without = attrs.evolve(dossier(view=view).versions[1], cost=())

    assert ("2021", None, 292_234_50) in _lines((Dimension.YEAR,), view, versions=(without,))


def test_parts_and_years_join_with_what_has_no_part_last():
    assert _lines((Dimension.PART, Dimension.YEAR)) == [
        ("norr", "2021", None, 200_000_00),
        ("", "2020", 300_000_00, 100_000_10),
        ("", "2021", 650_000_00, 92_234_50),
        ("", "", 100_000_00, 0),
    ]


def test_by_project_there_is_one_group():
    assert _lines((Dimension.PROJECT,)) == [("broar", 1_050_000_00, 392_234_60)]


def test_the_project_joins_with_other_rows():
    assert _lines((Dimension.PROJECT, Dimension.YEAR)) == [("broar", *line) for line in _lines((Dimension.YEAR,))]


def test_by_source_planned_stands_against_earned():
    found = {each.keys[0]: each for each in variance(dossier(), ALL, (Dimension.SOURCE,))}

    assert found["region"].budget_minor == 200_000_00
    assert found["region"].approximate
    assert sum(each.actual_minor for each in found.values()) == 392_234_60
    assert sum(each.exact for each in found.values()) == 392_234_60


@pytest.mark.parametrize(
    ("budget_minor", "actual_minor", "remaining_minor", "used"),
    [
        pytest.param(300, 100, 200, Fraction(1, 3), id="a third is used, exactly"),
        pytest.param(100, 150, -50, Fraction(3, 2), id="more than all is used"),
        pytest.param(-100, -60, -40, Fraction(3, 5), id="expected income has come in part"),
        pytest.param(0, 10, -10, None, id="a budget of nothing has no used part"),
        pytest.param(None, 10, -10, None, id="spending without budget has no used part"),
    ],
)
def test_what_remains_and_what_is_used(budget_minor, actual_minor, remaining_minor, used):
    found = Variance(keys=(), budget_minor=budget_minor, actual_minor=actual_minor)

    assert (found.remaining_minor, found.used) == (remaining_minor, used)


@pytest.mark.parametrize(
    "by",
    [
        pytest.param((), id="no rows"),
        pytest.param((Dimension.YEAR, Dimension.PART, Dimension.CATEGORY), id="three under the project"),
        pytest.param((Dimension.YEAR, Dimension.YEAR), id="the same twice"),
        pytest.param((Dimension.SOURCE, Dimension.YEAR), id="sources with years"),
    ],
)
def test_rows_that_cannot_be_are_refused(by):
    with pytest.raises(BreakdownError):
        variance(dossier(), ALL, by)


@settings(max_examples=40)
@given(cases(), st.permutations(COST_DIMENSIONS), st.integers(1, 2))
def test_the_groups_add_up_to_the_project_however_it_is_cut(case, dimensions, deep):
    found, _, view = case
    by = tuple(dimensions[:deep])

    groups = variance(found, view, by)
    version = budget.in_force(found.versions, view.today)
    lines = budget.of_year(version.cost, view.year) if version else ()

    assert sum(each.actual_minor for each in groups) == cost_minor(found.totals)
    assert total(groups).budget_minor == budget.sum_minor(lines, found.scheme)
    assert total(groups).approximate == any(line.approximate for line in lines)
    assert len({each.keys for each in groups}) == len(groups)


@settings(max_examples=25)
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_totals_does_not_matter(case, random):
    found, _, view = case
    shuffled = list(found.totals)
    random.shuffle(shuffled)
    other = attrs.evolve(found, totals=tuple(shuffled))

    for by in (
        *((each,) for each in (*COST_DIMENSIONS, Dimension.SOURCE)),
        *permutations((Dimension.CATEGORY, Dimension.YEAR)),
    ):
        assert variance(other, view, by) == variance(found, view, by)
