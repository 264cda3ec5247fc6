"""Advances: money before the cost, set off against claims (*förskottsavräkning*), and never by more than was paid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from collections.abc import Mapping

from ledger.core.money import Money
from ledger.errors import SettlementError
from ledger.model.claims.claim import Claim
from ledger.model.dossier import Dossier
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.model.entry_kind import EntryKind

_KIND, _SOURCE, _AMOUNT = (COLUMNS.index(name) for name in ("kind", "source", "amount_minor"))

_SIGNS: dict[str, int] = {EntryKind.ADVANCE: 1, EntryKind.REPAYMENT: -1}


def left_minor(rows: Iterable[EntryRow], claims: Iterable[Claim]) -> dict[str, int]:
    """Return what is left of each source's advance, minor units: paid, less paid back, less settled by claims.

    Money that was paid back is taken to be of an advance as long as there is one.

    Args:
        rows: The project's entries.
        claims: Its claims; drafts among them settle nothing.
    """
    left: Counter[str] = Counter()
    for row in rows:
        if row[_KIND] in _SIGNS:
            left[row[_SOURCE]] += _SIGNS[row[_KIND]] * row[_AMOUNT]
    for claim in claims:
        if claim.counts:
            left.subtract(dict(claim.settled))
    return {source: max(minor, 0) for source, minor in left.items()}


def settle(dossier: Dossier, claim: Claim, left: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Return how much of each source's advance a claim settles, minor units.

    Args:
        dossier: The project.
        claim: The claim with its figures and with what is held back of them.
        left: What is left of each source's advance, minor units.

    Raises:
        SettlementError: More was to be settled than is left.
    """
    settled = []
    retained = dict(claim.retained)
    for source, minor in claim.terms.settle:
        held = left.get(source, 0)
        if not 0 <= minor <= held:
            amount, rest = (Money(each, dossier.project.currency) for each in (minor, held))
            raise SettlementError(amount=amount, source=source, left=rest, project=dossier.project.id)
        settled.append((source, minor))
    for source in claim.terms.settle_all:
        covered = max(claim.figures.share(source).current_minor - retained.get(source, 0), 0)
        settled.append((source, min(left.get(source, 0), covered)))
    return tuple(each for each in settled if each[1])
