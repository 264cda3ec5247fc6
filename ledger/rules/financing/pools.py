"""The cost that sources may pay for: by whom each part of it may be paid, and what shares are shares of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar

from ledger.core.period import DAY
from ledger.core.record import frozen
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

K = TypeVar("K")

Who = tuple[str, ...]
"""Ids of the sources that may pay for something, in the project's order."""


@frozen(kw_only=True)
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
        own_in: What is a source's own, in money and in kind, by its id and category; under an empty id what in kind is
            nobody's financing.
        pools_in: The pools, by who may pay and category.
    """

    named: dict[str, int]
    in_kind: dict[str, int]
    beyond: dict[str, int]
    unpaid_in_kind_minor: int
    received: dict[str, int]
    pools: dict[Who, int]
    bases: dict[str, int]
    eligible_minor: int
    own_in: dict[tuple[str, str], int]
    pools_in: dict[tuple[Who, str], int]


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
        sign = rules.COST_SIGNS.get(total.kind)
        if sign is None:
            _add(adding.received, total.source, rules.received_minor((total,)))
        else:
            adding.cost(total, sign * total.sum_minor)
    return adding.done()


class _Adding:
    """Sums while they are made."""

    def __init__(self, project: Project, scheme: Scheme) -> None:
        self._project = project
        self._direct = {each.code for each in scheme.categories if each.role is CategoryRole.DIRECT}
        self._money = tuple(source for source in project.sources if source.form.is_money)
        self._bound = tuple(source for source in self._money if _is_bound(source))
        self._everybody = tuple(source.id for source in self._money)
        self._sharing = tuple(source for source in self._money if source.share is not None)
        self._named: dict[tuple[str, Who, str], int] = {}
        self._in_kind: dict[tuple[str, str], int] = {}
        self._pools: dict[tuple[Who, str], int] = {}
        self._bases = {source.id: 0 for source in self._sharing}
        self._eligible_minor = 0
        self.received: dict[str, int] = {}

    def cost(self, total: Total, minor: int) -> None:
        """Add cost, an in-kind contribution or income, in minor units; income is negative."""
        self._eligible_minor += minor
        who = self._who(total) if self._bound else self._everybody
        for source in self._sharing:
            if source.id in who and self._is_base(source, total):
                self._bases[source.id] += minor
        if total.kind == EntryKind.IN_KIND:
            _add(self._in_kind, (total.source, total.category), minor)
        elif total.source and total.kind == EntryKind.COST:
            _add(self._named, (total.source, who, total.category), minor)
        else:
            _add(self._pools, (who, total.category), minor)

    def done(self) -> Sums:
        """Return the sums, with what caps leave of what entries say."""
        caps = {each.id: each.cap_minor for each in self._project.sources if each.cap_minor is not None}
        beyond: dict[str, int] = {}
        own: dict[tuple[str, str], int] = {}
        in_kind = self._capped_in_kind(caps, beyond, own)
        unpaid = sum(beyond.values())
        caps = {id_: cap - abs(in_kind.get(id_, 0)) for id_, cap in caps.items()}
        named = self._capped_named(caps, beyond, own)
        pools: dict[Who, int] = {}
        for (who, _), minor in self._pools.items():
            _add(pools, who, minor)
        return Sums(
            named=named,
            in_kind=in_kind,
            beyond={id_: minor for id_, minor in beyond.items() if minor},
            unpaid_in_kind_minor=unpaid,
            received=self.received,
            pools=pools,
            bases=self._bases,
            eligible_minor=self._eligible_minor,
            own_in=own,
            pools_in=self._pools,
        )

    def _capped_in_kind(
        self, caps: dict[str, int], beyond: dict[str, int], own: dict[tuple[str, str], int]
    ) -> dict[str, int]:
        """Return what sources have given in kind within their caps; the rest of it is nobody's."""
        found: dict[str, int] = {}
        for id_, parts in _by_source(self._in_kind).items():
            found[id_] = _within(sum(parts.values()), caps.get(id_))
            _add(beyond, id_, sum(parts.values()) - found[id_])
            for key, part in _taken_off(parts, beyond[id_]).items():
                _add(own, (id_, key[0]), parts[key] - part)
                _add(own, ("", key[0]), part)
        return found

    def _capped_named(
        self, caps: dict[str, int], beyond: dict[str, int], own: dict[tuple[str, str], int]
    ) -> dict[str, int]:
        """Return what entries let sources pay within their caps; others may pay the rest of it."""
        found: dict[str, int] = {}
        for id_, parts in _by_source(self._named).items():
            whole = sum(parts.values())
            found[id_] = _within(whole, caps.get(id_))
            over = whole - found[id_]
            if not over:  # mostly nobody has a cap, or reaches it
                for (_, category), minor in parts.items():
                    _add(own, (id_, category), minor)
                continue
            _add(beyond, id_, over)
            for key, part in _taken_off(parts, over).items():
                who, category = key
                _add(own, (id_, category), parts[key] - part)
                _add(self._pools, (tuple(each for each in who if each != id_), category), part)
        return found

    def _who(self, total: Total) -> Who:
        return tuple(source.id for source in self._money if source not in self._bound or pays_for(source, total))

    def _is_base(self, source: Source, total: Total) -> bool:
        return source.share_of is ShareBasis.ELIGIBLE_COST or total.category in self._direct


def _by_source(found: dict[Any, int]) -> dict[str, dict[Any, int]]:
    """Return sums by what follows the source's id in their keys, by that id."""
    sums: dict[str, dict[Any, int]] = {}
    for (id_, *rest), minor in found.items():
        sums.setdefault(id_, {})[tuple(rest)] = minor
    return sums


def _within(minor: int, cap: int | None) -> int:
    """Return an amount within a cap; a negative one mirrors a positive."""
    if cap is None or abs(minor) <= cap:
        return minor
    return -cap if minor < 0 else cap


def _taken_off(parts: dict[Any, int], over: int) -> dict[Any, int]:
    """Return what is taken off each part, the first by key first, so that together it is what lies over."""
    taken = {}
    for key in sorted(parts):
        taken[key] = max(min(parts[key], over), 0) if over > 0 else min(max(parts[key], over), 0)
        over -= taken[key]
    return taken


def _is_bound(source: Source) -> bool:
    """Whether a source pays for some cost only."""
    return bool(source.categories or source.parts or source.start or source.end)


def _add(sums: dict[K, int], key: K, minor: int) -> None:
    sums[key] = sums.get(key, 0) + minor
