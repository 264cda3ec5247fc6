"""A sheet as XlsxWriter writes it, without what no sheet here needs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from xlsxwriter.format import Format

_SHORT = 16_000
"""No text of so few characters is too long for a cell."""

_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
_KINDS = {"": "", **dict.fromkeys(_ERRORS, ' t="e"')}
"""What the file says of the value of a formula that is no ordinary text."""


class _Cell:
    """A cell in XlsxWriter's keeping, which tells cells by the names of their classes; many stand in several places.

    Attributes:
        format: How it looks.
        content: What its text in the file ends with, after place and look.
    """

    __slots__ = ("content", "format")

    def __init__(self, content: str, cell_format: Format | None) -> None:
        self.content = content
        self.format = cell_format


class Number(_Cell):
    """A cell with a figure, which charts read."""

    __slots__ = ("number",)
    number: Decimal | int


class String(_Cell):
    """A cell with a text, told by its number among the file's texts; charts read it too."""

    __slots__ = ("string",)
    string: int


class Formula(_Cell):
    """A cell with a formula and the value that it had when it was written, which charts read."""

    __slots__ = ("value",)
    value: Decimal | int | str


class Blank(_Cell):
    """A cell without content."""

    __slots__ = ()


class _Letters(dict[int, str]):
    """Names of columns by their numbers."""

    def __missing__(self, col: int) -> str:
        letters: str = xl_col_to_name(col)
        self[col] = letters
        return letters


class _Looks(dict["Format", str]):
    """What a cell's text in the file says of each look."""

    def __missing__(self, cell_format: Format) -> str:
        self[cell_format] = look = f' s="{cell_format._get_xf_index()}"'  # noqa: SLF001 - as XlsxWriter does
        return look


class PlainSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A sheet that is given exact figures and short texts at rows and columns by number.

    What XlsxWriter makes sure of for each cell, that it is given no name of a cell, no infinity and no text that is too
    long, takes longer than to keep it, and looking for thirty functions that have to be written otherwise in the file
    than on the screen longer than to write a formula. Figures, texts, formulas and blanks with a look of their own,
    nearly all cells there are, are written in one step, to the same bytes where a sheet begins in its first cell.
    """

    table: dict[int, dict[int, Any]]  # XlsxWriter's: cells by row and column

    def __init__(self) -> None:
        super().__init__()
        self._letters = _Letters()
        self._looks = _Looks()

    def write_number(self, row: int, col: int, number: Decimal | int, cell_format: Format | None = None) -> int:
        """Write a figure."""
        cell = self.table[row][col] = Number(f"><v>{number}</v></c>", cell_format)
        cell.number = number
        return 0

    def write_string(self, row: int, col: int, string: str, cell_format: Format | None = None) -> int:
        """Write a text."""
        if len(string) > _SHORT:
            written: int = super().write_string(row, col, string, cell_format)
            return written
        number = self.str_table._get_shared_string_index(string)  # noqa: SLF001 - as XlsxWriter does
        cell = self.table[row][col] = String(f' t="s"><v>{number}</v></c>', cell_format)
        cell.string = number
        return 0

    def write_formula(
        self, row: int, col: int, formula: str, cell_format: Format | None = None, value: Decimal | int | str = 0
    ) -> int:
        """Write a formula of functions that all programs know, with the value that it has."""
        if cell_format is None:
            written: int = super().write_formula(row, col, formula, cell_format, value)
            return written
        kind, shown = "", value
        if isinstance(value, str):
            kind, shown = _KINDS.get(value, ' t="str"'), self._escape_data(value)
        held = self._escape_data(formula.removeprefix("="))
        cell = self.table[row][col] = Formula(f"{kind}><f>{held}</f><v>{shown}</v></c>", cell_format)
        cell.value = value
        return 0

    def write_blank(self, row: int, col: int, _: None, cell_format: Format) -> int:
        """Write a cell that only looks like something."""
        self.table[row][col] = Blank("/>", cell_format)
        return 0

    def write_again(self, row: int, col: int, like: int) -> None:
        """Write the cell once more that stands in a row above, in the same column."""
        cell = self.table[row][col] = self.table[like][col]
        if isinstance(cell, String):
            self.str_table.count += 1

    def _calculate_spans(self) -> None:
        """Leave out how far each row goes: programs need not be told, and all cells would be looked through."""
        self.row_spans: dict[int, str] = {}

    def _assemble_xml_file(self) -> None:
        """Tell which rows and columns have cells, and write the sheet."""
        rows = {row: cells for row, cells in self.table.items() if cells}
        if rows:
            self._check_dimensions(min(rows), min(map(min, rows.values())))
            self._check_dimensions(max(rows), max(map(max, rows.values())))
        super()._assemble_xml_file()

    def _write_rows(self) -> None:
        """Write the rows that have cells or a height of their own."""
        held = {row: cells for row, cells in self.table.items() if cells}
        for row in sorted({*held, *self.row_info}):
            cells, info = held.get(row), self.row_info.get(row)
            if not cells:
                self._write_empty_row(row, None, info)
                continue
            if info:
                self._write_row(row, None, info)
            else:
                self.fh.write(f'<row r="{row + 1}">')
            self._write_cells(row, sorted(cells.items()))
            self.fh.write("</row>")

    def _write_cells(self, row: int, cells: Iterable[tuple[int, Any]]) -> None:
        """Write a row's cells into the file, from left to right."""
        number, parts = row + 1, list[str]()
        letters, looks = self._letters, self._looks
        for col, cell in cells:
            if isinstance(cell, _Cell) and cell.format:
                parts.append(f'<c r="{letters[col]}{number}"{looks[cell.format]}{cell.content}')
            else:
                self.fh.write("".join(parts))
                parts.clear()
                self._write_cell(row, col, cell)
        self.fh.write("".join(parts))
