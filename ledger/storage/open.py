"""Making and opening books by their addresses."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from ledger import errors
from ledger.storage.address import is_server
from ledger.storage.failure import told
from ledger.storage.form import APPLICATION_ID
from ledger.storage.form import VERSION
from ledger.storage.form import migrate
from ledger.storage.form import prepare
from ledger.storage.sqlite import SqliteStore
from ledger.storage.store import Store

MEMORY = ":memory:"
"""Address of a book that lasts as long as the program."""

_WAIT_SECONDS = 5
"""How long a writer waits for another before it gives up: longer than anything but a large import takes."""


_OWNER_ONLY = 0o600
"""Mode of a new book, which SQLite gives the files beside it too: it holds texts and names."""


_ANYTHING = "SELECT EXISTS (SELECT 1 FROM commits UNION ALL SELECT 1 FROM facts UNION ALL SELECT 1 FROM blocks)"
"""Whether a book holds anything."""

_EFFECTIVE = os.access in os.supports_effective_ids
"""Whether the system can be asked what we may do as whom we act; else it is asked for whom we are."""


def create_book(address: str, begin: Callable[[Store], object] = lambda _: None) -> Store:
    """Make an empty book and open it.

    Args:
        address: Path of the file to make, ``postgresql://…`` for a database on a server, or `MEMORY`.
        begin: What is booked in it first; where that fails, no file is left behind.

    Raises:
        BookExistsError: There is something at the address already; it is left as it is.
        BookAccessError: The file cannot be made.
        AddressError: The address is neither a path nor a server's.
        LedgerError: The server does not let us.
    """
    if address == MEMORY:
        return _begun(_in_memory(), begin)
    if is_server(address):
        return _begun(_on_server(address, new=True), begin)
    claimed = _claim(address)
    try:
        return _begun(_connect(address, migrate), begin)
    except BaseException:
        # Somebody else may have begun the same book meanwhile.
        if claimed and _answer(address, _ANYTHING) != 1:
            _remove(address)
        raise


def _begun(store: Store, begin: Callable[[Store], object]) -> Store:
    try:
        begin(store)
    except BaseException:
        store.close()
        raise
    return store


def open_book(address: str, *, must_exist: bool = True) -> Store:
    """Open a book, and bring it to the latest form.

    Args:
        address: Path of an SQLite file, ``postgresql://…`` for a database on a server, or `MEMORY`.
        must_exist: Refuse to make a book where there is none.

    Raises:
        BookMissingError: There is no file.
        NotABookError: The file is something else.
        NewerBookError: A later release has written it.
        LedgerError: It is damaged, or cannot be read; the class says which.
    """
    if address == MEMORY:
        return _in_memory()
    if is_server(address):
        return _on_server(address, new=False, must_exist=must_exist)
    try:
        there = Path(address).exists()
    except OSError as error:
        raise _refused(address, error) from error
    if there:
        _require_file(address)
        return _connect(address)
    if must_exist:
        raise errors.BookMissingError(book=address)
    return create_book(address)


def _in_memory() -> Store:
    from ledger.storage.memory import MemoryStore  # noqa: PLC0415 - few need it

    return MemoryStore()


def _on_server(address: str, *, new: bool, must_exist: bool = True) -> Store:
    """Return the book in a server's database, a new one if there is none and none need be."""
    try:
        from ledger.storage.postgresql import form as postgres_form  # noqa: PLC0415 - few books are on servers
        from ledger.storage.postgresql.link import Link  # noqa: PLC0415
        from ledger.storage.postgresql.store import PostgresStore  # noqa: PLC0415
    except ImportError as error:
        raise errors.MissingDriverError from error
    link = Link(address)
    try:
        if new:
            postgres_form.make(link)
        try:
            postgres_form.prepare(link)
        except errors.BookMissingError:
            if must_exist:
                raise
            postgres_form.make(link)
    except BaseException:
        link.close()
        raise
    return PostgresStore(link)


def _claim(path: str) -> bool:
    """Make an empty file, or take what an interrupted making of a book leaves behind; return whether it was made."""
    try:
        Path(path).touch(_OWNER_ONLY, exist_ok=False)
    except FileExistsError:
        if not Path(path).is_file() or (Path(path).stat().st_size and not _half_made(path) and not _is_bare(path)):
            raise errors.BookExistsError(book=path) from None
    except (OSError, ValueError) as error:
        raise _refused(path, error) from error
    else:
        return True
    return False


