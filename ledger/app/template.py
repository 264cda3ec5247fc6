"""Workbooks and files to be filled in by people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger import catalog
from ledger.app.book import Book
from ledger.app.dossiers import dossier
from ledger.app.dossiers import project_ids
from ledger.app.dossiers import without_totals
from ledger.core.near import near_names
from ledger.errors import UnknownSchemeError
from ledger.model.view import View

if TYPE_CHECKING:
    from ledger.reports.entries.entry_sheet import EntrySheet


def entry_template(book: Book, id_: str) -> EntrySheet:
    """Return the workbook that a project's actuals are typed into, with what is left of its budget lines.

    Args:
        book: The book.
        id_: Project id.

    Raises:
        UnknownProjectError: The book has no such project.
    """
    from ledger.importers.actuals.actuals import COLUMNS  # noqa: PLC0415
    from ledger.reports.entries.entry_sheet import entry_sheet  # noqa: PLC0415

    view = View(today=book.today)
    return entry_sheet(dossier(book, id_, view), view, COLUMNS)


def project_template(scheme: str, *, language: str = "sv") -> str:
    """Return the text of a project file to be filled in from the decision.

    Args:
        scheme: Id of a shipped scheme, or path of a scheme file of one's own.
        language: Of its remarks, ``sv`` or ``en``.

    Raises:
        UnknownSchemeError: There is no such scheme.
        LedgerError: The scheme's file has errors or cannot be read.
    """
    from ledger.exporters.projects.blank_file import write_blank_project  # noqa: PLC0415

    found = catalog.scheme(scheme)
    if found is None:
        raise UnknownSchemeError(name=scheme, nearest=near_names(scheme, catalog.scheme_ids()))
    known = (programme for id_ in catalog.programme_ids() if (programme := catalog.programme(id_)))
    programmes = tuple(each for each in known if found.id in each.schemes)
    return write_blank_project(found, programmes, catalog.labels(language))


def federation_template(book: Book, *, language: str = "sv") -> str:
    """Return the text of a federation's file to be filled in, with a section for each project of a book.

    Args:
        book: The book.
        language: Of its remarks, ``sv`` or ``en``.
    """
    from ledger.exporters.blank_federation import write_blank_federation  # noqa: PLC0415

    projects = [found.project for found in without_totals(book, project_ids(book), book.today)]
    return write_blank_federation(projects, catalog.labels(language))
