"""One sheet written: its tables with heads, figures and remarks, and its charts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from ledger.core.record import field
from ledger.core.record import frozen
from ledger.core.words import Labels
from ledger.core.words import label
from ledger.render.clean import visible
from ledger.render.workbook.bar import bar
from ledger.render.workbook.bar import bar_formula
from ledger.render.workbook.formula import Formulas
from ledger.render.workbook.layout import ENTRIES
from ledger.render.workbook.layout import Block
from ledger.render.workbook.marks import mark_checks
from ledger.render.workbook.marks import mark_told
from ledger.render.workbook.marks import open_for_entries
from ledger.render.workbook.number import to_number
from ledger.render.workbook.paper import lay_for_eyes
from ledger.render.workbook.paper import lay_for_paper
from ledger.render.workbook.place import Places
from ledger.render.workbook.place import arrange
from ledger.render.workbook.plain_column import PlainColumn
from ledger.render.workbook.style import Styles
from ledger.render.workbook.style import number_format
from ledger.render.workbook.style import stands_left
from ledger.render.workbook.width import Widths
from ledger.render.workbook.width import lines
from ledger.render.workbook.width import runs_over
from ledger.reports.sheet import Sheet
from ledger.reports.table import Cell
from ledger.reports.table import CellValue
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Told

if TYPE_CHECKING:
    from decimal import Decimal

    from xlsxwriter.chart import Chart as Native
    from xlsxwriter.format import Format

    from ledger.render.workbook.plain import PlainSheet

_TEXT_LONGEST = 32_767
_AMOUNT_MOST = 9_999_999_999_999
"""Amounts beyond this are not kept to the minor unit in a spreadsheet."""

_TITLE_HEIGHT = 22
_TITLE_PERCENT = 140
_BOLD_PERCENT = 115
_LIES_PIXELS = 1_000
"""A sheet wider than this prints on its side; upright its letters would be smaller than two thirds."""

_ROW_HEIGHT = 15
_MOVES_WITH_CELLS = 2


@frozen(kw_only=True)
class Page:
    """A sheet that is being written.

    Attributes:
        worksheet: Where to.
        sheet: What.
        blocks: Where its tables stand.
        widths: How wide its columns are.
        formulas: Writes the live figures.
        styles: How cells look.
        labels: The language.
    """

    worksheet: PlainSheet
    sheet: Sheet
    blocks: tuple[Block, ...]
    widths: Widths
    formulas: Formulas
    styles: Styles
    labels: Labels
    _looks: dict[tuple[object, ...], Format] = field(factory=dict, init=False)

    @property
    def _lies(self) -> bool:
        """Whether the sheet prints on its side, if it is not higher than wide with its charts."""
        return self.sheet.landscape or self.widths.pixels > _LIES_PIXELS

    def write(self, charts: Sequence[tuple[Native, int]]) -> None:
        """Write everything.

        Args:
            charts: The sheet's charts and their heights in pixels.
        """
        for at, width in enumerate(self.widths.columns):
            self.worksheet.set_column(at, at, width)
        for block in self.blocks:
            self._head(block)
            self._headings(block)
            plain = tuple(self._plain(block, place) for place in range(len(block.table.columns)))
            for row in block.table.rows:
                self._row(block, row, plain)
            mark_checks(self.worksheet, block, self.styles)
            mark_told(self.worksheet, block, self.styles, self._say)
            for number, remark in enumerate(block.remarks):
                self._across(block.remarks_at + number, remark, self.styles.remark())
            if block.table.name == ENTRIES:
                open_for_entries(self.worksheet, block, self.styles, self.widths)
        places = self._draw(charts)
        lay_for_eyes(self.worksheet, self.sheet, self.blocks)
        lay_for_paper(self.worksheet, self.sheet, self.blocks, places, lies=self._lies and not places.stands)
        page = self.labels.say(label("render.page", page="&P", pages="&N"))
        self.worksheet.set_footer(f"&L&8&A&R&8{page}")

    def _head(self, block: Block) -> None:
        """Write the title and what the table is about."""
        if block.title:
            self._across(block.top, block.title, self.styles.title(), percent=_TITLE_PERCENT, height=_TITLE_HEIGHT)
        for number, (words, value) in enumerate(block.table.about):
            row = block.about + number
            self.worksheet.write_string(row, 0, self._say(words), self.styles.about(label=True))
            kind = _kind_of(value)
            figure = to_number(value, kind, block.table.currency, f"{block.table.name}/{number}")
            if figure is None:
                text = "" if value is None else self._say(value)
                self._across(row, text, self.styles.about(label=False), first=1)
            else:
                form = number_format(kind, block.table.currency, decimals=False)
                self.worksheet.write_number(row, 1, figure, self.styles.about_value(form))

    def _across(
        self, row: int, text: str, style: Format, *, first: int = 0, percent: int = 100, height: int = _ROW_HEIGHT
    ) -> None:
        """Write a text over all columns from `first` on, in a row as high as it needs; programs do not see to that."""
        last = len(self.widths.columns) - 1
        if first < last:
            self.worksheet.merge_range(row, first, row, last, "", style)
        if text:
            self.worksheet.write_string(row, first, text, style)
        needed = lines(text, sum(self.widths.columns[first:]), percent=percent)
        if needed > 1 or height != _ROW_HEIGHT:
            self.worksheet.set_row(row, height * needed)

    def _headings(self, block: Block) -> None:
        """Write the headings and the units beneath them."""
        highest = 1
        if not block.heads:
            return
        for at, column in enumerate(block.table.columns):
            words = self._say(column.words)
            highest = max(highest, lines(words, self.widths.columns[at], percent=_BOLD_PERCENT))
            self._cell(
                (block.head, at),
                None,
                words,
                self.styles.heading(column.kind, _indent(block, at), last=block.heads == 1),
            )
            if block.heads > 1:
                unit = "" if column.unit is None else self._say(column.unit)
                self._cell(
                    (block.head + 1, at), None, unit, self.styles.heading(column.kind, _indent(block, at), last=True)
                )
        self.worksheet.set_row(block.head, _ROW_HEIGHT * highest)

    def _plain(self, block: Block, place: int) -> PlainColumn:
        """Return what writes a column's plain cells."""
        column = block.table.columns[place]
        return PlainColumn(
            worksheet=self.worksheet,
            place=place,
            width=self.widths.columns[place] if self.widths.wrapped[place] else None,
            content=lambda key, cell: self._content(block, key, column, cell),
            look=lambda cell: self._style(block, RowKind.LINE, 0, place, cell),
        )

    def _row(self, block: Block, row: Row, plain: Sequence[PlainColumn]) -> None:
        """Write a row's cells; empty ones only where a rule runs through them.

        Args:
            block: The table's place.
            row: The row.
            plain: For each column, what writes the cells of plain rows.
        """
        highest, at = 1, block.rows[row.key]
        line = row.kind is RowKind.LINE
        alike = line and not row.level and block.table.headed
        for place, cell in enumerate(row.cells):
            bare = line and cell.live is None and not cell.open
            if bare and cell.value is None:
                continue
            high = plain[place].write(at, row.key, cell) if bare and alike else self._full(block, row, place)
            if high > highest:  # noqa: PLR1730 - half the time of `max`, for each of very many cells
                highest = high
        if highest > 1:
            self.worksheet.set_row(at, _ROW_HEIGHT * highest)

    def _full(self, block: Block, row: Row, place: int) -> int:
        """Write a cell with all that it may have; return how many lines it takes."""
        at, cell, column = block.rows[row.key], row.cells[place], block.table.columns[place]
        content = self._content(block, row.key, column, cell)
        formula = None if cell.live is None else self.formulas.formula(cell, block, row, column)
        if column.kind is ColumnKind.BAR and formula is not None:
            formula = bar_formula(formula)
        style = self._style(block, row.kind, row.level, place, cell)
        width = self.widths.columns[place]
        last = len(self.widths.columns) - 1
        if runs_over(block.table, place) and place < last:
            self.worksheet.merge_range(at, place, at, last, "", style)
            width = sum(self.widths.columns[place:])
        self._cell((at, place), formula, content, style)
        if cell.open and (cell.kind or column.kind) is ColumnKind.MONEY:
            self.worksheet.data_validation(at, place, at, place, self._amount_only())
        wraps = self.widths.wrapped[place] or width != self.widths.columns[place]
        percent = 100 if row.kind is RowKind.LINE else _BOLD_PERCENT
        return lines(content, width, percent=percent) if wraps and isinstance(content, str) else 1

    def _amount_only(self) -> dict[str, object]:
        """Return the rule for a cell in which an amount is typed: sums would pass over a text."""
        return {
            "validate": "decimal",
            "criteria": "between",
            "minimum": -_AMOUNT_MOST,
            "maximum": _AMOUNT_MOST,
            "error_title": self._say(label("render.amount")),
            "error_message": self._say(label("render.amount_only")),
        }

    def _style(self, block: Block, row: RowKind, level: int, place: int, cell: Cell) -> Format:
        """Return how a cell looks in a kind of row of some depth; asked for once for all rows alike."""
        level = 0 if place else level
        dated = isinstance(cell.value, date)
        key = (block.top, row, level, place, dated, cell.open, cell.kind, cell.tone)
        if key not in self._looks:
            column = block.table.columns[place]
            kind = column.kind
            holds = ColumnKind.DATE if dated else cell.kind or kind
            ties = self._say(label("render.ties")) if holds is ColumnKind.CHECK else ""
            form = number_format(
                holds,
                block.table.currency,
                decimals=self.widths.decimals,
                ties=ties,
                plain=column.negative,
                thousands=column.thousands,
            )
            wrap = kind is ColumnKind.TEXT and (self.widths.wrapped[place] or runs_over(block.table, place))
            indent = level + _indent(block, place)
            self._looks[key] = (
                self.styles.light(row, None if isinstance(cell.live, Told) else cell.tone)
                if cell.tone
                else self.styles.cell(row, kind, form, indent=indent, wrap=wrap, is_open=cell.open)
            )
        return self._looks[key]

    def _content(self, block: Block, row: str, column: Column, cell: Cell) -> Decimal | int | str:
        """Return what a cell of a row by its key holds: an exact number, or a text; an empty one for an empty cell."""
        if column.kind is ColumnKind.BAR:
            return bar(cell.value)
        if isinstance(cell.value, str):
            return self._say(cell.value)
        kind = cell.kind or column.kind
        number = to_number(cell.value, kind, block.table.currency, f"{block.table.name}/{row}.{column.key}")
        if number is not None:
            return number
        return "" if cell.value is None else self._say(cell.value)

    def _cell(self, at: tuple[int, int], formula: str | None, content: Decimal | int | str, style: Format) -> None:
        """Write a cell; a formula keeps the library's figure as its value."""
        if formula is not None:
            self.worksheet.write_formula(*at, formula, style, content)
        elif content == "":
            self.worksheet.write_blank(*at, None, style)
        elif isinstance(content, str):
            self.worksheet.write_string(*at, content, style)
        else:
            self.worksheet.write_number(*at, content, style)

    def _draw(self, charts: Sequence[tuple[Native, int]]) -> Places:
        """Place the charts and return where everything ends."""
        end = max((block.end for block in self.blocks), default=0)
        heights = [height for _, height in charts]
        places = arrange(heights, self.widths, end, landscape=self._lies)
        for (chart, _), spot in zip(charts, places.spots, strict=True):
            chart.set_size({"width": spot.width, "height": spot.height})
            options = {"x_offset": spot.offset, "object_position": _MOVES_WITH_CELLS}
            self.worksheet.insert_chart(spot.row, spot.column, chart, options)
        return places

    def _say(self, value: CellValue) -> str:
        """Return a text as a cell holds it."""
        return visible(self.labels.say(value), keep="\n\t")[:_TEXT_LONGEST]


def _indent(block: Block, place: int) -> int:
    """Return the air before a text that follows on figures, which would touch it otherwise."""
    kinds = [column.kind for column in block.table.columns]
    return 1 if place and stands_left(kinds[place]) and not stands_left(kinds[place - 1]) else 0


def _kind_of(value: CellValue) -> ColumnKind:
    """Return how a value above a table is written: counts, ratios and dates as such."""
    if isinstance(value, int):
        return ColumnKind.COUNT
    if isinstance(value, Fraction):
        return ColumnKind.PERCENT
    return ColumnKind.DATE if isinstance(value, date) else ColumnKind.TEXT
