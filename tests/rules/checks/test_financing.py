from __future__ import annotations

from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.model.budgets.budget import Stated
from ledger.rules.checks.financing import check_balance
from ledger.rules.checks.financing import check_required_cofinancing
from tests.rules.checks.cases import BUDGET
from tests.rules.checks.cases import case
from tests.rules.checks.cases import codes
from tests.rules.checks.cases import cost
from tests.rules.checks.cases import paid
from tests.rules.checks.cases import programme
from tests.rules.checks.cases import told


def budget(**version):
    return (attrs.evolve(BUDGET, **version),)


BOTH = (paid(60_000), paid(40_000, "regionen"))


def test_financing_that_is_not_the_cost_is_told_with_the_difference():
    found = check_balance(case(versions=budget(cost=(cost(100_001),))))

    expected = {"financing": 100_000, "cost": 100_001, "difference": -1}
    assert told(found) == [("FIN-001", "budget.1.financing", expected)]


def test_known_financing_above_the_cost_is_told_even_where_some_is_unknown():
    assert codes(check_balance(case(versions=budget(financing=(paid(100_001),))))) == ["FIN-001"]


def test_the_printed_total_stands_for_the_cost_where_no_line_does():
    stated = (Stated(view="cost", amount_minor=90_000),)

    assert codes(check_balance(case(versions=budget(cost=(), stated=stated)))) == ["FIN-001"]


QUIET = {
    "financing that is the cost": case(),
    "less than the cost while a source's amount is unknown": case(versions=budget(financing=(paid(60_000),))),
    "financing that is not known at all": case(versions=budget(financing=()), sources=()),
    "a cost that is not known": case(versions=budget(cost=())),
    "an approximate cost": case(versions=budget(cost=(cost(1, approximate=True),))),
    "an approximate contribution": case(versions=budget(financing=(*BOTH, paid(1, approximate=True)))),
    "no budget": case(versions=()),
}


@pytest.mark.parametrize("quiet", QUIET.values(), ids=QUIET.keys())
def test_the_balance_is_not_told_for(quiet):
    assert codes(check_balance(quiet)) == []


@given(st.lists(st.integers(0, 10**9), min_size=2, max_size=2), st.integers(-3, 3))
def test_the_balance_is_told_exactly_when_the_two_sums_differ(amounts, off):
    lines = (paid(amounts[0]), paid(amounts[1], "regionen"))
    versions = budget(cost=(cost(sum(amounts) + off),), financing=lines)

    assert [values["difference"] for _, _, values in told(check_balance(case(versions=versions)))] == (
        [-off] if off else []
    )


def test_less_co_financing_than_the_call_requires_is_told_with_both_shares():
    found = check_required_cofinancing(case(required_cofinancing=Fraction(53, 100)))

    expected = {"planned": Fraction(2, 5), "required": Fraction(53, 100)}
    assert told(found) == [("FIN-002", "project.required_cofinancing", expected)]


def test_the_programme_s_area_decides_where_the_call_says_nothing():
    assert codes(check_required_cofinancing(case(terms=programme(Fraction(46, 100))))) == ["FIN-002"]


def test_the_call_goes_before_the_programme_s_area():
    assert codes(check_required_cofinancing(case(terms=programme(Fraction(1)), required_cofinancing=Fraction(0)))) == []


def test_printed_totals_stand_for_cost_and_support_where_no_line_does():
    stated = (Stated(view="cost", amount_minor=100_000), Stated(view="support", amount_minor=60_000))
    versions = budget(cost=(), financing=(), stated=stated)

    assert codes(check_required_cofinancing(case(versions=versions, required_cofinancing=Fraction(1, 2)))) == [
        "FIN-002"
    ]


SHARE_QUIET = {
    "exactly the required share": case(required_cofinancing=Fraction(2, 5)),
    "no required share": case(),
    "an area without a share": case(terms=programme(None)),
    "an area that the programme does not have": case(terms=programme(Fraction(1)), area="Z"),
    "no cost": case(versions=budget(cost=()), required_cofinancing=Fraction(1)),
    "a cost of nothing": case(versions=budget(cost=(cost(0),)), required_cofinancing=Fraction(1)),
    "support that is not known": case(versions=budget(financing=()), required_cofinancing=Fraction(1)),
    "no giver of support": case(sources=(), versions=budget(financing=()), required_cofinancing=Fraction(1)),
    "no budget": case(versions=(), required_cofinancing=Fraction(1)),
}


@pytest.mark.parametrize("quiet", SHARE_QUIET.values(), ids=SHARE_QUIET.keys())
def test_the_share_is_not_told_for(quiet):
    assert codes(check_required_cofinancing(quiet)) == []
