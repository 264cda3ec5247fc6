"""How the cost that names no source falls on the sources: by share, fixed amount, in proportion, or the rest.

Cost and its mirror are split alike: what the pools hold above zero and what they hold below are split apart, the
latter as its own negative.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from ledger.core.allocate import allocate
from ledger.core.record import evolve
from ledger.core.record import field
from ledger.core.record import frozen
from ledger.model.budgets.budget import BudgetState
from ledger.model.source import SourcePays
from ledger.model.source import SourceRole
from ledger.rules import budget
from ledger.rules.financing.draw import NOBODY
from ledger.rules.financing.draw import Payer
from ledger.rules.financing.draw import Pools
from ledger.rules.financing.draw import by_payer
from ledger.rules.financing.draw import draw
from ledger.rules.financing.required import highest_support
from ledger.rules.trace import Bound
from ledger.rules.trace import Limit
from ledger.rules.trace import Trace

if TYPE_CHECKING:
    from ledger.model.budgets.budget import BudgetVersion
    from ledger.model.dossier import Dossier
    from ledger.model.source import Source
    from ledger.rules.financing.pools import Sums

TO_SOURCE, BY_REMAINDER = "to_source", "largest_remainder"
"""Names of the two ways in which odd units are given to somebody."""

_SIGNED = ("basis", "cost")
"""Inputs of a trace that turn with the cost."""


@frozen(kw_only=True)
class Part:
    """A source's part of the cost that names no source.

    Attributes:
        minor: Rounded, minor units.
        exact: Before rounding.
        trace: How it came about.
        by_pool: `exact` by the pool that it comes from.
    """

    minor: int = 0
    exact: Fraction = Fraction(0)
    trace: Trace | None = None
    by_pool: Pools = field(factory=dict)


def split(dossier: Dossier, version: BudgetVersion | None, sums: Sums) -> dict[str, Part]:
    """Return each source's part, and that of `NOBODY`; rounded they add up to what the pools hold.

    Args:
        dossier: The project.
        version: The budget version in force.
        sums: What the entries add up to, from the project's first day on.
    """
    above = {who: Fraction(minor) for who, minor in sums.pools.items() if minor > 0}
    below = {who: Fraction(-minor) for who, minor in sums.pools.items() if minor < 0}
    found: dict[str, Part] = {}
    for pools, sign in ((above, 1), (below, -1)):
        if pools:
            for id_, part in _Split(dossier, version, sums, sign).of(pools).items():
                found[id_] = _joined(found[id_], part) if id_ in found else part
    return found


def _joined(one: Part, other: Part) -> Part:
    return Part(
        minor=one.minor + other.minor,
        exact=one.exact + other.exact,
        trace=one.trace or other.trace,
        by_pool={**one.by_pool, **other.by_pool},
    )


class _Split:
    """A split of cost above zero; of cost below zero it gives the mirror."""

    def __init__(self, dossier: Dossier, version: BudgetVersion | None, sums: Sums, sign: int) -> None:
        self._project = dossier.project
        self._version = version
        self._sums = sums
        self._sign = sign
        self._plan = _plan(version)
        self._granted = _granted(dossier, version)
        self._cost_minor = (budget.sum_minor(version.cost, dossier.scheme) or 0) if version else 0
        self._highest = highest_support(dossier)
        self._money = [source for source in self._project.sources if source.form.is_money]

    def of(self, pools: Pools) -> dict[str, Part]:
        """Return each source's part."""
        asked = [self._payer(source) for source in self._money]
        weights = self._open_weights()
        drawn = draw(asked, pools, weights)
        wanted = by_payer(drawn)
        bounds = {source.id: self._bound(source) for source in self._money}
        held = [_held_to(each, bounds[each.id]) for each in asked]
        if any(each.limit is not None and max(wanted[each.id], each.wants or 0) > each.limit for each in held):
            drawn = draw(held, pools, weights)  # drawing is dear, and mostly nobody is held back
        payers = self._within_rate(held, by_payer(drawn), bounds)
        if payers != held:
            drawn = draw(payers, pools, weights)
        exact = by_payer(drawn)
        rounded, rounding = self._rounded(exact, {payer.id: payer.limit for payer in payers})
        parts = {}
        for payer in payers:
            claimed = max(wanted[payer.id], payer.wants or Fraction(0))
            bound = self._held_back(exact[payer.id], claimed, bounds[payer.id])
            trace = evolve(
                self._trace(payer.id, pools),
                wanted=claimed,
                bound=bound,
                exact=exact[payer.id],
                rounding=rounding,
                rounded_minor=rounded[payer.id],
            )
            parts[payer.id] = Part(minor=rounded[payer.id], exact=exact[payer.id], trace=trace)
        parts[NOBODY] = Part(minor=rounded[NOBODY], exact=exact[NOBODY])
        parts = {id_: evolve(part, by_pool={who: drawn[id_, who] for who in pools}) for id_, part in parts.items()}
        return {id_: _mirrored(part) for id_, part in parts.items()} if self._sign < 0 else parts

    def _payer(self, source: Source) -> Payer:
        """Return a source as it is asked: what entries that name it have taken is part of its share or fixed amount."""
        taken = self._sign * self._sums.named.get(source.id, 0)
        if source.share is not None:
            agreed = source.share * self._sign * self._sums.bases[source.id]
            return Payer(id=source.id, priority=source.priority, wants=max(agreed - taken, Fraction(0)))
        pays = pays_by(source)
        planned = Fraction(max(self._plan.get(source.id) or 0, 0))
        if pays is SourcePays.FIXED:
            return Payer(id=source.id, priority=source.priority, wants=max(planned - taken, Fraction(0)))
        if pays is SourcePays.REST:
            return Payer(id=source.id, priority=source.priority, takes_rest=True)
        return Payer(id=source.id, priority=source.priority, weight=planned)

    def _open_weights(self) -> dict[int | None, Fraction]:
        """Return the weight of the sources that divide in proportion and whose amounts are not known.

        They are planned to bear what the planned cost has above the planned financing; whose it is cannot be told.
        """
        by_plan = [each for each in self._money if each.share is None and pays_by(each) is SourcePays.PLAN]
        unknown = [source for source in by_plan if source.id not in self._plan]
        if not unknown or self._version is None:
            return {}
        uncovered = self._cost_minor - sum(line.amount_minor for line in self._version.financing)
        return {unknown[0].priority: Fraction(max(uncovered, 0))}

    def _bound(self, source: Source) -> Bound | None:
        """Return the lowest of a source's own limits, less what entries that name it have taken of it."""
        limits = {Limit.CAP: source.cap_minor, Limit.GRANTED: self._granted.get(source.id)}
        taken = self._sums.named.get(source.id, 0) + self._sums.in_kind.get(source.id, 0)
        known = [
            Bound(limit=limit, amount=Fraction(max(minor - self._sign * taken, 0)))
            for limit, minor in limits.items()
            if minor is not None
        ]
        return min(known, key=lambda each: each.amount, default=None)

    def _within_rate(
        self, payers: list[Payer], exact: dict[str, Fraction], bounds: dict[str, Bound | None]
    ) -> list[Payer]:
        """Return the payers, those who give support held to the highest part of the eligible cost that it may be."""
        support = [source.id for source in self._project.sources if source.role is SourceRole.SUPPORT]
        if self._highest is None or not support:
            return payers
        given = sum(self._sums.named.get(id_, 0) + self._sums.in_kind.get(id_, 0) for id_ in support)
        most = max(self._highest * self._sign * self._sums.eligible_minor - self._sign * given, Fraction(0))
        whole = sum((exact.get(id_, Fraction(0)) for id_ in support), Fraction(0))
        if whole <= floor(most):  # rounding must not pass it by a part of an öre either
            return payers
        for id_ in support:
            if id_ in bounds:
                bounds[id_] = Bound(limit=Limit.RATE, amount=Fraction(floor(exact[id_] * most / whole)))
        return [_held_to(each, bounds[each.id]) for each in payers]

    def _rounded(self, exact: dict[str, Fraction], limits: dict[str, Fraction | None]) -> tuple[dict[str, int], str]:
        """Return whole minor units that add up, and how they were rounded.

        The source that is named for it takes the odd ones unless that takes it past its limit or below nothing; else
        they go to the largest remainders.
        """
        ids, total = tuple(exact), int(sum(exact.values()))
        taker = next((each.id for each in self._money if each.takes_rounding and exact.get(each.id)), None)
        if taker is not None:
            parts = dict(zip(ids, allocate(total, tuple(exact.values()), to=ids.index(taker)), strict=True))
            limit = limits.get(taker)
            if parts[taker] >= 0 and (limit is None or parts[taker] <= limit):
                return parts, TO_SOURCE
        return dict(zip(ids, allocate(total, tuple(exact.values())), strict=True)), BY_REMAINDER

    def _held_back(self, exact: Fraction, wanted: Fraction, bound: Bound | None) -> Bound | None:
        """Return what kept a source from its part, if anything did; less than a minor unit is a matter of rounding."""
        if wanted - exact < 1:
            return None
        if bound is not None and exact >= bound.amount:
            return bound
        return Bound(limit=Limit.AVAILABLE, amount=exact)

    def _trace(self, id_: str, pools: Pools) -> Trace:
        """Return by which rule and from what a source's part comes about."""
        source = next(each for each in self._money if each.id == id_)
        inputs: tuple[tuple[str, int | Fraction], ...]
        if source.share is not None:
            rule = f"share.{source.share_of}"
            inputs = (("share", source.share), ("basis", self._sign * self._sums.bases[id_]))
        else:
            rule = f"pays.{pays_by(source)}"
            known = {each.id: self._plan[each.id] for each in self._money if each.id in self._plan}
            inputs = (("planned", known.get(id_, 0)), ("planned_all", sum(known.values())))
        inputs = (*inputs, ("cost", sum(pools.values(), Fraction(0))))
        return Trace(rule=rule, source=f"source.{id_}", inputs=inputs)


