"""The XLSX file put together: sheets, charts and properties."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from xlsxwriter.workbook import Workbook as File
from xlsxwriter.worksheet import Worksheet

from ledger.core.words import Labels
from ledger.render.clean import visible
from ledger.render.workbook.chart import draw
from ledger.render.workbook.formula import Formulas
from ledger.render.workbook.layout import lay_out
from ledger.render.workbook.page import Page
from ledger.render.workbook.style import Styles
from ledger.render.workbook.underlag import underlag
from ledger.render.workbook.width import Widths
from ledger.reports.sheet import Workbook

PROPERTY = "medfin."
"""How the names of the properties begin that say what a workbook was asked for."""

OPTIONS = {
    "in_memory": True,
    # Texts from outside stay texts whatever they look like.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    # Looking for newer functions takes longer than all the rest, and no formula here has any.
    "use_future_functions": False,
}
"""How every workbook is written."""


class PlainSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A sheet whose formulas hold no function that has to be written otherwise in the file than on the screen.

    XlsxWriter looks for each of thirty such functions in every formula, which takes longer than writing it.
    """

    def _prepare_formula(self, formula: str, *_: object) -> str:
        """Return a formula as the file holds it."""
        return formula.removeprefix("=")


def write_book(workbook: Workbook, labels: Labels) -> bytes:
    """Write a workbook; see `ledger.render.xlsx.to_xlsx`."""
    basis = underlag(workbook.sheets, labels)
    sheets = (*workbook.sheets, basis) if basis else workbook.sheets
    layout = lay_out(sheets, labels)
    stream = BytesIO()
    file = File(stream, OPTIONS)
    created = datetime.combine(workbook.created, datetime.min.time())
    file.set_properties({"title": visible(labels.say(workbook.title)), "created": created})
    if workbook.asked:
        for name, value in (("project", workbook.project), ("asked", workbook.asked), ("language", labels.language)):
            file.set_custom_property(PROPERTY + name, value, "text")
    styles = Styles(file)
    formulas = Formulas(layout, labels)
    worksheets = [file.add_worksheet(tab, PlainSheet) for tab in layout.tabs]
    for worksheet, sheet in zip(worksheets, sheets, strict=True):
        page = Page(
            worksheet=worksheet,
            sheet=sheet,
            blocks=tuple(layout.blocks[table.name] for table in sheet.tables),
            widths=Widths.of(sheet, labels),
            formulas=formulas,
            styles=styles,
            labels=labels,
        )
        page.write([draw(chart, file, layout, labels) for chart in sheet.charts])
    for name, address in workbook.names:
        file.define_name(name, f"={layout.address(address)}")
    file.close()
    return stream.getvalue()
