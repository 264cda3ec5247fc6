"""Commits on their way into a book on a server: one short transaction, and the answer whether it was booked."""

from __future__ import annotations

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

_COPIED_TOGETHER = 20
"""How many blocks of entries are copied at once: few enough for memory, enough for the server to sum up in passing."""

_COPY = f"COPY pg_temp.arriving ({', '.join(COLUMNS)}, sequence, salt, words) FROM STDIN WITH (FORMAT text, NULL '')"

_ASKED = 3
"""How often it is asked whether something was booked, where the connection is lost again and again."""

_RIVAL = (errors.UniqueViolation, errors.SerializationFailure, errors.DeadlockDetected)
"""What a server says to whoever has lost a race; the second and third only where it knows other ways to decide one."""


class Writing:
    """A transaction that appends commits; use it in a ``with`` statement.

    When the statement ends without an error, all that was appended is booked; otherwise nothing is.

    Attributes:
        commits: What has been appended so far.
    """

    def __init__(self, link: Link) -> None:
        self.commits: list[Commit] = []
        self._link = link
        self._connection = link.connection
        self._after: Head | None = None

    def __enter__(self) -> Self:
        try:
            self._connection.execute("BEGIN")
        except psycopg.Error as error:
            raise meaning(error, self._link.book) from error
        return self

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        """Book what was appended, or nothing.

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
        """Write one commit onto the end of its chain.

        Raises:
            AppendRefusedError: The chain has moved on since the draft's head was read.
            LedgerError: A row cannot be booked.
            psycopg.Error: The server refuses it; what it means is told when the transaction ends.
        """
        self._after = staging.draft.after
        if head != self._after:
            raise AppendRefusedError(scope=head.scope, sequence=head.sequence)
        together: list[str] = []
        for sealed in staging.blocks():
            together.append(_lines(sealed, staging.scope, staging.sequence))
            if len(together) == _COPIED_TOGETHER:
                self._copy(together)
        self._copy(together)
        commit = staging.commit()
        self._connection.execute(_sql("append_commit"), attrs.astuple(commit))
        facts = [
            (staging.scope, staging.sequence, at, fact.kind, fact.key, fact.body)
            for at, fact in enumerate(staging.draft.facts, start=1)
        ]
        if facts:
            with self._connection.cursor() as cursor:
                cursor.executemany(_sql("append_fact"), facts)
        self.commits.append(commit)
        return commit

    def take_out_words(self, scope: str) -> None:
        """Take out the words that the commit just appended says are to go.

        Raises:
            psycopg.Error: The server refuses it.
        """
        self._connection.execute("SELECT take_out_words(%s)", (scope,))

    def _copy(self, together: list[str]) -> None:
        """Let blocks arrive and book them; only then are further rows read, for reading may need the connection."""
        if not together:
            return
        self._connection.execute(_sql("arriving"))
        with self._connection.cursor() as cursor:
            with cursor.copy(_COPY.encode()) as copy:
                for lines in together:
                    copy.write(lines)
            cursor.execute(_sql("book_arrived"))
            cursor.execute("TRUNCATE pg_temp.arriving")
        together.clear()

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
        after = self._after
        if after and isinstance(error, _RIVAL):
            head = head_of(self._link.connection, after.scope)
            if head != after or not isinstance(error, errors.UniqueViolation):
                return AppendRefusedError(scope=head.scope, sequence=head.sequence)
        return meaning(error, self._link.book)


def head_of(connection: Connection, scope: str) -> Head:
    """Return the end of a scope's chain.

    Raises:
        psycopg.Error: It cannot be read.
    """
    for sequence, seal, entries in connection.execute(_sql("head"), (scope,)).fetchall():
        return Head(scope=scope, sequence=sequence, seal=seal, entries=entries)
    return Head(scope=scope)


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
