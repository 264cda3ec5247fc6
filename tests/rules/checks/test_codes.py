from __future__ import annotations

import attrs

from ledger.rules.checks.codes import check_codes
from tests.rules.checks.cases import BUDGET
from tests.rules.checks.cases import case
from tests.rules.checks.cases import codes
from tests.rules.checks.cases import cost
from tests.rules.checks.cases import entry
from tests.rules.checks.cases import paid
from tests.rules.checks.cases import told


def test_each_unknown_code_of_entries_is_told_once_with_its_sum():
    entries = (
        entry(100, "annat"),
        entry(50, "annat"),
        entry(1, source="ingen"),
        entry(2, part="soder"),
        entry(3, phase="slut"),
    )

    assert told(check_codes(case(*entries))) == [
        ("COD-001", "entries.category", {"name": "annat", "amount": 150}),
        ("COD-002", "entries.source", {"name": "ingen", "amount": 1}),
        ("COD-003", "entries.part", {"name": "soder", "amount": 2}),
        ("COD-004", "entries.phase", {"name": "slut", "amount": 3}),
    ]


def test_unknown_codes_of_every_budget_version_are_told():
    wrong = attrs.evolve(
        BUDGET, cost=(cost(1, "annat", part="soder"),), financing=(paid(2, "ingen", phase="slut"), paid(1))
    )

    assert told(check_codes(case(versions=(BUDGET, wrong)))) == [
        ("COD-001", "budget.2.cost.category", {"name": "annat", "amount": 1}),
        ("COD-002", "budget.2.financing.source", {"name": "ingen", "amount": 2}),
        ("COD-003", "budget.2.cost.part", {"name": "soder", "amount": 1}),
        ("COD-004", "budget.2.financing.phase", {"name": "slut", "amount": 2}),
    ]


def test_known_codes_call_for_nothing():
    assert codes(check_codes(case(entry(source="stod", part="norr", phase="start")))) == []
