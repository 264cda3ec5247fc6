"""The entry workbook as an XLSX file: instructions, the sheet to type on, what is left, and the lists."""

from __future__ import annotations

from ledger.core.words import Labels
from ledger.reports.entries.entry_sheet import EntrySheet


def to_entry_xlsx(sheet: EntrySheet, labels: Labels) -> bytes:
    """Write an entry workbook.

    All cells but those to type in are locked, without a password. Names and texts from the project are written as
    texts, and formulas only refer to the cells that hold them.

    Args:
        sheet: The project's entry workbook.
        labels: The language of the sheets.

    Returns:
        The file. The same entry sheet gives the same bytes.

    Raises:
        FigureTooLongError: A figure has more than 15 digits.
    """
    from ledger.render.workbook.input_book import write_entry_book  # noqa: PLC0415 - XlsxWriter loads slowly

    return write_entry_book(sheet, labels)
