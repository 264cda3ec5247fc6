"""What an auditor asks for: the trail of a project's commits, and a sample of its entries."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.app.book import Book
from ledger.app.claims.claims import claimed_rows
from ledger.app.corrections.locked import lock_of
from ledger.app.dossiers import dossier
from ledger.app.selection import marks
from ledger.app.selection import numbers_by_commit
from ledger.app.selection import rows
from ledger.errors import NothingToSampleError
from ledger.errors import SampleSizeError
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.model.entry import from_row
from ledger.model.entry_kind import EntryKind
from ledger.model.head import Fact
from ledger.model.view import View
from ledger.reports.audit import audit as report
from ledger.reports.audit.sample import sample as sample_report
from ledger.reports.table import Table
from ledger.rules import sampling
from ledger.rules.corrections import attest
from ledger.storage.verify import Proof

_NUMBER, _KIND, _AMOUNT, _REVERSES = (COLUMNS.index(name) for name in ("number", "kind", "amount_minor", "reverses"))

SAMPLED_KINDS = frozenset({EntryKind.COST, EntryKind.IN_KIND})
"""Kinds of entries that a sample is drawn from: what is claimed, in money and in kind."""


def audit(book: Book, project: str, view: View) -> Table:
    """Return the trail of a project: every commit with who, when, why, what and its seal, and a proof of it all.

    Raises:
        UnknownProjectError: The book has no such project.
    """
    found = dossier(book, project, view)
    state = report.State(
        lock=lock_of(book.store, project),
        marks=marks(book, project),
        proof=tuple(Proof(book.store, project).findings()),
    )
    return report.audit(found, tuple(_steps(book, project)), state, view)


def sample(book: Book, project: str, size: int, seed: str, view: View | None = None) -> Table:
    """Return a sample of cost entries drawn by amount; the same seed gives the same sample of the same entries.

    Each krona of cost has the same chance, see `ledger.rules.sampling`; reversals and credit notes count by their size.

    Args:
        book: The book.
        project: Project id.
        size: How many draws; a large entry may take several, so the sample can hold fewer entries.
        seed: Any text, best one that nobody knew when the entries were booked.
        view: Which days or which payment claim, and whether words are left out; all days and no words unless given. Of
            a claim each entry counts for what the claim holds of it.

    Raises:
        UnknownProjectError: The book has no such project.
        UnknownClaimError: The project has no such claim.
        SampleSizeError: The size is less than one.
        NothingToSampleError: There is no cost in those days or in that claim.
    """
    view = view or View(today=book.today, masked=True)
    if size < 1:
        raise SampleSizeError(size=size)
    found = dossier(book, project, view)
    units = sum(abs(amount) for _, amount in _amounts(book, project, view))
    if not units:
        raise NothingToSampleError(project=project)
    plan = sampling.plan(units, size, seed)
    drawn = tuple((from_row(row), draws) for row, draws in sampling.draw(_amounts(book, project, view), plan))
    return sample_report(found, drawn, plan, marks(book, project), view)


def _amounts(book: Book, project: str, view: View) -> Iterator[tuple[EntryRow, int]]:
    """Yield the cost entries to draw from, each with what it counts for, minor units."""
    if view.claim is not None:
        held = claimed_rows(book, project, view.claim)
        return ((row, minor) for row, minor, _ in held if minor and row[_KIND] in SAMPLED_KINDS)
    return ((row, row[_AMOUNT]) for row in rows(book, project, view) if row[_KIND] in SAMPLED_KINDS)


def _steps(book: Book, project: str) -> Iterator[report.Step]:
    """Yield a project's commits with the facts that they wrote and the entries that they reverse."""
    facts: dict[int, list[Fact]] = {}
    for sequence, fact in book.store.facts(project):
        facts.setdefault(sequence, []).append(fact)
    reversals = [(row[_NUMBER], row[_REVERSES]) for row in book.store.entries(project) if row[_REVERSES] is not None]
    at = 0
    for commit, numbers in numbers_by_commit(book, project):
        reverses = []
        while at < len(reversals) and reversals[at][0] in numbers:
            reverses.append(reversals[at][1])
            at += 1
        yield report.Step(commit=commit, facts=tuple(facts.get(commit.sequence, ())), reverses=attest.spans(reverses))
