"""The sheets of an entry workbook that are only read: how to fill it in, and the lists of its drop-downs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.render.workbook.input_places import Places
from ledger.render.workbook.input_rows import A4
from ledger.render.workbook.style import Styles
from ledger.render.workbook.width import lines
from ledger.reports.entries.entry_sheet import HOW_TO
from ledger.reports.table import ColumnKind
from ledger.reports.table import RowKind

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_NUMBER_WIDTH, _LABEL_WIDTH, _TEXT_WIDTH = 4, 22, 84
_ROW_HEIGHT, _TITLE_HEIGHT, _TITLE_PERCENT = 15, 22, 140
_LIST_WIDTHS = (18, 80)


def write_how_to(worksheet: Worksheet, places: Places, styles: Styles) -> None:
    """Write what the workbook is for and how it is filled in."""
    for at, width in enumerate((_NUMBER_WIDTH, _LABEL_WIDTH, _TEXT_WIDTH)):
        worksheet.set_column(at, at, width)
    title = places.text("title", project=places.sheet.name)
    worksheet.merge_range(0, 0, 0, 2, "", styles.title())
    worksheet.write_string(0, 0, title, styles.title())
    across = _NUMBER_WIDTH + _LABEL_WIDTH + _TEXT_WIDTH
    worksheet.set_row(0, _TITLE_HEIGHT * lines(title, across, percent=_TITLE_PERCENT))
    row = 2
    for words, value in places.sheet.about:
        worksheet.merge_range(row, 0, row, 1, places.say(words), styles.about(label=True))
        _tall(worksheet, row, places.say(value), _TEXT_WIDTH)
        worksheet.write_string(row, 2, places.say(value), styles.about(label=False))
        row += 1
    worksheet.write_string(row + 1, 0, places.text("how_to"), styles.title(wrap=False))
    worksheet.set_row(row + 1, _TITLE_HEIGHT)
    row += 2
    text = styles.about(label=False)
    for number in range(1, HOW_TO + 1):
        written = places.text(f"how_to.{number}", project=places.sheet.project, entries=places.tabs["entries"])
        worksheet.write_string(row, 0, f"{number}.", text)
        worksheet.merge_range(row, 1, row, 2, "", text)
        worksheet.write_string(row, 1, written, text)
        _tall(worksheet, row, written, _LABEL_WIDTH + _TEXT_WIDTH)
        row += 1
    worksheet.hide_gridlines(2)
    worksheet.protect("", {"format_columns": True, "format_rows": True})
    worksheet.set_paper(A4)
    worksheet.fit_to_pages(1, 0)
    worksheet.set_footer(f"&L&8&A&R&8{places.page()}")


def write_lists(worksheet: Worksheet, places: Places, styles: Styles) -> None:
    """Write the lists: a column each, with its heading."""
    narrow, wide = _LIST_WIDTHS
    for at, each in enumerate(places.sheet.choices):
        names = [places.say(words) for _, words in each.names]
        worksheet.set_column(at, at, min(max(narrow, *map(len, names)) + 2, wide))
        worksheet.write_string(0, at, places.say(each.words), styles.heading(ColumnKind.TEXT, 0, last=True))
        for row, name in enumerate(names, start=1):
            worksheet.write_string(row, at, name, styles.cell(RowKind.LINE, ColumnKind.TEXT, ""))
    worksheet.freeze_panes(1, 0)
    worksheet.protect("", {"format_columns": True})
    worksheet.set_landscape()
    worksheet.set_paper(A4)
    worksheet.fit_to_pages(1, 0)


def _tall(worksheet: Worksheet, row: int, text: str, width: int) -> None:
    """Make a row as high as a text needs; programs do not see to that in merged cells."""
    worksheet.set_row(row, _ROW_HEIGHT * lines(text, width))
