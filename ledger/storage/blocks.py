"""Blocks of entries as they lie in a book's file, opened."""

from __future__ import annotations

from collections.abc import Generator
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from ledger.core.record import field_names
from ledger.core.record import frozen
from ledger.errors import DamagedBookError
from ledger.errors import UnreadableFactError
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.rules.packed import Packed
from ledger.storage.store import Kept

_BOOKED_ON = COLUMNS.index("booked_on")
_FIELDS = field_names(Packed)
_TYPES = (int, int, str, str, bytes, bytes, bytes, bytes)

Stored = Sequence[Any]
"""A row of the table: number of the first entry, and what `Packed` holds."""

Reading = Generator[Stored, None, None]
"""Rows of the table while they are read."""


@frozen
class Blocks:
    """Opens the blocks of a project.

    Attributes:
        book: The book's address, for people.
        project: Project id.
    """

    book: str
    project: str

    def rows(self, blocks: Reading, first: str, last: str) -> Iterator[EntryRow]:
        """Yield the entries of some days.

        Args:
            blocks: All blocks that hold such entries; closed in the end, be it by damage, or the file would stay open.
            first: First booking day, ISO text.
            last: Last booking day.

        Raises:
            DamagedBookError: A block is not as medfin writes it.
        """
        with closing(blocks):
            for stored in blocks:
                packed, rows = self.open(stored)
                if first <= packed.first_day and packed.last_day <= last:
                    yield from rows
                else:
                    yield from (row for row in rows if first <= row[_BOOKED_ON] <= last)

    def kept(self, blocks: Reading) -> Iterator[Kept]:
        """Yield entries with what seals them.

        Args:
            blocks: Blocks with the numbers of their commits before them; closed in the end.

        Raises:
            DamagedBookError: A block is not as medfin writes it.
        """
        with closing(blocks):
            for sequence, *stored in blocks:
                packed, rows = self.open(stored)
                for row, (salt, words) in zip(rows, packed.salted(), strict=True):
                    yield Kept(sequence, salt.hex(), words.hex(), row)

    def open(self, stored: Stored) -> tuple[Packed, Iterator[EntryRow]]:
        """Return a block and its entries.

        Raises:
            DamagedBookError: It is not as medfin writes it.
        """
        number, *values = stored
        if tuple(map(type, stored)) != _TYPES:
            raise DamagedBookError(book=self.book, reason=f"{self.project}: block {number!r} is of other types")
        packed = Packed(**dict(zip(_FIELDS, values, strict=True)))
        try:
            return packed, packed.rows(self.project, number)
        except UnreadableFactError as error:
            reason = f"{self.project}: block {number!r}: {error.values['why']}"
            raise DamagedBookError(book=self.book, reason=reason) from error
