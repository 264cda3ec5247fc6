from __future__ import annotations

from fractions import Fraction

import attrs

from ledger.model.source import SourcePays
from ledger.model.terms import Condition
from ledger.model.terms import Terms
from ledger.rules.checks.financing import check_required_cofinancing
from ledger.rules.checks.rate import check_conditions
from ledger.rules.checks.rate import check_earned_share
from tests.rules.checks.cases import BUDGET
from tests.rules.checks.cases import FUND
from tests.rules.checks.cases import REGION
from tests.rules.checks.cases import case
from tests.rules.checks.cases import codes
from tests.rules.checks.cases import entry
from tests.rules.checks.cases import paid
from tests.rules.checks.cases import told

FIXED = attrs.evolve(REGION, pays=SourcePays.FIXED)


def on(plain, **terms):
    return attrs.evolve(plain, dossier=attrs.evolve(plain.dossier, terms=Terms(**terms)))


def test_too_small_a_share_of_the_actual_cost_is_told_with_what_is_missing():
    behind = case(
        entry(100_000),
        sources=(FUND, FIXED),
        required_cofinancing=Fraction(1, 2),
        versions=(attrs.evolve(BUDGET, financing=(paid(60_000), paid(40_000, "regionen"))),),
    )

    found = check_earned_share(on(behind, tolerance=Fraction(1, 100)))

    values = {
        "earned": Fraction(40, 100),
        "required": Fraction(1, 2),
        "missing": 10_000,
        "tolerance": Fraction(1, 100),
    }
    assert told(found) == [("FIN-006", "project.required_cofinancing", values)]
    assert codes(check_earned_share(on(behind, tolerance=Fraction(1, 10)))) == []


def test_too_large_a_share_is_told_only_where_it_must_be_met_exactly():
    over = case(entry(100_000), required_cofinancing=Fraction(1, 4))

    assert codes(check_earned_share(on(over, exactly=True))) == ["FIN-007"]
    assert codes(check_earned_share(over)) == []


def test_nothing_is_told_where_nothing_is_required_or_spent():
    assert codes(check_earned_share(case(entry(1)))) == []
    assert codes(check_earned_share(case(required_cofinancing=Fraction(1, 2)))) == []


def test_the_plan_may_miss_the_required_share_by_the_tolerance():
    near = case(required_cofinancing=Fraction(41, 100))

    assert codes(check_required_cofinancing(near)) == ["FIN-002"]
    assert codes(check_required_cofinancing(on(near, tolerance=Fraction(1, 100)))) == []


AS_MUCH_AGAIN = Condition(id="lika", source="stod", matched_by=("regionen",), part=Fraction(1))


def test_a_condition_that_plan_and_actual_fall_short_of_is_told_with_the_amount():
    found = check_conditions(on(case(entry(50_000)), conditions=(AS_MUCH_AGAIN,)))

    who = {"source": "Fonden", "others": "Region Exempel", "part": Fraction(1)}
    assert told(found) == [
        ("CON-001", "condition.lika", {**who, "missing": 20_000}),
        ("CON-002", "condition.lika", {**who, "missing": 10_000}),
    ]


def test_a_condition_that_is_met_is_not_told():
    half = attrs.evolve(AS_MUCH_AGAIN, part=Fraction(1, 2))

    assert codes(check_conditions(on(case(entry(50_000)), conditions=(half,)))) == []
    assert codes(check_conditions(case(entry(50_000)))) == []


def test_a_condition_cannot_be_tested_on_an_amount_that_is_not_known():
    unknown = case(versions=(attrs.evolve(BUDGET, financing=(paid(60_000),)),))

    assert codes(check_conditions(on(unknown, conditions=(AS_MUCH_AGAIN,)))) == ["CON-003"]
