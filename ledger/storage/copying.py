"""Chains taken from one book to another, commit by commit, with the same authors, times, salts and seals."""

from __future__ import annotations

from itertools import islice

from ledger.errors import AppendRefusedError
from ledger.errors import CommitTextError
from ledger.errors import ControlCharacterError
from ledger.errors import FigureSizeError
from ledger.errors import RowError
from ledger.errors import SealError
from ledger.errors import TotalSizeError
from ledger.storage.kept import in_turn
from ledger.storage.store import Store
from ledger.storage.stream import Stream
from ledger.storage.watched import Watch

_NEVER_SEALED = (
    AppendRefusedError,
    CommitTextError,
    ControlCharacterError,
    FigureSizeError,
    RowError,
    TotalSizeError,
)
"""What a new book refuses of a commit that goes on from no other, or of texts and figures that none has.

Somebody else has written them; what would help whoever books such a thing himself does not help whoever copies it.
"""


def copy_chain(source: Store, new: Store, scope: str, *, last: int | None = None, watch: Watch = iter) -> None:
    """Append a chain to a book that has nothing of it; no more than a block of entries is in memory.

    Args:
        source: The book to copy from; read within a snapshot.
        new: The book to copy to.
        scope: Project id, or the book's own.
        last: How many commits are copied, from the first on; all of them if not given.
        watch: Sees the entries pass.

    Raises:
        SealError: A commit is not what its seal says, or not one that medfin would have sealed.
        LedgerError: The one cannot be read, or the other not be written.
    """
    facts, entries = Stream(source.kept_facts(scope)), Stream(watch(source.kept(scope)))
    for commit in islice(source.commits(scope), last):
        own_facts = [kept.fact for kept in facts.of(commit.sequence)]
        try:
            new.copy(commit, own_facts, in_turn(entries.of(commit.sequence)))
        except _NEVER_SEALED as error:
            raise SealError(scope=scope, sequence=commit.sequence) from error
