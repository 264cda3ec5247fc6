from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.period import Period
from ledger.model.budgets.budget import BudgetState
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.budgets.budget import CostLine
from ledger.model.budgets.budget import FinancingLine
from ledger.model.budgets.budget import Stated
from ledger.model.terms import MonthWeights
from ledger.model.terms import Terms
from ledger.rules import budget
from ledger.rules.budget import Slot
from tests.rules.dossiers import DECIDED
from tests.rules.dossiers import PROJECT
from tests.rules.dossiers import SCHEME
from tests.rules.dossiers import SUBMITTED
from tests.rules.dossiers import versions

DRAFT = BudgetVersion(state=BudgetState.DRAFT)
LATER = BudgetVersion(state=BudgetState.DECIDED, decided=date(2020, 10, 1), applies_from=date(2021, 1, 1))
UNDATED = BudgetVersion(state=BudgetState.DECIDED)


@pytest.mark.parametrize(
    ("known", "day", "found"),
    [
        pytest.param((), date(2020, 7, 1), None, id="no version is none"),
        pytest.param((SUBMITTED, DECIDED), date(2020, 6, 1), DECIDED, id="a decision holds from its own day"),
        pytest.param((DECIDED, LATER), date(2020, 12, 31), DECIDED, id="a decision waits for the day it applies from"),
        pytest.param((DECIDED, LATER), date(2021, 1, 1), LATER, id="the latest decision that holds takes over"),
        pytest.param((DECIDED, DRAFT), date(2021, 1, 1), DECIDED, id="a draft never takes a decision's place"),
        pytest.param((SUBMITTED, DRAFT), date(2021, 1, 1), DRAFT, id="without decision the latest version stands in"),
        pytest.param((SUBMITTED, DECIDED), date(2020, 5, 1), SUBMITTED, id="before the decision what was asked for"),
        pytest.param((DECIDED, LATER), date(2020, 5, 1), DECIDED, id="before all decisions the first to come"),
        pytest.param((UNDATED,), date(1999, 1, 1), UNDATED, id="a decision of unknown day holds always"),
    ],
)
def test_the_version_in_force(known, day, found):
    assert budget.in_force(known, day) is found


def test_versions_alike_keep_their_own_numbers():
    twin = attrs.evolve(DRAFT)

    assert [budget.number((DRAFT, twin), each) for each in (DRAFT, twin)] == [1, 2]


def test_a_version_may_move_the_project_s_days():
    longer = BudgetVersion(state=BudgetState.DECIDED, end=date(2022, 6, 30))

    assert budget.span(PROJECT, longer) == Period(date(2020, 7, 1), date(2022, 6, 30))
    assert budget.span(PROJECT, None) == PROJECT.span
    assert budget.span(attrs.evolve(PROJECT, start=None), longer) is None


def test_years_come_before_phases_and_the_whole_project_last():
    lines = [
        CostLine(category="personal", amount_minor=1, **time)
        for time in ({}, {"phase": "okand"}, {"phase": "start"}, {"year": 2021}, {"year": 2020}, {"year": 2021})
    ]

    assert budget.slots(PROJECT, lines) == (
        Slot(2020),
        Slot(2021),
        Slot(phase="start"),
        Slot(phase="okand"),
        budget.WHOLE,
    )


def test_expected_income_lowers_the_sum():
    assert budget.sum_minor(DECIDED.cost, SCHEME) == 1_050_000_00
    assert budget.sum_minor(DECIDED.financing, SCHEME) == 1_050_000_00
    assert budget.sum_minor((), SCHEME) is None


def test_a_year_takes_its_own_lines_and_leaves_the_undated_ones_aside():
    assert [line.category for line in budget.of_year(DECIDED.cost, 2020)] == ["personal"]
    assert [line.category for line in budget.undated(DECIDED.cost, 2020)] == ["tid"]
    assert budget.of_year(DECIDED.cost, None) == DECIDED.cost
    assert budget.undated(DECIDED.cost, None) == ()


def _compare(stated: Stated, *lines: CostLine | FinancingLine) -> int | None:
    version = BudgetVersion(
        state=BudgetState.DECIDED,
        cost=tuple(line for line in lines if isinstance(line, CostLine)),
        financing=tuple(line for line in lines if isinstance(line, FinancingLine)),
        stated=(stated,),
    )
    (found,) = budget.compare_stated(version, PROJECT, SCHEME)
    return found.computed_minor


BY_YEAR = CostLine(category="personal", year=2020, amount_minor=100)
WHOLE = CostLine(category="personal", amount_minor=7)
BY_PHASE = CostLine(category="personal", phase="start", amount_minor=30)


