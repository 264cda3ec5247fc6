"""Checks: each looks at one thing in a project and yields all findings on it; none changes anything."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator

from ledger.core.finding import Finding
from ledger.core.finding import Severity
from ledger.core.record import evolve
from ledger.rules.checks.advance import check_advance
from ledger.rules.checks.amounts import check_approximate_amounts
from ledger.rules.checks.amounts import check_unknown_amounts
from ledger.rules.checks.budget import check_decided
from ledger.rules.checks.budget import check_spending
from ledger.rules.checks.case import Case
from ledger.rules.checks.codes import check_codes
from ledger.rules.checks.contracts import check_contracts
from ledger.rules.checks.duplicates import check_duplicates
from ledger.rules.checks.financing import check_balance
from ledger.rules.checks.financing import check_required_cofinancing
from ledger.rules.checks.forecast import check_forecast
from ledger.rules.checks.in_kind import check_forms
from ledger.rules.checks.in_kind import check_in_kind_budget
from ledger.rules.checks.in_kind import check_own_in_kind
from ledger.rules.checks.owner import check_owner
from ledger.rules.checks.period import check_budget_years
from ledger.rules.checks.period import check_entry_days
from ledger.rules.checks.period import check_entry_phases
from ledger.rules.checks.period import check_period
from ledger.rules.checks.rate import check_conditions
from ledger.rules.checks.rate import check_earned_share
from ledger.rules.checks.sources import check_caps
from ledger.rules.checks.sources import check_named
from ledger.rules.checks.sources import check_shares
from ledger.rules.checks.sources import check_unpaid
from ledger.rules.checks.stated import check_stated
from ledger.rules.checks.support import check_support
from ledger.rules.checks.transfers import check_transfers
from ledger.rules.checks.unreckoned import check_unreckoned

__all__ = ["CHECKS", "Case", "check", "judge"]


def check_terms(case: Case) -> Iterator[Finding]:
    """Yield what is to be said of simplified cost options and of aid, where the project has such terms."""
    if case.dossier.terms is None:
        return
    from ledger.rules.checks.block_exemption import check_block_exemptions  # noqa: PLC0415 - most have no terms
    from ledger.rules.checks.options import check_ceilings  # noqa: PLC0415
    from ledger.rules.checks.options import check_covered  # noqa: PLC0415
    from ledger.rules.checks.options import check_unit_costs  # noqa: PLC0415
    from ledger.rules.checks.state_aid import check_de_minimis  # noqa: PLC0415

    for check_ in (check_ceilings, check_covered, check_unit_costs, check_de_minimis, check_block_exemptions):
        yield from check_(case)


CHECKS: tuple[Callable[[Case], Iterator[Finding]], ...] = (
    check_owner,
    check_period,
    check_entry_days,
    check_entry_phases,
    check_budget_years,
    check_codes,
    check_decided,
    check_stated,
    check_unknown_amounts,
    check_approximate_amounts,
    check_balance,
    check_required_cofinancing,
    check_earned_share,
    check_conditions,
    check_shares,
    check_unpaid,
    check_caps,
    check_named,
    check_terms,
    check_unreckoned,
    check_in_kind_budget,
    check_own_in_kind,
    check_forms,
    check_support,
    check_advance,
    check_spending,
    check_duplicates,
    check_forecast,
    check_transfers,
    check_contracts,
)

_WORST_FIRST = (Severity.STOP, Severity.WARN, Severity.NOTE)


def check(case: Case) -> tuple[Finding, ...]:
    """Return all findings on a project, judged as the project wants, the worst first."""
    return judge((finding for each in CHECKS for finding in each(case)), case.project.severities)


def judge(findings: Iterable[Finding], severities: Iterable[tuple[str, str]]) -> tuple[Finding, ...]:
    """Return findings with the severities that a project sets, the worst first, then by code and place.

    Args:
        findings: With their default severities.
        severities: Pairs of finding code and severity; a code with ``off`` is left out.
    """
    wanted = {code: Severity(severity) for code, severity in severities}
    judged = (evolve(finding, severity=wanted.get(finding.code, finding.severity)) for finding in findings)
    return tuple(sorted((finding for finding in judged if finding.severity is not Severity.OFF), key=_order))


def _order(finding: Finding) -> tuple[object, ...]:
    at = finding.place
    where = (at.file or "", at.line or 0, at.column or "", at.project or "", at.key or "", at.entry or 0)
    return (_WORST_FIRST.index(finding.severity), finding.code, *where)
