"""Every report's table by the report's name: which facts it asks the book for, and who arranges them."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from ledger import catalog
from ledger import errors
from ledger.app.book import Book
from ledger.app.dossiers import chosen
from ledger.app.dossiers import dossier
from ledger.app.dossiers import dossiers
from ledger.model.totals import Grain
from ledger.model.view import Dimension
from ledger.model.view import View

if TYPE_CHECKING:
    from ledger.model.dossier import Dossier
    from ledger.model.mapping import Mapping
    from ledger.reports.table import Table


def one(book: Book, name: str, ids: Sequence[str]) -> str:
    """Return the one project that a report is asked of.

    Raises:
        ReportScopeError: None or several were named.
        UnknownProjectError: The book has no such project.
    """
    wanted = chosen(book, ids)
    if len(wanted) != 1:
        raise errors.ReportScopeError(name=name, projects=", ".join(wanted))
    return wanted[0]


def claimed(book: Book, ids: Sequence[str], view: View) -> tuple[Dossier, ...]:
    """Return the projects' dossiers with their claims."""
    found = dossiers(book, ids, view)
    if len(found) == 1 and next(iter(book.store.facts(found[0].project.id, "claim")), None) is None:
        return found
    from ledger.app.claims.claims import with_claims  # noqa: PLC0415

    return with_claims(book, found)


def mappings(found: Sequence[Dossier]) -> dict[str, Mapping]:
    """Return the mapping of each scheme in use to the one that reports over several projects are kept in."""
    schemes = {each.scheme.id for each in found}
    pairs = ((scheme, catalog.mapping(scheme, catalog.COMMON_SCHEME)) for scheme in sorted(schemes))
    return {scheme: mapping for scheme, mapping in pairs if mapping is not None}


_OF_DOSSIER = {
    "budget": "ledger.reports.budgets.budget",
    "lines": "ledger.reports.budgets.budget_lines",
    "financing": "ledger.reports.financing.financing",
    "payers": "ledger.reports.financing.payers",
    "months": "ledger.reports.forecasts.months",
    "forecast": "ledger.reports.forecasts.forecast",
    "versions": "ledger.reports.budgets.versions",
    "commitments": "ledger.reports.forecasts.commitments",
    "comments": "ledger.reports.forecasts.comments",
}
"""Reports that need one project's dossier and nothing else: the module of each; its function has the report's name."""

_OF_PROJECT = {
    "audit": ("ledger.app.audit.audit", "audit"),
    "contracts": ("ledger.app.audit.contracts", "contracts_table"),
    "reconciliation": ("ledger.app.imports.reconciliation", "reconciliation"),
    "statement": ("ledger.app.statements.report", "statement_table"),
    "transactions": ("ledger.app.claims.report", "transactions_table"),
    "claims": ("ledger.app.claims.report", "claims_table"),
    "closure": ("ledger.app.claims.report", "closure_table"),
}
"""Reports on one project that ask the book for more than a dossier: module and function."""

_OF_CLAIM = {"claim": "claim_table", "converted": "converted_table"}
"""Reports on one claim of a project: functions in `ledger.app.claims.report`."""

_OF_CLAIMS = {"outstanding": "outstanding_table", "decisions": "decisions_table"}
"""Reports on the claims of several projects: functions in the same module."""


def _of_dossier(name: str, book: Book, ids: Sequence[str], view: View) -> Table:
    made: Callable[[Dossier, View], Table] = getattr(import_module(_OF_DOSSIER[name]), name)
    return made(dossier(book, one(book, name, ids), view), view)


def _of_project(name: str, book: Book, ids: Sequence[str], view: View) -> Table:
    module, function = _OF_PROJECT[name]
    made: Callable[[Book, str, View], Table] = getattr(import_module(module), function)
    return made(book, one(book, name, ids), view)


def _of_claim(name: str, book: Book, ids: Sequence[str], view: View) -> Table:
    made: Callable[[Book, str, int | None], Table]
    made = getattr(import_module("ledger.app.claims.report"), _OF_CLAIM[name])
    return made(book, one(book, name, ids), view.claim)


def _of_claims(name: str, book: Book, ids: Sequence[str], view: View) -> Table:
    made: Callable[[Book, Sequence[str], View], Table]
    made = getattr(import_module("ledger.app.claims.report"), _OF_CLAIMS[name])
    return made(book, ids, view)


def _of_federation(name: str, book: Book, ids: Sequence[str], view: View) -> Table:
    from ledger.app.federation.reports import treasury_report  # noqa: PLC0415

    return treasury_report(book, name, ids, view)