@pytest.mark.parametrize(
    ("stated", "lines", "computed"),
    [
        pytest.param(Stated(view="cost", year=2020, amount_minor=1), (BY_YEAR,), 100, id="a year has its own lines"),
        pytest.param(Stated(view="cost", year=2021, amount_minor=1), (BY_YEAR,), None, id="a year without lines"),
        pytest.param(Stated(view="cost", year=2020, amount_minor=1), (BY_YEAR, WHOLE), None, id="lines without year"),
        pytest.param(Stated(view="cost", phase="start", amount_minor=1), (BY_PHASE,), 30, id="a phase has its lines"),
        pytest.param(
            Stated(view="cost", phase="start", amount_minor=1), (BY_PHASE, BY_YEAR), None, id="years, no phase"
        ),
        pytest.param(
            Stated(view="cost", amount_minor=1), (BY_YEAR, WHOLE, BY_PHASE), 137, id="the whole has all lines"
        ),
        pytest.param(Stated(view="cost", amount_minor=1), (), None, id="no lines say nothing"),
        pytest.param(Stated(view="cost", amount_minor=1, approximate=True), (WHOLE,), None, id="about so much"),
        pytest.param(
            Stated(view="cost", amount_minor=1), (attrs.evolve(WHOLE, approximate=True),), None, id="an inexact line"
        ),
        pytest.param(
            Stated(view="support", amount_minor=1),
            (FinancingLine(source="stod", amount_minor=5), FinancingLine(source="kommun", amount_minor=6)),
            5,
            id="support is only what supporting sources give",
        ),
    ],
)
def test_a_printed_total_stands_beside_what_its_lines_give(stated, lines, computed):
    assert _compare(stated, *lines) == computed


def test_a_difference_is_only_told_where_both_are_known():
    stated = Stated(view="cost", amount_minor=100)

    assert [budget.Compared(stated=stated, computed_minor=each).differs for each in (None, 100, 99)] == [
        False,
        False,
        True,
    ]


def test_the_even_guide_spreads_a_year_over_its_months_in_the_project():
    guide = budget.monthly_guide(DECIDED, PROJECT, SCHEME)

    assert [guide[month][0] for month in ("2020-07", "2020-12", "2021-01")] == [50_000_00, 50_000_00, 54_166_67]
    assert sum(minor for month, (minor, _) in guide.items() if month < "2021") == 300_000_00
    assert "2020-06" not in guide


def test_a_budget_year_outside_the_project_is_spread_over_the_whole_year():
    version = BudgetVersion(state=BudgetState.DECIDED, cost=(attrs.evolve(BY_YEAR, year=2025),))

    assert len(budget.monthly_guide(version, PROJECT, SCHEME)) == 12
    assert len(budget.monthly_guide(version, attrs.evolve(PROJECT, start=None), SCHEME)) == 12


def test_a_category_s_own_weights_go_before_those_of_all():
    line = CostLine(category="personal", year=2021, amount_minor=1200)
    version = BudgetVersion(state=BudgetState.DECIDED, cost=(line, attrs.evolve(line, category="lokal")))
    only_june = (0,) * 5 + (1,) + (0,) * 6
    weights = (MonthWeights(weights=only_june), MonthWeights(category=line.category, weights=(1,) * 12))

    guide = budget.monthly_guide(version, PROJECT, SCHEME, Terms(month_weights=weights))

    assert (guide["2021-06"][0], guide["2021-07"][0]) == (1300, 100)


@given(
    versions(),
    st.lists(
        st.builds(
            MonthWeights,
            category=st.none() | st.sampled_from([each.code for each in SCHEME.categories]),
            weights=st.tuples(*[st.integers(0, 9)] * 12),
        ),
        max_size=3,
    ),
)
def test_a_guide_by_weights_adds_up_too(version, weights):
    dated = [line for line in version.cost if line.year is not None]

    guide = budget.monthly_guide(version, PROJECT, SCHEME, Terms(month_weights=tuple(weights)))

    assert sum(minor for minor, _ in guide.values()) == (budget.sum_minor(dated, SCHEME) or 0)
    assert all(abs(minor - exact) < 1 for minor, exact in guide.values())


@given(versions())
def test_the_even_guide_adds_up_to_what_has_a_year(version):
    dated = [line for line in version.cost if line.year is not None]

    guide = budget.monthly_guide(version, PROJECT, SCHEME)

    assert sum(minor for minor, _ in guide.values()) == (budget.sum_minor(dated, SCHEME) or 0)
    assert all(abs(minor - exact) < 1 for minor, exact in guide.values())
