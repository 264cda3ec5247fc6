"""What was spent against the budget version in force, and how far that version has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ledger.core.finding import Finding
from ledger.core.finding import note
from ledger.core.finding import warning
from ledger.core.words import label
from ledger.model.budgets.budget import BudgetState
from ledger.model.entry_kind import COST_KINDS
from ledger.model.scheme import Category
from ledger.model.scheme import CategoryRole
from ledger.model.view import View
from ledger.rules.budget import number
from ledger.rules.checks.case import Case
from ledger.rules.totals import actuals


def check_spending(case: Case) -> Iterator[Finding]:
    """Yield BUD-001 for each category with spending but no budget, BUD-002 for each that has cost more than its budget.

    Income is no spending: more of it than expected is no fault. COD-001 tells of categories that the scheme lacks.
    """
    version = case.version
    if version is None or not version.cost:
        return
    budget, spent = Counter[str](), Counter[str]()
    for line in version.cost:
        budget[line.category] += line.amount_minor
    for total in actuals(case.dossier, View(today=case.today)):
        if total.kind in COST_KINDS:
            spent[total.category] += total.sum_minor
    for category in case.dossier.scheme.categories:
        if category.role is not CategoryRole.INCOME and spent[category.code] > budget[category.code]:
            yield _overspent(case, category, spent[category.code], budget.get(category.code))


def _overspent(case: Case, category: Category, spent_minor: int, budget_minor: int | None) -> Finding:
    """Return the finding on a category that cost more than it may, or that has no budget at all."""
    place = case.place(f"{case.version_key}.cost.{category.code}")
    spent = case.money(spent_minor)
    if budget_minor is None:
        return warning("BUD-001", place, category=category.name, spent=spent)
    over = case.money(spent_minor - budget_minor)
    return warning("BUD-002", place, category=category.name, spent=spent, budget=case.money(budget_minor), over=over)


def check_decided(case: Case) -> Iterator[Finding]:
    """Yield BUD-003 where the project has no budget version, BUD-004 where the one in force is not decided."""
    version = case.version
    if version is None:
        yield note("BUD-003", case.place("budget"))
    elif version.state is not BudgetState.DECIDED:
        at = number(case.dossier.versions, version)
        yield note("BUD-004", case.place(case.version_key), version=at, state=label(f"state.{version.state}"))
