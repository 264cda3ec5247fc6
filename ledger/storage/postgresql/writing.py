"""Commits on their way into a book on a server: one short transaction, and the answer whether it was booked."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import repeat
from typing import Self

import attrs
import psycopg
from psycopg import errors
from psycopg.pq import TransactionStatus

from ledger.errors import AppendRefusedError
from ledger.errors import ConnectionLostError
from ledger.errors import LedgerError
from ledger.errors import UnknownOutcomeError
from ledger.model.commit import Commit
from ledger.model.entry import COLUMNS
from ledger.model.head import Head
from ledger.storage.postgresql.failure import lost
from ledger.storage.postgresql.failure import meaning
from ledger.storage.postgresql.link import Connection
from ledger.storage.postgresql.link import Link
from ledger.storage.staging import Sealed
from ledger.storage.staging import Staging
from ledger.storage.statements import server_statement

_SENT_TOGETHER = 20_000
"""How many entries are sent at once: few enough for memory, enough for the server to sum up in passing."""

_COPY = f"COPY pg_temp.arriving ({', '.join(COLUMNS)}, sequence, salt, words) FROM STDIN WITH (FORMAT text, NULL '')"

_ALONE = b"SELECT pg_advisory_xact_lock(1835361382)"
_BESIDE_OTHERS = b"SELECT pg_advisory_xact_lock_shared(1835361382)"
"""What lets one writer have the others wait; the number is "medf" in ASCII. No right in the book is needed for it."""

_ASKED = 3
"""How often it is asked whether something was booked, where the connection is lost again and again."""

_RIVAL = (errors.UniqueViolation, errors.SerializationFailure, errors.DeadlockDetected)
"""What a server says to whoever has lost a race; the second and third only where it knows other ways to decide one."""


class Writing:
    """A transaction that appends commits; use it in a ``with`` statement.

    When the statement ends without an error, all that was sent is booked; otherwise nothing is. Commits of many
    projects are sent together, the entries first: the server is asked some times, not some times a project.

    Attributes:
        commits: What has been appended so far.
    """

    def __init__(self, link: Link, *, alone: bool = False) -> None:
        """Prepare a transaction.

        Args:
            link: The connection.
            alone: Whether others wait until it has ended; else it waits for those alone who want that.
        """
        self.commits: list[Commit] = []
        self._link = link
        self._lock = _ALONE if alone else _BESIDE_OTHERS
        self._connection = link.connection
        self._after: dict[str, Head] = {}
        self._lines: list[str] = []
        self._count = 0
        self._commits: list[tuple[object, ...]] = []
        self._facts: list[tuple[object, ...]] = []

    def __enter__(self) -> Self:
        try:
            self._connection.execute(b"BEGIN; " + self._lock)
        except psycopg.Error as error:
            self._undo()
            raise meaning(error, self._link.book) from error
        return self

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        """Book what was sent, or nothing.

        Raises:
            AppendRefusedError: A rival was quicker.
            ConnectionLostError: The connection is gone, and nothing was booked.
            UnknownOutcomeError: The connection is gone, and the server does not answer whether it was booked.
            LedgerError: The server has refused it; nothing was booked.
        """
        if error is None:
            self._book()
            return
        self._undo()
        if isinstance(error, psycopg.Error):
            raise self._refusal(error) from error

    def append(self, staging: Staging, head: Head) -> Commit:
        """Put one commit onto the end of its chain, to be sent.

        Raises:
            AppendRefusedError: The chain has moved on since the draft's head was read.
            LedgerError: A row cannot be booked.
            psycopg.Error: The server refuses it; what it means is told when the transaction ends.
        """
        after = staging.draft.after
        self._after.setdefault(after.scope, after)
        if head != after:
            raise AppendRefusedError(scope=head.scope, sequence=head.sequence)
        for sealed in staging.blocks():
            self._lines.append(_lines(sealed, staging.scope, staging.sequence))
            self._count += sealed.packed.count
            if self._count >= _SENT_TOGETHER:
                self.send()
        commit = staging.commit()
        self._commits.append(attrs.astuple(commit))
        self._facts += [
            (staging.scope, staging.sequence, at, fact.kind, fact.key, fact.body)
            for at, fact in enumerate(staging.draft.facts, start=1)
        ]
        self.commits.append(commit)
        return commit

    def send(self) -> None:
        """Hand over what has been appended so far.

        Raises:
            psycopg.Error: The server refuses it.
        """
        self._copy()
        with self._connection.cursor() as cursor:
            for name, rows in (("append_commit", self._commits), ("append_fact", self._facts)):
                if rows:
                    cursor.executemany(_sql(name), rows)
                    rows.clear()

    def take_out_words(self, scope: str) -> None:
        """Take out the words that the commit just appended says are to go.

        Raises:
            psycopg.Error: The server refuses it.
        """
        self.send()
        self._connection.execute("SELECT take_out_words(%s)", (scope,))

    def _copy(self) -> None:
        """Let entries arrive and book them; only then are further rows read, for reading may need the connection."""
        if not self._lines:
            return
        self._connection.execute(_sql("arriving"))
        with self._connection.cursor() as cursor:
            with cursor.copy(_COPY.encode()) as copy:
                for lines in self._lines:
                    copy.write(lines)
            cursor.execute(_sql("book_arrived"))
            cursor.execute("TRUNCATE pg_temp.arriving")
        self._lines.clear()
        self._count = 0

    def _book(self) -> None:
        try:
            self._connection.execute("COMMIT")
        except psycopg.Error as error:
            if not lost(error):
                self._undo()
                raise self._refusal(error) from error
            self._link.drop()
            if not was_booked(self._link, self.commits):
                raise ConnectionLostError(book=self._link.book) from error
        except BaseException:
            self._link.drop()
            raise

    def _undo(self) -> None:
        """Leave the transaction; a connection that is in the midst of something is given up."""
        if self._connection.info.transaction_status not in (TransactionStatus.INTRANS, TransactionStatus.INERROR):
            self._link.drop()
            return
        try:
            self._connection.execute("ROLLBACK")
        except psycopg.Error:
            self._link.drop()

    def _refusal(self, error: psycopg.Error) -> LedgerError:
        """Return what an error means once the transaction has been undone."""
        if self._after and isinstance(error, _RIVAL):
            heads = heads_of(self._link.connection, self._after)
            moved = [head for scope, after in self._after.items() if (head := heads.get(scope, after)) != after]
            if moved or not isinstance(error, errors.UniqueViolation):
                head = [*self._after.values(), *moved][-1]
                return AppendRefusedError(scope=head.scope, sequence=head.sequence)
        return meaning(error, self._link.book)


def heads_of(connection: Connection, scopes: Iterable[str]) -> dict[str, Head]:
    """Return the ends of some chains by scope; a chain that has not begun has none.

    Raises:
        psycopg.Error: They cannot be read.
    """
    found = connection.execute(_sql("heads"), (sorted(set(scopes)),)).fetchall()
    return {
        scope: Head(scope=scope, sequence=sequence, seal=seal, entries=entries)
        for scope, sequence, seal, entries in found
    }


def was_booked(link: Link, commits: list[Commit]) -> bool:
    """Whether a transaction whose connection was lost in its last step has been booked after all.

    The server may still be at it. So the first of its commits is appended once more, in a transaction that is undone:
    the server lets that wait until the other is decided, as it does with every rival, and then the chain tells. Where
    the connection is lost once more while asking, it is asked again.

    Raises:
        UnknownOutcomeError: The server does not answer, or not in time.
    """
    if not commits:
        return False
    for times in range(1, _ASKED + 1):
        try:
            return _is_there(link.connection, commits[0])
        except (psycopg.Error, LedgerError) as error:
            if times == _ASKED or not isinstance(error, psycopg.Error) or not lost(error):
                raise UnknownOutcomeError(book=link.book, batch=commits[0].batch) from error
            link.drop()
    return False


def _is_there(connection: Connection, commit: Commit) -> bool:
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(_sql("append_commit"), attrs.astuple(commit))
    except errors.IntegrityError:
        rows = connection.execute(_sql("seal_of"), (commit.scope, commit.sequence)).fetchall()
        return rows == [(commit.seal,)]
    return False


def _lines(sealed: Sealed, scope: str, sequence: int) -> str:
    r"""Return a block of entries as COPY reads it: absent values are empty; a text holds no tab and no end of line.

    That leaves the backslash, which every block of entries may hold and COPY takes for the beginning of something else.
    """
    packed = sealed.packed
    numbers = map(str, range(sealed.first, sealed.first + packed.count))
    salts, words = (("\\x" + each.hex() for each in column) for column in zip(*packed.salted(), strict=True))
    rows = zip([scope] * packed.count, numbers, *packed.cells()[2:], repeat(str(sequence)), salts, words, strict=False)
    return "\n".join(map("\t".join, rows)).replace("\\", "\\\\") + "\n"


def _sql(name: str) -> bytes:
    return server_statement(name).encode()
