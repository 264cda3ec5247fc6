"""An open book and the person who writes in it."""

from __future__ import annotations

import os
from collections.abc import Callable
from collections.abc import Iterator
from datetime import UTC
from datetime import date
from datetime import datetime
from typing import TYPE_CHECKING
from typing import Self

from ledger import errors
from ledger.core.record import evolve
from ledger.core.record import field
from ledger.core.record import frozen
from ledger.model.head import BOOK
from ledger.storage.address import shown
from ledger.storage.open import create_book as create_store
from ledger.storage.open import open_book as open_store
from ledger.storage.store import Store

if TYPE_CHECKING:
    from ledger.core.finding import Place
    from ledger.model.commit import Commit
    from ledger.model.commit import Draft
    from ledger.model.commit import Occasion
    from ledger.model.corrections.attestation import Redaction


_BY_DAMAGE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What a value of the wrong type or form leads to; a whole book holds none."""

Progress = Callable[[int, int], None]
"""Takes how much there is to do and how much has been done, in bytes or entries."""


def now() -> datetime:
    """Return the moment, on the clock of whoever asks: *today* is the day that he has, also an hour past midnight."""
    return datetime.now(UTC).astimezone()


@frozen(kw_only=True)
class Book:
    """An open book; close it, or use it in a ``with`` statement.

    Attributes:
        store: Where the facts are.
        address: Where the book is, for people: without any password.
        author: Who writes; kept with every commit.
        clock: Tells the time; another one makes a book that is the same to the byte at every run.
        random: Gives random bytes for salts and batch ids.
        progress: Told now and then how far a long piece of work has come.
        processes: How many processes a large import or proof may use, this one among them. More than one are for
            programs that know themselves to be run by an ordinary Python.
        booked: Ids of what has been booked through it, so that a failure afterwards is not taken for one before.
    """

    store: Store
    address: str
    author: str
    clock: Callable[[], datetime] = now
    random: Callable[[int], bytes] = os.urandom
    progress: Progress | None = None
    processes: int = 1
    booked: list[str] = field(factory=list, eq=False, repr=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        """Let go of the book; where it is damage that has made something go wrong, say so.

        Raises:
            DamagedBookError: Something failed that never should, and the book is not whole.
            UnreadableProjectError: A fact cannot be read; the first project that is not whole has it.
        """
        try:
            if isinstance(error, _BY_DAMAGE):
                self._refuse_damage(error)
            # Not asked where nothing went wrong, for what is refused is loaded only then.
            if error is not None and type(error) is errors.UnreadableFactError:
                self._refuse_project(error)
        finally:
            self.close()

    def _refuse_damage(self, error: BaseException) -> None:
        for place, code in self._damage():
            reason = " ".join(filter(None, (code, place.project, place.key)))
            raise errors.DamagedBookError(book=self.address, reason=reason) from error

    def _refuse_project(self, error: errors.UnreadableFactError) -> None:
        for place, _ in self._damage():
            if place.project not in (None, BOOK):
                raise errors.UnreadableProjectError(project=place.project, **error.values) from error

    def _damage(self) -> Iterator[tuple[Place, str]]:
        """Yield where the book is not whole, each with the code of what is wrong."""
        from ledger.storage.verify import verify  # noqa: PLC0415 - nothing else here needs it

        return ((finding.place, finding.code) for finding in verify(self.store) if finding.stops)

    def close(self) -> None:
        """Let go of the book."""
        self.store.close()

    def with_progress(self, progress: Progress | None, *, processes: int) -> Self:
        """Return the same open book with what to tell how far long work has come, and how many may share it."""
        return evolve(self, progress=progress, processes=processes)

    @property
    def today(self) -> date:
        """The day on which questions are put, where the clock stands."""
        return self._moment().date()

    @property
    def may_share_work(self) -> bool:
        """Whether other processes may do part of a large import; they take random bytes from the system alone."""
        return self.processes > 1 and self.random is os.urandom

    def batch(self) -> str:
        """Return a new id that joins the commits of one command."""
        return self.random(8).hex()

    def append(self, *drafts: Draft) -> tuple[Commit, ...]:
        """Append commits, all or nothing; see `ledger.storage.store.Store.append`.

        Raises:
            LockedDayError: An entry is booked on a locked day. Here and nowhere else, so that no way in is forgotten.
            LedgerError: What the store refuses.
        """
        from ledger.app.corrections.locked import held_open  # noqa: PLC0415 - only writing needs it

        commits = self.store.append([held_open(self.store, draft) for draft in drafts], self.occasion())
        self.booked.extend(dict.fromkeys(commit.batch for commit in commits))
        return commits

    def redact(self, draft: Draft, redaction: Redaction) -> Commit:
        """Append a commit that tells of a redaction, and take out the words; see `ledger.storage.store.Store.redact`.

        Raises:
            LedgerError: What the store refuses.
        """
        commit = self.store.redact(draft, redaction, self.occasion())
        self.booked.append(commit.batch)
        return commit

    def occasion(self) -> Occasion:
        """Return who writes, when, and with which random bytes."""
        from ledger.model.commit import Occasion  # noqa: PLC0415 - only writing needs it

        recorded_at = self._moment().astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
        return Occasion(author=self.author, recorded_at=recorded_at, random=self.random)

    def _moment(self) -> datetime:
        moment = self.clock()
        if not isinstance(moment, datetime):
            raise errors.GivenBackError(what="clock", value=repr(moment), needed="datetime")
        return moment


def open_book(
    address: str | os.PathLike[str] = "medfin.db",
    *,
    author: str = "",
    clock: Callable[[], datetime] = now,
    random: Callable[[int], bytes] = os.urandom,
) -> Book:
    """Open a book that exists.

    Args:
        address: Path of an SQLite file, or ``postgresql://…`` for a book on a server.
        author: Who will write in it; needed by nothing that only reads. On a server whoever is logged in, unless given.
        clock: Tells the time.
        random: Gives random bytes.

    Raises:
        LedgerError: There is no such book, or it cannot be opened; the message says why and what to do.
    """
    address = os.fspath(address)
    return _book(open_store(address), address, author, clock, random)


def _book(
    store: Store, address: str, author: str, clock: Callable[[], datetime], random: Callable[[int], bytes]
) -> Book:
    author = author or store.login()
    if random is not os.urandom:
        random = _counted(random)
    return Book(store=store, address=shown(address), author=author, clock=clock, random=random)


def _counted(random: Callable[[int], bytes]) -> Callable[[int], bytes]:
    """Return somebody's own random bytes, refused where they would be no salts: too few, or all zero."""

    def counted(size: int) -> bytes:
        found = random(size)
        if type(found) is not bytes or len(found) != size or (size and not any(found)):
            raise errors.GivenBackError(what="random", value=repr(found)[:60], needed=f"{size} random bytes")
        return found

    return counted


def create_book(
    address: str | os.PathLike[str] = "medfin.db",
    *,
    author: str = "",
    clock: Callable[[], datetime] = now,
    random: Callable[[int], bytes] = os.urandom,
) -> Book:
    """Make an empty book and open it.

    Args:
        address: Path of the file to make, ``postgresql://…`` for a database on a server, or ``:memory:`` for a book
            that lasts as long as the program.
        author: Who makes it and will write in it.
        clock: Tells the time.
        random: Gives random bytes.

    Raises:
        LedgerError: There is something at the address already, or nothing can be written there.
    """
    from ledger.model.commit import CommitKind  # noqa: PLC0415 - only writing needs it
    from ledger.model.commit import Draft  # noqa: PLC0415

    address = os.fspath(address)

    made: list[Book] = []

    def begin(store: Store) -> None:
        made.append(book := _book(store, address, author, clock, random))
        book.append(Draft(after=store.head(BOOK), kind=CommitKind.INIT, batch=book.batch()))

    create_store(address, begin)
    return made[0]
