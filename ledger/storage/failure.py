"""What SQLite's failures mean to whoever uses a book; none of them leaves this layer as it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from ledger.errors import BookAccessError
from ledger.errors import BookBusyError
from ledger.errors import ClosedBookError
from ledger.errors import DamagedBookError
from ledger.errors import DiskFullError
from ledger.errors import LedgerError
from ledger.errors import LockFailureError
from ledger.errors import NotABookError
from ledger.errors import OtherThreadError
from ledger.errors import ReadOnlyBookError
from ledger.errors import StorageError
from ledger.errors import TotalSizeError

_CAUSES: dict[int, type[LedgerError]] = {
    sqlite3.SQLITE_BUSY: BookBusyError,
    sqlite3.SQLITE_LOCKED: BookBusyError,
    sqlite3.SQLITE_READONLY: ReadOnlyBookError,
    sqlite3.SQLITE_FULL: DiskFullError,
    sqlite3.SQLITE_CANTOPEN: BookAccessError,
    sqlite3.SQLITE_PERM: BookAccessError,
    sqlite3.SQLITE_AUTH: BookAccessError,
    sqlite3.SQLITE_CORRUPT: DamagedBookError,
    sqlite3.SQLITE_TOOBIG: DamagedBookError,
    sqlite3.SQLITE_NOTADB: NotABookError,
}

# SQLite gives an extended code whose last byte is the cause.
_CAUSE = 0xFF

_LOCKS = frozenset(
    (
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_IOERR_CHECKRESERVEDLOCK,
        sqlite3.SQLITE_IOERR_LOCK,
        sqlite3.SQLITE_IOERR_RDLOCK,
        sqlite3.SQLITE_IOERR_SHMLOCK,
        sqlite3.SQLITE_IOERR_SHMMAP,
        sqlite3.SQLITE_IOERR_UNLOCK,
    )
)
"""What says that the system does not lock files as it should."""


@contextmanager
def told(book: str) -> Iterator[None]:
    """Turn SQLite's errors into medfin's.

    Args:
        book: The book's address, for people.

    Raises:
        LedgerError: SQLite has failed; the class says why.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise _meaning(error, book) from error
    except MemoryError as error:
        # A length that damage has made enormous; medfin itself never asks for much.
        raise DamagedBookError(book=book, reason="a value is larger than the memory") from error
    except UnicodeEncodeError as error:
        # A program's, or a terminal's, characters that are none; no name in a book has them.
        raise StorageError(book=book, reason=f"{error.object!r:.60} is no text") from error
    except UnicodeDecodeError as error:
        # SQLite's own message names a table by what damage has made of its name.
        raise DamagedBookError(book=book, reason="a name is no UTF-8") from error


def _meaning(error: sqlite3.Error, book: str) -> LedgerError:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    if isinstance(error, sqlite3.ProgrammingError) and not hasattr(error, "sqlite_errorcode"):
        # Python's own complaint of a program: its words are all that tells the two apart.
        return (OtherThreadError if "thread" in str(error) else ClosedBookError)(book=book)
    if code == sqlite3.SQLITE_CONSTRAINT_CHECK:
        return TotalSizeError(scope=book)
    if isinstance(error, sqlite3.OperationalError) and not hasattr(error, "sqlite_errorcode"):
        # Python's own complaint, not SQLite's: a text that is no UTF-8.
        return DamagedBookError(book=book, reason=str(error))
    if code & _CAUSE == sqlite3.SQLITE_CONSTRAINT:
        # Numbers are given out under the write lock, so only another program can have used them already.
        return DamagedBookError(book=book, reason=str(error))
    if code in _LOCKS:
        return LockFailureError(book=book, reason=str(error))
    return _CAUSES.get(code & _CAUSE, StorageError)(book=book, reason=str(error))
