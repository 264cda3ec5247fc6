"""Splitting an amount so that the parts add up to it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ledger import errors
from ledger.core.money import whole
from ledger.core.rounding import over_common_denominator


def allocate(total_minor: int, weights: Sequence[int | Fraction], *, to: int | None = None) -> tuple[int, ...]:
    """Split an amount by weights; the parts always add up to it.

    Without `to`, by largest remainder: every part is its exact share rounded down, and the units left over go one
    each to the largest remainders, in the order given where remainders are equal. With `to`, all other parts are
    rounded half up and that place takes the rest. Either way a negative total gives the exact negatives of the parts
    of the positive one.

    Args:
        total_minor: Amount in minor units, any sign.
        weights: What the shares are proportional to; none negative, their sum above zero.
        to: Place of the part that takes the odd units, if somebody has been named for that. Every other part is then
            within one unit of its exact share.

    Returns:
        As many parts as weights, in their order, minor units.

    Raises:
        WeightsError: The weights cannot carry a split.
        InexactError: The total or a weight is a float.
    """
    scaled, _ = over_common_denominator(weights)
    heap = sum(scaled)
    if heap <= 0 or min(scaled) < 0:
        raise errors.WeightsError(weights=", ".join(map(str, weights)))
    amount = abs(whole(total_minor))
    shares = [divmod(amount * weight, heap) for weight in scaled]
    parts = _by_remainder(shares, amount) if to is None else _rest_to(to, shares, amount, heap)
    return tuple(-part for part in parts) if total_minor < 0 else tuple(parts)


def evenly(total_minor: int, count: int) -> tuple[int, ...]:
    """Split an amount into equal parts, as `allocate` does by equal weights: the first parts take the units left over.

    Args:
        total_minor: Amount in minor units, any sign.
        count: How many parts, at least one.
    """
    part, left = divmod(abs(total_minor), count)
    sign = -1 if total_minor < 0 else 1
    return (sign * (part + 1),) * left + (sign * part,) * (count - left)


def _by_remainder(shares: list[tuple[int, int]], amount: int) -> list[int]:
    """Give the units that rounding down leaves over to the largest remainders."""
    parts = [part for part, _ in shares]
    places = sorted(range(len(shares)), key=lambda place: -shares[place][1])
    for place in places[: amount - sum(parts)]:
        parts[place] += 1
    return parts


def _rest_to(to: int, shares: list[tuple[int, int]], amount: int, heap: int) -> list[int]:
    """Round every part half up but the one at `to`, which takes what is left."""
    parts = [part + (2 * rest >= heap) for part, rest in shares]
    parts[to] += amount - sum(parts)
    return parts
