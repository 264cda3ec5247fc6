"""Entries as stores give them to whoever proves or copies them: block by block, in whatever state the book is."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from itertools import islice

from ledger.core.record import frozen
from ledger.errors import LedgerError
from ledger.model.entry import EntryColumns
from ledger.model.entry import EntryRow
from ledger.rules.block import BLOCK
from ledger.rules.opened import Opened
from ledger.storage.store import Kept


@frozen(kw_only=True)
class KeptBlock:
    """Some entries of one commit that follow on each other, at least one.

    Attributes:
        project: Project id.
        sequence: Number of their commit; whatever stands there.
        opened: They column by column, where a book keeps them so; None where it keeps them one by one.
        first: Number of the first of them, if they are kept column by column.
        given: The entries, where they are kept one by one.
    """

    project: str
    sequence: int
    opened: Opened | None = None
    first: int = 0
    given: Sequence[Kept] = ()

    def __len__(self) -> int:
        return len(self.opened or self.given)

    def entries(self) -> Sequence[Kept]:
        """Return the entries one by one."""
        if self.opened is None:
            return self.given
        packed = self.opened.packed
        rows = zip(packed.rows(self.project, self.first), packed.salted(), strict=True)
        return [Kept(self.sequence, salt.hex(), words.hex(), row) for row, (salt, words) in rows]


def in_blocks(project: str, kept: Iterator[Kept]) -> Iterator[KeptBlock]:
    """Yield entries that come one by one in blocks; if they end with an error, those before it come first.

    Raises:
        LedgerError: The entries end with it.
    """
    waiting: list[Kept] = []

    def block() -> KeptBlock:
        return KeptBlock(project=project, sequence=waiting[0].sequence, given=tuple(waiting))

    try:
        for each in kept:
            if waiting and (len(waiting) == BLOCK or not _of_one_commit(each, waiting[0])):
                yield block()
                waiting.clear()
            waiting.append(each)
    except LedgerError:
        if waiting:
            yield block()
        raise
    if waiting:
        yield block()


def in_turn(blocks: Iterable[KeptBlock]) -> Iterator[Kept]:
    """Yield the entries of some blocks one by one."""
    return (entry for block in blocks for entry in block.entries())


def in_columns(rows: Iterator[EntryRow]) -> Iterator[EntryColumns]:
    """Yield entries that come one by one column by column, some at a time."""
    while taken := list(islice(rows, BLOCK)):
        yield list(zip(*taken, strict=True))


def _of_one_commit(one: Kept, other: Kept) -> bool:
    """Whether two entries say that they came with the same commit; Python takes 1 and True for the same."""
    return type(one.sequence) is type(other.sequence) and one.sequence == other.sequence
