"""Reports and forms: dossiers read, tables made, written in the format asked for."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import attrs

from ledger import catalog
from ledger.app.book import Book
from ledger.app.dossiers import chosen
from ledger.app.dossiers import dossier
from ledger.app.dossiers import dossiers
from ledger.core.near import near_names
from ledger.errors import PeriodError
from ledger.errors import ReportScopeError
from ledger.errors import UnknownReportError
from ledger.errors import ViewOptionError
from ledger.model.view import View

if TYPE_CHECKING:
    from ledger.core.finding import Finding
    from ledger.model.dossier import Dossier
    from ledger.model.entry import EntryRow
    from ledger.model.mapping import Mapping
    from ledger.model.marks import Marks
    from ledger.reports.sheet import Workbook
    from ledger.reports.table import Table

ALONE = (
    "audit",
    "payers",
    "contracts",
    "commitments",
    "comments",
    "contracts",
    "checks",
    "reconciliation",
    "closure",
    "outstanding",
    "vat",
    "decisions",
    "lines",
)
"""Reports that rest on no other and are a workbook by themselves."""

OF_WHOLES = ("whole", "board", "plan")
"""Reports whose rows can be what only a federation has."""

OF_ONE = ("overview", "budget", "financing", "months", "entries", "forecast", "versions")
"""Reports on one project, which stand in its workbook."""

CLAIM_REPORTS = ("claim", "transactions", "claims", "converted")
"""Reports on payment claims; as a workbook they stand together."""

COMMON_SCHEME = "generell"
"""The scheme to which reports over several projects bring each project's categories."""


def report(book: Book, name: str, ids: Sequence[str] = (), view: View | None = None) -> Table:
    """Return a report as a typed table.

    Args:
        book: The book.
        name: One of `REPORTS`.
        ids: Project ids; none means every project, for reports that can show several.
        view: Which slice; everything, by the usual rows, unless given.

    Raises:
        UnknownReportError: There is no such report.
        UnknownProjectError: The book has no such project.
        ReportScopeError: The report is about one project, and none or several were named.
        ViewOptionError: The report does not take what the view asks for.
        PeriodError: The view ends before it starts.
    """
    view = view or View(today=book.today)
    _check(name, view)
    return _addressed(REPORTS[name](book, ids, view), book, ids, view)


def workbook(book: Book, name: str, ids: Sequence[str] = (), view: View | None = None) -> Workbook:
    """Return a report as a workbook: for one project with its overview, financing and entries, opened on the report.

    Raises:
        LedgerError: As `report`.
    """
    view = view or View(today=book.today)
    _check(name, view)
    if name in OF_ONE:
        _one(book, name, ids)
    if view.by or view.known:
        REPORTS[name](book, ids, view)  # what refuses a report refuses its workbook, which holds others too
    made = _workbook(book, name, ids, view)
    wanted = chosen(book, ids)
    if len(wanted) != 1 or name in FEDERATION:
        return made
    from ledger.reports import address  # noqa: PLC0415 - a report on the screen needs none

    return attrs.evolve(made, project=wanted[0], asked=name + address.written(address.terms(view, book.today)))


def _workbook(book: Book, name: str, ids: Sequence[str], view: View) -> Workbook:
    if name in FEDERATION:
        from ledger.app.federation.treasury import treasury_workbook  # noqa: PLC0415

        return treasury_workbook(book, name, ids, view)
    wanted = chosen(book, ids)
    if name in ALONE or (name == "claims" and not _has_claims(book, _one(book, name, ids))):
        from ledger.reports.workbook import alone  # noqa: PLC0415

        return alone(report(book, name, ids, view), view)
    if name == "statement":
        from ledger.app.statements.report import statement_workbook  # noqa: PLC0415

        return statement_workbook(book, _one(book, name, ids), view)
    if name in CLAIM_REPORTS:
        from ledger.app.claims.report import claim_workbook  # noqa: PLC0415

        return claim_workbook(book, _one(book, name, ids), view, name)
    if len(wanted) == 1 and name != "consolidated":
        from ledger.app.checks import entries_of  # noqa: PLC0415
        from ledger.app.checks import said  # noqa: PLC0415
        from ledger.reports.workbook import project_workbook  # noqa: PLC0415

        (found,) = _claimed(book, wanted, view)
        entries = entries_of(book, wanted)
        against, rows = said(book, wanted, view, entries), _rows(book, wanted[0], view, entries(wanted[0]))
        return project_workbook(found, rows, view, first=name, found=against, marks=_marks(book, found))
    from ledger.reports.workbook import consolidated_workbook  # noqa: PLC0415

    found_all = _claimed(book, wanted, view)
    return consolidated_workbook(found_all, view, mappings(found_all), catalog.scheme(COMMON_SCHEME))


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

    return said(book, ids, view or View(today=book.today))


