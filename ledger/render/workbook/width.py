"""How wide a sheet's columns are: as wide as their figures, never wider than texts read well."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Self

from ledger.core.record import frozen
from ledger.core.words import Labels
from ledger.render.words import shows_decimals
from ledger.render.words import write_cell
from ledger.reports.sheet import Sheet
from ledger.reports.table import CellValue
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Table

_NARROWEST = 9
_WIDEST, _WIDEST_WIDE = 44, 60
_FEW = 8
_WIDEST_OF_MANY, _WIDEST_WIDE_OF_MANY = 28, 42
"""Texts give way in a table of more than a few columns."""

_BAR = 18
_HEADING, _HEADING_NEAR = 16, 5
"""A heading is broken when it is longer than this, unless it lacks no more than a few characters to stand whole: it
would fill its column to the edge and touch the next one."""

_LABEL = 32
_READS_WELL, _BESIDE = 4, 16
"""A form of few columns gets empty ones beside them, so that the texts above have room."""

_MARGIN = 2
_PERCENT_MARGIN = 12
"""Bold takes about this many percent more room."""

_LETTERS_PERCENT, _LONG_WORD = 110, 30
"""A column's width is counted in figures, and letters are narrower on the whole: this many fit where 100 figures do,
but not where a web address is broken in two."""

_OPEN = {ColumnKind.TEXT: 20, ColumnKind.MONEY: 13}
"""Cells that people fill in are at least this wide."""

_INDENT = 2
_PIXELS = 7
_CELL_PIXELS = 5
_DEFAULT_PIXELS = 64


@frozen
class Widths:
    """The widths of a sheet's columns, in characters.

    Attributes:
        columns: From the left, for as many columns as the widest table has, and at least two.
        wrapped: Whether a column's longest text needs several lines.
        decimals: Whether the sheet's money shows its decimals.
    """

    columns: tuple[int, ...]
    wrapped: tuple[bool, ...]
    decimals: bool

    @classmethod
    def of(cls, sheet: Sheet, labels: Labels) -> Self:
        """Return the widths that a sheet's tables need together."""
        decimals = shows_decimals(sheet.tables)
        used = max([2, *(len(table.columns) for table in sheet.tables)])
        count = max(used, _READS_WELL if sheet.locked and any(table.about for table in sheet.tables) else 0)
        widths = [_NARROWEST] * used + [_BESIDE] * (count - used)
        wrapped = [False] * count
        for table in sheet.tables:
            longest = max((len(labels.say(words)) for words, _ in table.about), default=0)
            widths[0] = max(widths[0], min(longest + _MARGIN, _LABEL))
            for at, column in enumerate(table.columns):
                if runs_over(table, at) and at + 1 < count:
                    continue
                needed = _needed(table, at, labels, decimals=decimals)
                most = _most(column, len(table.columns))
                wrapped[at] |= needed > most
                widths[at] = max(widths[at], min(needed, most))
        return cls(tuple(widths), tuple(wrapped), decimals)

    @property
    def pixels(self) -> int:
        """All columns together, in pixels."""
        return sum(width * _PIXELS + _CELL_PIXELS for width in self.columns)

    def reach(self, pixels: int) -> int:
        """Return the column in which `pixels` from the left edge end."""
        beyond = max(0, pixels - self.pixels)
        return len(self.columns) - 1 + -(-beyond // _DEFAULT_PIXELS)


def runs_over(table: Table, at: int) -> bool:
    """Whether a column takes all columns to its right as well: the texts of a table without headings."""
    return not table.headed and 0 < at == len(table.columns) - 1 and table.columns[at].kind is ColumnKind.TEXT


def lines(text: str, width: int, *, percent: int = 100) -> int:
    """Return how many lines a text takes in a column or several; spreadsheet programs do not make rows high enough.

    Args:
        text: The text.
        width: Of the columns together, in characters.
        percent: How large its letters are beside ordinary ones.
    """
    if len(text) * percent <= width * 100 and "\n" not in text:
        return 1
    letters = 100 if any(len(word) > _LONG_WORD for word in text.split()) else _LETTERS_PERCENT
    room = max(width * letters // percent, 1)
    return sum(_broken(part, room) for part in text.split("\n")) if len(text) > room or "\n" in text else 1


def _broken(text: str, room: int) -> int:
    """Return into how many lines words are put; one that is longer than a line begins one and is broken in it."""
    count, left = 1, room
    for word in text.split():
        begun = left < room
        if begun and len(word) >= left:
            count, left, begun = count + 1, room, False
        over = max(-(-len(word) // room) - 1, 0)
        count += over
        left -= len(word) - over * room + begun
    return count


def _most(column: Column, count: int) -> int:
    """Return the width beyond which one of `count` columns does not grow; figures are never cut."""
    if column.kind is not ColumnKind.TEXT:
        return 1_000
    widest, widest_wide = (_WIDEST, _WIDEST_WIDE) if count <= _FEW else (_WIDEST_OF_MANY, _WIDEST_WIDE_OF_MANY)
    return widest_wide if column.wide else widest


def _needed(table: Table, at: int, labels: Labels, *, decimals: bool) -> int:
    """Return the width that a column's contents and heading ask for."""
    column = table.columns[at]
    if column.kind is ColumnKind.BAR:
        return _BAR
    heading = labels.say(column.words)
    unit = "" if column.unit is None else labels.say(column.unit)
    words = max((len(word) for word in (*heading.split(), unit)), default=0)
    contents = max(
        (len(write_cell(value, column, table.currency, labels, decimals=decimals)) for value in _longest(table, at)),
        default=0,
    )
    open_cell = _OPEN.get(column.kind, 0) if table.headed else 0
    if contents < open_cell and any(row.cells[at].open for row in table.rows):
        contents = open_cell
    depth = _INDENT * max((row.level for row in table.rows), default=0) if at == 0 else 0
    characters = max(contents + depth, words, min(len(heading), _HEADING))
    if characters < len(heading) <= characters + _HEADING_NEAR:
        characters = len(heading)
    return characters * (100 + _PERCENT_MARGIN) // 100 + _MARGIN


def _longest(table: Table, at: int) -> set[CellValue]:
    """Return the values among which the longest of a column is.

    Of whole numbers it is the largest or the smallest, as of ratios where all have as many decimals, and days are all
    of one length.
    """
    kind = table.columns[at].kind
    values = {row.cells[at].value for row in table.rows} - {None}
    texts = [value for value in values if isinstance(value, str)]
    days = [value for value in values if isinstance(value, date)]
    like = int | Fraction if kind is ColumnKind.PERCENT else int
    figures = [value for value in values if isinstance(value, like)]
    longest: set[CellValue] = {*days[:1]}
    if texts:
        longest.add(max(texts, key=len))
    if figures:
        longest |= {min(figures), max(figures)}
    if len(texts) + len(days) + len(figures) < len(values):
        taken = (str, date, int, Fraction) if kind in (ColumnKind.MONEY, ColumnKind.PERCENT) else (str, date, int)
        longest.update(value for value in values if not isinstance(value, taken))
    return longest
