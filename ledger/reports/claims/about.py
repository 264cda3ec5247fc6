"""What stands around a claim's figures: how far it has come, its days, what it rests on, and remarks."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.claims.claim import RESTATED
from ledger.model.claims.claim import ROUNDING
from ledger.model.claims.claim import Claim
from ledger.model.claims.claim import ClaimState
from ledger.model.dossier import Dossier
from ledger.model.view import View
from ledger.reports import heading
from ledger.reports import naming
from ledger.reports.table import CellValue
from ledger.rules.corrections import attest

SPECIAL = {RESTATED: "restated", ROUNDING: "rounding"}
"""Lines of a claim that are no category, by their code, with their words."""


def state(found: Claim) -> Words:
    """Return the word for how far a claim has come."""
    return label(f"claim.state.{found.state}")


def period(found: Claim) -> Words:
    """Return a claim's days."""
    terms = found.terms
    if terms.start is None:
        return label("about.until", end=terms.end)
    return label("about.span", start=terms.start, end=terms.end)


def about(dossier: Dossier, found: Claim) -> heading.About:
    """Return the lines above a claim's figures."""
    return tuple((label(key), value) for key, value in _about(dossier, found))


def _about(dossier: Dossier, found: Claim) -> Iterator[tuple[str, CellValue]]:
    project, missing = dossier.project, label("about.missing")
    yield "about.project", project.name
    yield "about.owner", dossier.party_name(project.owner) or missing
    yield "about.funder", dossier.party_name(project.funder) or missing
    yield "claim.about.state", state(found)
    yield "claim.about.period", period(found)
    yield "claim.about.dated", found.dated
    if found.decision:
        yield (
            "claim.about.decided",
            label("claim.decided", day=found.decision.decided, reference=found.decision.reference or "–"),
        )
    if found.withdrawal:
        taken = label("claim.withdrawn", day=found.withdrawal.day, reason=found.withdrawal.reason)
        yield "claim.about.withdrawn", taken
    version = dossier.versions[found.version - 1] if found.version else None
    today = View(today=found.dated)
    yield "about.budget", naming.version(dossier, version, today) if version else missing
    yield "about.basis", label(f"basis.{found.terms.basis}")
    yield "claim.about.entries", label("about.count", count=attest.count(found.claimed))
    if found.sequence:
        yield "about.seal", found.seal[: heading.SEAL_SHOWN]


def remarks(found: Claim) -> Iterator[Words]:
    """Yield what stands under a claim's figures."""
    if found.state in (ClaimState.DRAFT, ClaimState.WITHDRAWN):
        yield label(f"claim.note.{found.state}")
    if found.terms.attested:
        yield label("claim.note.attested")
    if found.held and not found.terms.final:
        yield label("claim.note.retention")
    if found.terms.parked:
        yield label("claim.note.parked", entries=attest.written(found.terms.parked))
    if found.terms.included:
        yield label("claim.note.included", entries=attest.written(found.terms.included))
    special = {line.category for share in found.figures.shares for line in share.lines}
    for key, name in SPECIAL.items():
        if key in special:
            yield label(f"claim.note.{name}")
