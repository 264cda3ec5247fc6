"""Making and opening books by their addresses."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from ledger.errors import AddressError
from ledger.errors import BookAccessError
from ledger.errors import BookExistsError
from ledger.errors import BookMissingError
from ledger.storage.failure import told
from ledger.storage.form import migrate
from ledger.storage.form import prepare
from ledger.storage.sqlite import SqliteStore
from ledger.storage.store import Store

MEMORY = ":memory:"
"""Address of a book that lasts as long as the program."""

_WAIT_SECONDS = 5
"""How long a writer waits for another before it gives up: longer than anything but a large import takes."""


def create_book(address: str) -> Store:
    """Make an empty book and open it.

    Args:
        address: Path of the file to make, or `MEMORY`.

    Raises:
        BookExistsError: There is something at the address already; it is left as it is.
        BookAccessError: The file cannot be made.
        AddressError: The address is no path.
    """
    if address == MEMORY:
        return _in_memory()
    _check_path(address)
    _claim(address)
    try:
        return _connect(address, migrate)
    except BaseException:
        _remove(address)
        raise


def open_book(address: str, *, must_exist: bool = True) -> Store:
    """Open a book, and bring it to the latest form.

    Args:
        address: Path of an SQLite file, or `MEMORY`.
        must_exist: Refuse to make a book where there is none.

    Raises:
        BookMissingError: There is no file.
        NotABookError: The file is something else.
        NewerBookError: A later release has written it.
        LedgerError: It is damaged, or cannot be read; the class says which.
    """
    if address == MEMORY:
        return _in_memory()
    _check_path(address)
    try:
        there = Path(address).exists()
    except OSError as error:
        raise BookAccessError(book=address) from error
    if there:
        return _connect(address)
    if must_exist:
        raise BookMissingError(book=address)
    return create_book(address)


def _in_memory() -> Store:
    from ledger.storage.memory import MemoryStore  # noqa: PLC0415 - few need it

    return MemoryStore()


def _check_path(address: str) -> None:
    scheme, mark, _ = address.partition("://")
    if mark:
        raise AddressError(scheme=scheme)


def _claim(path: str) -> None:
    """Make an empty file, or take one that is empty: what an interrupted making of a book leaves behind."""
    try:
        Path(path).touch(exist_ok=False)
    except FileExistsError:
        if not Path(path).is_file() or Path(path).stat().st_size:
            raise BookExistsError(book=path) from None
    except OSError as error:
        raise BookAccessError(book=path) from error


def _remove(path: str) -> None:
    """Remove what is left of a book that could not be made."""
    for end in ("", "-wal", "-shm", "-journal"):
        Path(path + end).unlink(missing_ok=True)


def _connect(path: str, make: Callable[[sqlite3.Connection], None] | None = None) -> SqliteStore:
    """Open a file, which `make` first turns into a book if given."""
    with told(path):
        connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
        try:
            if make:
                make(connection)
            prepare(connection, path)
        except BaseException:
            connection.close()
            raise
        return SqliteStore(connection, path)
