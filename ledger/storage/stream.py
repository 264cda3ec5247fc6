"""What is kept in a book, taken commit by commit, in whatever state the book is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic
from typing import TypeVar

from ledger.errors import LedgerError
from ledger.storage.kept import KeptBlock
from ledger.storage.store import KeptFact

T = TypeVar("T", KeptBlock, KeptFact)


class Stream(Generic[T]):
    """Facts or blocks of entries in the order of their commits, taken commit by commit.

    Where the file cannot be read any further, what came before is given first: it may make whole commits.
    """

    def __init__(self, items: Iterator[T]) -> None:
        self._items: Iterator[T] = items
        self._next: T | None = None
        self._damage: LedgerError | None = None
        self._strays = 0
        self._advance()

    def of(self, sequence: int) -> Iterator[T]:
        """Yield what belongs to a commit; what stands before it belongs to none."""
        while (item := self._next) is not None and type(item.sequence) is int and item.sequence <= sequence:
            self._advance()
            if item.sequence == sequence:
                yield item
            else:
                self._strays += _count(item)

    def require_readable(self) -> None:
        """Say why no more came, if that was damage; it is said once.

        Raises:
            LedgerError: The file could not be read any further.
        """
        damage, self._damage = self._damage, None
        if damage is not None:
            raise damage

    def close(self) -> int:
        """Return how many facts or entries belonged to no commit, those that are left over among them.

        Raises:
            LedgerError: The file could not be read to its end.
        """
        while (item := self._next) is not None:
            self._strays += _count(item)
            self._advance()
        self.require_readable()
        return self._strays

    def _advance(self) -> None:
        try:
            self._next = next(self._items, None)
        except LedgerError as error:
            # Without the frames that it came through: they hold what is being read, and the file would stay open.
            self._next, self._damage = None, error.with_traceback(None)


def _count(item: KeptBlock | KeptFact) -> int:
    return len(item) if isinstance(item, KeptBlock) else 1
