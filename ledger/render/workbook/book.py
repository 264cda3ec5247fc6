"""The XLSX file put together: sheets, charts and properties."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from ledger.core.words import Labels
from ledger.render.clean import visible
from ledger.render.workbook.chart import draw
from ledger.render.workbook.formula import Formulas
from ledger.render.workbook.layout import lay_out
from ledger.render.workbook.page import Page
from ledger.render.workbook.plain import PlainSheet
from ledger.render.workbook.plain_file import PlainFile as File
from ledger.render.workbook.style import Styles
from ledger.render.workbook.underlag import underlag
from ledger.render.workbook.width import Widths
from ledger.reports.sheet import Workbook

PROPERTY = "medfin."
"""How the names of the properties begin that say what a workbook was asked for."""

STAMPS = "stamps."
"""How the names of the properties go on that hold stamps of what is written into locked sheets."""

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
    locked = [sheet.locked and bool(workbook.asked) for sheet in sheets]
    kinds = map(_kind, locked)
    worksheets = [file.add_worksheet(tab, kind) for tab, kind in zip(layout.tabs, kinds, strict=True)]
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
    if any(locked):
        _keep_stamps(file, worksheets)
    for name, address in workbook.names:
        file.define_name(name, f"={layout.address(address)}")
    file.close()
    return stream.getvalue()


def _kind(locked: bool) -> type[PlainSheet]:
    if not locked:
        return PlainSheet
    from ledger.render.workbook.stamped import StampedSheet  # noqa: PLC0415 - only forms are locked

    return StampedSheet


def _keep_stamps(file: File, worksheets: Sequence[PlainSheet]) -> None:
    """Keep the stamps of locked sheets in the properties."""
    from ledger.render.workbook.stamped import StampedSheet  # noqa: PLC0415 - only forms are locked
    from ledger.rules.stamp import write_stamps  # noqa: PLC0415

    stamps = {sheet.name: sheet.stamps for sheet in worksheets if isinstance(sheet, StampedSheet)}
    for at, text in enumerate(write_stamps(stamps), start=1):
        file.set_custom_property(f"{PROPERTY}{STAMPS}{at}", text, "text")
