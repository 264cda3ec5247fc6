"""What each member of a federation shall pay for a year: the law's half and quarters, and the members' own keys."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ledger.core.allocate import allocate
from ledger.core.record import frozen
from ledger.model.federation.federation import MemberGroup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.model.federation.federation import Member
    from ledger.model.federation.federation import MemberYear

LAW_SHARES = {
    MemberGroup.STATE: Fraction(1, 2),
    MemberGroup.REGION: Fraction(1, 4),
    MemberGroup.MUNICIPALITY: Fraction(1, 4),
}
"""Law (2003:1210), section 5: the state half, the regions together a quarter, the municipalities together a quarter."""


@frozen(kw_only=True)
class MemberShare:
    """What a member shall pay for a year.

    Attributes:
        member: The member.
        amount_minor: What it shall pay, minor units: as the decision names it, else as the law and the key give it.
        lawful_minor: What law and key give, minor units; None where they do not say.
        exact: `lawful_minor` before rounding.
    """

    member: Member
    amount_minor: int
    lawful_minor: int | None = None
    exact: Fraction | None = None


def member_shares(members: Sequence[Member], year: MemberYear) -> tuple[MemberShare, ...]:
    """Return what each member shall pay for a year, in the members' order; the parts add up to the year's total.

    The total is split over state, regions and municipalities first, then each part over its members, so that each
    group's part is the law's to the minor unit. A group whose key does not say how it is split gives no lawful figure.

    Source:
        Law (2003:1210), section 5.
    """
    exact: dict[str, Fraction] = {}
    lawful: dict[str, int] = {}
    groups = [(group, [each for each in members if each.group is group]) for group in LAW_SHARES]
    parts = allocate(year.total_minor, tuple(LAW_SHARES.values()))
    for (group, own), part in zip(groups, parts, strict=True):
        weights = _weights(group, own, year)
        if weights:
            whole = sum(weights)
            split = allocate(part, weights)
            lawful |= {member.id: minor for member, minor in zip(own, split, strict=True)}
            share = LAW_SHARES[group] * year.total_minor
            exact |= {each.id: share * weight / whole for each, weight in zip(own, weights, strict=True)}
    named = dict(year.amounts)
    return tuple(
        MemberShare(
            member=each,
            amount_minor=named.get(each.id, 0) if named else lawful.get(each.id, 0),
            lawful_minor=lawful.get(each.id),
            exact=exact.get(each.id),
        )
        for each in members
    )


def _weights(group: MemberGroup, members: Sequence[Member], year: MemberYear) -> tuple[Fraction, ...]:
    """Return by what a group's part is split over its members; nothing where nobody has said."""
    keys: dict[MemberGroup, tuple[tuple[str, Fraction], ...]] = {
        MemberGroup.STATE: (),
        MemberGroup.REGION: year.region_key,
        MemberGroup.MUNICIPALITY: year.municipal_key
        or tuple((member, Fraction(minor)) for member, minor in year.municipal_amounts),
    }
    key = dict(keys[group]) or {member.id: Fraction(1) for member in members if len(members) == 1}
    weights = tuple(key.get(member.id, Fraction(0)) for member in members)
    return weights if any(weights) else ()
