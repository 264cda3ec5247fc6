from __future__ import annotations

from datetime import date

import attrs
import pytest

from ledger.core.words import Name
from ledger.core.words import label
from ledger.model.budgets.budget import BudgetState
from ledger.model.entry_kind import EntryKind
from ledger.rules.checks.budget import check_decided
from ledger.rules.checks.budget import check_spending
from tests.rules.checks.cases import BUDGET
from tests.rules.checks.cases import case
from tests.rules.checks.cases import codes
from tests.rules.checks.cases import cost
from tests.rules.checks.cases import entry
from tests.rules.checks.cases import told


def test_a_category_that_cost_more_than_its_budget_is_told_with_the_excess():
    found = check_spending(case(entry(70_000), entry(40_000)))

    assert told(found) == [
        (
            "BUD-002",
            "budget.1.cost.personal",
            {"category": Name("Personal", "Staff"), "spent": 110_000, "budget": 100_000, "over": 10_000},
        )
    ]


def test_spending_without_any_budget_line_is_told_apart_from_overspending():
    found = check_spending(case(entry(5_000, "resor")))

    assert told(found) == [("BUD-001", "budget.1.cost.resor", {"category": Name("Resor", "Travel"), "spent": 5_000})]


def test_contributions_in_kind_are_spending():
    given = entry(5_000, "tid", kind=EntryKind.IN_KIND, source="regionen")

    assert codes(check_spending(case(given))) == ["BUD-001"]


QUIET = {
    "spending up to the last öre of the budget": (case(entry(100_000)),),
    "spending that a reversal brings back under the budget": (case(entry(110_000), entry(-110_000)),),
    "more income than expected": (case(entry(500_000, "intakter", kind=EntryKind.INCOME)),),
    "money received": (case(entry(500_000, None, kind=EntryKind.RECEIPT, source="stod")),),
    "a category that the scheme lacks, which another check tells": (case(entry(5_000, "okand")),),
    "a budget without categories": (case(entry(5_000), versions=(attrs.evolve(BUDGET, cost=()),)),),
    "no budget": (case(entry(5_000), versions=()),),
}


@pytest.mark.parametrize("quiet", [each for (each,) in QUIET.values()], ids=QUIET.keys())
def test_no_overspending_is_told_for(quiet):
    assert codes(check_spending(quiet)) == []


def test_only_the_version_in_force_counts():
    raised = attrs.evolve(BUDGET, decided=date(2021, 1, 1), cost=(cost(200_000, year=2020),))
    to_come = attrs.evolve(BUDGET, decided=date(2030, 1, 1), cost=(cost(1, year=2020),))

    assert codes(check_spending(case(entry(150_000), versions=(BUDGET, raised, to_come)))) == []


@pytest.mark.parametrize("state", [BudgetState.DRAFT, BudgetState.SUBMITTED])
def test_a_budget_that_is_not_decided_is_told(state):
    submitted = attrs.evolve(BUDGET, state=state, decided=None)

    expected = {"version": 1, "state": label(f"state.{state}")}
    assert told(check_decided(case(versions=(submitted,)))) == [("BUD-004", "budget.1", expected)]


def test_a_missing_budget_is_told():
    assert told(check_decided(case(versions=()))) == [("BUD-003", "budget", {})]


def test_a_decided_budget_calls_for_nothing():
    assert codes(check_decided(case())) == []
