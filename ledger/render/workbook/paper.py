"""How a sheet lies on the screen and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ledger.render.workbook.layout import ENTRIES
from ledger.render.workbook.layout import Block
from ledger.render.workbook.place import Places
from ledger.reports.sheet import Sheet

if TYPE_CHECKING:
    from ledger.render.workbook.plain import PlainSheet

_A4 = 9

_FROZEN_MOST = 16
"""More frozen rows than this would leave too little of a small screen for the figures."""

_LONG = 40
"""A table of more rows than this may go on over a page, and its headings with it where no other table follows."""

_SHORT, _SHORT_LYING = 75, 60
"""A locked sheet of no more rows than this prints on one page, as forms do: upright, and on its side."""

_READ_PIXELS = 2_400
"""So wide a stretch of a sheet goes on one page; letters of a wider one would be smaller than two fifths."""

_FREE = {"format_cells": True, "format_columns": True, "format_rows": True}
"""What may be done on a locked sheet besides writing in open cells: cells can be made to look better."""


def lay_for_eyes(worksheet: PlainSheet, sheet: Sheet, blocks: Sequence[Block]) -> None:
    """Freeze the headings of a table that stands alone, and lock what is not to be written in."""
    if len(blocks) == 1 and blocks[0].first <= _FROZEN_MOST:
        worksheet.freeze_panes(blocks[0].first, 0)
    if all(block.table.name != ENTRIES for block in blocks):
        worksheet.hide_gridlines(2)
    if sheet.locked:
        worksheet.protect("", _FREE)


def lay_for_paper(worksheet: PlainSheet, sheet: Sheet, blocks: Sequence[Block], places: Places, *, lies: bool) -> None:
    """Choose paper, margins and pages; a very wide sheet goes over several, each with its first column.

    Args:
        worksheet: Where to.
        sheet: What.
        blocks: Where its tables stand.
        places: Where everything on it ends.
        lies: Whether it prints on its side.
    """
    for at, block in enumerate(blocks, start=1):
        long = len(blocks) == 1 or len(block.table.rows) > _LONG
        if block.heads and long and not any(each.heads for each in blocks[at:]):
            worksheet.repeat_rows(block.head, block.first - 1)
    if lies:
        worksheet.set_landscape()
    worksheet.set_paper(_A4)
    across = 1 if places.one_page else -(-places.pixels // _READ_PIXELS)
    if across > 1:
        worksheet.repeat_columns(0)
    short = sheet.locked and places.row <= (_SHORT_LYING if lies else _SHORT)
    worksheet.fit_to_pages(across, 1 if places.one_page or short else 0)
    worksheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    worksheet.print_area(0, 0, blocks[0].first - 1 if sheet.on_screen else places.row, places.column)
