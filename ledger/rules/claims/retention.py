"""Retention: what a source holds back of its payments until the last claim, by its own terms (*innehållande*).

As everything about claims it is cumulative. What is held back of all claims to date is reckoned once, on their whole; a
claim holds back that less what earlier ones do. So cuts and later decisions true it up by themselves, and the claims
hold back the same however time is cut into them. The last claim holds nothing: it releases what the others held.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from collections.abc import Sequence

from ledger.core.rounding import Rounding
from ledger.core.rounding import round_fraction
from ledger.model.claims.claim import Claim
from ledger.model.claims.retention import Retention
from ledger.model.claims.retention import RetentionBasis
from ledger.model.dossier import Dossier

Held = tuple[tuple[str, int], ...]
"""Pairs of source and amount, minor units."""


def held_minor(terms: Retention, due_minor: int, granted_minor: int | None) -> int:
    """Return what is held back of the support that is due to date, minor units, rounded half up.

    Never less than nothing and never more than is due. Of a grant whose amount is not known nothing can be held back by
    a share.

    Args:
        terms: The source's terms.
        due_minor: Its support of all claims to date, minor units.
        granted_minor: What it has granted, minor units; None where that is not known.
    """
    whole = due_minor if terms.of is RetentionBasis.PAYMENT else granted_minor
    limits = [] if terms.amount_minor is None else [terms.amount_minor]
    if terms.share is not None:
        limits.append(round_fraction(terms.share * (whole or 0), Rounding.HALF_UP))
    most = min(limits, default=0)
    if terms.of is RetentionBasis.GRANT:
        most = min(most, due_minor - ((granted_minor or 0) - most)) if granted_minor is not None else 0
    return max(min(most, due_minor), 0)


def retained(dossier: Dossier, claim: Claim, earlier: Iterable[Claim]) -> Held:
    """Return what a claim holds back of each source's support, minor units; negative where it releases.

    Args:
        dossier: The project as it stood where the claim reads; its sources' terms count.
        claim: The claim with its figures, those approved if it has been decided.
        earlier: The claims before it that count, with what has been decided on them by now.
    """
    before = tuple(earlier)
    held = total_held(before)
    is_over = any(each.terms.final for each in (*before, claim))
    found = []
    for source in dossier.project.sources:
        share = claim.standing.share(source.id)
        terms = source.retention
        due = 0
        if terms is not None and not is_over:
            due = held_minor(terms, share.cumulative_minor, share.planned_minor)
        found.append((source.id, due - held.pop(source.id, 0)))
    gone = ((source, -minor) for source, minor in sorted(held.items()))
    return tuple((source, minor) for source, minor in (*found, *gone) if minor)


def total_held(claims: Iterable[Claim]) -> dict[str, int]:
    """Return what claims hold back of each source's support together, minor units.

    Args:
        claims: Drafts and withdrawn claims among them hold nothing.
    """
    held: Counter[str] = Counter()
    for claim in claims:
        if claim.counts:
            held.update(dict(claim.held))
    return {source: minor for source, minor in held.items() if minor}


def unknown_grants(dossier: Dossier, claim: Claim) -> Sequence[str]:
    """Return the sources that hold back a part of a grant whose amount is not known."""
    return [
        source.id
        for source in dossier.project.sources
        if source.retention is not None
        and source.retention.of is RetentionBasis.GRANT
        and claim.standing.share(source.id).planned_minor is None
    ]
