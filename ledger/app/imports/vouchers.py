"""The vouchers of a file and of a book's entries, and what a file's own trail tells of them."""

from __future__ import annotations

from typing import NamedTuple

from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow

_SERIES, _NUMBER = (COLUMNS.index(name) for name in ("voucher_series", "voucher_number"))

Voucher = tuple[str, str]
"""Series and number; empty texts where there are none."""

Struck = tuple[str, str, str, int]
"""A row that a file shows as struck out: series, number, account, and öre with debit positive."""


class Traced(NamedTuple):
    """A row of the trail that a file keeps of its own changes.

    Attributes:
        mark: ``B`` for a row that was struck out (#BTRANS), ``R`` for one that was added later (#RTRANS).
        series: Series of its voucher.
        number: Number of its voucher.
        account: Account number.
        amount_minor: Öre; debit positive.
    """

    mark: str
    series: str
    number: str
    account: str
    amount_minor: int

    @property
    def voucher(self) -> Voucher:
        """The voucher."""
        return self.series, self.number


def voucher_of(row: EntryRow) -> Voucher:
    """Return an entry's voucher."""
    return row[_SERIES] or "", row[_NUMBER] or ""
