"""Advances against what the programme allows."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.core.finding import Finding
from ledger.core.finding import warning
from ledger.core.money import SEK
from ledger.core.rounding import Rounding
from ledger.core.rounding import round_fraction
from ledger.model.entry_kind import EntryKind
from ledger.model.source import SourceRole
from ledger.rules.checks.case import Case
from ledger.rules.checks.planned import support_minor


def check_advance(case: Case) -> Iterator[Finding]:
    """Yield ADV-001 where the advances from those who give support are above a part of it, ADV-002 above an amount."""
    terms = case.dossier.programme.payment if case.dossier.programme else None
    supporters = {source.id for source in case.project.sources if source.role is SourceRole.SUPPORT}
    advances = (total for total in case.dossier.totals if total.kind == EntryKind.ADVANCE)
    advance = sum(total.sum_minor for total in advances if total.source in supporters)
    if terms is None or advance <= 0:
        return
    version, place = case.version, case.place("advance")
    granted = support_minor(version, case.project, case.dossier.scheme) if version else None
    if terms.advance_share is not None and granted is not None:
        most = round_fraction(granted * terms.advance_share, Rounding.DOWN)
        if advance > most:
            share = terms.advance_share
            yield warning("ADV-001", place, advance=case.money(advance), share=share, most=case.money(most))
    limit = terms.advance_max_minor if case.project.currency == SEK else None
    if limit is not None and advance > limit:
        yield warning("ADV-002", place, advance=case.money(advance), most=case.money(limit))