def _overview(book: Book, ids: Sequence[str], view: View) -> Table:
    from ledger.reports.budgets.budget import budget  # noqa: PLC0415
    from ledger.reports.financing.cofinancing import cofinancing  # noqa: PLC0415
    from ledger.reports.projects.overview import overview  # noqa: PLC0415

    (found,) = claimed(book, (one(book, "overview", ids),), view)
    return overview(found, view, budget(found, view), cofinancing((found,), view))


def _variance(book: Book, ids: Sequence[str], view: View) -> Table:
    from ledger.reports.variance import variance  # noqa: PLC0415

    return variance(dossiers(book, ids, view, Grain.YEAR), view)


def _cofinancing(book: Book, ids: Sequence[str], view: View) -> Table:
    from ledger.reports.financing.cofinancing import cofinancing  # noqa: PLC0415

    return cofinancing(claimed(book, ids, view), view)


def _sectors(book: Book, ids: Sequence[str], view: View) -> Table:
    from ledger.app.financing.sectors import sectors_of  # noqa: PLC0415

    return sectors_of(book, ids, view)


def _consolidated(book: Book, ids: Sequence[str], view: View) -> Table:
    from ledger.reports.projects.consolidated import consolidated  # noqa: PLC0415

    found = dossiers(book, ids, view, Grain.KIND if view.by in ((), (Dimension.PROJECT,)) else Grain.YEAR)
    if Dimension.CATEGORY not in view.by:
        return consolidated(found, view, {})
    return consolidated(found, view, mappings(found), catalog.scheme(catalog.COMMON_SCHEME))


def _entries(book: Book, ids: Sequence[str], view: View) -> Table:
    from ledger.app.selection import marks  # noqa: PLC0415
    from ledger.app.selection import rows  # noqa: PLC0415
    from ledger.reports.entries.entries import entries  # noqa: PLC0415

    found = dossier(book, one(book, "entries", ids), view)
    id_ = found.project.id
    return entries(found, rows(book, id_, view), view, marks(book, id_, found.head))


def _findings(book: Book, ids: Sequence[str], view: View) -> Table:
    from ledger.app.checks import said  # noqa: PLC0415
    from ledger.reports.findings import findings  # noqa: PLC0415

    return findings(said(book, ids, view))


def _checks(book: Book, ids: Sequence[str], view: View) -> Table:
    from ledger.app.selection import marks  # noqa: PLC0415
    from ledger.app.selection import rows  # noqa: PLC0415
    from ledger.reports.audit.checks import checks  # noqa: PLC0415

    found = dossier(book, one(book, "checks", ids), view)
    id_ = found.project.id
    return checks(found, rows(book, id_, view), marks(book, id_, found.head), view)


def _vat(book: Book, ids: Sequence[str], view: View) -> Table:
    from ledger.app.selection import rows  # noqa: PLC0415
    from ledger.reports.claims.vat import vat  # noqa: PLC0415
    from ledger.rules.claims.vat import unsaid  # noqa: PLC0415
    from ledger.rules.claims.vat import vat_sums  # noqa: PLC0415

    found = dossier(book, one(book, "vat", ids), view)
    sums = vat_sums(rows(book, found.project.id, view), catalog.vat_compensations())
    return vat(found, sums, unsaid(rows(book, found.project.id, view)), view)


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
    "booked",
    "changes",
)
"""Reports on a federation and its whole."""

REPORTS: dict[str, Callable[[Book, Sequence[str], View], Table]] = {
    "overview": _overview,
    "budget": partial(_of_dossier, "budget"),
    "lines": partial(_of_dossier, "lines"),
    "financing": partial(_of_dossier, "financing"),
    "variance": _variance,
    "cofinancing": _cofinancing,
    "payers": partial(_of_dossier, "payers"),
    "sectors": _sectors,
    "months": partial(_of_dossier, "months"),
    "consolidated": _consolidated,
    "entries": _entries,
    "findings": _findings,
    "audit": partial(_of_project, "audit"),
    "checks": _checks,
    "statement": partial(_of_project, "statement"),
    "reconciliation": partial(_of_project, "reconciliation"),
    "forecast": partial(_of_dossier, "forecast"),
    "versions": partial(_of_dossier, "versions"),
    "commitments": partial(_of_dossier, "commitments"),
    "contracts": partial(_of_project, "contracts"),
    "comments": partial(_of_dossier, "comments"),
    **{name: partial(_of_claim, name) for name in _OF_CLAIM},
    "vat": _vat,
    **{name: partial(_of_project, name) for name in ("transactions", "claims", "closure")},
    **{name: partial(_of_claims, name) for name in _OF_CLAIMS},
    **{name: partial(_of_federation, name) for name in FEDERATION},
}
"""Every report by its name, in the order they are listed; each loads only what it uses, for a cold report is quick."""
