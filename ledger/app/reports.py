"""Reports asked for by name: what a report takes, its table, and the workbook that it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ledger import catalog
from ledger.app.book import Book
from ledger.app.dossiers import chosen
from ledger.app.report_options import check_options
from ledger.app.tables import FEDERATION
from ledger.app.tables import REPORTS
from ledger.app.tables import claimed
from ledger.app.tables import mappings
from ledger.app.tables import one
from ledger.core.record import evolve
from ledger.model.view import View

if TYPE_CHECKING:
    from ledger.core.finding import Finding
    from ledger.reports.sheet import Workbook
    from ledger.reports.table import Table

ALONE = (
    "audit",
    "payers",
    "sectors",
    "contracts",
    "commitments",
    "comments",
    "checks",
    "reconciliation",
    "closure",
    "outstanding",
    "vat",
    "decisions",
    "lines",
)
"""Reports that rest on no other and are a workbook by themselves."""

OF_ONE = ("overview", "budget", "financing", "months", "entries", "forecast", "versions")
"""Reports on one project, which stand in its workbook."""

CLAIM_REPORTS = ("claim", "transactions", "claims", "converted")
"""Reports on payment claims; as a workbook they stand together."""


def report(book: Book, name: str, ids: Sequence[str] = (), view: View | None = None) -> Table:
    """Return a report as a typed table.

    Args:
        book: The book.
        name: One of those that ``medfin report --help`` lists.
        ids: Project ids, or the id of one; none means every project, for reports that can show several.
        view: Which slice; everything, by the usual rows, unless given.

    Raises:
        UnknownReportError: There is no such report.
        UnknownProjectError: The book has no such project.
        ReportScopeError: The report is about one project, and none or several were named.
        ViewOptionError: The report does not take what the view asks for.
        PeriodError: The view ends before it starts.
    """
    ids = _listed(ids)
    view = view or View(today=book.today)
    check_options(name, view)
    return _addressed(REPORTS[name](book, ids, view), book, ids, view)


def workbook(book: Book, name: str, ids: Sequence[str] = (), view: View | None = None) -> Workbook:
    """Return a report as a workbook: for one project with its overview, financing and entries, opened on the report.

    Args:
        book: The book.
        name: One of those that ``medfin report --help`` lists.
        ids: Project ids, or the id of one; none means every project, for reports that can show several.
        view: Which slice; everything, by the usual rows, unless given.

    Raises:
        LedgerError: As `report`.
    """
    ids = _listed(ids)
    view = view or View(today=book.today)
    check_options(name, view)
    if name in OF_ONE:
        one(book, name, ids)
    if view.by or view.known:
        REPORTS[name](book, ids, view)  # what refuses a report refuses its workbook, which holds others too
    made = _workbook(book, name, ids, view)
    wanted = chosen(book, ids)
    if len(wanted) != 1 or name in FEDERATION:
        return made
    from ledger.reports import address  # noqa: PLC0415 - a report on the screen needs none

    return evolve(made, project=wanted[0], asked=name + address.written(address.terms(view, book.today)))


def _workbook(book: Book, name: str, ids: Sequence[str], view: View) -> Workbook:
    if name in FEDERATION:
        from ledger.app.federation.workbook import treasury_workbook  # noqa: PLC0415

        return treasury_workbook(book, name, ids, view)
    wanted = chosen(book, ids)
    if name in ALONE or (name == "claims" and not _has_claims(book, one(book, name, ids))):
        from ledger.reports.workbook import alone  # noqa: PLC0415

        return alone(report(book, name, ids, view), view)
    if name == "statement":
        from ledger.app.statements.report import statement_workbook  # noqa: PLC0415

        return statement_workbook(book, one(book, name, ids), view)
    if name in CLAIM_REPORTS:
        from ledger.app.claims.report import claim_workbook  # noqa: PLC0415

        return claim_workbook(book, one(book, name, ids), view, name)
    if len(wanted) == 1 and name != "consolidated":
        return _project_workbook(book, wanted[0], name, view)
    from ledger.reports.workbook import consolidated_workbook  # noqa: PLC0415

    found = claimed(book, wanted, view)
    return consolidated_workbook(found, view, mappings(found), catalog.scheme(catalog.COMMON_SCHEME))


def _project_workbook(book: Book, id_: str, name: str, view: View) -> Workbook:
    from ledger.app.checks import entries_of  # noqa: PLC0415
    from ledger.app.checks import said  # noqa: PLC0415
    from ledger.app.selection import marks  # noqa: PLC0415
    from ledger.app.selection import rows  # noqa: PLC0415
    from ledger.reports.workbook import project_workbook  # noqa: PLC0415

    (found,) = claimed(book, [id_], view)
    entries = entries_of(book, [id_])
    against, shown = said(book, [id_], view, entries, (found,)), rows(book, id_, view, entries(id_))
    return project_workbook(found, shown, view, first=name, found=against, marks=marks(book, id_, found.head))


def _has_claims(book: Book, id_: str) -> bool:
    from ledger.app.claims.claims import claims_of  # noqa: PLC0415

    return bool(claims_of(book, id_))


def check(book: Book, ids: Sequence[str] = (), view: View | None = None) -> tuple[Finding, ...]:
    """Return everything that is to be said against the facts of some projects, or of all.

    Args:
        book: The book.
        ids: Project ids; none means every project.
        view: As known on which day; its choice of days, rows and entries does not matter.

    Raises:
        UnknownProjectError: The book has no such project.
    """
    from ledger.app.checks import said  # noqa: PLC0415

    return said(book, _listed(ids), view or View(today=book.today))


def _listed(ids: Sequence[str]) -> Sequence[str]:
    """Return project ids as they are meant: one that stands alone is not a row of letters."""
    return (ids,) if isinstance(ids, str) else ids


def _addressed(table: Table, book: Book, ids: Sequence[str], view: View) -> Table:
    """Return a report whose figures' addresses say all of the view that is not the usual one."""
    several = len(chosen(book, ids)) > 1
    if view == View(today=book.today) and not several:
        return table
    from ledger.reports import address  # noqa: PLC0415 - most reports are asked for with the usual view

    projects = ids if several else None
    return evolve(table, asked=address.written(address.terms(view, book.today, projects)))
