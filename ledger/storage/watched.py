"""How far a reading of all the entries of a book has come."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from ledger.errors import LedgerError

if TYPE_CHECKING:
    from ledger.storage.kept import KeptBlock
    from ledger.storage.store import Store

Watch = Callable[["Iterator[KeptBlock]"], "Iterator[KeptBlock]"]
"""Passes a chain's entries on as they come."""


def watch(store: Store, scopes: Sequence[str], told: Callable[[int, int], None], *, times: int) -> Watch:
    """Return what passes entries on and tells how far they have come in all.

    Args:
        store: The book, which may be damaged; what cannot be counted in it counts as nothing.
        scopes: Whose entries are read.
        told: Told the number of all and the number of those that have been read, once a block.
        times: How often each entry is read.
    """
    total, done = 0, 0
    for scope in scopes:
        with suppress(LedgerError):
            total += times * store.head(scope).entries

    def passed(blocks: Iterator[KeptBlock]) -> Iterator[KeptBlock]:
        nonlocal done
        for block in blocks:
            done += len(block)
            told(total, done)
            yield block

    return passed
