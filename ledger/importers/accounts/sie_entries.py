"""Rows of an SIE file as entries of projects, some hundred at a time, and what the file says of each account.

Only rows that count are read, and of them only those with a project's object. A row's origin is its voucher, account,
amount, days, text and quantity, never its place: the same year exported again is known by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from typing import BinaryIO
from typing import NamedTuple

from ledger.core.allocate import allocate
from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import stop
from ledger.core.record import field
from ledger.core.record import frozen
from ledger.importers.accounts.sie_checks import check_head
from ledger.importers.accounts.sie_checks import check_rows
from ledger.importers.accounts.sie_checks import monthly_only
from ledger.importers.accounts.sie_checks import organisation_of
from ledger.importers.accounts.sie_postings import Fate
from ledger.importers.accounts.sie_postings import Fates
from ledger.importers.accounts.sie_postings import Portion
from ledger.importers.accounts.sie_postings import SieRequest
from ledger.importers.accounts.sie_postings import What
from ledger.importers.sie.journal import SieJournal
from ledger.importers.sie.journal import read_sie
from ledger.importers.sie.reader import SieReader
from ledger.importers.sie.records import SieRow
from ledger.model.imports.bulk import Batch
from ledger.model.imports.coverage import Sums
from ledger.rules.imports.reimport import fingerprints

_CHUNK_ROWS = 256


@frozen(kw_only=True)
class SieDelivered:
    """What a file turned out to be, when all its rows have been read.

    Attributes:
        organisation: Whose books.
        fiscal_year: First day of the fiscal year, ISO; empty if the file does not say.
        first: First day of a voucher, ISO; empty if there is none.
        last: Last day of a voucher.
        sums: What the file says by project.
        names: Names of its accounts by number.
        series: Its voucher series, in order.
    """

    organisation: str = ""
    fiscal_year: str = ""
    first: str = ""
    last: str = ""
    sums: Mapping[str, Sums] = field(factory=dict)
    names: Mapping[str, str] = field(factory=dict)
    series: tuple[str, ...] = ()


class _Booked(NamedTuple):
    """A row, or a slice of one, that is booked."""

    row: SieRow
    portion: Portion
    minor: int


def sie_batches(stream: BinaryIO, request: SieRequest) -> Iterator[Batch | Finding | SieDelivered]:
    """Yield the entries of an SIE file in columns, all its problems, and last what the file turned out to be.

    Args:
        stream: The file; it is read more than once, so it must be able to seek. It stays open.
        request: What is asked for.
    """
    reader = read_sie(stream, file=request.file)
    if reader.stops:
        yield from reader.findings
        yield from monthly_only(reader, request)
        return
    yield from check_head(reader.head, request)
    booking = _Booking(reader, request)
    yield from booking.batches()
    yield from reader.findings
    yield from booking.findings()
    yield booking.delivered()


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

    def batches(self) -> Iterator[Batch | Finding]:
        """Yield the entries, and rows that cannot be booked because they have no day."""
        fates, strays, pending = self._fates, dict[str, list[int]](), list[tuple[SieRow, Fate]]()
        voucher, ours = None, False
        for row in self._reader.rows():
            if row[0] is not voucher:
                if strays:
                    self._keep(strays, ours=ours)
                voucher, ours = row[0], False
                self._series.add(voucher.series)
            fate = fates[row[3]][row[2]]
            what = fate.what
            if what is What.OTHER:
                continue
            if what is What.STRAY:
                met = strays.setdefault(row.account, [0, 0])
                met[0], met[1] = met[0] + 1, met[1] + row.amount_minor
                continue
            ours = True
            day = row[0][2] or row[5]
            if not day:
                yield stop("SIM-105", Place(file=self._request.file, line=row.line), account=row.account)
                continue
            month = day[:7]
            fate.rows += 1
            fate.sums[month] = fate.sums.get(month, 0) + row[4]
            if what is What.BOOKED:
                pending.append((row, fate))
                if len(pending) >= _CHUNK_ROWS:
                    yield from self._batch(pending)
                    pending = []
        self._keep(strays, ours=ours)
        yield from self._batch(pending)

    def findings(self) -> Iterator[Finding]:
        """Yield what is to be said of the rows when all have been read."""
        yield from self._fates.findings
        yield from check_rows(self._request, self._reader, self._fates.all(), self._strays, self._fates.met)

    def delivered(self) -> SieDelivered:
        """Return what the file turned out to be."""
        first, last = self._reader.voucher_days
        names = {account.number: account.name for account in self._reader.head.accounts}
        rules = self._request.rules.objects
        named = {rule.project or self._request.project or "" for rule in rules}
        asked = named if self._request.project is None else named & {self._request.project}
        # A map may know more projects than the book does.
        known = sorted(asked & self._request.targets.keys())
        sums = {**dict.fromkeys(known, ()), **_sums(self._fates.all())}
        return SieDelivered(
            organisation=self._organisation,
            fiscal_year=self._year,
            first=first,
            last=last,
            sums=sums,
            names={number: names[number] for each in sums.values() for number, *_ in each if names.get(number)},
            series=tuple(sorted(self._series)),
        )

    def _keep(self, strays: dict[str, list[int]], *, ours: bool) -> None:
        """Keep what a voucher's rows without object come to, if others of it have a project's."""
        if ours:
            for account, (rows, minor) in strays.items():
                kept = self._strays.setdefault(account, [0, 0])
                kept[0], kept[1] = kept[0] + rows, kept[1] + minor
        strays.clear()

    def _batch(self, pending: list[tuple[SieRow, Fate]]) -> Iterator[Batch]:
        booked = [each for row, fate in pending for each in self._portions(row, fate)]
        if booked:
            yield self._made(booked)

    def _portions(self, row: SieRow, fate: Fate) -> tuple[_Booked, ...]:
        """Return what is booked of a row; what it is split into adds up to it, together with what is left outside."""
        portions = fate.portions
        if len(portions) == 1 and not portions[0].split:
            return (_Booked(row, portions[0], row.amount_minor * portions[0].sign),)
        shares = [portion.share for portion in portions]
        *minors, rest = allocate(row.amount_minor, [*shares, 1 - sum(shares)])
        month = (row.voucher.date or row.date)[:7]
        for portion, minor in zip(portions, minors, strict=True):
            project = str(portion.posting.start[0])
            if project != fate.project:
                rest += minor
                fate.given[project, month] = fate.given.get((project, month), 0) + minor
        fate.outside[month] = fate.outside.get(month, 0) + rest
        return tuple(
            _Booked(row, portion, minor * portion.sign) for portion, minor in zip(portions, minors, strict=True)
        )

    def _made(self, booked: list[_Booked]) -> Batch:
        """Return the entries of some rows."""
        rows = [each.row for each in booked]
        vouchers = [row.voucher for row in rows]
        days = [voucher.date or row.date for voucher, row in zip(vouchers, rows, strict=True)]
        belonging = [row.date or day for row, day in zip(rows, days, strict=True)]
        splits = [each.portion.split for each in booked]
        quantities = [row.quantity for row in rows]
        series, numbers = [voucher.series for voucher in vouchers], [voucher.number for voucher in vouchers]
        accounts, texts = [row.account for row in rows], [row.text for row in rows]
        projects = [str(each.portion.posting.start[0]) for each in booked]
        minors = [str(row.amount_minor) for row in rows]
        told = (projects, series, numbers, accounts, minors, days, belonging, texts, quantities, list(map(str, splits)))
        digests = fingerprints(told)
        count = len(booked)
        columns = (
            [each.minor for each in booked],
            days,
            belonging,
            None,
            *map(_or_none, (texts, [], [], series, numbers, accounts, quantities, self._units_of(rows))),
            *(None,) * 5,
            [self._organisation] * count if self._organisation else None,
            [self._year] * count if self._year else None,
            list(map(bytes.hex, digests)),
            [1] * count,
            splits,
        )
        return Batch(self._fates.starts, [each.portion.posting.place for each in booked], columns)

    def _units_of(self, rows: list[SieRow]) -> list[str]:
        return [self._units.get(row.account, "") if row.quantity else "" for row in rows] if self._units else []


def _or_none(texts: list[str]) -> list[str | None] | None:
    """Return None in the place of every empty text, and of all if there is no other."""
    return [text or None for text in texts] if any(texts) else None


def _sums(fates: list[Fate]) -> dict[str, Sums]:
    """Return what the file says by project: account, month, all, unmapped, outside."""
    found: dict[str, dict[tuple[str, str], list[int]]] = {}

    def add(project: str, account: str, month: str, figures: tuple[int, int, int]) -> None:
        line = found.setdefault(project, {}).setdefault((account, month), [0, 0, 0])
        for at, minor in enumerate(figures):
            line[at] += minor

    for fate in fates:
        for month, minor in fate.sums.items():
            unmapped = minor if fate.what is What.UNMAPPED else 0
            outside = minor if fate.what is What.OUTSIDE else fate.outside.get(month, 0)
            add(fate.project, fate.account, month, (minor, unmapped, outside))
        for (project, month), minor in fate.given.items():
            add(project, fate.account, month, (minor, 0, 0))
    return {
        project: tuple(
            (account, month, file, unmapped, outside)
            for (account, month), (file, unmapped, outside) in sorted(lines.items())
        )
        for project, lines in sorted(found.items())
    }
