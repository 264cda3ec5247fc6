"""Money in and out of a federation's own accounts and owned projects, as far as its entries tell when it was paid.

A receipt is money on the day on which it is booked, as in every report on what has been received. A cost, and income,
is money on its day of payment; without such a day nobody can tell from the book, and it stands apart. What own accounts
and owned projects pay each other goes by the days of booking on both sides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from ledger.model.entry import COLUMNS
from ledger.model.entry_kind import EntryKind
from ledger.rules.federation.takers import taker
from ledger.rules.totals import COST_SIGNS
from ledger.rules.totals import RECEIVED_SIGNS

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Sequence
    from datetime import date

    from ledger.model.dossier import Dossier
    from ledger.model.entry import EntryRow
    from ledger.model.federation.federation import Federation
    from ledger.model.federation.federation import InternalContribution

_AT = {name: COLUMNS.index(name) for name in COLUMNS}
_PAID = {kind: -sign for kind, sign in COST_SIGNS.items() if kind != EntryKind.IN_KIND}


@attrs.define(kw_only=True)
class Cash:
    """Money of some days; minor units, in is positive and out negative.

    Attributes:
        members_minor: From members, into the own accounts.
        others_minor: From others.
        costs_minor: Cost less income, with a day of payment.
        internal_minor: What own accounts and owned projects have paid each other and only one side has: nothing where
            both sides agree.
        undated_minor: Booked cost less income without day of payment.
        owed_minor: Cost less income that was booked by the last day and paid after it.
        ahead_minor: Cost less income that was paid by the last day and booked after it.
        prepaid_minor: Cost booked by the last day that belongs to later days, and income and receipts that belong to
            days up to the last and were booked after it.
        accrued_minor: Cost that belongs to days up to the last and was booked after it, and income and receipts booked
            by then that belong to later days.
        passed_minor: What own accounts and owned projects have received from each other by the last day and belongs to
            later days, less what they have paid so; what belongs to earlier days than it was booked on, the other way.
    """

    members_minor: int = 0
    others_minor: int = 0
    costs_minor: int = 0
    internal_minor: int = 0
    undated_minor: int = 0
    owed_minor: int = 0
    ahead_minor: int = 0
    prepaid_minor: int = 0
    accrued_minor: int = 0
    passed_minor: int = 0

    @property
    def known_minor(self) -> int:
        """What cash has changed by as far as is known, minor units."""
        return self.members_minor + self.others_minor + self.costs_minor + self.internal_minor


def cash(
    entries: Callable[[str], Iterable[EntryRow]],
    dossiers: Iterable[Dossier],
    federation: Federation,
    spans: Sequence[tuple[date, date]],
) -> tuple[Cash, ...]:
    """Return the money of the own accounts and the owned projects, of several stretches of time.

    Each project's entries are gone through once and never held, for all together may be very many.

    Args:
        entries: Gives a project's entries in the federation's currency, whatever their days.
        dossiers: The projects.
        federation: Tells members, own accounts and internal contributions.
        spans: First and last day of each stretch.
    """
    projects = tuple(dossiers)
    asked = {each.project.id for each in projects}
    internals = [each for each in federation.internals if {each.payer, each.payee} <= asked]
    found = tuple(Cash() for _ in spans)
    for dossier in projects:
        sides = [
            (_Side(dossier, federation, internals, (start.isoformat(), end.isoformat())), each)
            for (start, end), each in zip(spans, found, strict=True)
        ]
        for row in entries(dossier.project.id):
            for side, each in sides:
                side.add(each, row)
    return found


class _Side:
    """A project while its entries are gone through."""

    def __init__(
        self,
        dossier: Dossier,
        federation: Federation,
        internals: list[InternalContribution],
        days: tuple[str, str],
    ) -> None:
        id_ = dossier.project.id
        members = {member.party for member in federation.members} if id_ == federation.accounts else set()
        self._members = {each.id for each in dossier.project.sources if each.party in members}
        self._inside = {each.source for each in internals if each.payee == id_}
        self._take: Callable[..., object] = taker([each for each in internals if each.payer == id_])
        self._start, self._end = days

    def add(self, found: Cash, row: EntryRow) -> None:
        """Add an entry to what it is."""
        kind, minor = row[_AT["kind"]], row[_AT["amount_minor"]]
        if kind in RECEIVED_SIGNS:
            came = RECEIVED_SIGNS[kind] * minor
            if self._start <= row[_AT["booked_on"]] <= self._end:
                self._receive(found, row[_AT["source"]], came)
            self._accrue(found, row, came, is_internal=row[_AT["source"]] in self._inside)
        elif kind in _PAID:
            self._pay(found, row, _PAID[kind] * minor)

    def _receive(self, found: Cash, source: str, minor: int) -> None:
        if source in self._inside:
            found.internal_minor += minor
        elif source in self._members:
            found.members_minor += minor
        else:
            found.others_minor += minor

    def _pay(self, found: Cash, row: EntryRow, minor: int) -> None:
        booked, paid = row[_AT["booked_on"]], row[_AT["paid_on"]]
        is_internal = self._take(row[_AT["category"]], row[_AT["part"]], row[_AT["phase"]]) is not None
        self._accrue(found, row, minor, is_internal=is_internal)
        if is_internal:
            if self._start <= booked <= self._end:
                found.internal_minor += minor
        elif paid is None:
            found.undated_minor += -minor if self._start <= booked <= self._end else 0
        else:
            found.costs_minor += minor if self._start <= paid <= self._end else 0
            found.owed_minor += -minor if booked <= self._end < paid else 0
            found.ahead_minor += -minor if paid <= self._end < booked else 0

    def _accrue(self, found: Cash, row: EntryRow, minor: int, *, is_internal: bool) -> None:
        """Add an entry that was booked on one side of the last day's end and belongs to the other; in is positive."""
        is_booked, belongs = row[_AT["booked_on"]] <= self._end, row[_AT["belongs_to"]] <= self._end
        if is_booked is belongs:
            return
        if is_internal:
            found.passed_minor += minor if is_booked else -minor
        elif is_booked is (row[_AT["kind"]] == EntryKind.COST):
            found.prepaid_minor += -minor if is_booked else minor
        else:
            found.accrued_minor += minor if is_booked else -minor
