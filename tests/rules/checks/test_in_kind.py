from __future__ import annotations

import attrs
import pytest

from ledger.core.words import Name
from ledger.model.entry_kind import EntryKind
from ledger.model.source import SourceForm
from ledger.rules.checks.in_kind import check_forms
from ledger.rules.checks.in_kind import check_in_kind_budget
from ledger.rules.checks.in_kind import check_own_in_kind
from tests.rules.checks.cases import BUDGET
from tests.rules.checks.cases import FUND
from tests.rules.checks.cases import REGION
from tests.rules.checks.cases import case
from tests.rules.checks.cases import codes
from tests.rules.checks.cases import cost
from tests.rules.checks.cases import entry
from tests.rules.checks.cases import paid
from tests.rules.checks.cases import programme
from tests.rules.checks.cases import told

GIVER = attrs.evolve(REGION, form=SourceForm.IN_KIND)


def given(kind, source="regionen", **more):
    categories = {EntryKind.IN_KIND: "tid", EntryKind.COST: "personal"}
    return entry(100, categories.get(kind), kind=kind, source=source, **more)


@pytest.mark.parametrize(
    ("kind", "sources", "code"),
    [
        pytest.param(EntryKind.IN_KIND, (FUND, REGION), ["INK-005"], id="in kind from one who gives money"),
        pytest.param(EntryKind.IN_KIND, (FUND, GIVER), [], id="in kind from one who gives so"),
        pytest.param(EntryKind.RECEIPT, (FUND, GIVER), ["INK-006"], id="money from one who gives in kind"),
        pytest.param(EntryKind.COST, (FUND, GIVER), ["INK-007"], id="a cost that one who gives in kind is to pay"),
        pytest.param(EntryKind.COST, (FUND, REGION), [], id="a cost that one who gives money is to pay"),
        pytest.param(EntryKind.RECEIPT, (FUND, REGION), [], id="money from one who gives money"),
        pytest.param(EntryKind.RECEIPT, (FUND,), [], id="money from one who is no source"),
    ],
)
def test_what_comes_in_another_form_than_its_source_gives_is_told(kind, sources, code):
    assert codes(check_forms(case(given(kind), sources=sources))) == code


def test_what_was_put_right_is_told_no_more():
    booked = (given(EntryKind.IN_KIND), given(EntryKind.IN_KIND), given(EntryKind.IN_KIND, number=3, reverses=1))
    found = told(check_forms(case(*booked, sources=(FUND, REGION))))

    assert [(code, at) for code, at, _ in found] == [("INK-005", 2)]
    assert found[0][2]["number"] == 2


def planned(costs, financing, sources=(FUND, GIVER)):
    return case(versions=(attrs.evolve(BUDGET, cost=costs, financing=financing),), sources=sources)


def test_a_contribution_that_is_cost_and_financing_calls_for_nothing():
    both = planned((cost(60_000), cost(40_000, "tid")), (paid(60_000), paid(40_000, "regionen")))

    assert codes(check_in_kind_budget(both)) == []


def test_a_contribution_that_nobody_gives_is_told():
    one_side = planned((cost(60_000), cost(40_000, "tid")), (paid(100_000),), sources=(FUND,))

    assert told(check_in_kind_budget(one_side)) == [("INK-001", "budget.1.cost", {"cost": 40_000})]


def test_financing_in_kind_without_its_cost_is_told():
    one_side = planned((cost(100_000),), (paid(60_000), paid(40_000, "regionen")))

    assert told(check_in_kind_budget(one_side)) == [("INK-002", "budget.1.financing", {"financing": 40_000})]


def test_different_sums_on_both_sides_are_told():
    differing = planned((cost(50_000), cost(50_000, "tid")), (paid(60_000), paid(40_000, "regionen")))

    assert told(check_in_kind_budget(differing)) == [
        ("INK-003", "budget.1", {"cost": 50_000, "financing": 40_000, "difference": -10_000})
    ]


@pytest.mark.parametrize(
    ("costs", "financing"),
    [
        ((cost(50_000), cost(50_000, "tid", approximate=True)), (paid(60_000), paid(40_000, "regionen"))),
        ((cost(50_000), cost(50_000, "tid")), (paid(60_000), paid(40_000, "regionen", approximate=True))),
        ((cost(50_000), cost(50_000, "tid")), (paid(60_000),)),
        ((), (paid(60_000), paid(40_000, "regionen"))),
        ((cost(50_000, "tid"),), ()),
    ],
    ids=["approximate cost", "approximate financing", "an amount not known", "no cost lines", "no financing"],
)
def test_nothing_is_told_where_the_budget_does_not_say_enough(costs, financing):
    assert codes(check_in_kind_budget(planned(costs, financing))) == []


def test_nothing_is_told_without_a_budget():
    assert codes(check_in_kind_budget(case(versions=()))) == []


def test_the_owner_s_own_contribution_is_told_where_only_others_count():
    terms = attrs.evolve(programme(None), in_kind_from_others=True)
    owned = case(terms=terms, owner="regionen", sources=(FUND, GIVER))

    assert told(check_own_in_kind(owned)) == [
        ("INK-004", "source.regionen", {"owner": "Region Exempel", "programme": Name("Exempel", "Example")})
    ]


@pytest.mark.parametrize(
    ("terms", "owner", "giver"),
    [
        (attrs.evolve(programme(None), in_kind_from_others=True), "kommunen", GIVER),
        (attrs.evolve(programme(None), in_kind_from_others=True), "regionen", REGION),
        (attrs.evolve(programme(None), in_kind_from_others=True), None, GIVER),
        (programme(None), "regionen", GIVER),
        (None, "regionen", GIVER),
    ],
    ids=["somebody else's", "cash", "no owner", "a programme that does not say so", "no programme"],
)
def test_other_contributions_call_for_nothing(terms, owner, giver):
    assert codes(check_own_in_kind(case(terms=terms, owner=owner, sources=(FUND, giver)))) == []
