"""A workbook that a funder supplies, as it is filled in: its sheets, its cells, and where each stands in the file.

Nothing in it is ours, and all of it stays as it is but the cells that are filled. So a cell knows which bytes of its
sheet it is, and whoever fills it in replaces those and no others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from ledger.core.record import field
from ledger.core.record import frozen

Spot = tuple[int, int]
"""Row and column of a cell, both from 1."""

Span = tuple[int, int]
"""First byte, and the first one after it."""

COLUMNS_MAX = 16_384
"""Columns of a sheet, by the format."""

ROWS_MAX = 1_048_576
"""Rows of a sheet, by the format."""

_LETTERS = 26
_DAY_0 = date(1899, 12, 30)
_DAY_0_FROM_1904 = date(1904, 1, 1)
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


class Holds(StrEnum):
    """What a cell holds."""

    NOTHING = "nothing"
    NUMBER = "number"
    TEXT = "text"
    TRUTH = "truth"
    ERROR = "error"


class Unseen(StrEnum):
    """Why people do not see a cell."""

    VERY_HIDDEN = "very_hidden"
    SHEET = "sheet"
    ROW = "row"
    COLUMN = "column"


class FunderCell(NamedTuple):
    """A cell.

    Attributes:
        spot: Row and column.
        span: Which bytes of its sheet it is.
        style: Number of its style.
        holds: What it holds, or what its formula last gave.
        text: That, as it is written in the file; a text is the text itself.
        formula: Its formula without ``=``; empty where it follows another cell's, None where it has none.
        carries: Whether other cells' formulas follow from its own, so that it cannot be replaced alone.
        kept: Which bytes are the value that its formula last gave; None where it keeps none.
    """

    spot: Spot
    span: Span
    style: int = 0
    holds: Holds = Holds.NOTHING
    text: str = ""
    formula: str | None = None
    carries: bool = False
    kept: Span | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it, or zero, as in forms that show a sum before anything is filled in."""
        if self.holds is Holds.NUMBER:
            return not self.text.strip("+-0.")
        return self.holds is Holds.NOTHING or (self.holds is Holds.TEXT and not self.text.strip())


class FunderRow(NamedTuple):
    """A row.

    Attributes:
        span: Which bytes of its sheet it is.
        inner: Which of them stand between its tags; empty where it has but one.
        style: Number of the style of its cells that are not there; None for the column's.
        hidden: Whether people do not see it.
    """

    span: Span
    inner: Span
    style: int | None = None
    hidden: bool = False


class CellArea(NamedTuple):
    """A rectangle of cells, its first and its last one among them."""

    first: Spot
    last: Spot

    def __contains__(self, spot: object) -> bool:
        """Whether a cell lies in it."""
        match spot:
            case (int(row), int(column)):
                return self.first[0] <= row <= self.last[0] and self.first[1] <= column <= self.last[1]
        return False

    @property
    def is_one_cell(self) -> bool:
        """Whether it is a single cell."""
        return self.first == self.last


class Allowed(NamedTuple):
    """What may be entered into some cells, as the workbook's author has ruled.

    Attributes:
        areas: The cells.
        kind: ``whole``, ``decimal``, ``textLength``, ``list``, or something that cannot be judged here.
        operator: How a value is compared with the bounds: ``between``, ``greaterThan`` and so on.
        first: The first bound, or the list; a formula as it is written in the file.
        second: The second bound.
    """

    areas: tuple[CellArea, ...]
    kind: str
    operator: str = "between"
    first: str = ""
    second: str = ""


@frozen(kw_only=True)
class CellStyle:
    """How cells look, as far as filling them in depends on it.

    Attributes:
        locked: Whether its cells are closed to people while their sheet is protected.
        is_date: Whether its numbers are shown as days.
        is_month: Whether its numbers are shown as months, without the day.
        is_percent: Whether its numbers are shown as percentages.
        is_scaled: Whether its numbers are shown in thousands or millions, though they are whole units.
    """

    locked: bool = True
    is_date: bool = False
    is_month: bool = False
    is_percent: bool = False
    is_scaled: bool = False


