"""The share that others must pay, of the actual cost, and the conditions that one source sets on others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ledger.core.finding import Finding
from ledger.core.finding import note
from ledger.core.finding import warning
from ledger.core.rounding import Rounding
from ledger.core.rounding import round_fraction
from ledger.rules.checks.case import Case
from ledger.rules.financing.cofinance import Cofinancing
from ledger.rules.financing.rate import rate_check

if TYPE_CHECKING:
    from ledger.model.terms import Condition


def check_earned_share(case: Case) -> Iterator[Finding]:
    """Yield FIN-006 where others have paid too small a share of the actual cost, FIN-007 where too large a one.

    The second only where the project says that the required share must be met exactly.
    """
    found = rate_check(case.dossier, case.cofinancing)
    if found is None or found.earned is None or not any(total.sum_minor for total in case.dossier.totals):
        return
    place = case.place("project.required_cofinancing")
    shares = {"earned": found.earned, "required": found.required.share}
    if found.is_under(found.earned):
        missing = case.money(round_fraction(found.missing_minor, Rounding.UP))
        yield warning("FIN-006", place, **shares, missing=missing, tolerance=found.tolerance)
    elif found.is_over(found.earned):
        yield warning("FIN-007", place, **shares, tolerance=found.tolerance)


def check_conditions(case: Case) -> Iterator[Finding]:
    """Yield CON-001 where the plan falls short of a condition, CON-002 where the actual financing does.

    CON-003 where it cannot be told of the plan, for an amount is not known.
    """
    if case.dossier.terms is None or not case.dossier.terms.conditions:
        return
    found = case.cofinancing
    for condition in case.dossier.terms.conditions:
        yield from _condition(case, condition, found)


def _condition(case: Case, condition: Condition, found: Cofinancing) -> Iterator[Finding]:
    place = case.place(f"condition.{condition.id}")
    shares = {share.id: share for share in found.shares}
    mine, others = shares[condition.source], [shares[id_] for id_ in condition.matched_by]
    names = ", ".join(case.dossier.party_name(each.source.party) for each in others if each.source)
    source = case.dossier.party_name(mine.source.party if mine.source else None)
    planned = [each.planned_minor for each in others]
    if mine.planned_minor is None or None in planned:
        yield note("CON-003", place, source=source, others=names)
    else:
        wanted, got = condition.part * mine.planned_minor, sum(each or 0 for each in planned)
        if got < wanted:
            missing = case.money(round_fraction(wanted - got, Rounding.UP))
            yield warning("CON-001", place, source=source, others=names, part=condition.part, missing=missing)
    wanted, got = condition.part * mine.earned_minor, sum(each.earned_minor for each in others)
    if got + 1 <= wanted:  # a part of an öre is rounding
        missing = case.money(round_fraction(wanted - got, Rounding.UP))
        yield warning("CON-002", place, source=source, others=names, part=condition.part, missing=missing)
