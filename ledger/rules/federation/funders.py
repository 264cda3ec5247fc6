"""Who pays for a federation's projects from outside, over all of them, and what passes between them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.money import known_sum
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.model.source import SourceRole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.model.federation.consolidation import Consolidation
    from ledger.model.federation.federation import Federation
    from ledger.rules.financing.cofinance import Cofinancing


@frozen(kw_only=True)
class Funder:
    """What stands for a body over all projects; minor units.

    Attributes:
        party: Party id; empty for cost that no source has been planned for.
        is_internal: Whether it is money between consolidated projects.
        planned_minor: Planned financing; None where none of it is known.
        cash_minor: Earned by cost.
        in_kind_minor: Given in kind.
        received_minor: Received.
        outstanding_before_minor: Outstanding when the days asked for began.
        projects: In how many projects.
    """

    party: str
    is_internal: bool
    planned_minor: int | None
    cash_minor: int
    in_kind_minor: int
    received_minor: int
    outstanding_before_minor: int
    projects: int

    @property
    def outstanding_minor(self) -> int:
        """Money earned and not received at the end of the days, minor units; negative where it has paid ahead."""
        return self.outstanding_before_minor + self.cash_minor - self.received_minor


def funders(found: Consolidation, federation: Federation, earned: Mapping[str, Cofinancing]) -> tuple[Funder, ...]:
    """Return what stands for each body, those from outside first, by name's id.

    The federation's own accounts are left out: what its members owe it stands in their own report.

    Args:
        found: The whole.
        federation: Tells what is internal.
        earned: What each project's sources have planned, earned and paid.
    """
    internal = internal_sources(found, federation)
    sums: dict[tuple[bool, str], Funder] = {}
    for part in found.parts:
        if part.project.id == federation.accounts:
            continue
        for share in earned[part.project.id].shares:
            is_internal = (part.project.id, share.id) in internal
            party = share.source.party if share.source else ""
            before = sums.get((is_internal, party), _none(party, is_internal=is_internal))
            sums[is_internal, party] = evolve(
                before,
                planned_minor=known_sum((before.planned_minor, share.planned_minor)),
                cash_minor=before.cash_minor + share.cash_minor,
                in_kind_minor=before.in_kind_minor + share.in_kind_minor,
                received_minor=before.received_minor + share.received_minor,
                outstanding_before_minor=before.outstanding_before_minor + share.outstanding_before_minor,
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
        outstanding_before_minor=0,
        projects=0,
    )


def esf_and_others(
    found: Consolidation, federation: Federation, earned: Mapping[str, Cofinancing]
) -> dict[str, tuple[int, int]]:
    """Return what others plan and have earned in money: support in ESF projects, and everything else.

    Args:
        found: The whole.
        federation: Tells which projects are ESF projects, and what is internal.
        earned: What each project's sources have planned, earned and paid.

    Returns:
        Under ``esf`` and ``others``: planned and earned, minor units.
    """
    sums = {"esf": (0, 0), "others": (0, 0)}
    esf = {each.id for each in federation.projects if each.is_esf}
    internal = internal_sources(found, federation)
    for part in found.parts:
        if part.project.id == federation.accounts:
            continue
        for share in earned[part.project.id].shares:
            source = share.source
            if source is None or not source.form.is_money or source.party == federation.party:
                continue
            if (part.project.id, share.id) in internal:
                continue
            key = "esf" if part.project.id in esf and source.role is SourceRole.SUPPORT else "others"
            planned, came = sums[key]
            sums[key] = (planned + (share.planned_minor or 0), came + share.cash_minor)
    return sums


def internal_sources(found: Consolidation, federation: Federation) -> set[tuple[str, str]]:
    """Return project and source of what comes from another project of the whole."""
    paying = {part.project.id for part in found.parts}
    return {(each.payee, each.source) for each in federation.internals if each.payer in paying}
