"""The cost that sources may pay for: by whom each part of it may be paid, and what shares are shares of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

from ledger.core.period import DAY
from ledger.model.entry_kind import EntryKind
from ledger.model.scheme import CategoryRole
from ledger.model.source import ShareBasis
from ledger.rules import totals as rules

if TYPE_CHECKING:
    from datetime import date

    from ledger.model.project import Project
    from ledger.model.scheme import Scheme
    from ledger.model.source import Source
    from ledger.model.totals import Total

Who = tuple[str, ...]
"""Ids of the sources that may pay for something, in the project's order."""


@attrs.frozen(kw_only=True)
class Sums:
    """What entries add up to, minor units.

    Attributes:
        named: Cost that names a source, by source id; never beyond the source's cap.
        in_kind: In-kind contributions by source id; never beyond the source's cap.
        beyond: By source id, what entries say that it pays beyond its cap.
        unpaid_in_kind_minor: In-kind contributions beyond a cap: given, but nobody's financing.
        received: Receipts and advances less repayments, by source id.
        pools: Cost that names no source, by who may pay for it.
        bases: What each source's share is a share of, by source id.
        eligible_minor: All cost less income.
    """

    named: dict[str, int]
    in_kind: dict[str, int]
    beyond: dict[str, int]
    unpaid_in_kind_minor: int
    received: dict[str, int]
    pools: dict[Who, int]
    bases: dict[str, int]
    eligible_minor: int


def pays_for(source: Source, total: Total) -> bool:
    """Whether a source may pay for some entries: by category, part and the days that they belong to.

    Income lowers the cost of all, whatever categories they pay for.
    """
    if source.categories and total.category not in source.categories and total.kind != EntryKind.INCOME:
        return False
    if source.parts and total.part not in source.parts:
        return False
    when = total.month_belongs
    first, last = (day.isoformat()[: len(when)] if day else when for day in (source.start, source.end))
    return first <= when <= last


def months_by_day(project: Project) -> frozenset[str]:
    """Return the months inside which a source begins or ceases to pay: their entries are kept apart by day."""
    days: list[date] = []
    for source in project.sources:
        if source.start and source.start.day != 1:
            days.append(source.start)
        if source.end and (source.end + DAY).day != 1:
            days.append(source.end)
    return frozenset(day.isoformat()[:7] for day in days)


def gather(project: Project, scheme: Scheme, totals: Iterable[Total]) -> Sums:
    """Return what totals add up to for a project's sources."""
    adding = _Adding(project, scheme)
    for total in totals:
        if total.kind in rules.COST_SIGNS:
            adding.cost(total)
        elif total.kind in rules.RECEIVED_SIGNS:
            _add(adding.received, total.source, rules.received_minor((total,)))
    return adding.done()


class _Adding:
    """Sums while they are made."""

    def __init__(self, project: Project, scheme: Scheme) -> None:
        self._project = project
        self._direct = {each.code for each in scheme.categories if each.role is CategoryRole.DIRECT}
        self._money = tuple(source for source in project.sources if source.form.is_money)
        self._bound = tuple(source for source in self._money if _is_bound(source))
        self._named: dict[tuple[str, Who], int] = {}
        self._in_kind: dict[str, int] = {}
        self._pools: dict[Who, int] = {}
        self._bases = {source.id: 0 for source in self._money if source.share is not None}
        self._eligible_minor = 0
        self.received: dict[str, int] = {}

    def cost(self, total: Total) -> None:
        """Add cost, an in-kind contribution or income."""
        minor = rules.cost_minor((total,))
        self._eligible_minor += minor
        who = self._who(total)
        for source in self._money:
            if source.id in self._bases and source.id in who and self._is_base(source, total):
                self._bases[source.id] += minor
        if total.kind == EntryKind.IN_KIND:
            _add(self._in_kind, total.source, minor)
        elif total.kind == EntryKind.COST and total.source:
            key = (total.source, who)
            self._named[key] = self._named.get(key, 0) + minor
        else:
            self._pools[who] = self._pools.get(who, 0) + minor

    def done(self) -> Sums:
        """Return the sums, with what caps leave of what entries say."""
        caps = {each.id: each.cap_minor for each in self._project.sources if each.cap_minor is not None}
        beyond: dict[str, int] = {}
        in_kind = {id_: self._within(id_, minor, caps, beyond) for id_, minor in self._in_kind.items()}
        unpaid = sum(beyond.values())
        caps = {id_: cap - abs(in_kind.get(id_, 0)) for id_, cap in caps.items()}
        named: dict[str, int] = {}
        for id_ in sorted({id_ for id_, _ in self._named}):
            parts = {who: minor for (of, who), minor in self._named.items() if of == id_}
            over: dict[str, int] = {}
            named[id_] = self._within(id_, sum(parts.values()), caps, over)
            self._give_back(id_, parts, over.get(id_, 0))
            _add(beyond, id_, over.get(id_, 0))
        return Sums(
            named=named,
            in_kind=in_kind,
            beyond={id_: minor for id_, minor in beyond.items() if minor},
            unpaid_in_kind_minor=unpaid,
            received=self.received,
            pools=self._pools,
            bases=self._bases,
            eligible_minor=self._eligible_minor,
        )

    def _who(self, total: Total) -> Who:
        if not self._bound:
            return tuple(source.id for source in self._money)
        return tuple(source.id for source in self._money if source not in self._bound or pays_for(source, total))

    def _is_base(self, source: Source, total: Total) -> bool:
        return source.share_of is ShareBasis.ELIGIBLE_COST or total.category in self._direct

    @staticmethod
    def _within(id_: str, minor: int, caps: dict[str, int], beyond: dict[str, int]) -> int:
        """Return an amount within a source's cap, and note what lies beyond it; a negative one mirrors a positive."""
        cap = caps.get(id_)
        if cap is None or abs(minor) <= cap:
            return minor
        kept = -cap if minor < 0 else cap
        beyond[id_] = minor - kept
        return kept

    def _give_back(self, id_: str, parts: dict[Who, int], over: int) -> None:
        """Let others pay what entries say that a source pays beyond its cap."""
        for who in sorted(parts):
            part = max(min(parts[who], over), 0) if over > 0 else min(max(parts[who], over), 0)
            rest = tuple(each for each in who if each != id_)
            self._pools[rest] = self._pools.get(rest, 0) + part
            over -= part


def _is_bound(source: Source) -> bool:
    """Whether a source pays for some cost only."""
    return bool(source.categories or source.parts or source.start or source.end)


def _add(sums: dict[str, int], key: str, minor: int) -> None:
    sums[key] = sums.get(key, 0) + minor
