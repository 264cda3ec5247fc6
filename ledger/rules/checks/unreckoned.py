"""Flat rates that are budgeted and that nothing reckons, so that no claim asks for them."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.core.finding import Finding
from ledger.core.finding import warning
from ledger.model.entry_kind import EntryKind
from ledger.model.scheme import CategoryRole
from ledger.rules.checks.case import Case


def check_unreckoned(case: Case) -> Iterator[Finding]:
    """Yield OPT-009 for each flat-rate category with a budget, but with neither an option that reckons it nor entries.

    Some funders take what is booked as indirect cost, so a category with entries is left alone.
    """
    version, terms = case.version, case.dossier.terms
    if version is None:
        return
    reckoned = {option.category for option in terms.options} if terms else set()
    booked = {total.category for total in case.dossier.totals if total.kind == EntryKind.COST and total.sum_minor}
    for category in case.dossier.scheme.categories:
        if category.role is not CategoryRole.FLAT_RATE or category.code in reckoned | booked:
            continue
        budget = sum(line.amount_minor for line in version.cost if line.category == category.code)
        if budget:
            place = case.place(f"{case.version_key}.cost.{category.code}")
            yield warning("OPT-009", place, category=category.name, budget=case.money(budget))