def _addressed(table: Table, book: Book, ids: Sequence[str], view: View) -> Table:
    """Return a report whose figures' addresses say all of the view that is not the usual one."""
    several = len(chosen(book, ids)) > 1
    if view == View(today=book.today) and not several:
        return table
    from ledger.reports import address  # noqa: PLC0415 - most reports are asked for with the usual view

    projects = ids if several else None
    return attrs.evolve(table, asked=address.written(address.terms(view, book.today, projects)))


def mappings(found: Sequence[Dossier]) -> dict[str, Mapping]:
    """Return the mapping of each scheme in use to the one that reports over several projects are kept in."""
    schemes = {each.scheme.id for each in found}
    pairs = ((scheme, catalog.mapping(scheme, COMMON_SCHEME)) for scheme in sorted(schemes))
    return {scheme: mapping for scheme, mapping in pairs if mapping is not None}


def _rows(book: Book, id_: str, view: View, entries: Iterable[EntryRow] | None = None) -> Iterator[EntryRow]:
    from ledger.app.selection import rows  # noqa: PLC0415

    return rows(book, id_, view, entries)


def _marks(book: Book, found: Dossier) -> Marks:
    from ledger.app.selection import marks  # noqa: PLC0415

    return marks(book, found.project.id, found.head)


def _check(name: str, view: View) -> None:
    """Refuse a report that there is not, and one that does not take what the view asks for."""
    if name not in REPORTS:
        raise UnknownReportError(name=name, nearest=near_names(name, REPORTS))
    if view.start and view.end and view.start > view.end:
        raise PeriodError(start=view.start, end=view.end)
    if view.source is not None and name != "statement":
        raise ViewOptionError(name=name, option="--source", reports="statement")
    only: tuple[tuple[str, bool, tuple[str, ...]], ...] = (
        ("--net", view.net, ("entries",)),
        ("--mask", view.masked, ("entries", "transactions")),
        ("--claim", view.claim is not None, ("claim", "transactions", "converted")),
        *((f"--by {each}", each in view.by, OF_WHOLES) for each in ("area", "member")),
    )
    for option, given, reports in only:
        if given and name not in reports:
            raise ViewOptionError(name=name, option=option, reports=", ".join(reports))
    for option, given in (("--known", bool(view.known)), ("--attested", view.attested)):
        if given and (name == "audit" or (name == "reconciliation" and option == "--attested")):
            raise ViewOptionError(name=name, option=option, reports=", ".join(each for each in REPORTS if each != name))


def _one(book: Book, name: str, ids: Sequence[str]) -> str:
    wanted = chosen(book, ids)
    if len(wanted) != 1:
        raise ReportScopeError(name=name, projects=", ".join(wanted) or "–")
    return wanted[0]


_PLAIN = {
    "budget": "ledger.reports.budgets.budget",
    "lines": "ledger.reports.budgets.budget_lines",
    "financing": "ledger.reports.financing.financing",
    "payers": "ledger.reports.financing.payers",
    "months": "ledger.reports.months",
    "forecast": "ledger.reports.forecast",
    "versions": "ledger.reports.budgets.versions",
    "commitments": "ledger.reports.commitments",
    "comments": "ledger.reports.comments",
}
"""Where the reports are made that need one project's dossier and nothing else."""


def _plain(name: str, book: Book, ids: Sequence[str], view: View) -> Table:
    from importlib import import_module  # noqa: PLC0415 - a report loads only its own module

    made: Callable[[Dossier, View], Table] = getattr(import_module(_PLAIN[name]), name)
    return made(dossier(book, _one(book, name, ids), view), view)


_OF_BOOK = {
    "audit": ("ledger.app.audit", "audit"),
    "contracts": ("ledger.app.contracts", "contracts_table"),
    "reconciliation": ("ledger.app.imports.reconciliation", "reconciliation"),
    "statement": ("ledger.app.statements.report", "statement_table"),
}
"""Where the reports are made that ask the book for more than a dossier: module and function."""


def _of_book(name: str, book: Book, ids: Sequence[str], view: View) -> Table:
    from importlib import import_module  # noqa: PLC0415 - a report loads only its own module

    module, function = _OF_BOOK[name]
    made: Callable[[Book, str, View], Table] = getattr(import_module(module), function)
    return made(book, _one(book, name, ids), view)


def _variance(book: Book, ids: Sequence[str], view: View) -> Table:
    from ledger.reports.variance import variance  # noqa: PLC0415

    return variance(dossiers(book, ids, view, coarse=True), view)


def _cofinancing(book: Book, ids: Sequence[str], view: View) -> Table:
    from ledger.reports.financing.cofinancing import cofinancing  # noqa: PLC0415

    return cofinancing(_claimed(book, ids, view), view)


