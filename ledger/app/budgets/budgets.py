"""Budget versions of a book: shown, compared, laid out by project year."""

from __future__ import annotations

from ledger.app.book import Book
from ledger.app.dossiers import dossier
from ledger.core.record import evolve
from ledger.errors import OneVersionError
from ledger.errors import UnknownVersionError
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.dossier import Dossier
from ledger.model.view import View
from ledger.reports.budgets.budget import budget as budget_report
from ledger.reports.budgets.compare import compare as compare_report
from ledger.reports.budgets.project_years import project_years as years_report
from ledger.reports.financing.financing import financing as financing_report
from ledger.reports.table import Table
from ledger.rules.budget import project_under
from ledger.rules.budgets.project_years import Spread


def version_table(
    book: Book, project: str, number: int | None = None, *, financing: bool = False, by: Spread | None = None
) -> Table:
    """Return what a version says of cost by category and time.

    Args:
        book: The book.
        project: Project id.
        number: Number of the version; the one in force unless given.
        financing: Whether to show who pays instead.
        by: Lay the cost out by project year, by a key.

    Raises:
        UnknownProjectError: The book has no such project.
        UnknownVersionError: It has no version of that number.
        LedgerError: The budget cannot be laid out so.
    """
    view = View(today=book.today)
    found = dossier(book, project, view)
    version = version_of(found, number) if number is not None else None
    if version is not None:
        found = evolve(found, project=project_under(found.registered or found.project, version))
    if by is not None:
        return years_report(found, view, by, version)
    return financing_report(found, view, version) if financing else budget_report(found, view, version)


def compare_versions(book: Book, project: str, first: int | None = None, second: int | None = None) -> Table:
    """Return the exact difference between two budget versions of a project.

    Args:
        book: The book.
        project: Project id.
        first: Number of the one; the one before the other unless given.
        second: Number of the other; the latest unless given.

    Raises:
        UnknownProjectError: The book has no such project.
        UnknownVersionError: It has no version of one of the numbers.
        OneVersionError: It has one version only, and it was not said what to compare.
    """
    view = View(today=book.today)
    found = dossier(book, project, view)
    later = len(found.versions) if second is None else second
    earlier = later - 1 if first is None else first
    if first is None and earlier < 1:
        raise OneVersionError(project=project)
    return compare_report(found, (version_of(found, earlier), version_of(found, later)), view)


def version_of(found: Dossier, number: int) -> BudgetVersion:
    """Return a project's budget version of a number.

    Raises:
        UnknownVersionError: It has no such version.
    """
    if not 1 <= number <= len(found.versions):
        raise UnknownVersionError(project=found.project.id, number=number, count=len(found.versions))
    return found.versions[number - 1]
