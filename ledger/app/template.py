"""Workbooks to be filled in by people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.app.book import Book
from ledger.app.dossiers import dossier
from ledger.model.view import View

if TYPE_CHECKING:
    from ledger.reports.entry_sheet import EntrySheet


def entries(book: Book, id_: str) -> EntrySheet:
    """Return the workbook that a project's actuals are typed into, with what is left of its budget lines.

    Args:
        book: The book.
        id_: Project id.

    Raises:
        UnknownProjectError: The book has no such project.
    """
    from ledger.importers.actuals.actuals import COLUMNS  # noqa: PLC0415
    from ledger.reports.entry_sheet import entry_sheet  # noqa: PLC0415

    view = View(today=book.today)
    return entry_sheet(dossier(book, id_, view), view, COLUMNS)
