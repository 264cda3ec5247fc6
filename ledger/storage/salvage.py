"""What can be saved of a damaged book: each chain's longest run of whole commits, copied with the same seals.

Two passes. The first proves a chain as `ledger.storage.verify` does and stops at what does not hold; the second appends
the commits before that to the new book as they were: same author, time and salts, so that every seal comes out the
same. Neither holds more than a block of entries in memory. Totals are counted anew.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import stop
from ledger.core.record import frozen
from ledger.errors import LedgerError
from ledger.storage.copying import copy_chain
from ledger.storage.store import Store
from ledger.storage.verify import Proof
from ledger.storage.watched import Watch
from ledger.storage.watched import watch


@frozen(kw_only=True)
class Saved:
    """What was saved of one scope.

    Attributes:
        scope: Project id, or the book's own.
        commits: How many commits stand in the new book, from the first on.
        entries: How many entries came with them.
        findings: Why no more; empty if the whole chain was saved and its totals were right.
    """

    scope: str
    commits: int
    entries: int
    findings: tuple[Finding, ...] = ()


def salvage(damaged: Store, new: Store, told: Callable[[int, int], None] | None = None) -> Iterator[Saved]:
    """Copy every chain as far as it is whole; tell scope by scope what was saved.

    Args:
        damaged: The book to save from; nothing is written in it.
        new: An empty book.
        told: Told now and then how many entries there are to read, and how many have been read; each is read twice.

    Raises:
        LedgerError: Not even the scopes can be read, or the new book cannot be written.
    """
    with damaged.snapshot():
        scopes = _scopes(damaged)
        seen = iter if told is None else watch(damaged, scopes, told, times=2)
        for scope in scopes:
            yield _saved(damaged, new, scope, seen)


def _scopes(damaged: Store) -> list[str]:
    try:
        strays = damaged.strays()
    except LedgerError:
        # Tables beside the chains cannot be looked through; the chains may still be whole.
        strays = ()
    return sorted({*damaged.scopes(), *strays}, key=str)


def _saved(damaged: Store, new: Store, scope: str, seen: Watch) -> Saved:
    proof = Proof(damaged, scope, seen)
    trouble = next((finding for finding in proof.findings() if finding.stops), None)
    findings = () if trouble is None else (trouble,)
    scope = str(scope)
    copy_chain(damaged, new, scope, last=proof.whole, watch=seen)
    head = new.head(scope)
    if not proof.ended:
        findings = (*findings, stop("SAL-001", Place(project=scope), sequence=head.sequence + 1))
    return Saved(scope=scope, commits=head.sequence, entries=head.entries, findings=findings)
