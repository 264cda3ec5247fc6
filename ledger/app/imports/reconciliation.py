"""The reconciliation of a project's files with its book, from what was kept at each import."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING

from ledger.app.book import Book
from ledger.app.dossiers import dossier
from ledger.app.selection import end_of
from ledger.app.selection import numbers_by_commit
from ledger.core.record import evolve
from ledger.model.commit import CommitKind
from ledger.model.corrections.attestation import Replacement
from ledger.model.document import from_json
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.model.imports.coverage import Coverage
from ledger.model.view import View
from ledger.reports.reconciliation import reconciliation as report
from ledger.rules.imports.reconcile import Imported
from ledger.rules.imports.reconcile import reconcile

if TYPE_CHECKING:
    from ledger.reports.table import Table

_NUMBER = COLUMNS.index("number")
_MONTH = len("2021-01")


def reconciliation(book: Book, project: str, view: View) -> Table:
    """Return what files said beside what the book holds, by account and month; whole months whatever the view's days.

    Args:
        book: The book.
        project: Project id.
        view: Which months, and as known on which day.

    Raises:
        UnknownProjectError: The book has no such project.
    """
    found = dossier(book, project, evolve(view, year=None, start=None, end=None))
    end = end_of(book, project, view.known)
    first, last = view.bounds

    def rows() -> Iterator[EntryRow]:
        return takewhile(lambda row: row[_NUMBER] <= end.entries, book.store.entries(project))

    facts = ((at, fact) for at, fact in book.store.facts(project, "replacement") if at <= end.sequence)
    replaced = (from_json(Replacement, fact.body) for _, fact in facts)
    return report(
        found,
        reconcile(
            tuple(_imports(book, project, end.sequence)),
            rows,
            {each.entry: each.replaces for each in replaced},
            (first.isoformat()[:_MONTH] if first else "", last.isoformat()[:_MONTH] if last else "9999-99"),
        ),
        view,
    )


def _imports(book: Book, project: str, last: int) -> Iterator[Imported]:
    """Yield a project's imports, oldest first."""
    told = {at: from_json(Coverage, fact.body) for at, fact in book.store.facts(project, "coverage")}
    for commit, numbers in numbers_by_commit(book, project):
        if commit.kind == CommitKind.IMPORT and commit.sequence <= last:
            yield Imported(told.get(commit.sequence), (numbers[0], numbers[-1]) if numbers else None)
