"""Entries that may be one and the same. Nothing is taken away: only people know whether two bus tickets are two."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Hashable
from collections.abc import Iterator
from datetime import date

from ledger.core.finding import Finding
from ledger.core.finding import note
from ledger.core.finding import warning
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.model.entry_kind import EntryKind
from ledger.rules.checks.case import Case

_NUMBER = COLUMNS.index("number")
_KIND = COLUMNS.index("kind")
_CATEGORY = COLUMNS.index("category")
_SOURCE = COLUMNS.index("source")
_AMOUNT = COLUMNS.index("amount_minor")
_BOOKED = COLUMNS.index("booked_on")
_TEXT = COLUMNS.index("text")
_COUNTERPARTY = COLUMNS.index("counterparty")
_SERIES = COLUMNS.index("voucher_series")
_VOUCHER = COLUMNS.index("voucher_number")
_ACCOUNT = COLUMNS.index("account")
_ROW = COLUMNS.index("origin_row")

_MONEY = (EntryKind.RECEIPT, EntryKind.ADVANCE, EntryKind.REPAYMENT)

_Key = Callable[[EntryRow], Hashable]


def check_duplicates(case: Case) -> Iterator[Finding]:
    """Yield DUP-001 for suspected duplicates, and DUP-002 where a voucher has the same amount twice otherwise.

    DUP-004 where two entries agree in all that a voucher says and only their days differ: a file that brings a row with
    its day put right does not cover the wrong day, so the row from before stands beside the new one.

    Suspected are entries of the same day, amount, kind, category and source with the same voucher or the same
    counterparty and text, and as DUP-003 money that bears neither voucher nor words, if they were not read from equal
    rows of one file: there the file itself says that they are two. Reversed entries and their reversals are left out.
    """
    undone = case.undone()
    told: set[int] = set()
    for key in (_same_voucher, _same_words, _same_money):
        for earlier, later in _repeated(case, undone, key):
            if later[_NUMBER] in told:
                continue
            told.add(later[_NUMBER])
            yield warning(
                "DUP-003" if key is _same_money else "DUP-001",
                case.entry(later[_NUMBER]),
                other=earlier[_NUMBER],
                day=date.fromisoformat(later[_BOOKED]),
                amount=case.money(later[_AMOUNT]),
            )
    for earlier, later in _repeated(case, undone, _same_but_for_the_day):
        if later[_NUMBER] not in told:
            told.add(later[_NUMBER])
            day, amount = date.fromisoformat(earlier[_BOOKED]), case.money(later[_AMOUNT])
            yield warning("DUP-004", case.entry(later[_NUMBER]), other=earlier[_NUMBER], day=day, amount=amount)
    for earlier, later in _repeated(case, undone, _same_voucher_and_amount):
        if later[_NUMBER] not in told:
            voucher = f"{later[_SERIES] or ''} {later[_VOUCHER]}".strip()
            amount = case.money(later[_AMOUNT])
            yield note("DUP-002", case.entry(later[_NUMBER]), other=earlier[_NUMBER], voucher=voucher, amount=amount)


def _repeated(case: Case, undone: frozenset[int], key: _Key) -> Iterator[tuple[EntryRow, EntryRow]]:
    """Yield the first entry with a key beside each later one with the same that does not come from an equal row."""
    firsts: dict[Hashable, EntryRow] = {}
    for row in case.entries():
        identity = key(row)
        if identity is None or row[_NUMBER] in undone:
            continue
        first = firsts.setdefault(identity, row)
        if first is not row and (row[_ROW] is None or row[_ROW] != first[_ROW]):
            yield first, row


def _event(row: EntryRow) -> tuple[Hashable, ...]:
    return (row[_BOOKED], row[_AMOUNT], row[_KIND], row[_CATEGORY], row[_SOURCE])


def _same_voucher(row: EntryRow) -> Hashable:
    return (*_event(row), row[_SERIES], row[_VOUCHER]) if row[_VOUCHER] else None


def _same_words(row: EntryRow) -> Hashable:
    words = (row[_COUNTERPARTY], row[_TEXT])
    return (*_event(row), *words) if any(words) else None


def _same_money(row: EntryRow) -> Hashable:
    """Money that came or went and bears neither voucher nor words; a funder seldom pays the same sum twice a day."""
    said = row[_VOUCHER] or row[_COUNTERPARTY] or row[_TEXT]
    return _event(row) if row[_KIND] in _MONEY and not said else None


def _same_but_for_the_day(row: EntryRow) -> Hashable:
    """Of one year: the next year's first voucher may be for the same rent as this year's."""
    if not row[_VOUCHER] or not (row[_COUNTERPARTY] or row[_TEXT]):
        return None
    year, words = row[_BOOKED][:4], (row[_COUNTERPARTY], row[_TEXT])
    return (year, *_event(row)[1:], row[_SERIES], row[_VOUCHER], row[_ACCOUNT], *words)


def _same_voucher_and_amount(row: EntryRow) -> Hashable:
    """Vouchers are numbered anew each year, and a voucher may hold an amount on several accounts."""
    if not row[_VOUCHER]:
        return None
    return (row[_SERIES], row[_VOUCHER], row[_BOOKED][:4], row[_AMOUNT], row[_KIND], row[_ACCOUNT])
