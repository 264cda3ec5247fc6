"""The chains of a book, told and proven."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence

from ledger.app.book import Book
from ledger.app.dossiers import chosen
from ledger.core.finding import Finding
from ledger.model.commit import Commit
from ledger.reports import log as report
from ledger.reports.table import Table


def log(book: Book, ids: Sequence[str] = ()) -> Iterator[Commit]:
    """Yield the commits of some projects, or of the whole book, scope by scope and oldest first.

    Raises:
        UnknownProjectError: The book has no such project.
    """
    scopes = chosen(book, ids) if ids else book.store.scopes()
    for scope in scopes:
        yield from book.store.commits(scope)


def log_table(book: Book, ids: Sequence[str] = ()) -> Table:
    """Return `log` as a table."""
    return report.log(log(book, ids))


def verify(book: Book, *, against: str | None = None) -> Iterator[Finding]:
    """Yield everything that does not agree with the seals or the totals; nothing for a whole book.

    Args:
        book: The book.
        against: A seal printed earlier, which must still stand in one of the chains.
    """
    from ledger.storage.verify import verify as recount  # noqa: PLC0415

    return recount(book.store, against=against)


def last_entry(book: Book, commit: Commit) -> int:
    """Return the number that the last entry of a commit has in its project."""
    commits = book.store.commits(commit.scope)
    return sum(each.entries for each in commits if each.sequence <= commit.sequence)
