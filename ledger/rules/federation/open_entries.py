"""Which entries of a pair have no counterpart: those of one side whose amount the other side does not have."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ledger.core.record import frozen
from ledger.model.entry import COLUMNS
from ledger.model.totals import Basis
from ledger.rules.federation.eliminate import PAID_SIGNS
from ledger.rules.federation.eliminate import period_of
from ledger.rules.totals import DAY_COLUMNS
from ledger.rules.totals import RECEIVED_SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from ledger.model.entry import EntryRow
    from ledger.model.federation.consolidation import Pair
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
    pair: Pair, payer: Iterable[EntryRow], payee: Iterable[EntryRow], pairing: PairingPeriod, basis: Basis
) -> tuple[OpenEntry, ...]:
    """Return the entries of a pair that have no counterpart, by day.

    An entry has one where the other side has an entry of the same amount in the same period that is not another one's
    counterpart already; of several alike the first ones are taken.

    Args:
        pair: What was paired, of entries.
        payer: The payer's entries of the days asked for.
        payee: The payee's.
        pairing: How far apart the two sides may be booked.
        basis: By which of an entry's days.
    """
    internal = pair.internal
    paid = [
        each
        for each in _of(payer, PAID_SIGNS, pair, pairing, basis)
        if internal.takes(each.row[_AT["category"]], each.row[_AT["part"]], each.row[_AT["phase"]])
    ]
    came = [
        each for each in _of(payee, RECEIVED_SIGNS, pair, pairing, basis) if each.row[_AT["source"]] == internal.source
    ]
    common = Counter(each.minor for each in paid) & Counter(each.minor for each in came)
    found = [*_left(paid, Counter(common), is_payer=True), *_left(came, Counter(common), is_payer=False)]
    return tuple(sorted(found, key=lambda each: (each.day, not each.is_payer, each.number)))


@frozen
class _Signed:
    """An entry and what it adds to its side."""

    row: EntryRow
    day: str
    minor: int


def _of(
    rows: Iterable[EntryRow], signs: Mapping[str, int], pair: Pair, pairing: PairingPeriod, basis: Basis
) -> Iterator[_Signed]:
    at = _AT[DAY_COLUMNS[basis]]
    for row in rows:
        sign = signs.get(row[_AT["kind"]])
        if sign and row[at] and period_of(row[at][:7], pairing) == pair.period:
            yield _Signed(row, row[at], sign * row[_AT["amount_minor"]])


def _left(side: Iterable[_Signed], common: Counter[int], *, is_payer: bool) -> Iterator[OpenEntry]:
    for each in sorted(side, key=lambda found: (found.day, found.row[_AT["number"]])):
        if common[each.minor]:
            common[each.minor] -= 1
            continue
        yield OpenEntry(
            project=each.row[_AT["project"]],
            number=each.row[_AT["number"]],
            day=each.day,
            amount_minor=each.minor,
            is_payer=is_payer,
        )
