"""An open book and the person who writes in it."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC
from datetime import date
from datetime import datetime
from typing import Self

import attrs

from ledger.model.commit import BOOK
from ledger.model.commit import Commit
from ledger.model.commit import CommitKind
from ledger.model.commit import Draft
from ledger.model.commit import Occasion
from ledger.storage.open import create_book as create_store
from ledger.storage.open import open_book as open_store
from ledger.storage.store import Store


def now() -> datetime:
    """Return the moment, in UTC."""
    return datetime.now(UTC)


@attrs.frozen(kw_only=True)
class Book:
    """An open book; close it, or use it in a ``with`` statement.

    Attributes:
        store: Where the facts are.
        address: How the book was asked for.
        author: Who writes; kept with every commit.
        clock: Tells the time; another one makes a book that is the same to the byte at every run.
        random: Gives random bytes for salts and batch ids.
    """

    store: Store
    address: str
    author: str
    clock: Callable[[], datetime] = now
    random: Callable[[int], bytes] = os.urandom

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the book."""
        self.store.close()

    @property
    def today(self) -> date:
        """The day on which questions are put."""
        return self.clock().date()

    def batch(self) -> str:
        """Return a new id that joins the commits of one command."""
        return self.random(8).hex()

    def append(self, *drafts: Draft) -> tuple[Commit, ...]:
        """Append commits, all or nothing; see `ledger.storage.store.Store.append`."""
        recorded_at = self.clock().strftime("%Y-%m-%dT%H:%M:%SZ")
        return self.store.append(drafts, Occasion(author=self.author, recorded_at=recorded_at, random=self.random))


def open_book(
    address: str | os.PathLike[str] = "medfin.db",
    *,
    author: str = "",
    clock: Callable[[], datetime] = now,
    random: Callable[[int], bytes] = os.urandom,
) -> Book:
    """Open a book that exists.

    Args:
        address: Path of an SQLite file.
        author: Who will write in it; needed by nothing that only reads.
        clock: Tells the time.
        random: Gives random bytes.

    Raises:
        LedgerError: There is no such book, or it cannot be opened; the message says why and what to do.
    """
    address = os.fspath(address)
    return Book(store=open_store(address), address=address, author=author, clock=clock, random=random)


def create_book(
    address: str | os.PathLike[str] = "medfin.db",
    *,
    author: str = "",
    clock: Callable[[], datetime] = now,
    random: Callable[[int], bytes] = os.urandom,
) -> Book:
    """Make an empty book and open it.

    Args:
        address: Path of the file to make, or ``:memory:`` for a book that lasts as long as the program.
        author: Who makes it and will write in it.
        clock: Tells the time.
        random: Gives random bytes.

    Raises:
        LedgerError: There is something at the address already, or nothing can be written there.
    """
    address = os.fspath(address)
    book = Book(store=create_store(address), address=address, author=author, clock=clock, random=random)
    book.append(Draft(after=book.store.head(BOOK), kind=CommitKind.INIT, batch=book.batch()))
    return book
