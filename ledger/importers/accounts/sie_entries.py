"""Rows of an SIE file as entries of projects, some hundred at a time, and what the file says of each account.

Only rows that count are read, and of them only those with a project's object. A row's origin is its voucher, account,
amount, days, text and quantity, never its place: the same year exported again is known by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from typing import BinaryIO

from ledger.core.allocate import allocate
from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import stop
from ledger.importers.accounts.sie_checks import check_head
from ledger.importers.accounts.sie_checks import monthly_only
from ledger.importers.accounts.sie_checks import organisation_of
from ledger.importers.accounts.sie_delivered import SieShare
from ledger.importers.accounts.sie_postings import Fate
from ledger.importers.accounts.sie_postings import Fates
from ledger.importers.accounts.sie_postings import Portion
from ledger.importers.accounts.sie_postings import SieRequest
from ledger.importers.accounts.sie_postings import What
from ledger.importers.sie.journal import SieJournal
from ledger.importers.sie.journal import read_sie
from ledger.importers.sie.reader import SieReader
from ledger.importers.sie.records import SieRows
from ledger.importers.sie.records import SieVoucher
from ledger.model.imports.bulk import Batch
from ledger.model.imports.bulk import Turn
from ledger.rules.imports.reimport import fingerprints

_OTHER, _STRAY, _BOOKED = What.OTHER, What.STRAY, What.BOOKED

_Booked = tuple[int, Portion, int]
"""A row, or a slice of one, that is booked: the row's place, where it belongs, the entry's amount in minor units."""


def sie_batches(stream: BinaryIO, request: SieRequest) -> Iterator[Batch | Turn | Finding | SieShare]:
    """Yield the entries of a reader's turns of an SIE file in columns, problems with them, and last its share of all.

    Args:
        stream: The file; it is read more than once, so it must be able to seek. It stays open.
        request: What is asked for. What concerns the whole file is told when the shares of all readers are known, see
            `ledger.importers.accounts.sie_delivered`; what its head says, by the first of them.
    """
    reader = read_sie(stream, file=request.file)
    first = request.reader.at == 0
    if reader.stops:
        if first:
            yield from reader.findings
            yield from monthly_only(reader, request)
        return
    if first:
        yield from check_head(reader.head, request)
    booking = _Booking(reader, request)
    for turn, some in reader.turns(request.reader.at, request.reader.of):
        yield from booking.batches(turn, some)
        yield Turn(turn)
    yield booking.share()


class _Booking:
    """One reading of a file."""

    def __init__(self, reader: SieReader | SieJournal, request: SieRequest) -> None:
        head = reader.head
        self._reader = reader
        self._request = request
        self._fates = Fates(request, head)
        self._strays: dict[str, list[int]] = {}
        self._units = {account.number: account.unit for account in head.accounts if account.unit}
        self._organisation = organisation_of(head)
        self._year = head.year.start.isoformat() if head.year else ""
        self._series: set[str] = set()
        # Of the voucher that is read: its rows without object by account, and whether others of it are a project's.
        self._voucher: SieVoucher | None = None
        self._open_strays: dict[str, list[int]] = {}
        self._ours = False

    def batches(self, turn: int, some: Iterator[SieRows]) -> Iterator[Batch | Finding]:
        """Yield the entries of a turn, and rows that cannot be booked because they have no day."""
        self._fates.turn = turn
        for each in some:
            rows = each.counted()
            booked: list[_Booked] = []
            for at, fate in self._chosen(rows):
                portion = fate.whole
                if not (rows.dates[at] or rows.vouchers[at].date):
                    place = Place(file=self._request.file, line=rows.lines[at])
                    yield stop("SIM-105", place, account=rows.accounts[at])
                elif portion is not None:
                    booked.append((at, portion, rows.amounts[at] * portion.sign))
                else:
                    booked += self._counted(rows, at, fate)
            if booked:
                yield self._made(rows, booked)
        self._next_voucher(None)

    def share(self) -> SieShare:
        """Return what all turns of the reader came to."""
        fates = self._fates
        return SieShare(
            of_file=self._reader.outcome(),
            organisation=self._organisation,
            fiscal_year=self._year,
            fates=tuple(fate.told() for fate in fates.all()),
            strays={account: (rows, minor) for account, (rows, minor) in self._strays.items()},
            met=frozenset(fates.met),
            series=frozenset(self._series),
            about_map=tuple(fates.findings),
        )

    def _chosen(self, rows: SieRows) -> Iterator[tuple[int, Fate]]:
        """Yield the places of rows that concern a project, with what becomes of them; strays are counted."""
        fates, vouchers = self._fates, rows.vouchers
        found = [fates[objects][account] for objects, account in zip(rows.objects, rows.accounts, strict=True)]
        self._series.update({voucher.series for voucher in vouchers})
        for at, fate in enumerate(found):
            what = fate.what
            if what is _OTHER:
                continue
            if vouchers[at] is not self._voucher:
                self._next_voucher(vouchers[at])
            if what is _STRAY:
                met = self._open_strays.setdefault(fate.account, [0, 0])
                met[0], met[1] = met[0] + 1, met[1] + rows.amounts[at]
            else:
                self._ours = True
                yield at, fate

    def _next_voucher(self, voucher: SieVoucher | None) -> None:
        """Keep what the voucher's rows without object come to, if others of it have a project's, and go on."""
        if self._ours:
            for account, (rows, minor) in self._open_strays.items():
                kept = self._strays.setdefault(account, [0, 0])
                kept[0], kept[1] = kept[0] + rows, kept[1] + minor
        self._voucher, self._ours = voucher, False
        self._open_strays.clear()

    def _counted(self, rows: SieRows, at: int, fate: Fate) -> tuple[_Booked, ...]:
        """Return what is booked of a row, and add to its fate what is not.

        What a row is split into adds up to it, together with what is left outside.
        """
        minor, month = rows.amounts[at], (rows.vouchers[at].date or rows.dates[at])[: len("2020-06")]
        fate.rows += 1
        if fate.what is not _BOOKED:
            fate.sums[month] = fate.sums.get(month, 0) + minor
            return ()
        portions = fate.portions
        shares = [portion.share for portion in portions]
        *minors, rest = allocate(minor, [*shares, 1 - sum(shares)])
        for portion, part in zip(portions, minors, strict=True):
            if str(portion.posting.start[0]) != fate.project:
                rest += part
        fate.outside[month] = fate.outside.get(month, 0) + rest
        return tuple((at, portion, part * portion.sign) for portion, part in zip(portions, minors, strict=True))

    def _made(self, rows: SieRows, booked: Sequence[_Booked]) -> Batch:
        """Return the entries of some rows."""
        places, portions, minors = zip(*booked, strict=True)
        vouchers, accounts, amounts, dates, texts, quantities = (
            [column[at] for at in places]
            for column in (rows.vouchers, rows.accounts, rows.amounts, rows.dates, rows.texts, rows.quantities)
        )
        days = [voucher.date or date for voucher, date in zip(vouchers, dates, strict=True)]
        belonging = [date or day for date, day in zip(dates, days, strict=True)]
        series, numbers = [voucher.series for voucher in vouchers], [voucher.number for voucher in vouchers]
        postings, splits = [portion.posting for portion in portions], [portion.split for portion in portions]
        projects, as_told = [str(posting.start[0]) for posting in postings], list(map(str, amounts))
        told = (
            projects,
            series,
            numbers,
            accounts,
            as_told,
            days,
            belonging,
            texts,
            quantities,
            list(map(str, splits)),
        )
        count = len(booked)
        columns = (
            minors,
            days,
            belonging,
            None,
            *map(
                _or_none, (texts, [], [], series, numbers, accounts, quantities, self._units_of(accounts, quantities))
            ),
            *(None,) * 5,
            [self._organisation] * count if self._organisation else None,
            [self._year] * count if self._year else None,
            list(map(bytes.hex, fingerprints(told))),
            [1] * count,
            splits,
        )
        return Batch(self._fates.starts, [posting.place for posting in postings], columns)

    def _units_of(self, accounts: Sequence[str], quantities: Sequence[str]) -> list[str]:
        if not self._units or not any(quantities):
            return []
        units = (self._units.get(account, "") for account in accounts)
        return [unit if quantity else "" for unit, quantity in zip(units, quantities, strict=True)]


def _or_none(texts: list[str]) -> list[str | None] | None:
    """Return None in the place of every empty text, and of all if there is no other."""
    return [text or None for text in texts] if any(texts) else None
