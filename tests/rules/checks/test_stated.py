from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.words import label
from ledger.model.budgets.budget import Stated
from ledger.rules.checks.stated import check_stated
from tests.rules.checks.cases import BUDGET
from tests.rules.checks.cases import case
from tests.rules.checks.cases import codes
from tests.rules.checks.cases import cost
from tests.rules.checks.cases import paid
from tests.rules.checks.cases import told


def stating(*stated: Stated, **version):
    return case(versions=(attrs.evolve(BUDGET, stated=stated, **version),))


def test_a_printed_year_that_its_rows_do_not_give_is_told_with_both_figures():
    found = check_stated(stating(Stated(view="cost", amount_minor=110_000, year=2020)))

    expected = {"version": 1, "scope": 2020, "printed": 110_000, "computed": 100_000, "difference": 10_000}
    assert told(found) == [("STA-001", "budget.1.stated.cost.2020", expected)]


def test_a_printed_support_that_the_funder_s_rows_do_not_give_is_told():
    found = check_stated(stating(Stated(view="support", amount_minor=59_999)))

    expected = {"version": 1, "scope": label("scope.whole"), "printed": 59_999, "computed": 60_000, "difference": -1}
    assert told(found) == [("STA-002", "budget.1.stated.support.total", expected)]


def test_a_printed_phase_is_compared_with_the_lines_of_the_phase():
    stated = Stated(view="cost", amount_minor=1, phase="start")

    assert codes(check_stated(stating(stated, cost=(cost(2, phase="start"), cost(9, phase="slut"))))) == ["STA-001"]


def test_every_version_is_looked_at_not_only_the_one_in_force():
    wrong = attrs.evolve(BUDGET, stated=(Stated(view="cost", amount_minor=1),))

    assert [place for _, place, _ in told(check_stated(case(versions=(wrong, BUDGET, wrong))))] == [
        "budget.1.stated.cost.total",
        "budget.3.stated.cost.total",
    ]


QUIET = {
    "a total that its rows give": stating(Stated(view="cost", amount_minor=100_000)),
    "an income that lowers the cost": stating(
        Stated(view="cost", amount_minor=90_000), cost=(cost(100_000), cost(10_000, "intakter"))
    ),
    "a total without rows": stating(Stated(view="cost", amount_minor=1), cost=()),
    "an approximate total": stating(Stated(view="cost", amount_minor=1, approximate=True)),
    "an approximate row": stating(Stated(view="cost", amount_minor=1), cost=(cost(2, approximate=True),)),
    "a year's total over rows for the whole project": stating(
        Stated(view="cost", amount_minor=1, year=2020), cost=(cost(2),)
    ),
    "support whose amount is not known": stating(
        Stated(view="support", amount_minor=1), financing=(paid(40_000, "regionen"),)
    ),
}


@pytest.mark.parametrize("quiet", QUIET.values(), ids=QUIET.keys())
def test_nothing_is_told_for(quiet):
    assert codes(check_stated(quiet)) == []


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=6), st.integers(-5, 5))
def test_a_total_is_told_exactly_when_it_is_off_and_by_how_much(amounts, off):
    lines = tuple(cost(amount, year=2020) for amount in amounts)
    found = told(check_stated(stating(Stated(view="cost", amount_minor=sum(amounts) + off, year=2020), cost=lines)))

    assert [values["difference"] for _, _, values in found] == ([off] if off else [])
