"""Who owns the project, and whether the owner also stands as somebody else who pays."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.core.finding import Finding
from ledger.core.finding import note
from ledger.core.finding import warning
from ledger.model.source import SourceRole
from ledger.rules.checks.case import Case


def check_owner(case: Case) -> Iterator[Finding]:
    """Yield OWN-001 where no owner is named, OWN-002 for each co-financing source that is the owner itself.

    One body in both roles is allowed, but its contribution must not be counted as somebody else's money.
    """
    owner = case.project.owner
    if owner is None:
        yield warning("OWN-001", case.place("project.owner"))
        return
    for source in case.project.sources:
        if source.party == owner and source.role is SourceRole.COFINANCING:
            yield note("OWN-002", case.place(f"source.{source.id}"), owner=case.dossier.party_name(owner))