def _claimed(book: Book, ids: Sequence[str], view: View) -> tuple[Dossier, ...]:
    """Return dossiers with their projects' claims."""
    found = dossiers(book, ids, view)
    if len(found) == 1 and next(iter(book.store.facts(found[0].project.id, "claim")), None) is None:
        return found
    from ledger.app.claims.claims import with_claims  # noqa: PLC0415

    return with_claims(book, found)


def _entries(book: Book, ids: Sequence[str], view: View) -> Table:
    from ledger.reports.entries import entries  # noqa: PLC0415

    found = dossier(book, _one(book, "entries", ids), view)
    return entries(found, _rows(book, found.project.id, view), view, _marks(book, found))


def _consolidated(book: Book, ids: Sequence[str], view: View) -> Table:
    from ledger.reports.consolidated import consolidated  # noqa: PLC0415

    found = dossiers(book, ids, view, coarse=True)
    return consolidated(found, view, mappings(found), catalog.scheme(COMMON_SCHEME))


def _findings(book: Book, ids: Sequence[str], view: View) -> Table:
    from ledger.reports.findings import findings  # noqa: PLC0415

    return findings(check(book, ids, view))


def _checks(book: Book, ids: Sequence[str], view: View) -> Table:
    from ledger.reports.checks import checks  # noqa: PLC0415

    found = dossier(book, _one(book, "checks", ids), view)
    return checks(found, _rows(book, found.project.id, view), _marks(book, found), view)


def _overview(book: Book, ids: Sequence[str], view: View) -> Table:
    from ledger.reports.budgets.budget import budget  # noqa: PLC0415
    from ledger.reports.financing.cofinancing import cofinancing  # noqa: PLC0415
    from ledger.reports.overview import overview  # noqa: PLC0415

    (found,) = _claimed(book, (_one(book, "overview", ids),), view)
    return overview(found, view, budget(found, view), cofinancing((found,), view))


def _of_one_claim(name: str, book: Book, ids: Sequence[str], view: View) -> Table:
    from ledger.app.claims import report as of  # noqa: PLC0415

    made = {"claim": of.claim_table, "converted": of.converted_table}
    return made[name](book, _one(book, name, ids), view.claim)


def _vat(book: Book, ids: Sequence[str], view: View) -> Table:
    from ledger.reports.claims.vat import vat  # noqa: PLC0415
    from ledger.rules.claims.vat import vat_sums  # noqa: PLC0415

    found = dossier(book, _one(book, "vat", ids), view)
    return vat(found, vat_sums(_rows(book, found.project.id, view), catalog.vat_compensations()), view)


def _of_own_claims(name: str, book: Book, ids: Sequence[str], view: View) -> Table:
    from ledger.app.claims import report as of  # noqa: PLC0415

    made = {"claims": of.claims_table, "transactions": of.transactions_table, "closure": of.closure_table}
    return made[name](book, _one(book, name, ids), view)


def _of_claims(name: str, book: Book, ids: Sequence[str], view: View) -> Table:
    from ledger.app.claims import report as claim_report  # noqa: PLC0415

    made = {"outstanding": claim_report.outstanding_table, "decisions": claim_report.decisions_table}
    return made[name](book, ids, view)


def _of_federation(name: str, book: Book, ids: Sequence[str], view: View) -> Table:
    from ledger.app.federation.treasury import treasury_report  # noqa: PLC0415

    return treasury_report(book, name, ids, view)


FEDERATION = (
    "whole",
    "board",
    "eliminations",
    "members",
    "capital",
    "funders",
    "operations",
    "balance",
    "cash",
    "plan",
    "sus",
    "attention",
    "changes",
)
"""Reports on a federation and its whole."""

REPORTS: dict[str, Callable[[Book, Sequence[str], View], Table]] = {
    "overview": _overview,
    "budget": partial(_plain, "budget"),
    "lines": partial(_plain, "lines"),
    "financing": partial(_plain, "financing"),
    "variance": _variance,
    "cofinancing": _cofinancing,
    "payers": partial(_plain, "payers"),
    "months": partial(_plain, "months"),
    "consolidated": _consolidated,
    "entries": _entries,
    "findings": _findings,
    "audit": partial(_of_book, "audit"),
    "checks": _checks,
    "statement": partial(_of_book, "statement"),
    "reconciliation": partial(_of_book, "reconciliation"),
    "forecast": partial(_plain, "forecast"),
    "versions": partial(_plain, "versions"),
    "commitments": partial(_plain, "commitments"),
    "contracts": partial(_of_book, "contracts"),
    "comments": partial(_plain, "comments"),
    **{name: partial(_of_one_claim, name) for name in ("claim", "converted")},
    "vat": _vat,
    **{name: partial(_of_own_claims, name) for name in ("transactions", "claims", "closure")},
    **{name: partial(_of_claims, name) for name in ("outstanding", "decisions")},
    **{name: partial(_of_federation, name) for name in FEDERATION},
}
"""Every report by its name; each loads only what it uses, since a cold report must be quick."""
