"""A workbook as an XLSX file with live formulas.

The work is shared by modules that are loaded only when a workbook is written: `layout` says where everything
stands, `underlag` gathers what rules and decisions have set, `formula` writes formulas, `width` and
`style` say how cells look, `page` writes a sheet, `chart` draws, and `book` puts them together.
"""

from __future__ import annotations

from ledger.core.late_pattern import late_patterns
from ledger.core.words import Labels
from ledger.reports.sheet import Workbook


def to_xlsx(workbook: Workbook, labels: Labels) -> bytes:
    """Write a workbook as a file that spreadsheet programs recalculate.

    Sums of entries and arithmetic on cells are formulas; what rules and decisions have set stands on a sheet of its own
    and the cells point there. Each formula carries the library's own figure as its kept value.

    Args:
        workbook: The sheets; money in minor units.
        labels: The language of the sheets.

    Returns:
        The file. The same workbook gives the same bytes.

    Raises:
        FigureTooLongError: A figure has more than 15 digits.
        FormulaTooLongError: A sum has more terms than a formula can hold.
        ReferenceMissingError: A formula refers to what the workbook does not hold.
        SheetFullError: A sheet has too many rows.
        TableTwiceError: Two tables have the same name.
    """
    with late_patterns():
        from ledger.render.workbook.book import write_book  # noqa: PLC0415 - XlsxWriter loads slowly

    return write_book(workbook, labels)
