"""A sheet that remembers what is written into its cells, so that the workbook can keep a stamp of each."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ledger.render.workbook.plain import PlainSheet
from ledger.rules.stamp import stamp_of_formula
from ledger.rules.stamp import stamp_of_number
from ledger.rules.stamp import stamp_of_text

if TYPE_CHECKING:
    from xlsxwriter.format import Format

    from ledger.model.funders.funder_workbook import Spot


class StampedSheet(PlainSheet):
    """A worksheet with stamps of its cells.

    Attributes:
        stamps: By row and column, both from 1.
    """

    def __init__(self) -> None:
        super().__init__()
        self.stamps: dict[Spot, str] = {}

    def write_again(self, row: int, col: int, like: int) -> None:
        """Write a cell once more and remember it."""
        if (like + 1, col + 1) in self.stamps:
            self.stamps[row + 1, col + 1] = self.stamps[like + 1, col + 1]
        super().write_again(row, col, like)

    def write_string(self, row: int, col: int, string: str, cell_format: Format | None = None) -> int:
        """Write a text and remember it."""
        if string:
            self.stamps[row + 1, col + 1] = stamp_of_text(string)
        written: int = super().write_string(row, col, string, cell_format)
        return written

    def write_number(self, row: int, col: int, number: Decimal | int, cell_format: Format | None = None) -> int:
        """Write a figure and remember it."""
        self.stamps[row + 1, col + 1] = stamp_of_number(number)
        written: int = super().write_number(row, col, number, cell_format)
        return written

    def write_formula(
        self, row: int, col: int, formula: str, cell_format: Format | None = None, value: Decimal | int | str = 0
    ) -> int:
        """Write a formula and remember it."""
        self.stamps[row + 1, col + 1] = stamp_of_formula(formula)
        written: int = super().write_formula(row, col, formula, cell_format, value)
        return written
