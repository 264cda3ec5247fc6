"""Monetary-unit sampling: entries drawn so that every krona has the same chance, whatever entry it stands in.

The amounts, regardless of sign, are laid end to end in minor units. Every *T / n*-th unit is drawn, where *T* is how
many units there are and *n* how many draws are asked for, from a start that the seed decides; the entry that a drawn
unit stands in is in the sample. An entry of at least *T / n* is therefore always in it.

All of it is whole numbers. With a start *u* from 0 to *T* - 1, draw *k* takes unit floor((*u* + *k*·*T*) / *n*). Over
all starts, *u* + *k*·*T* takes each value from 0 to *n*·*T* - 1 once, and exactly *n* of these give the same unit: no
unit is favoured, not even by a remainder.

The start is SHA-256 of ``medfin sample 1``, the seed and a counter from 0, joined by colons, as UTF-8, read as a whole
number, big end first; the first that is below the largest multiple of *T* under 2^256 is taken modulo *T*. So anybody
can draw the same sample with another program.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from fractions import Fraction
from hashlib import sha256
from itertools import count
from typing import TypeVar

from ledger.core.record import frozen

T = TypeVar("T")

_HASHES = 2**256


@frozen(kw_only=True)
class Plan:
    """How a sample is drawn.

    Attributes:
        units: How many minor units there are to draw from, at least one.
        size: How many draws, at least one; a large entry can take several.
        seed: What the start was made of.
        start: Which unit the first draw is counted from, from 0.
    """

    units: int
    size: int
    seed: str
    start: int

    @property
    def interval(self) -> Fraction:
        """Minor units between two draws; an entry at least as large is always drawn."""
        return Fraction(self.units, self.size)

    def hits(self, first: int, units: int) -> int:
        """Return how many draws fall among the `units` units from `first` on."""
        return self._before(first + units) - self._before(first)

    def _before(self, unit: int) -> int:
        """Return how many draws fall before a unit: those whose start + k·units is under unit·size."""
        return max(0, min(self.size, -((self.start - unit * self.size) // self.units)))


def plan(units: int, size: int, seed: str) -> Plan:
    """Return how to draw `size` times from `units` minor units, both at least one."""
    limit = _HASHES - _HASHES % units
    hashes = (sha256(f"medfin sample 1:{seed}:{at}".encode()).digest() for at in count())
    start = next(value for value in (int.from_bytes(each, "big") for each in hashes) if value < limit)
    return Plan(units=units, size=size, seed=seed, start=start % units)


def draw(items: Iterable[tuple[T, int]], chosen: Plan) -> Iterator[tuple[T, int]]:
    """Yield what is drawn, with how many draws fell on it.

    Args:
        items: Pairs of item and amount, minor units of either sign, in the order in which they are laid end to end;
            `Plan.units` must be the sum of their absolute values.
        chosen: How to draw.
    """
    at = 0
    for item, amount in items:
        hits = chosen.hits(at, abs(amount))
        at += abs(amount)
        if hits:
            yield item, hits
