"""The summary of a source's statements, as a table and as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ledger.app.book import Book
from ledger.app.dossiers import dossier
from ledger.app.selection import rows
from ledger.app.statements.statements import statement_months
from ledger.core.record import evolve
from ledger.core.words import folded
from ledger.errors import NoStatementError
from ledger.errors import StatementSourceError
from ledger.importers.actuals.actuals import Target
from ledger.model.dossier import Dossier
from ledger.model.entry import EntryRow
from ledger.model.statements.statement import StatementMonth
from ledger.model.view import View
from ledger.reports.statements import statement as report

if TYPE_CHECKING:
    from ledger.reports.sheet import Workbook
    from ledger.reports.table import Table


def statement_table(book: Book, project: str, view: View) -> Table:
    """Return a source's contributions in kind by month, ready to be signed.

    Args:
        book: The book.
        project: Project id.
        view: Which source, and which months by its days; the source may be left out where only one has statements.

    Raises:
        NoStatementError: No source has a statement in those months.
        StatementSourceError: The source has none, or none is named and several have.
    """
    return report.statement(*_found(book, project, view), view)


def statement_workbook(book: Book, project: str, view: View) -> Workbook:
    """Return the same as a workbook, with the source's entries.

    Raises:
        StatementSourceError: As `statement_table`.
    """
    return report.statement_workbook(*_found(book, project, view), view)


def _found(book: Book, project: str, view: View) -> tuple[Dossier, Sequence[StatementMonth], Sequence[EntryRow]]:
    """Return the project, the source's months and its entries in kind."""
    asked = evolve(view, year=None, start=None, end=None, net=False, masked=False)
    found = dossier(book, project, asked)
    months = report.months_of(statement_months(book, found.head), view)
    source = _source(found, months, view.source)
    mine = tuple(month for month in months if month.source == source)
    return found, mine, report.entries_of(rows(book, project, asked), source, view)


def _source(found: Dossier, months: Sequence[StatementMonth], asked: str | None) -> str:
    """Return the one source that is asked for and has a statement."""
    known = tuple(dict.fromkeys(month.source for month in months))
    target = Target(project=found.project, scheme=found.scheme, parties=found.parties)
    named = target.sources.get(folded(asked), ()) if asked else known
    having = [id_ for id_ in named if id_ in known]
    if len(having) != 1:
        if not known:
            raise NoStatementError(project=found.project.id)
        raise StatementSourceError(project=found.project.id, source=asked or "–", known=", ".join(known))
    return having[0]
