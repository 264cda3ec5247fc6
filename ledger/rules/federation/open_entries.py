"""Which entries of a pair have no counterpart: those of one side whose amount the other side does not have."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from typing import NamedTuple

from ledger.core.record import frozen
from ledger.model.entry import COLUMNS
from ledger.model.totals import Basis
from ledger.rules.federation.eliminate import PAID_SIGNS
from ledger.rules.federation.eliminate import period_of
from ledger.rules.federation.takers import taker
from ledger.rules.totals import DAY_COLUMNS
from ledger.rules.totals import RECEIVED_SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from ledger.model.entry import EntryRow
    from ledger.model.federation.consolidation import Pair
    from ledger.model.federation.federation import InternalContribution
    from ledger.model.federation.federation import PairingPeriod

_AT = {name: COLUMNS.index(name) for name in COLUMNS}


@frozen(kw_only=True)
class OpenEntry:
    """An entry without counterpart.

    Attributes:
        project: Project id.
        number: Its number there.
        day: Its day on the basis asked for, ISO text.
        amount_minor: As it enters its side's sum, minor units.
        is_payer: Whether it is the payer's.
    """

    project: str
    number: int
    day: str
    amount_minor: int
    is_payer: bool


def open_entries(
    pairs: Iterable[Pair], entries: Mapping[str, Iterable[EntryRow]], pairing: PairingPeriod, basis: Basis
) -> dict[tuple[str, str], tuple[OpenEntry, ...]]:
    """Return the entries of some pairs that have no counterpart, by day.

    An entry has one where the other side has an entry of the same amount in the same period that is not another one's
    counterpart already; of several alike the first ones are taken.

    Args:
        pairs: What was paired, of entries; their contributions' costs are each of one contribution only.
        entries: The entries of the days asked for, by project, of all that pay or receive in the pairs; each project's
            are gone through once, however many pairs it is in.
        pairing: How far apart the two sides may be booked.
        basis: By which of an entry's days.

    Returns:
        By contribution and period, where there are any.
    """
    sides = _Sides(pairs)
    for id_, rows in entries.items():
        sides.add(id_, rows, pairing, basis)
    found = {key: _without_counterpart(*held) for key, held in sides.held.items()}
    return {key: left for key, left in found.items() if left}


class _Signed(NamedTuple):
    """An entry and what it adds to its side."""

    day: str
    number: int
    minor: int
    project: str


class _Sides:
    """What pairs have on both sides, while projects' entries are gone through."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        internals: dict[str, InternalContribution] = {}
        self.held: dict[tuple[str, str], tuple[list[_Signed], list[_Signed]]] = {}
        for pair in pairs:
            internals[pair.internal.key] = pair.internal
            self.held[pair.internal.key, pair.period] = ([], [])
        self._paying: dict[str, list[InternalContribution]] = {}
        self._receiving: dict[str, dict[str, str]] = {}
        for key, internal in internals.items():
            self._paying.setdefault(internal.payer, []).append(internal)
            self._receiving.setdefault(internal.payee, {})[internal.source] = key

    def add(self, id_: str, rows: Iterable[EntryRow], pairing: PairingPeriod, basis: Basis) -> None:
        """Add a project's entries to the pairs that they are of."""
        day = _AT[DAY_COLUMNS[basis]]
        take, sources = taker(self._paying.get(id_, ())), self._receiving.get(id_, {})
        for row in rows:
            kind = row[_AT["kind"]]
            if not row[day]:
                continue
            if kind in PAID_SIGNS:
                internal = take(row[_AT["category"]], row[_AT["part"]], row[_AT["phase"]])
                key, side = internal and internal.key, 0
            else:
                key, side = sources.get(row[_AT["source"]]), 1
            sign = (RECEIVED_SIGNS if side else PAID_SIGNS).get(kind)
            held = self.held.get((key, period_of(row[day][:7], pairing))) if key and sign else None
            if held:
                held[side].append(_Signed(row[day], row[_AT["number"]], sign * row[_AT["amount_minor"]], id_))


def _without_counterpart(paid: list[_Signed], came: list[_Signed]) -> tuple[OpenEntry, ...]:
    common = Counter(each.minor for each in paid) & Counter(each.minor for each in came)
    found = [*_left(paid, Counter(common), is_payer=True), *_left(came, Counter(common), is_payer=False)]
    return tuple(sorted(found, key=lambda each: (each.day, not each.is_payer, each.number)))


def _left(side: Iterable[_Signed], common: Counter[int], *, is_payer: bool) -> Iterator[OpenEntry]:
    for each in sorted(side):
        if common[each.minor]:
            common[each.minor] -= 1
            continue
        yield OpenEntry(
            project=each.project,
            number=each.number,
            day=each.day,
            amount_minor=each.minor,
            is_payer=is_payer,
        )
