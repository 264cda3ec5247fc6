"""A column's plain cells: nothing computes them, nobody types in them, and their rows look alike.

Of many entries nearly all cells are plain, and most of them stand in several rows. What a column has in common is
settled once, and a cell like one above is not made again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING
from typing import NamedTuple

from ledger.core.record import field
from ledger.core.record import frozen
from ledger.render.workbook.width import lines
from ledger.reports.table import Cell

if TYPE_CHECKING:
    from decimal import Decimal

    from xlsxwriter.format import Format

    from ledger.render.workbook.plain import PlainSheet


class _Written(NamedTuple):
    """Where a cell has been written.

    Attributes:
        row: In which row first.
        high: How many lines it takes.
    """

    row: int
    high: int


@frozen(kw_only=True)
class PlainColumn:
    """A column of a table that is being written.

    Attributes:
        worksheet: Where to.
        place: Which column of the sheet.
        width: In characters; None where no text of it takes several lines.
        content: Returns what a cell of a row holds, by the row's key.
        look: Returns how a cell looks.
    """

    worksheet: PlainSheet
    place: int
    width: int | None
    content: Callable[[str, Cell], Decimal | int | str]
    look: Callable[[Cell], Format]
    _written: dict[int, _Written] = field(factory=dict, init=False)
    _looks: dict[bool, Format] = field(factory=dict, init=False)

    def write(self, row: int, key: str, cell: Cell) -> int:
        """Write a cell; return how many lines it takes.

        Args:
            row: Which row of the sheet.
            key: The row's key in its table.
            cell: The cell; it lives while the table is written, so that its `id` tells it from others.
        """
        first = self._written.get(id(cell))
        if first is not None:
            self.worksheet.write_again(row, self.place, first.row)
            return first.high
        content, look, high = self.content(key, cell), self._look(cell), 1
        if isinstance(content, str):
            if self.width is not None:
                high = lines(content, self.width)
            if content:
                self.worksheet.write_string(row, self.place, content, look)
            else:
                self.worksheet.write_blank(row, self.place, None, look)
        else:
            self.worksheet.write_number(row, self.place, content, look)
        self._written[id(cell)] = _Written(row, high)
        return high

    def _look(self, cell: Cell) -> Format:
        """Return how a cell looks; most in a column look alike, but for days where there are other figures."""
        if cell.kind is not None or cell.tone is not None:
            return self.look(cell)
        dated = isinstance(cell.value, date)
        found = self._looks.get(dated)
        if found is None:
            found = self._looks[dated] = self.look(cell)
        return found
