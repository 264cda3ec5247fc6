"""What is to be looked after in the order in which a treasurer takes it up: by project, the gravest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.natural import natural
from ledger.core.record import evolve
from ledger.rules.federation.attention import Matter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from ledger.rules.federation.attention import Attention

_ORDER = {matter: at for at, matter in enumerate(Matter)}

_REPEATED = (Matter.CLAIM_LATE, Matter.CLAIM_DUE)
"""What the same project may lack for one period after the other; one claim then mends it all."""


def gravest(found: Iterable[Attention]) -> tuple[tuple[Attention, ...], ...]:
    """Return what is to be looked after, together what is of one project or member.

    First come those with the gravest matter, of these the one with the greatest amount in it; in each the gravest.
    Claims to the same source for several periods are one matter. Nothing is lost: the amounts and counts add up to
    those given.

    Args:
        found: What there is, in any order.
    """
    groups: dict[tuple[bool, str], list[Attention]] = {}
    for each in _folded(found):
        groups.setdefault((each.matter is not Matter.MEMBER_LATE, each.where), []).append(each)
    for own in groups.values():
        own.sort(key=lambda each: (_ORDER[each.matter], -each.amount_minor))
    return tuple(
        tuple(groups[key]) for key in sorted(groups, key=lambda key: (*_weight(groups[key]), key[0], natural(key[1])))
    )


def _weight(own: list[Attention]) -> tuple[int, int]:
    """Return how grave the first matter is and how much is at stake in all of its kind; what is smaller goes before."""
    worst = own[0].matter
    return _ORDER[worst], -sum(each.amount_minor for each in own if each.matter is worst)


def _folded(found: Iterable[Attention]) -> Iterator[Attention]:
    held: dict[tuple[Matter, str, str | None], Attention] = {}
    for each in found:
        if each.matter not in _REPEATED:
            yield each
            continue
        key = (each.matter, each.where, each.source)
        held[key] = _joined(held[key], each) if key in held else each
    yield from held.values()


def _joined(one: Attention, other: Attention) -> Attention:
    """Return two matters of the same kind as one, since the day of the earlier."""
    first, last = sorted((one, other), key=lambda each: str(each.period))
    return evolve(
        first, until=last.until, count=one.count + other.count, amount_minor=one.amount_minor + other.amount_minor
    )
