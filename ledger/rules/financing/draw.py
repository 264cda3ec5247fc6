"""Who takes how much of a cost: sources asked in order, each within its limit, until nothing is left or nobody is.

Everything here is exact; rounding comes after. Cost stands in pools, one for each set of sources that may pay for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

from ledger.core.record import evolve
from ledger.core.record import frozen

NOBODY = ""
"""Id under which stands what no source takes upon itself."""

Who = tuple[str, ...]
"""Ids of the sources that may pay for something."""

Pools = dict[Who, Fraction]
"""Cost, minor units, none negative, by the ids of the sources that may pay for it."""

_LAST = (True, 0)


@frozen(kw_only=True)
class Payer:
    """A source that is asked to pay.

    Attributes:
        id: Source id.
        priority: Order in which it is asked, lowest first; None is last.
        wants: What it takes upon itself by agreed share or as a fixed amount, minor units; None where it takes by
            weight or the rest.
        weight: What its part is proportional to, beside others that take by weight.
        takes_rest: Whether it takes what all others leave.
        limit: Most that it can be given, minor units; None where there is no limit.
    """

    id: str
    priority: int | None = None
    wants: Fraction | None = None
    weight: Fraction = Fraction(0)
    takes_rest: bool = False
    limit: Fraction | None = None

    def within(self, amount: Fraction) -> Fraction:
        """Return an amount, or the limit if that is less."""
        return amount if self.limit is None else min(amount, self.limit)


Drawn = dict[tuple[str, Who], Fraction]
"""What each source is given, minor units, by its id and the pool that it comes from."""


def by_payer(drawn: Drawn) -> dict[str, Fraction]:
    """Return what each source is given from all pools."""
    sums: dict[str, Fraction] = {}
    for (id_, _), amount in drawn.items():
        sums[id_] = sums.get(id_, Fraction(0)) + amount
    return sums


def draw(payers: Sequence[Payer], pools: Pools, open_weights: Mapping[int | None, Fraction]) -> Drawn:
    """Return what each source is given, exactly; all of it together is what the pools hold.

    Sources are asked by priority. Of one priority, first those that take a share or a fixed amount are given it, all in
    the same proportion where there is too little; then the others divide what is left by weight. At last those that
    take the rest are asked in their order. What is then left is nobody's, and so is what a source that divides by
    weight may not take for its limit, unless somebody after it does.

    Args:
        payers: In the project's order.
        pools: The cost.
        open_weights: By priority, the weight of sources whose amounts are not known: cost that goes to nobody.

    Returns:
        Every source and `NOBODY` are there for every pool.
    """
    left = {who: amount for who, amount in pools.items() if amount}
    got = {(id_, who): Fraction(0) for id_ in [*(payer.id for payer in payers), NOBODY] for who in left}
    asked = sorted((payer for payer in payers if not payer.takes_rest), key=_rank)
    for _, tier in groupby(asked, key=_rank):
        members = list(tier)
        _give_wanted([payer for payer in members if payer.wants is not None], left, got)
        by_weight = [payer for payer in members if payer.wants is None]
        _give_by_weight(by_weight, left, got, open_weights.get(members[0].priority, Fraction(0)))
    for payer in sorted((payer for payer in payers if payer.takes_rest), key=_rank):
        _give_wanted([evolve(payer, wants=sum(left.values(), Fraction(0)))], left, got)
    for who, amount in tuple(left.items()):
        _move(NOBODY, who, amount, left, got)
    return got


def _rank(payer: Payer) -> tuple[bool, int]:
    return _LAST if payer.priority is None else (False, payer.priority)


def _open(payer: Payer, left: Pools) -> Fraction:
    """Return how much there is that a source may pay for."""
    return sum((amount for who, amount in left.items() if payer.id in who), Fraction(0))


def _give_wanted(payers: Iterable[Payer], left: Pools, got: Drawn) -> None:
    """Give sources what they want; each round either satisfies all that can be or empties a pool."""
    wanted = {payer: payer.within(payer.wants or Fraction(0)) for payer in payers}
    while True:
        found = {payer: _open(payer, left) for payer in wanted}
        asking = {payer: amount for payer, amount in wanted.items() if amount > 0 and found[payer]}
        if not asking:
            return
        for who, amount in tuple(left.items()):
            asked = {payer: want * amount / found[payer] for payer, want in asking.items() if payer.id in who}
            whole = sum(asked.values(), Fraction(0))
            part = min(Fraction(1), amount / whole) if whole else Fraction(0)
            for payer, want in asked.items():
                _move(payer.id, who, want * part, left, got)
                wanted[payer] -= want * part


def _give_by_weight(payers: Sequence[Payer], left: Pools, got: Drawn, open_weight: Fraction) -> None:
    """Divide what is left by weight; a source whose parts come to more than its limit has all of them cut alike."""
    parts: dict[Payer, dict[Who, Fraction]] = {payer: {} for payer in payers}
    for who, amount in tuple(left.items()):
        members = [payer for payer in payers if payer.id in who]
        whole = sum((payer.weight for payer in members), open_weight if members else Fraction(0))
        for payer in members:
            parts[payer][who] = amount * payer.weight / whole if whole else Fraction(0)
        if whole:
            _move(NOBODY, who, amount * open_weight / whole, left, got)
    for payer, by_pool in parts.items():
        total = sum(by_pool.values(), Fraction(0))
        cut = payer.within(total) / total if total else Fraction(0)
        for who, amount in by_pool.items():
            _move(payer.id, who, amount * cut, left, got)


def _move(id_: str, who: Who, amount: Fraction, left: Pools, got: Drawn) -> None:
    """Give a source an amount out of a pool; an empty pool is gone."""
    if not amount:
        return
    got[id_, who] += amount
    left[who] -= amount
    if not left[who]:
        del left[who]
