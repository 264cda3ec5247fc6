"""Sources, parts, phases and terms of transfers as blocks of a project file; a version's own bear its prefix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.exporters.toml_text import write_block
from ledger.exporters.written import written_amount
from ledger.exporters.written import written_share

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from ledger.core.money import Currency
    from ledger.exporters.toml_text import Inline
    from ledger.model.budgets.transfer import Transfer
    from ledger.model.budgets.transfer import TransferTerms
    from ledger.model.claims.retention import Retention
    from ledger.model.claims.rhythm import ClaimRhythm
    from ledger.model.project import Part
    from ledger.model.project import Phase
    from ledger.model.source import Source


def written_parts(prefix: str, parts: Iterable[Part], phases: Iterable[Phase]) -> Iterator[str]:
    """Yield a block for each part and phase.

    Args:
        prefix: What stands before the name of their tables, such as ``budget.``; nothing for the project's own.
        parts: Sub-projects.
        phases: Phases.
    """
    for part in parts:
        yield write_block(f"[[{prefix}part]]", {"id": part.id, "name": part.name, "owner": part.owner})
    for phase in phases:
        held = {"id": phase.id, "name": phase.name, "start": phase.start, "end": phase.end}
        yield write_block(f"[[{prefix}phase]]", held)


def written_terms(terms: TransferTerms, currency: Currency) -> dict[str, Inline | None]:
    """Return what the section on transfers holds."""
    return {
        "share": None if terms.share is None else written_share(terms.share),
        "share_of": None if terms.share is None else terms.base.value,
        "amount": None if terms.amount_minor is None else written_amount(terms.amount_minor, currency),
        "approver": terms.approver,
    }


def written_transfer(transfer: Transfer, currency: Currency) -> dict[str, Inline | None]:
    """Return what the table of a transfer holds."""
    return {
        "from": transfer.from_category,
        "to": transfer.to_category,
        "year": transfer.year,
        "phase": transfer.phase,
        "part": transfer.part,
        "amount": written_amount(transfer.amount_minor, currency),
    }


def _retention(retention: Retention, currency: Currency) -> dict[str, Inline]:
    held: dict[str, Inline] = {"of": retention.of.value}
    if retention.share is not None:
        held["share"] = written_share(retention.share)
    if retention.amount_minor is not None:
        held["amount"] = written_amount(retention.amount_minor, currency)
    return held


def _rhythm(rhythm: ClaimRhythm) -> dict[str, Inline]:
    told: dict[str, Inline | None] = {
        "every_months": rhythm.every_months,
        "begins": rhythm.begins,
        "within_months": rhythm.within_months,
        "pays_within_days": rhythm.pays_within_days,
    }
    return {name: value for name, value in told.items() if value is not None}


def written_source(source: Source, currency: Currency) -> dict[str, Inline | None]:
    """Return what the table of a source holds."""
    return {
        "id": source.id,
        "party": source.party,
        "role": source.role.value,
        "kind": source.kind.value,
        "form": source.form.value,
        "share": None if source.share is None else written_share(source.share),
        "share_of": source.share_of.value if source.share_of else None,
        "pays": source.pays.value if source.pays else None,
        "cap": None if source.cap_minor is None else written_amount(source.cap_minor, currency),
        "priority": source.priority,
        "categories": source.categories,
        "parts": source.parts,
        "start": source.start,
        "end": source.end,
        "takes_rounding": source.takes_rounding or None,
        "retention": _retention(source.retention, currency) if source.retention else None,
        "claims": _rhythm(source.claims) if source.claims else None,
        "components": tuple(
            {"kind": component.kind.value}
            if component.share is None
            else {"kind": component.kind.value, "share": written_share(component.share)}
            for component in source.components
        ),
    }
