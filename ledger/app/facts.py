"""A project's facts for a program that makes its own report: what it is, its totals, and its entries one by one."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.app import dossiers
from ledger.app.book import Book
from ledger.model.dossier import Dossier
from ledger.model.entry import Entry
from ledger.model.entry import from_row
from ledger.model.view import View


def dossier(book: Book, project: str, view: View | None = None) -> Dossier:
    """Return all that is known of a project: its facts, its budget versions, and totals of its entries.

    Totals are sums by part, phase, category, source, kind and month. They are kept with the book, so they cost the same
    however many entries lie beneath; `entries` gives those.

    Args:
        book: The book.
        project: Project id.
        view: Which days its totals are of; all days unless given.

    Raises:
        UnknownProjectError: The book has no such project.
        NotYetKnownError: It was not in the book on the day that the view is about.
    """
    return dossiers.dossier(book, project, view or View(today=book.today))


def entries(book: Book, project: str) -> Iterator[Entry]:
    """Return a project's entries in the order of their numbers, one by one, reversals and what they reverse among them.

    Args:
        book: The book.
        project: Project id.

    Raises:
        UnknownProjectError: The book has no such project.
    """
    dossiers.chosen(book, (project,))
    return map(from_row, book.store.entries(project))
