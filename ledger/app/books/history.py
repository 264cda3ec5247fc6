"""The chains of a book, told and proven."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from pathlib import Path

from ledger.app.book import Book
from ledger.app.dossiers import chosen
from ledger.core.finding import Finding
from ledger.model.commit import Commit
from ledger.model.head import Fact
from ledger.model.head import Head
from ledger.reports.audit import log as report
from ledger.reports.table import Table


def log(book: Book, ids: Sequence[str] = ()) -> Iterator[Commit]:
    """Return the commits of some projects, or of the whole book, one by one: scope by scope and oldest first.

    Raises:
        UnknownProjectError: The book has no such project.
    """
    scopes = chosen(book, ids) if ids else book.store.scopes()
    return (commit for scope in scopes for commit in book.store.commits(scope))


def log_table(book: Book, ids: Sequence[str] = ()) -> Table:
    """Return `log` as a table."""
    return report.log(log(book, ids), dict(_steps(book, ids)))


def _steps(book: Book, ids: Sequence[str]) -> Iterator[tuple[tuple[str, int], Fact]]:
    """Yield, by scope and number of its commit, each fact that says more of a commit than its kind does."""
    for kind in report.TOLD:
        scopes = book.store.scopes_with(kind)
        for scope in sorted(set(scopes).intersection(ids)) if ids else scopes:
            yield from (((scope, sequence), fact) for sequence, fact in book.store.facts(scope, kind))


def verify(book: Book, *, against: str | None = None) -> Iterator[Finding]:
    """Yield everything that does not agree with the seals or the totals; nothing for a whole book.

    Args:
        book: The book. It is told how far the proof has come, in entries, and says how many processes may share it.
        against: A seal printed earlier, which must still stand in one of the chains.
    """
    from ledger.storage.verify import Proofs  # noqa: PLC0415
    from ledger.storage.verify import proofs  # noqa: PLC0415
    from ledger.storage.verify import verify as recount  # noqa: PLC0415

    prove: Proofs = proofs
    if book.processes > 1 and book.store.address:
        from ledger.storage.shared_proof import shared  # noqa: PLC0415 - programs seldom let us use processes

        prove = shared(book.store.address, book.processes)
    return recount(book.store, against=against, told=book.progress, prove=prove)


def sealed(book: Book, seal: str) -> Commit:
    """Return the commit that bears a seal, of which enough characters are given for `verify` to have found it."""
    wanted = seal.strip().lower()
    return next(commit for commit in log(book) if commit.seal.startswith(wanted))


def export_chain(book: Book, id_: str, path: Path | str, *, words: bool = False) -> Head:
    """Write a project's chain into a file, for others to prove without the book.

    Args:
        book: The book.
        id_: Project id.
        path: Where to; all or nothing.
        words: Whether personal words go along: texts and counterparties of entries, who wrote commits and why.

    Returns:
        The end of the chain that was written.

    Raises:
        UnknownProjectError: The book has no such project.
        UnreadableFileError: The file cannot be written.
    """
    from ledger.app.files import write_streamed  # noqa: PLC0415
    from ledger.storage.chain_file import write_chain  # noqa: PLC0415 - few need it

    chosen(book, (id_,))
    return write_streamed(Path(path), lambda stream: write_chain(book.store, id_, stream, words=words))


def verify_chain(path: Path | str, *, against: str | None = None) -> tuple[Head, tuple[Finding, ...]]:
    """Prove a chain that somebody has exported, without the book.

    Args:
        path: The file.
        against: A seal printed earlier, which must still stand in the chain.

    Returns:
        The end of the chain as the file says it, and everything that speaks against the file; nothing but notes for a
        whole one. Then each fact and entry in it is what was sealed, and the seal vouches for all of them.

    Raises:
        UnreadableFileError: It cannot be read.
        ChainFileError: It is no chain.
    """
    from ledger.app.files import open_file  # noqa: PLC0415
    from ledger.storage.chain_file import ChainFile  # noqa: PLC0415 - few need it
    from ledger.storage.chain_file import proof_of  # noqa: PLC0415

    path = Path(path)
    with open_file(path):  # refuses what is no file: it is read several times
        file = ChainFile(path)
        return file.head, tuple(proof_of(file, against=against))
