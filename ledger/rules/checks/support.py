"""Support against what was granted: a funder never pays more, however much the project has cost."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.core.finding import Finding
from ledger.core.finding import warning
from ledger.core.rounding import Rounding
from ledger.core.rounding import round_fraction
from ledger.model.source import SourceRole
from ledger.rules.checks.case import Case
from ledger.rules.checks.planned import support_minor
from ledger.rules.financing.cofinance import SourceShare
from ledger.rules.trace import Limit


def check_support(case: Case) -> Iterator[Finding]:
    """Yield SUP-001 where more support has been received than granted, SUP-002 where more has been earned.

    Granted is the support of the version in force. What is earned above it has to be paid by somebody else.
    """
    version = case.version
    granted = support_minor(version, case.project, case.dossier.scheme) if version else None
    if granted is None:
        return
    shares = case.cofinancing.shares
    support = [share for share in shares if share.source and share.source.role is SourceRole.SUPPORT]
    place = case.place(f"{case.version_key}.financing")
    received = sum(share.received_minor for share in support)
    if received > granted:
        over = case.money(received - granted)
        yield warning("SUP-001", place, received=case.money(received), granted=case.money(granted), over=over)
    earned = sum(share.earned_minor + _cut_minor(share) for share in support)
    if earned > granted:
        over = case.money(earned - granted)
        yield warning("SUP-002", place, earned=case.money(earned), granted=case.money(granted), over=over)


def _cut_minor(share: SourceShare) -> int:
    """Return what the granted amount keeps a source from earning, minor units."""
    trace = share.trace
    if trace is None or trace.bound is None or trace.bound.limit is not Limit.GRANTED:
        return 0
    return round_fraction(trace.wanted - trace.exact, Rounding.HALF_UP)
