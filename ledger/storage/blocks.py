"""Blocks of entries as they lie in a book's file, or as a server puts them together, opened."""

from __future__ import annotations

from collections.abc import Generator
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import closing
from contextlib import contextmanager
from itertools import compress
from typing import TYPE_CHECKING
from typing import Any

from ledger import errors
from ledger.core.record import field_names
from ledger.core.record import frozen
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryColumns
from ledger.model.entry import EntryRow
from ledger.rules.packed import Packed

if TYPE_CHECKING:
    from ledger.storage.kept import KeptBlock

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

    def columns(self, blocks: Reading, first: str, last: str) -> Iterator[EntryColumns]:
        """Yield the same as `rows` column by column, a block at a time."""
        from ledger.rules.opened import opened  # noqa: PLC0415 - most reports want rows

        with closing(blocks):
            for stored in blocks:
                packed = self._packed(stored)
                with self._damage(stored[0]):
                    _, _, *others = opened(packed).columns
                columns = [(self.project,) * packed.count, range(stored[0], stored[0] + packed.count), *others]
                if not (first <= packed.first_day and packed.last_day <= last):
                    inside = [first <= day <= last for day in columns[_BOOKED_ON]]
                    columns = [list(compress(column, inside)) for column in columns]
                if columns[0]:
                    yield columns

    def kept(self, blocks: Reading) -> Iterator[KeptBlock]:
        """Yield the blocks with what seals them.

        Args:
            blocks: Blocks with the numbers of their commits before them; closed in the end.

        Raises:
            DamagedBookError: A block is not as medfin writes it.
        """
        with closing(blocks):
            for sequence, *stored in blocks:
                yield self.block(sequence, stored)

    def block(self, sequence: int, stored: Stored) -> KeptBlock:
        """Return a block with what seals it.

        Args:
            sequence: Number of its commit.
            stored: The block.

        Raises:
            DamagedBookError: It is not as medfin writes it.
        """
        from ledger.rules.opened import opened  # noqa: PLC0415 - most reports prove nothing
        from ledger.storage.kept import KeptBlock  # noqa: PLC0415

        with self._damage(stored[0]):
            found = opened(self._packed(stored))
        return KeptBlock(project=self.project, sequence=sequence, opened=found, first=stored[0])

    def open(self, stored: Stored) -> tuple[Packed, Iterator[EntryRow]]:
        """Return a block and its entries.

        Raises:
            DamagedBookError: It is not as medfin writes it.
        """
        packed = self._packed(stored)
        with self._damage(stored[0]):
            return packed, packed.rows(self.project, stored[0])

    def _packed(self, stored: Stored) -> Packed:
        number, *values = stored
        if tuple(map(type, stored)) != _TYPES:
            raise errors.DamagedBookError(book=self.book, reason=f"{self.project}: block {number!r} is of other types")
        return Packed(**dict(zip(_FIELDS, values, strict=True)))

    @contextmanager
    def _damage(self, number: int) -> Iterator[None]:
        """Call bytes that cannot be read what they are in a book."""
        try:
            yield
        except errors.UnreadableFactError as error:
            reason = f"{self.project}: block {number!r}: {error.values['why']}"
            raise errors.DamagedBookError(book=self.book, reason=reason) from error
