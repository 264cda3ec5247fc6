"""Who pays for a federation's projects from outside, over all of them, and what passes between them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from ledger.rules.cofinance import cofinance

if TYPE_CHECKING:
    from collections.abc import Collection

    from ledger.model.consolidation import Consolidation
    from ledger.model.federation import Federation
    from ledger.model.view import View


@attrs.frozen(kw_only=True)
class Funder:
    """What stands for a body over all projects; minor units.

    Attributes:
        party: Party id; empty for cost that no source has been planned for.
        is_internal: Whether it is money between consolidated projects.
        planned_minor: Planned financing; None where none of it is known.
        cash_minor: Earned by cost.
        in_kind_minor: Given in kind.
        received_minor: Received.
        projects: In how many projects.
    """

    party: str
    is_internal: bool
    planned_minor: int | None
    cash_minor: int
    in_kind_minor: int
    received_minor: int
    projects: int

    @property
    def outstanding_minor(self) -> int:
        """Money earned and not received, minor units; negative where it has paid ahead."""
        return self.cash_minor - self.received_minor


def funders(
    found: Consolidation, federation: Federation, view: View, only: Collection[str] | None = None
) -> tuple[Funder, ...]:
    """Return what stands for each body, those from outside first, by name's id.

    The federation's own accounts are left out: what its members owe it stands in their own report.

    Args:
        found: The whole.
        federation: Tells what is internal.
        view: The day of the question, the year of plans.
        only: Ids of the projects whose funders are asked for; all of them unless given.
    """
    paying = {part.project.id for part in found.parts}
    internal = {(each.payee, each.source) for each in federation.internals if each.payer in paying}
    sums: dict[tuple[bool, str], Funder] = {}
    for part in found.parts:
        if part.project.id == federation.accounts or (only is not None and part.project.id not in only):
            continue
        for share in cofinance(part, view).shares:
            is_internal = (part.project.id, share.id) in internal
            party = share.source.party if share.source else ""
            before = sums.get((is_internal, party), _none(party, is_internal=is_internal))
            planned = [minor for minor in (before.planned_minor, share.planned_minor) if minor is not None]
            sums[is_internal, party] = attrs.evolve(
                before,
                planned_minor=sum(planned) if planned else None,
                cash_minor=before.cash_minor + share.cash_minor,
                in_kind_minor=before.in_kind_minor + share.in_kind_minor,
                received_minor=before.received_minor + share.received_minor,
                projects=before.projects + 1,
            )
    return tuple(sums[key] for key in sorted(sums, key=lambda key: (key[0], not key[1], key[1])))


def _none(party: str, *, is_internal: bool) -> Funder:
    return Funder(
        party=party,
        is_internal=is_internal,
        planned_minor=None,
        cash_minor=0,
        in_kind_minor=0,
        received_minor=0,
        projects=0,
    )