def _require_file(path: str) -> None:
    """Refuse a folder, and a pipe or a terminal, which would be waited for."""
    if not Path(path).is_file():
        raise errors.NotABookError(book=path)


def _refused(path: str, error: OSError | ValueError) -> errors.LedgerError:
    from ledger.storage.cause import refused  # noqa: PLC0415 - most books do not fail

    return refused(path, error)


def _half_made(path: str) -> bool:
    """Whether a file was empty when the transaction began that never ended; its journal tells, and will undo it."""
    try:
        with Path(path + "-journal").open("rb") as journal:
            return journal.read(20)[16:] == bytes(4)  # how many pages the file had
    except OSError:
        return False


def _is_bare(path: str) -> bool:
    """Whether a file is a book with nothing in it, whose making was cut short before the first was booked."""
    ours = _answer(path, "PRAGMA application_id") == APPLICATION_ID and _answer(path, "PRAGMA user_version") == VERSION
    return ours and _answer(path, _ANYTHING) == 0


def _answer(path: str, question: str) -> object:
    """Return what a file says, None if it says nothing."""
    try:
        with closing(sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return connection.execute(question).fetchone()[0]
    except sqlite3.Error:
        return None


def _remove(path: str) -> None:
    """Remove what is left of a book that could not be made."""
    for end in ("", "-wal", "-shm", "-journal"):
        Path(path + end).unlink(missing_ok=True)


def _log(path: Path) -> Path:
    """Return where SQLite keeps what is booked and not in a file yet."""
    return Path(f"{path}-wal")


def _can_only_be_read(path: Path) -> bool:
    """Whether we may read a whole book and write neither it nor beside it, so that nobody of our rights can alter it.

    SQLite wants to write beside a file even to read it. What waits in the log beside it is not in the file yet: then it
    is not whole by itself.
    """
    if os.access(path, os.W_OK, effective_ids=_EFFECTIVE) or not os.access(path, os.R_OK, effective_ids=_EFFECTIVE):
        return False
    log = _log(path)
    return not os.access(path.parent, os.W_OK, effective_ids=_EFFECTIVE) and not (log.exists() and log.stat().st_size)


def _state(path: Path) -> tuple[int, ...]:
    """Return what changes with a file when it, or the log beside it, is written."""
    return tuple(
        n for each in (path, _log(path)) if each.exists() for n in (each.stat().st_mtime_ns, each.stat().st_size)
    )


def _is_as_it_was(path: Path, state: tuple[int, ...]) -> bool:
    return _state(path) == state


def _is_there(path: Path, opened: os.stat_result) -> bool:
    """Whether a file is still the one that was opened, and not another that somebody has put in its place."""
    try:
        return os.path.samestat(path.stat(), opened)
    except OSError:
        return False


def unaltered_since(place: Path) -> Callable[[], bool] | None:
    """Return what tells whether a book that we can only read is still what it is now; None if we could write it.

    Such a file is read as one that nobody alters, without locks, so somebody of other rights may do so.

    Args:
        place: The book's absolute path.
    """
    return partial(_is_as_it_was, place, _state(place)) if _can_only_be_read(place) else None


def _connect(path: str, make: Callable[[sqlite3.Connection], None] | None = None) -> SqliteStore:
    """Open a file, which `make` first turns into a book if given."""
    with told(path):
        # An absolute path, for SQLite takes "file:…" for an address of its own with options.
        place = Path(path).absolute()
        unaltered = None if make else unaltered_since(place)
        only_read = unaltered is not None
        connection = sqlite3.connect(
            f"{place.as_uri()}?mode=ro&immutable=1" if only_read else place,
            timeout=_WAIT_SECONDS,
            isolation_level=None,
            uri=only_read,
        )
        try:
            if make:
                make(connection)
            prepare(connection, path, writable=not only_read)
        except BaseException:
            connection.close()
            raise
        return SqliteStore(connection, path, unaltered, partial(_is_there, place, place.stat()))
