"""Entries in bulk on their way into a book, checked as `ledger.rules.block` does it, with what is sealed of them."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from ledger.core.lines import joined
from ledger.core.record import field
from ledger.core.record import frozen
from ledger.model.bulk import START
from ledger.model.bulk import Batch
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.rules.block import CELL
from ledger.rules.block import LINE
from ledger.rules.block import NEEDED
from ledger.rules.block import SEALED
from ledger.rules.block import WORDS
from ledger.rules.block import Key
from ledger.rules.block import block
from ledger.rules.block import cells
from ledger.rules.block import check_days
from ledger.rules.block import check_plain
from ledger.rules.block import check_start

_AT = {name: at for at, name in enumerate(COLUMNS)}
_PROJECT = _AT["project"]
_BOOKED, _BELONGS, _ACCOUNT, _VOUCHER, _EVIDENCE = (
    _AT[name] for name in ("booked_on", "belongs_to", "account", "voucher_number", "evidence_sha256")
)
_MONTH = slice(len("2020-06"))


@frozen
class Known:
    """What many rows of a file have in common, each kept once and named by its place; grows while the file is read.

    Attributes:
        starts: The first `START` columns of entries.
        months: Months booked and belonged to, ``2020-06``.
    """

    starts: list[EntryRow] = field(factory=list)
    months: list[tuple[str, str]] = field(factory=list)

    def key(self, start: int, months: int) -> Key:
        """Return what the totals of entries with some first columns and months are kept by."""
        _, _, kind, category, source, part, phase = self.starts[start]
        return (part or "", phase or "", category or "", source or "", kind, *self.months[months])


@frozen(kw_only=True)
class Checked:
    """Some entries that may be booked, at least one. Texts of all are one text, with `LINE` between them.

    Attributes:
        known: What their places point at.
        starts: Place of each one's first columns.
        months: Place of each one's months.
        amounts: Minor units.
        days: Booking days.
        lines: What is sealed of each, see `ledger.rules.block.Block.lines`.
        texts: Texts; nothing at all if nobody has any.
        counterparties: Counterparties, likewise.
        accounts: Accounts, likewise.
        vouchers: Voucher numbers, likewise.
        evidence: SHA-256 of evidence, likewise.
    """

    known: Known
    starts: array[int]
    months: array[int]
    amounts: array[int]
    days: str
    lines: str
    texts: str
    counterparties: str
    accounts: str
    vouchers: str
    evidence: str

    def __len__(self) -> int:
        return len(self.starts)


class Checker:
    """Checks the batches of a file."""

    def __init__(self) -> None:
        self._known = Known()
        self._starts: dict[EntryRow, int] = {}
        self._months: dict[tuple[str, str], int] = {}
        self._lines: list[str] = []

    def check(self, batch: Batch) -> Checked:
        """Check a batch, which must not be empty.

        Raises:
            LedgerError: A row cannot be booked, see `ledger.rules.block.block`; `refuse` tells which.
        """
        starts = self._starts_of(batch.starts)
        columns: dict[str, Sequence[Any]] = {}
        texts: dict[int, Sequence[str]] = {}
        for at, column in enumerate(batch.columns, start=START):
            if column is not None or at in NEEDED:
                columns[COLUMNS[at]], texts[at] = cells(column or (None,) * len(batch), at, "", 1)
        check_days(columns, "", 1)
        first_cells = [self._lines[start] for start in starts]
        others = (texts.get(at) for at in range(START, len(COLUMNS)) if at in SEALED)
        lines = LINE.join(joined((first_cells, *others), CELL, len(batch)))
        words = [LINE.join(texts.get(at, ())) for at in WORDS]
        check_plain(columns, (lines, len(batch) * len(SEALED) - 1), *((each, len(batch) - 1) for each in words if each))
        return Checked(
            known=self._known,
            starts=array("I", starts),
            months=array("I", self._months_of(texts[_BOOKED], texts[_BELONGS])),
            amounts=array("q", columns["amount_minor"]),
            days=LINE.join(texts[_BOOKED]),
            lines=lines,
            texts=words[0],
            counterparties=words[1],
            accounts=LINE.join(texts.get(_ACCOUNT, ())),
            vouchers=LINE.join(texts.get(_VOUCHER, ())),
            evidence=LINE.join(texts.get(_EVIDENCE, ())),
        )

    def _starts_of(self, starts: Sequence[EntryRow]) -> list[int]:
        """Return the places of some rows' first columns, which are checked when they are met."""
        try:
            return list(map(self._starts.__getitem__, starts))
        except KeyError:
            for start in dict.fromkeys(starts):
                if start not in self._starts:
                    self._lines.append(start_line(start))
                    self._starts[start] = len(self._starts)
                    self._known.starts.append(start)
        return list(map(self._starts.__getitem__, starts))

    def _months_of(self, booked: Sequence[str], belongs: Sequence[str]) -> list[int]:
        """Return the places of some rows' months."""
        if booked == belongs:
            places = {day: self._place_of_months(day, day) for day in dict.fromkeys(booked)}
            return list(map(places.__getitem__, booked))
        days = list(zip(booked, belongs, strict=True))
        pairs = {pair: self._place_of_months(*pair) for pair in dict.fromkeys(days)}
        return list(map(pairs.__getitem__, days))

    def _place_of_months(self, booked: str, belongs: str) -> int:
        months = booked[_MONTH], belongs[_MONTH]
        if months not in self._months:
            self._months[months] = len(self._months)
            self._known.months.append(months)
        return self._months[months]


def refuse(batch: Batch, passed: dict[str, int]) -> None:
    """Refuse the first row of a batch that cannot be booked, if there is one.

    Args:
        batch: The rows.
        passed: How many rows of each project came before them.

    Raises:
        LedgerError: There is one.
    """
    by_project = sorted(batch.rows(), key=itemgetter(_PROJECT))
    for project, rows in groupby(by_project, itemgetter(_PROJECT)):
        block(list(rows), project, passed.get(project, 0) + 1)


def start_line(start: EntryRow) -> str:
    """Check the first columns of an entry and return what is sealed of them.

    Raises:
        LedgerError: They cannot be booked, see `ledger.rules.block.block`.
    """
    check_start(start)
    return CELL.join(start[at] or "" for at in range(START) if at in SEALED)
