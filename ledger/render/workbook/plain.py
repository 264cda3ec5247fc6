"""A sheet as XlsxWriter writes it, without what no sheet here needs."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet


class PlainSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A sheet whose formulas hold no function that has to be written otherwise in the file than on the screen.

    XlsxWriter looks for each of thirty such functions in every formula, which takes longer than writing it. Figures and
    texts with a look of their own, nearly all cells there are, are written in one step, to the same bytes.
    """

    dim_rowmax: int  # XlsxWriter's: the last row that has a cell

    def __init__(self) -> None:
        super().__init__()
        self._letters: dict[int, str] = {}

    def write_again(self, row: int, col: int, like: int) -> None:
        """Write the cell once more that stands in a row above, in the same column."""
        cell = self.table[row][col] = self.table[like][col]
        if cell.__class__.__name__ == "String":
            self.str_table.count += 1
        self.dim_rowmax = max(row, self.dim_rowmax)

    def _prepare_formula(self, formula: str, *_: object) -> str:
        """Return a formula as the file holds it."""
        return formula.removeprefix("=")

    def _calculate_spans(self) -> None:
        """Leave out how far each row goes: programs need not be told, and all cells would be looked through."""
        self.row_spans: dict[int, str] = {}

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        """Write a cell into the file."""
        kind = cell.__class__.__name__
        if kind not in ("Number", "String") or not cell.format:
            super()._write_cell(row, col, cell)
            return
        letters = self._letters.get(col) or self._letters.setdefault(col, xl_col_to_name(col))
        begin = f'<c r="{letters}{row + 1}" s="{cell.format._get_xf_index()}"'  # noqa: SLF001 - as XlsxWriter does
        if kind == "String":
            self.fh.write(f'{begin} t="s"><v>{cell.string}</v></c>')
        else:
            self.fh.write(f"{begin}><v>{cell.number:.16G}</v></c>")
