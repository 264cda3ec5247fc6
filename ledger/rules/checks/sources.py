"""What sources say that they pay for, against what entries say and what the cost needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from ledger.core.finding import Finding
from ledger.core.finding import note
from ledger.core.finding import warning
from ledger.core.rounding import Rounding
from ledger.core.rounding import round_fraction
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.entry_kind import EntryKind
from ledger.model.source import Source
from ledger.model.source import SourcePays
from ledger.rules.checks.case import Case
from ledger.rules.checks.planned import without_amount
from ledger.rules.financing.draw import NOBODY
from ledger.rules.financing.plan import plan_cofinance
from ledger.rules.financing.pools import pays_for
from ledger.rules.financing.shares import pays_by
from ledger.rules.trace import Limit


def check_shares(case: Case) -> Iterator[Finding]:
    """Yield FIN-003 where agreed shares leave some of the planned cost to nobody, FIN-004 where they exceed it.

    The planned cost is split as actual cost is. Nothing can be told where no source has an agreed share, nor where an
    amount is not known; FIN-001 tells of amounts alone.
    """
    version = case.version
    shared = [source for source in case.project.sources if source.share is not None]
    if version is None or not version.cost or not shared:
        return
    found = plan_cofinance(case.dossier, version, case.today)
    whole = found.earned_minor
    place = case.place("source")
    gap = next((share.earned_minor for share in found.shares if share.id == NOBODY), 0)
    if gap > 0 and whole and not _unknown(case, version):
        yield warning("FIN-003", place, gap=case.money(gap), cost=case.money(whole), part=Fraction(gap, whole))
    for share in found.shares:
        trace = share.trace
        held_back = trace is not None and trace.bound is not None and trace.bound.limit is Limit.AVAILABLE
        if trace is not None and held_back and share.source in shared:
            over = case.money(round_fraction(trace.wanted - trace.exact, Rounding.HALF_UP))
            yield warning("FIN-004", case.place(f"source.{share.id}"), source=_name(case, share.source), over=over)


def check_unpaid(case: Case) -> Iterator[Finding]:
    """Yield FIN-005 where some of the actual cost falls on nobody although every source's amount is known."""
    version = case.version
    if version is None or not version.financing or _unknown(case, version):
        return
    found = case.cofinancing
    for share in found.shares:
        if share.id == NOBODY and share.earned_minor > 0:
            yield warning(
                "FIN-005",
                case.place("source"),
                unpaid=case.money(share.earned_minor),
                cost=case.money(found.earned_minor),
            )


def check_caps(case: Case) -> Iterator[Finding]:
    """Yield SRC-001 for each source that entries let pay more than its cap."""
    for share in case.cofinancing.shares:
        if share.beyond_minor and share.source:
            cap = case.money(share.source.cap_minor or 0)
            place = case.place(f"source.{share.id}")
            yield warning(
                "SRC-001", place, source=_name(case, share.source), cap=cap, over=case.money(share.beyond_minor)
            )


def check_named(case: Case) -> Iterator[Finding]:
    """Yield SRC-002 for each source that entries name for cost outside the categories, parts or days it pays for."""
    outside = Counter[str]()
    for total in case.dossier.totals:
        source = case.project.source(total.source)
        if source and total.kind in (EntryKind.COST, EntryKind.IN_KIND) and not pays_for(source, total):
            outside[source.id] += total.sum_minor
    for id_, minor in outside.items():
        if minor:
            name = _name(case, case.project.source(id_))
            yield note("SRC-002", case.place(f"source.{id_}"), source=name, outside=case.money(minor))


def _unknown(case: Case, version: BudgetVersion) -> bool:
    """Whether the amount is not known of a source whose part is an amount."""
    return any(
        each.share is None and pays_by(each) is not SourcePays.REST for each in without_amount(version, case.project)
    )


def _name(case: Case, source: Source | None) -> str:
    return case.dossier.party_name(source.party if source else None)
