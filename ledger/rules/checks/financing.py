"""Who pays against what it costs, in the budget version in force: every cost is paid by somebody."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ledger.core.finding import Finding
from ledger.core.finding import warning
from ledger.model.budgets.budget import BudgetVersion
from ledger.rules.checks.case import Case
from ledger.rules.checks.planned import cost_minor
from ledger.rules.checks.planned import support_minor
from ledger.rules.checks.planned import without_amount
from ledger.rules.financing.required import required


def check_balance(case: Case) -> Iterator[Finding]:
    """Yield FIN-001 where the planned financing is not the planned cost.

    Nothing can be told where an amount is approximate, nor where a source has no amount, unless the known ones already
    exceed the cost.
    """
    version = case.version
    if version is None or _is_approximate(version):
        return
    cost = cost_minor(version, case.dossier.scheme)
    financing = sum(line.amount_minor for line in version.financing)
    some_unknown = not version.financing or bool(without_amount(version, case.project))
    if cost is None or cost == financing or (some_unknown and financing < cost):
        return
    yield warning(
        "FIN-001",
        case.place(f"{case.version_key}.financing"),
        financing=case.money(financing),
        cost=case.money(cost),
        difference=case.money(financing - cost),
    )


def check_required_cofinancing(case: Case) -> Iterator[Finding]:
    """Yield FIN-002 where others than the funder are to pay a smaller share of the planned cost than is required.

    The required share is the project's own, as its call says; else that of the programme's area. Others pay what the
    support does not, so their share is known even where their single amounts are not.
    """
    version, found = case.version, required(case.dossier)
    if version is None or found is None:
        return
    cost = cost_minor(version, case.dossier.scheme)
    support = support_minor(version, case.project, case.dossier.scheme)
    if not cost or support is None:
        return
    planned = 1 - Fraction(support, cost)
    tolerance = case.dossier.terms.tolerance if case.dossier.terms else Fraction(0)
    if planned < found.share - tolerance:
        yield warning("FIN-002", case.place("project.required_cofinancing"), planned=planned, required=found.share)


def _is_approximate(version: BudgetVersion) -> bool:
    """Whether a version gives some amount only as approximate."""
    return any(line.approximate for line in version.cost) or any(line.approximate for line in version.financing)
