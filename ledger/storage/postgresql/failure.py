"""What a PostgreSQL server's failures mean to whoever uses a book; none of them leaves this layer as it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import errors

from ledger.errors import BookBusyError
from ledger.errors import ConnectionLostError
from ledger.errors import DamagedBookError
from ledger.errors import DiskFullError
from ledger.errors import FollowingServerError
from ledger.errors import LedgerError
from ledger.errors import RightsError
from ledger.errors import ServerRefusedError
from ledger.errors import ServerTimeError
from ledger.errors import ServerUnreachableError
from ledger.errors import StorageError
from ledger.errors import TotalSizeError

_CAUSES: tuple[tuple[type[psycopg.Error], type[LedgerError]], ...] = (
    (errors.LockNotAvailable, BookBusyError),
    (errors.ObjectInUse, BookBusyError),
    (errors.DeadlockDetected, BookBusyError),
    (errors.SerializationFailure, BookBusyError),
    (errors.QueryCanceled, ServerTimeError),
    (errors.DiskFull, DiskFullError),
    (errors.InsufficientPrivilege, RightsError),
    (errors.ReadOnlySqlTransaction, FollowingServerError),
    (errors.DataCorrupted, DamagedBookError),
    (errors.IndexCorrupted, DamagedBookError),
    (errors.UndefinedTable, DamagedBookError),
    (errors.UndefinedColumn, DamagedBookError),
    (errors.UndefinedFunction, DamagedBookError),
)

_AT_THE_DOOR = (
    "authentication failed",
    "does not exist",
    "no pg_hba.conf entry",
    "not permitted",
    "no password",
    "denied",
    "unrecognized configuration parameter",
    "autentisering misslyckades",
    "existerar inte",
    "finns inte",
    "ingen rad i pg_hba.conf",
    "tillåts inte",
    "lösenord",
    "rättighet saknas",
    "okänd konfigurationsparameter",
    "SSL was required",
    "certificate",
    "invalid ",
    "bad value",
)
"""What a server that answers says to those whom it does not let in, in English or Swedish, and what is said of how it
was to be spoken to; in other languages it seems not to answer."""

_SEVERITIES = ("FATAL: ", "FATALT: ")
"""After which of them a server's own words begin, in the same languages."""


@contextmanager
def told(book: str) -> Iterator[None]:
    """Turn psycopg's errors into medfin's.

    Args:
        book: The book's address, for people.

    Raises:
        LedgerError: Something has failed; the class says why.
    """
    try:
        yield
    except psycopg.Error as error:
        raise meaning(error, book) from error


def meaning(error: psycopg.Error, book: str) -> LedgerError:
    """Return what an error means where nothing has been booked."""
    if lost(error):
        return ConnectionLostError(book=book)
    if isinstance(error, errors.CheckViolation | errors.NumericValueOutOfRange):
        return TotalSizeError(scope=book)
    if isinstance(error, errors.IntegrityError):
        # Numbers are given out by the chain itself, so only another program can have used them already.
        return DamagedBookError(book=book, reason=reason_of(error))
    cause = next((ours for theirs, ours in _CAUSES if isinstance(error, theirs)), StorageError)
    return cause(book=book, reason=reason_of(error))


def lost(error: psycopg.Error) -> bool:
    """Whether an error says that the connection is gone."""
    ended = (
        errors.AdminShutdown,
        errors.CrashShutdown,
        errors.CannotConnectNow,
        errors.IdleInTransactionSessionTimeout,
    )
    return isinstance(error, ended) or (isinstance(error, psycopg.OperationalError) and error.sqlstate is None)


def refusal(error: psycopg.Error, book: str, password: str) -> LedgerError:
    """Return what it means that no connection could be made.

    Without TLS it is tried once more where the server lets nobody in with it; only what it said first is to the point.
    """
    lines = (line.partition(severity) for line in str(error).splitlines() for severity in _SEVERITIES)
    reason = next((said.strip() for _, severity, said in lines if severity), reason_of(error))
    if password:
        reason = reason.replace(password, "…")
    known = any(words in reason for words in _AT_THE_DOOR)
    return (ServerRefusedError if known else ServerUnreachableError)(book=book, reason=reason)


def reason_of(error: psycopg.Error) -> str:
    """Return the server's own words in one line, without what a programmer would want to know."""
    return " ".join((error.diag.message_primary or str(error)).split())
