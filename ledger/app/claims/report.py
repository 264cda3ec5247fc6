"""Claims as reports: one with its proof, its transactions, and all of a project's."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from functools import partial

from ledger.app.book import Book
from ledger.app.claims.claims import claim_of
from ledger.app.claims.claims import claim_states
from ledger.app.claims.claims import claimed_rows
from ledger.app.claims.claims import claims_of
from ledger.app.claims.claims import draw
from ledger.app.claims.claims import earlier_claims
from ledger.app.claims.claims import head_of
from ledger.app.claims.claims import payments_of
from ledger.app.claims.claims import rows_to
from ledger.app.claims.claims import with_claims
from ledger.app.dossiers import chosen
from ledger.app.dossiers import dossier
from ledger.app.dossiers import dossier_at
from ledger.app.dossiers import dossiers
from ledger.app.selection import marks
from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import stop
from ledger.core.money import Money
from ledger.core.record import evolve
from ledger.core.words import Words
from ledger.core.words import label
from ledger.errors import NotConvertedError
from ledger.model.claims.claim import Claim
from ledger.model.claims.claim import ClaimState
from ledger.model.dossier import Dossier
from ledger.model.view import View
from ledger.reports import naming
from ledger.reports.claims.claim import claim as claim_report
from ledger.reports.claims.claims import claims
from ledger.reports.claims.closure import closure
from ledger.reports.claims.converted import converted_claim
from ledger.reports.claims.decisions import decisions
from ledger.reports.claims.outstanding import day_of
from ledger.reports.claims.outstanding import outstanding
from ledger.reports.claims.transactions import transactions
from ledger.reports.entries.entries import NAME as ENTRIES
from ledger.reports.sheet import Sheet
from ledger.reports.sheet import Workbook
from ledger.reports.table import Table
from ledger.rules import budget
from ledger.rules.claims import claim as rules
from ledger.rules.claims import closure as closure_rules
from ledger.rules.claims import proof as claim_proof
from ledger.rules.claims.closure import ClosureTest
from ledger.rules.corrections import attest


def claim_table(book: Book, project: str, number: int | None = None) -> Table:
    """Return a claim as a table, proved against the book, with what has come since in its notes.

    Args:
        book: The book.
        project: Project id.
        number: The claim's number; the latest one unless given.

    Raises:
        UnknownProjectError: The book has no such project.
        UnknownClaimError: The project has no such claim.
    """
    chosen(book, (project,))
    found = claim_of(book, project, number)
    then = dossier_at(book, head_of(found, project), found.dated)
    table = claim_report(then, found, tuple(_since(book, then, found)))
    return evolve(table, findings=prove(book, project, found))


def converted_table(book: Book, project: str, number: int | None = None) -> Table:
    """Return a claim in the funder's currency.

    Raises:
        UnknownProjectError: The book has no such project.
        UnknownClaimError: The project has no such claim.
        NotConvertedError: The claim is in the project's own currency.
    """
    chosen(book, (project,))
    found = claim_of(book, project, number)
    then = dossier_at(book, head_of(found, project), found.dated)
    if found.conversion is None:
        raise NotConvertedError(claim=found.number, project=project, currency=then.project.currency.code)
    return converted_claim(then, found, found.conversion)


def claims_table(book: Book, project: str, view: View) -> Table:
    """Return all claims of a project.

    Raises:
        UnknownProjectError: The book has no such project.
    """
    (found,) = with_claims(book, dossiers(book, (project,), view))
    return claims(found, payments_of(book, project), view)


def decisions_table(book: Book, ids: Sequence[str], view: View) -> Table:
    """Return the decided claims of some projects by accounting year.

    Args:
        book: The book.
        ids: Project ids; none means every project.
        view: Cut to the days on which claims were decided.

    Raises:
        UnknownProjectError: The book has no such project.
    """
    found = dossiers(book, ids, view)
    states = {each.project.id: claim_states(book, each.project.id, each.head.sequence) for each in found}
    return decisions(found, states, {id_: payments_of(book, id_) for id_ in states}, view)


def transactions_table(book: Book, project: str, view: View) -> Table:
    """Return the entries behind a claim.

    Raises:
        UnknownProjectError: The book has no such project.
        UnknownClaimError: The project has no such claim.
    """
    chosen(book, (project,))
    found = claim_of(book, project, view.claim)
    listed = claimed_rows(book, project, found.number)
    then = dossier_at(book, head_of(found, project))
    return transactions(then, found, listed, marks(book, project), masked=view.masked)


def closure_table(book: Book, project: str, view: View) -> Table:
    """Return the closure test of a project.

    Raises:
        UnknownProjectError: The book has no such project.
    """
    (found,) = with_claims(book, dossiers(book, (project,), view))
    return closure(found, closure_of(book, found), view)


def closure_of(book: Book, found: Dossier) -> tuple[ClosureTest, ...]:
    """Return what must hold before a project is closed, and whether it does."""
    project = found.project.id
    rows = partial(book.store.entries, project)
    return closure_rules.closure(found, rows, payments_of(book, project), marks(book, project))


def outstanding_table(book: Book, ids: Sequence[str], view: View) -> Table:
    """Return what each source owes some projects, or they it, on the last day that a view asks about.

    Raises:
        UnknownProjectError: The book has no such project.
    """
    to_day = evolve(view, year=None, start=None, end=day_of(view))
    return outstanding(with_claims(book, dossiers(book, ids, to_day)), to_day)


def claim_workbook(book: Book, project: str, view: View, first: str) -> Workbook:
    """Return a claim as a workbook: its figures, all claims, and the entries that its cost is the sum of.

    Args:
        book: The book.
        project: Project id.
        view: Tells which claim.
        first: Name of the report whose sheet comes first.
    """
    entries = evolve(transactions_table(book, project, view), name=ENTRIES)
    tables = {
        "claim": claim_table(book, project, view.claim),
        "claims": claims_table(book, project, view),
        "transactions": entries,
    }
    if claim_of(book, project, view.claim).conversion:
        tables["converted"] = converted_table(book, project, view.claim)
    order = sorted(tables, key=lambda name: name != first)
    sheets = tuple(Sheet(name=label(f"claims.sheet.{name}"), tables=(tables[name],), landscape=True) for name in order)
    return Workbook(title=tables["claim"].title, sheets=sheets, created=view.today)


def prove(book: Book, project: str, found: Claim) -> tuple[Finding, ...]:
    """Return what speaks against a claim's frozen figures; nothing if the book still gives them.

    The claim is drawn up anew on the state of the book that it names, and its decision likewise.
    """
    head = head_of(found, project)
    place = Place(project=project, key=f"claim.{found.number}")
    seals = {commit.sequence: commit.seal for commit in book.store.commits(project)}
    if seals.get(found.sequence) != found.seal:
        return (stop("CLM-201", place, seal=found.seal[:12], sequence=found.sequence),)
    findings = []
    if not claim_proof.agrees(found, draw(book, head, found.terms, found.dated)):
        findings.append(stop("CLM-202", place, claim=found.number))
    if found.decision:
        earlier = earlier_claims(claims_of(book, project, found.decision.sequence), found.number)
        rows = partial(rows_to, book, head)
        again = rules.decide(dossier_at(book, head), rows, found, found.decision, earlier)
        if again.decision != found.decision:
            findings.append(stop("CLM-203", place, claim=found.number))
    return tuple(findings)


def _since(book: Book, then: Dossier, found: Claim) -> Iterator[Words]:
    """Yield what has changed in the book since a claim was reckoned."""
    project, currency = then.project.id, then.project.currency
    claims = (*earlier_claims(claims_of(book, project), found.number), found)
    came = claim_proof.since(book.store.entries(project), claims, found)
    if came.late:
        yield label("claim.since.late", entries=attest.written(came.late), sum=Money(came.late_minor, currency))
    if came.reversals:
        total = Money(came.reversed_minor, currency)
        yield label("claim.since.reversals", entries=attest.written(came.reversals), sum=total)
    now = dossier(book, project, View(today=book.today))
    version = budget.in_force(now.versions, book.today)
    number = budget.number(now.versions, version) if version else None
    if version and number != found.version:
        yield label("claim.since.version", version=naming.version(now, version, View(today=book.today)))
    if found.counts and len({came.late, came.reversals}) == 1 and number == found.version:
        yield label("claim.since.nothing")
    if found.state is not ClaimState.DRAFT:
        yield label("claim.since.seal", seal=found.seal)