def _held_to(payer: Payer, bound: Bound | None) -> Payer:
    return evolve(payer, limit=bound.amount if bound else None)


def pays_by(source: Source) -> SourcePays:
    """Return how much a source without an agreed share takes upon itself."""
    return source.pays or (SourcePays.PLAN if source.priority is None else SourcePays.FIXED)


def _plan(version: BudgetVersion | None) -> dict[str, int]:
    """Return what the version plans for each source over the whole project, minor units."""
    planned: dict[str, int] = {}
    for line in version.financing if version else ():
        planned[line.source] = planned.get(line.source, 0) + line.amount_minor
    return planned


def _granted(dossier: Dossier, version: BudgetVersion | None) -> dict[str, int]:
    """Return what a decision grants each source of support; an approximate amount is no limit."""
    if version is None or version.state is not BudgetState.DECIDED:
        return {}
    loose = {line.source for line in version.financing if line.approximate}
    planned = _plan(version)
    return {
        source.id: planned[source.id]
        for source in dossier.project.sources
        if source.role is SourceRole.SUPPORT and source.id in planned and source.id not in loose
    }


def _mirrored(part: Part) -> Part:
    """Return a part of a cost below zero."""
    trace = part.trace and evolve(
        part.trace,
        inputs=tuple((name, -value if name in _SIGNED else value) for name, value in part.trace.inputs),
        wanted=-part.trace.wanted,
        bound=part.trace.bound and evolve(part.trace.bound, amount=-part.trace.bound.amount),
        exact=-part.trace.exact,
        rounded_minor=-part.trace.rounded_minor,
    )
    by_pool = {who: -amount for who, amount in part.by_pool.items()}
    return Part(minor=-part.minor, exact=-part.exact, trace=trace, by_pool=by_pool)
