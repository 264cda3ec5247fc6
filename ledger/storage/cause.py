"""Which of medfin's refusals each of SQLite's failures is."""

from __future__ import annotations

import os
import sqlite3
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from ledger.errors import BookAccessError
from ledger.errors import BookBusyError
from ledger.errors import ClosedBookError
from ledger.errors import DamagedBookError
from ledger.errors import DiskFullError
from ledger.errors import LedgerError
from ledger.errors import LockFailureError
from ledger.errors import NotABookError
from ledger.errors import OpenFilesError
from ledger.errors import OtherThreadError
from ledger.errors import ReadOnlyBookError
from ledger.errors import StorageError
from ledger.errors import TotalSizeError
from ledger.errors import UnreadToItsEndError
from ledger.errors import WaitingLogError

_CAUSES: dict[int, type[LedgerError]] = {
    sqlite3.SQLITE_BUSY: BookBusyError,
    sqlite3.SQLITE_BUSY_SNAPSHOT: UnreadToItsEndError,
    sqlite3.SQLITE_LOCKED: BookBusyError,
    sqlite3.SQLITE_READONLY: ReadOnlyBookError,
    sqlite3.SQLITE_FULL: DiskFullError,
    sqlite3.SQLITE_IOERR_SHMSIZE: DiskFullError,
    sqlite3.SQLITE_CANTOPEN: BookAccessError,
    sqlite3.SQLITE_PERM: BookAccessError,
    sqlite3.SQLITE_AUTH: BookAccessError,
    sqlite3.SQLITE_CORRUPT: DamagedBookError,
    sqlite3.SQLITE_TOOBIG: DamagedBookError,
    sqlite3.SQLITE_NOTADB: NotABookError,
}

_FILES = 5
"""What SQLite opens at most for a book: its file, log, index and journal, and their folder."""

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


def meaning(error: sqlite3.Error, book: str) -> LedgerError:
    """Return what a failure of SQLite means.

    Args:
        error: As SQLite, or Python for it, has raised it.
        book: The book's address, for people.
    """
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
    kind = _CAUSES.get(code) or _CAUSES.get(code & _CAUSE, StorageError)
    return (_no_access if kind is BookAccessError else kind)(book=book, reason=str(error))


def refused(book: str | os.PathLike[str], error: OSError | ValueError) -> LedgerError:
    """Return what it means that the system refuses the place of a book; a zero byte in a path is a `ValueError`."""
    return OpenFilesError(file=book) if OpenFilesError.is_meant_by(error) else BookAccessError(book=book)


def _no_access(book: str, reason: str) -> LedgerError:
    if _files_run_out():
        return OpenFilesError(file=book)
    return (WaitingLogError if _log_waits(Path(book)) else BookAccessError)(book=book, reason=reason)


def _files_run_out() -> bool:
    """Whether no more files can be opened than a book takes, which SQLite does not say."""
    with ExitStack() as stack:
        try:
            for _ in range(_FILES):
                stack.enter_context(Path(os.devnull).open("rb"))
        except OSError as error:
            return OpenFilesError.is_meant_by(error)
    return False


def _log_waits(book: Path) -> bool:
    """Whether a log waits beside a book that we may read, where we may not make the index that reading it takes."""
    log = Path(f"{book}-wal")
    may = partial(os.access, effective_ids=os.access in os.supports_effective_ids)
    return may(log, os.R_OK) and log.stat().st_size > 0 and not may(book.absolute().parent, os.W_OK)
