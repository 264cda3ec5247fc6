"""The entry workbook put together: properties, places and the four sheets."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from xlsxwriter.workbook import Workbook as File

from ledger.core.words import Labels
from ledger.core.words import label
from ledger.render.clean import visible
from ledger.render.workbook.book import OPTIONS
from ledger.render.workbook.input_left import write_left
from ledger.render.workbook.input_places import Places
from ledger.render.workbook.input_rows import write_rows
from ledger.render.workbook.input_texts import write_how_to
from ledger.render.workbook.input_texts import write_lists
from ledger.render.workbook.style import Styles
from ledger.reports.entries.entry_sheet import PROJECT_PROPERTY
from ledger.reports.entries.entry_sheet import EntrySheet

_TABS = ("how_to", "entries", "left", "lists")


def write_entry_book(sheet: EntrySheet, labels: Labels) -> bytes:
    """Write an entry workbook; see `ledger.render.workbook.input.to_entry_xlsx`."""
    stream = BytesIO()
    file = File(stream, OPTIONS)
    title = labels.say(label("entry_sheet.title", project=sheet.name))
    created = datetime.combine(sheet.created, datetime.min.time())
    file.set_properties({"title": visible(title), "created": created})
    file.set_custom_property(PROJECT_PROPERTY, sheet.project)
    tabs = {key: labels.say(label(f"entry_sheet.tab.{key}")) for key in _TABS}
    worksheets = {key: file.add_worksheet(tab) for key, tab in tabs.items()}
    styles = Styles(file)
    places = Places(sheet=sheet, labels=labels, tabs=tabs)
    write_how_to(worksheets["how_to"], places, styles)
    write_rows(worksheets["entries"], places, styles)
    write_left(worksheets["left"], places, styles)
    write_lists(worksheets["lists"], places, styles)
    file.close()
    return stream.getvalue()
