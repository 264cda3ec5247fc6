"""What stands out by itself on a sheet: checks that do not hold, and texts that figures decide; rows to type into."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ledger.core.words import Words
from ledger.render.workbook.layout import Block
from ledger.render.workbook.style import Styles
from ledger.render.workbook.style import number_format
from ledger.render.workbook.width import Widths
from ledger.reports.table import ColumnKind
from ledger.reports.table import RowKind
from ledger.reports.table import Told

if TYPE_CHECKING:
    from ledger.render.workbook.plain import PlainSheet


def mark_checks(worksheet: PlainSheet, block: Block, styles: Styles) -> None:
    """Make the checks that do not hold stand out, also those that break later."""
    for at, column in enumerate(block.table.columns):
        if column.kind is ColumnKind.CHECK:
            rule = {"type": "cell", "criteria": "!=", "value": 0, "format": styles.broken()}
            worksheet.conditional_format(block.first, at, block.last, at, rule)


def mark_told(worksheet: PlainSheet, block: Block, styles: Styles, say: Callable[[Words], str]) -> None:
    """Give texts that figures decide the colour of what they say, also when a figure is changed."""
    for at in range(len(block.table.columns)):
        live = (row.cells[at].live for row in block.table.rows)
        cases = {case for told in live if isinstance(told, Told) for case in told.cases if case.tone}
        marks = sorted({(say(case.words), case.tone) for case in cases if case.tone})
        for text, tone in marks:
            rule = {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": styles.tone(tone)}
            worksheet.conditional_format(block.first, at, block.last, at, rule)


def open_for_entries(worksheet: PlainSheet, block: Block, styles: Styles, widths: Widths) -> None:
    """Let entries be filtered, and make what is typed beneath them look like them."""
    worksheet.autofilter(block.first - 1, 0, block.last, len(block.table.columns) - 1)
    for at, column in enumerate(block.table.columns):
        form = number_format(column.kind, block.table.currency, decimals=True)
        worksheet.set_column(at, at, widths.columns[at], styles.cell(RowKind.LINE, column.kind, form))