@frozen(kw_only=True)
class FunderSheet:
    """A sheet.

    Attributes:
        name: On its tab.
        part: Name of its part in the file.
        content: That part.
        prefix: What stands before the names of its tags, such as ``x:``; usually nothing.
        cells: Its cells by row and column.
        rows: Its rows by number.
        data: Which bytes stand between the tags around its rows.
        merged: Cells that are shown as one.
        arrays: Cells that share one formula.
        heads: Cells that are the heads of tables, whose words the tables keep a second time.
        allowed: What may be entered into some of its cells.
        columns: First and last column, and number of the style of cells there that are not in the file.
        hidden_columns: First and last of columns that people do not see.
        protected: Whether it is protected.
        hidden: Whether people do not see it.
        very_hidden: Whether they cannot bring it out either, but by a program's tools for macros.
    """

    name: str
    part: str
    content: bytes = field(repr=False)
    prefix: str = ""
    cells: Mapping[Spot, FunderCell] = field(factory=dict, repr=False)
    rows: Mapping[int, FunderRow] = field(factory=dict, repr=False)
    data: Span = (0, 0)
    merged: tuple[CellArea, ...] = ()
    arrays: tuple[CellArea, ...] = ()
    heads: tuple[CellArea, ...] = ()
    allowed: tuple[Allowed, ...] = ()
    columns: tuple[tuple[int, int, int], ...] = ()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    protected: bool = False
    hidden: bool = False
    very_hidden: bool = False

    def cell(self, spot: Spot) -> FunderCell | None:
        """Return a cell, None where the file has none, which people see as a blank one."""
        return self.cells.get(spot)

    def unseen(self, spot: Spot) -> Unseen | None:
        """Return why people do not see a cell; None for one that they see."""
        row = self.rows.get(spot[0])
        if self.hidden:
            return Unseen.VERY_HIDDEN if self.very_hidden else Unseen.SHEET
        if row and row.hidden:
            return Unseen.ROW
        return Unseen.COLUMN if any(first <= spot[1] <= last for first, last in self.hidden_columns) else None

    def first_of_merged(self, spot: Spot) -> Spot:
        """Return the cell whose content is shown where a cell is: its own, or the first of those it is merged with."""
        return next((area.first for area in self.merged if spot in area), spot)

    def style_of(self, spot: Spot) -> int:
        """Return the number of a cell's style, also where the file has no such cell."""
        cell = self.cells.get(spot)
        if cell:
            return cell.style
        row = self.rows.get(spot[0])
        if row and row.style is not None:
            return row.style
        return next((style for first, last, style in self.columns if first <= spot[1] <= last), 0)


@frozen(kw_only=True)
class FunderWorkbook:
    """A workbook.

    Attributes:
        file: Its name for people.
        part: Name of the part that lists its sheets.
        sheets: In the order of their tabs.
        names: What its defined names refer to, by the name folded; names of ranges of cells, for people. A name that
            only one sheet has stands after the sheet, ``budget!start``, and alone unless another has it too.
        styles: By number.
        from_1904: Whether days are counted from 1904, as old Macs did.
        strange: What in it is worth knowing to whoever fills it in: ``template``, ``links``,
            ``macros``, ``signed``.
        properties: The file's own properties, by name; medfin's workbooks say there what they were asked for.
    """

    file: str
    part: str
    sheets: tuple[FunderSheet, ...]
    names: Mapping[str, str] = field(factory=dict)
    styles: tuple[CellStyle, ...] = ()
    from_1904: bool = False
    strange: tuple[str, ...] = ()
    properties: Mapping[str, str] = field(factory=dict)

    def sheet(self, name: str) -> FunderSheet | None:
        """Return a sheet by its name, without regard to case as in spreadsheets; None if there is none."""
        return next((sheet for sheet in self.sheets if sheet.name.casefold() == name.casefold()), None)

    def style(self, sheet: FunderSheet, spot: Spot) -> CellStyle:
        """Return how a cell looks."""
        number = sheet.style_of(spot)
        return self.styles[number] if number < len(self.styles) else CellStyle()

    @property
    def has_formulas(self) -> bool:
        """Whether anything in it is computed."""
        return any(cell.formula is not None for sheet in self.sheets for cell in sheet.cells.values())


def day_number(day: date, *, from_1904: bool) -> Decimal:
    """Return the number that a spreadsheet keeps a day as."""
    return Decimal((day - day_0(from_1904=from_1904)).days)


def day_0(*, from_1904: bool) -> date:
    """Return the day that a spreadsheet counts days from."""
    return _DAY_0_FROM_1904 if from_1904 else _DAY_0


def column_letters(column: int) -> str:
    """Return a column's letters: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(spot: Spot) -> str:
    """Return a cell's name in its sheet, such as B5."""
    return f"{column_letters(spot[1])}{spot[0]}"


def spot_of(text: str) -> Spot | None:
    """Return the cell that a name such as ``B5`` or ``$B$5`` is; None if it is none."""
    match = _CELL.fullmatch(text.strip())
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    row = int(match[2])
    return (row, column) if 1 <= row <= ROWS_MAX and column <= COLUMNS_MAX else None


def area_of(text: str) -> CellArea | None:
    """Return the cells that a range such as ``B5:C6`` is, or a single cell; None if it is none."""
    first, _, last = text.partition(":")
    one, other = spot_of(first), spot_of(last or first)
    return CellArea(one, other) if one and other else None
