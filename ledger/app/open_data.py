"""A project as open data, for whoever publishes it: sums by month and category, never texts, vouchers or persons."""

from __future__ import annotations

from ledger.app.book import Book
from ledger.app.dossiers import dossier
from ledger.exporters.open_data.fiscal_package import fiscal_package
from ledger.exporters.open_data.iati import iati_activity
from ledger.exporters.open_data.ocds import ocds_release
from ledger.model.view import View
from ledger.render.clean import visible


def export_fiscal(book: Book, id_: str, *, language: str = "sv") -> bytes:
    """Return a project as a Fiscal Data Package, an archive.

    Args:
        book: The book.
        id_: Project id.
        language: Of the categories' names.

    Raises:
        UnknownProjectError: The book has no such project.
    """
    view = View(today=book.today)
    return fiscal_package(dossier(book, id_, view), view, language)


def export_iati(book: Book, id_: str, publisher: str, country: str = "SE") -> str:
    """Return a project as an activity of the International Aid Transparency Initiative, XML.

    Args:
        book: The book.
        id_: Project id.
        publisher: Identifier of who publishes, register and number.
        country: ISO code of the country in which the project is.

    Raises:
        UnknownProjectError: The book has no such project.
    """
    view = View(today=book.today)
    return iati_activity(dossier(book, id_, view), view, _told(publisher), _told(country))


def export_ocds(book: Book, id_: str, prefix: str, publisher: str = "") -> str:
    """Return a project's planning as a release of the Open Contracting Data Standard, JSON.

    Args:
        book: The book.
        id_: Project id.
        prefix: The publisher's registered prefix.
        publisher: Who publishes; the owner unless given.

    Raises:
        UnknownProjectError: The book has no such project.
    """
    view = View(today=book.today)
    return ocds_release(dossier(book, id_, view), view, _told(prefix), _told(publisher))


def _told(word: str) -> str:
    """Return a word of the caller's with signs for what does not show, which XML cannot hold and nobody would see."""
    return visible(word, plain=True)
