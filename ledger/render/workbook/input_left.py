"""The sheet of what is left: categories with their sums, and the budget lines that they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name

from ledger.core.record import frozen
from ledger.render.workbook.input_places import CATEGORIES
from ledger.render.workbook.input_places import LINE_COLUMNS
from ledger.render.workbook.input_places import Places
from ledger.render.workbook.input_rows import A4
from ledger.render.workbook.number import to_number
from ledger.render.workbook.style import Styles
from ledger.render.workbook.style import number_format
from ledger.render.workbook.width import lines
from ledger.reports.entries.entry_lines import BudgetLine
from ledger.reports.table import ColumnKind
from ledger.reports.table import RowKind

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = (46, 24, 16, 16, 16, 16)
_SHOWN = len(_WIDTHS)
_MONEY_FROM = 2
_ROW_HEIGHT, _TITLE_HEIGHT = 15, 22


def write_left(worksheet: Worksheet, places: Places, styles: Styles) -> None:
    """Write the sheet of what is left."""
    _Left(worksheet, places, styles).write()


@frozen
class _Left:
    """The sheet of what is left, being written."""

    worksheet: Worksheet
    places: Places
    styles: Styles

    def write(self) -> None:
        """Write all of it."""
        worksheet, places = self.worksheet, self.places
        worksheet.set_row(0, _TITLE_HEIGHT)
        worksheet.write_string(0, 0, places.text("tab.left"), self.styles.title(wrap=False))
        worksheet.write_string(1, 0, places.text("left.hint", day=places.sheet.created), self.styles.remark(wrap=False))
        worksheet.write_string(2, 0, places.text("left.sign"), self.styles.remark(wrap=False))
        for at, width in enumerate(_WIDTHS):
            worksheet.set_column(at, at, width)
        worksheet.set_column(_SHOWN, len(LINE_COLUMNS) - 1, None, None, {"hidden": True})
        self._categories()
        self._lines()
        self._set_up()

    def _set_up(self) -> None:
        self.worksheet.hide_gridlines(2)
        self.worksheet.protect("", {"format_columns": True, "format_rows": True})
        self.worksheet.repeat_rows(self.places.lines_head)
        self.worksheet.set_landscape()
        self.worksheet.set_paper(A4)
        self.worksheet.fit_to_pages(1, 0)
        self.worksheet.print_area(0, 0, self.places.lines_head + len(self.places.sheet.lines), _SHOWN - 1)
        self.worksheet.set_footer(f"&L&8&A&R&8{self.places.page()}")

    def _headings(self, row: int) -> None:
        for at, key in enumerate(LINE_COLUMNS[:_SHOWN]):
            kind = ColumnKind.MONEY if at >= _MONEY_FROM else ColumnKind.TEXT
            self.worksheet.write_string(
                row, at, self.places.text(f"left.{key}"), self.styles.heading(kind, 0, last=True)
            )

    def _categories(self) -> None:
        """Write a row for each category, the sum of its lines, and their total."""
        all_lines, first = self.places.sheet.lines, CATEGORIES + 1
        self._headings(CATEGORIES)
        for row, code in enumerate(self.places.codes, start=first):
            own = [number for number, line in enumerate(all_lines) if line.code == code]
            rows = range(self.places.lines_head + 1 + own[0], self.places.lines_head + 2 + own[-1])
            self._names(row, RowKind.LINE, self.places.say(all_lines[own[0]].category), "")
            self._sums(row, RowKind.LINE, rows, [all_lines[number] for number in own])
        total = first + len(self.places.codes)
        self._names(total, RowKind.TOTAL, self.places.text("sum"), "")
        self._sums(total, RowKind.TOTAL, range(first, total), all_lines)

    def _lines(self) -> None:
        """Write the budget lines."""
        head = self.places.lines_head
        self.worksheet.set_row(head - 1, _TITLE_HEIGHT)
        self.worksheet.write_string(head - 1, 0, self.places.text("left.lines"), self.styles.title(wrap=False))
        self._headings(head)
        for row, line in enumerate(self.places.sheet.lines, start=head + 1):
            self._names(row, RowKind.LINE, self.places.say(line.category), self.places.say(line.when))
            self._line(row, line)

    def _line(self, row: int, line: BudgetLine) -> None:
        """Write a budget line's figures, and beside them what tells which entries it takes."""
        address = f"left/{line.code}"
        style = self._money(RowKind.LINE)
        for at, minor in ((_MONEY_FROM, line.budget_minor), (_MONEY_FROM + 1, line.booked_minor)):
            number = to_number(minor, ColumnKind.MONEY, self.places.sheet.currency, address)
            if number is None:
                self.worksheet.write_blank(row, at, None, style)
            else:
                self.worksheet.write_number(row, at, number, style)
        typed = self.places.line_formula(f"ROUND({line.typed},{self.places.sheet.currency.decimals})", row)
        self.worksheet.write_formula(row, _MONEY_FROM + 2, typed, style, 0)
        self._difference(row, RowKind.LINE, [line])
        if line.year is not None:
            self.worksheet.write_number(row, _SHOWN, line.year)
        self.worksheet.write_string(row, _SHOWN + 1, self.places.say(line.phase))
        self.worksheet.write_number(row, _SHOWN + 2, int(line.rest))

    def _sums(self, row: int, kind: RowKind, rows: range, summed: Sequence[BudgetLine]) -> None:
        """Write the sums of some rows."""
        kept = (sum(line.budget_minor or 0 for line in summed), sum(line.booked_minor for line in summed), 0)
        for at, minor in enumerate(kept, start=_MONEY_FROM):
            name = xl_col_to_name(at)
            formula = f"=ROUND(SUM({name}{rows[0] + 1}:{name}{rows[-1] + 1}),{self.places.sheet.currency.decimals})"
            number = to_number(minor, ColumnKind.MONEY, self.places.sheet.currency, "left/sum")
            self.worksheet.write_formula(row, at, formula, self._money(kind), number)
        self._difference(row, kind, summed)

    def _difference(self, row: int, kind: RowKind, summed: Sequence[BudgetLine]) -> None:
        """Write what is left: budget less what is booked and typed."""
        minor = sum((line.budget_minor or 0) - line.booked_minor for line in summed)
        number = to_number(minor, ColumnKind.MONEY, self.places.sheet.currency, "left/left")
        decimals = self.places.sheet.currency.decimals
        formula = self.places.line_formula(f"ROUND({{budget}}-{{booked}}-{{typed}},{decimals})", row)
        self.worksheet.write_formula(row, _SHOWN - 1, formula, self._money(kind), number)

    def _names(self, row: int, kind: RowKind, category: str, when: str) -> None:
        style = self.styles.cell(kind, ColumnKind.TEXT, "", wrap=True)
        highest = max(lines(text, width) for text, width in zip((category, when), _WIDTHS, strict=False))
        self.worksheet.set_row(row, _ROW_HEIGHT * highest)
        self.worksheet.write_string(row, 0, category, style)
        self.worksheet.write_string(row, 1, when, style)

    def _money(self, kind: RowKind) -> Format:
        form = number_format(ColumnKind.MONEY, self.places.sheet.currency, decimals=True)
        return self.styles.cell(kind, ColumnKind.MONEY, form)
