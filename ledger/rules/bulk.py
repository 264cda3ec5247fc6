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
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.model.imports.bulk import START
from ledger.model.imports.bulk import Batch
from ledger.model.imports.bulk import Starts
from ledger.rules.block import CELL
from ledger.rules.block import LINE
from ledger.rules.block import NEEDED
from ledger.rules.block import SEALED
from ledger.rules.block import WORDS
from ledger.rules.block import Key
from ledger.rules.block import block
from ledger.rules.block import cells
from ledger.rules.block import check_days
from ledger.rules.block import check_start
from ledger.rules.block import plain

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

    def group(self, start: int) -> Key:
        """Return what the totals of entries with some first columns are kept by, but for months."""
        _, _, kind, category, source, part, phase = self.starts[start]
        return (part or "", phase or "", category or "", source or "", kind)


@frozen(kw_only=True)
class Checked:
    """Some entries that may be booked, at least one. Texts of all are one text, UTF-8, with `LINE` between them.

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
    days: bytes
    lines: bytes
    texts: bytes
    counterparties: bytes
    accounts: bytes
    vouchers: bytes
    evidence: bytes

    def __len__(self) -> int:
        return len(self.starts)


class _Lines(dict[int, str]):
    """What is sealed of first columns, by their places; checked when they are first asked for."""

    def __init__(self, starts: Starts) -> None:
        super().__init__()
        self._rows = starts.rows

    def __missing__(self, place: int) -> str:
        line = self[place] = start_line(self._rows[place])
        return line


class Checker:
    """Checks the batches of a file, all with the same `Starts`."""

    def __init__(self) -> None:
        self._starts = Starts()
        self._lines = _Lines(self._starts)
        self._known = Known(starts=self._starts.rows)
        self._months: dict[tuple[str, str], int] = {}

    def check(self, batch: Batch) -> Checked:
        """Check a batch, which must not be empty.

        Raises:
            LedgerError: A row cannot be booked, see `ledger.rules.block.block`; `refuse` tells which.
        """
        first_cells = list(map(self._lines_of(batch.starts).__getitem__, batch.places))
        columns: dict[str, Sequence[Any]] = {}
        texts: dict[int, Sequence[str]] = {}
        for at, column in enumerate(batch.columns, start=START):
            if column is not None or at in NEEDED:
                columns[COLUMNS[at]], texts[at] = cells(column or (None,) * len(batch), at, "", 1)
        check_days(columns, "", 1)
        others = (texts.get(at) for at in range(START, len(COLUMNS)) if at in SEALED)
        lines = LINE.join(joined((first_cells, *others), CELL, len(batch)))
        words = ((LINE.join(texts[at]), len(batch) - 1) for at in WORDS if at in texts)
        sealed, *words_of = plain(columns, (lines, len(batch) * len(SEALED) - 1), *words)
        text, counterparty = (words_of.pop(0) if at in texts else b"" for at in WORDS)
        return Checked(
            known=self._known,
            starts=array("I", batch.places),
            months=array("I", self._months_of(texts[_BOOKED], texts[_BELONGS])),
            amounts=array("q", columns["amount_minor"]),
            days=LINE.join(texts[_BOOKED]).encode(),
            lines=sealed,
            texts=text,
            counterparties=counterparty,
            accounts=LINE.join(texts.get(_ACCOUNT, ())).encode(),
            vouchers=LINE.join(texts.get(_VOUCHER, ())).encode(),
            evidence=LINE.join(texts.get(_EVIDENCE, ())).encode(),
        )

    def _lines_of(self, starts: Starts) -> dict[int, str]:
        """Return what is sealed of first columns; of the first batch's from now on."""
        if starts is not self._starts:
            self._starts, self._lines = starts, _Lines(starts)
            self._known = Known(starts=starts.rows)
            self._months = {}
        return self._lines

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
