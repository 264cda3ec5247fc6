from __future__ import annotations

from fractions import Fraction

import attrs

from ledger.model.budgets.budget import Stated
from ledger.model.source import ShareBasis
from ledger.rules.checks.amounts import check_approximate_amounts
from ledger.rules.checks.amounts import check_sign
from ledger.rules.checks.amounts import check_unknown_amounts
from ledger.rules.checks.amounts import check_vat
from tests.rules.checks.cases import BUDGET
from tests.rules.checks.cases import FUND
from tests.rules.checks.cases import REGION
from tests.rules.checks.cases import case
from tests.rules.checks.cases import codes
from tests.rules.checks.cases import cost
from tests.rules.checks.cases import entry
from tests.rules.checks.cases import paid
from tests.rules.checks.cases import told


def test_a_source_without_an_amount_is_told_by_name():
    found = check_unknown_amounts(case(versions=(attrs.evolve(BUDGET, financing=(paid(60_000),)),)))

    assert told(found) == [("AMO-001", "source.regionen", {"source": "Region Exempel"})]


def test_an_agreed_share_is_as_good_as_an_amount():
    share = attrs.evolve(REGION, share=Fraction(2, 5), share_of=ShareBasis.ELIGIBLE_COST)
    versions = (attrs.evolve(BUDGET, financing=(paid(60_000),)),)

    assert codes(check_unknown_amounts(case(versions=versions, sources=(FUND, share)))) == []


def test_a_budget_without_categories_is_told():
    assert told(check_unknown_amounts(case(versions=(attrs.evolve(BUDGET, cost=()),)))) == [
        ("AMO-002", "budget.1.cost", {})
    ]


def test_each_approximate_amount_is_told_where_it_stands():
    version = attrs.evolve(
        BUDGET,
        cost=(cost(1, approximate=True), cost(2)),
        financing=(paid(3, approximate=True), paid(4, "regionen")),
        stated=(Stated(view="cost", amount_minor=5, approximate=True), Stated(view="support", amount_minor=6)),
    )

    assert told(check_approximate_amounts(case(versions=(version,)))) == [
        ("AMO-003", "budget.1.cost.personal", {"amount": 1}),
        ("AMO-003", "budget.1.financing.stod", {"amount": 3}),
        ("AMO-003", "budget.1.stated.cost", {"amount": 5}),
    ]


def test_an_amount_below_zero_that_reverses_nothing_is_told():
    plain, less = entry(), entry(-500)
    reversal = attrs.evolve(plain, amount_minor=-plain.amount_minor, reverses=1)

    assert told(check_sign(case(plain, less, reversal))) == [("AMO-004", 2, {"amount": -500, "number": 2})]


def test_tax_that_is_more_than_its_amount_or_of_the_other_sign_is_told():
    right = (entry(100), entry(100, vat_minor=100), entry(-100, vat_minor=-20), entry(0, vat_minor=0))
    wrong = (entry(100, vat_minor=101), entry(100, vat_minor=-1), entry(-100, vat_minor=20))

    assert codes(check_vat(case(*right))) == []
    assert [place for _, place, _ in told(check_vat(case(*right, *wrong)))] == [5, 6, 7]


def test_without_a_budget_no_amount_is_missed():
    assert codes(check_unknown_amounts(case(versions=()))) == []
    assert codes(check_approximate_amounts(case(versions=()))) == []
