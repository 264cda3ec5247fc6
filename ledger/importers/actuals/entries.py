"""Entries from columns of cells: the work that is done for every row of a file, so it is done column by column."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence

from ledger.core.allocate import allocate
from ledger.importers.actuals.cells import Memo
from ledger.importers.actuals.cells import day_in
from ledger.importers.actuals.cells import needed_day
from ledger.importers.actuals.cells import quantity
from ledger.importers.actuals.cells import vat_in
from ledger.importers.actuals.cells import vat_treatment
from ledger.importers.actuals.cells import vouchers
from ledger.importers.actuals.header import Header
from ledger.importers.actuals.postings import Postings
from ledger.model.imports.bulk import Batch
from ledger.rules.imports.reimport import fingerprints

Columns = Sequence[Sequence[str]]
"""Cells of some rows, column by column, with the constants of the file as columns after those of the file."""

# Name and digest of the evidence, and the entry that is reversed.
_NOT_IN_FILES = (None,) * 3


class EntryMaker:
    """Makes entries of cells, and keeps what it has learnt of the cells.

    Attributes:
        memos: By column, what has been read of days and quantities.
    """

    def __init__(self, header: Header, *, organisation: str, postings: Postings) -> None:
        """Get ready for the rows of an organisation's books.

        Args:
            header: The file's columns.
            organisation: Whose books.
            postings: Where rows belong.
        """
        self.memos = {
            "date": Memo(needed_day),
            "belongs": Memo(day_in("belongs")),
            "paid": Memo(day_in("paid")),
            "quantity": Memo(quantity),
            "vat_treatment": Memo(vat_treatment),
        }
        self._given = {name: at for name, at in header.places.items() if header.constant.get(name) != ""}
        self._organisation = organisation
        self._postings = postings

    def make(self, columns: Columns, places: Sequence[int], minors: Sequence[int], splits: Sequence[int] = ()) -> Batch:
        """Return the entries of some rows, each as the first of its kind.

        Args:
            columns: Their cells.
            places: Place of the first columns of each.
            minors: Amount of each, minor units of its project's currency.
            splits: The number of the slice that each is of a row; nothing if no row is split.

        Raises:
            CellError: A cell cannot be read; there may be others.
        """
        column = {name: columns[at] for name, at in self._given.items()}
        memos, count = self.memos, len(places)
        booked = list(map(memos["date"].__getitem__, column["date"]))
        belonging, paid, quantities, treatments = (
            _texts(memos[name].__getitem__, column.get(name))
            for name in ("belongs", "paid", "quantity", "vat_treatment")
        )
        if belonging is None:
            belonging = booked
        elif not all(belonging):
            belonging = [day or of_booking for day, of_booking in zip(belonging, booked, strict=True)]
        text, counterparty, invoice, account, unit, voucher = (
            _texts(str.strip, column.get(name))
            for name in ("text", "counterparty", "invoice", "account", "unit", "voucher")
        )
        series, numbers = map(_or_none, vouchers(voucher)) if voucher else (None, None)
        words = (text, counterparty, invoice, series, numbers, account, quantities, unit)
        facts = (list(map(of_place.__getitem__, places)) for of_place in self._postings.facts)
        amounts, slices = list(map(str, minors)), list(map(str, splits)) or ["0"] * count
        digests = fingerprints((*facts, amounts, booked, belonging, paid, *words, slices))
        organisation = [self._organisation] * count if self._organisation else None
        origins = (organisation, None, list(map(bytes.hex, digests)), [1] * count, splits or [0] * count)
        told_of_vat = (self._vat(column, places, minors, splits), treatments)
        values = (minors, booked, belonging, paid, *words, *told_of_vat, *_NOT_IN_FILES, *origins)
        return Batch(self._postings.starts, places, values, amounts)

    def _vat(
        self, column: Mapping[str, Sequence[str]], places: Sequence[int], minors: Sequence[int], splits: Sequence[int]
    ) -> Sequence[int | None] | None:
        """Return the value added tax of some rows, minor units; of the slices of a row each has its part of the row's.

        Raises:
            CellError: A cell cannot be read.
        """
        cells = column.get("vat")
        if not cells or not any(cells):
            return None
        postings = [self._postings.at[place] for place in places]
        told = (vat_in(posting.amounts)(cell) for posting, cell in zip(postings, cells, strict=True))
        found = [vat if vat is None else vat * posting.sign for vat, posting in zip(told, postings, strict=True)]
        if not any(splits) or found[0] is None:
            return found
        (whole,) = postings[0].amounts([column["amount"][0]])
        whole *= postings[0].sign
        parts = (*map(abs, minors), abs(whole - sum(minors)))
        return allocate(found[0], parts if any(parts) else (1,) * len(parts))[:-1]


def _texts(read: Callable[[str], str], cells: Sequence[str] | None) -> Sequence[str] | None:
    """Return what is read from cells; None if nobody has anything."""
    return _or_none(list(map(read, cells))) if cells and any(cells) else None


def _or_none(texts: Sequence[str]) -> Sequence[str] | None:
    """Return texts, None if all are empty."""
    return texts if any(texts) else None
