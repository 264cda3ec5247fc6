"""What is made of a book beside the place where it is to stand: whole at its place, or gone.

It is made in a folder of its own, since SQLite keeps more files beside a book. Whoever is killed leaves that folder
with a copy of the book in it; the next one who makes something there takes it away. A lock, which ends with its
holder, tells it from one that is in use.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress
from pathlib import Path

from ledger.errors import BookExistsError
from ledger.errors import DiskFullError
from ledger.errors import LedgerError
from ledger.storage.cause import refused

NEW = "new.db"
"""The book to be."""

DAMAGED = "damaged.db"
"""A copy of the book that it is saved from."""

_CAN_LOCK = os.name == "posix"
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_PREFIX = ".medfin-"
_ANY_NAME = _PREFIX + 8 * "[a-z0-9_]"
_FILES = frozenset(book + end for book in (NEW, DAMAGED) for end in ("", "-wal", "-shm", "-journal"))


@contextmanager
def folder_beside(target: Path) -> Iterator[Path]:
    """Give a folder beside a file to be, on the same disk, so that the file can be moved to its place in one step.

    Raises:
        BookExistsError: Something stands there already, if only a link to nothing.
        BookAccessError: None can be made there.
    """
    try:
        parent = target.absolute().parent
        _require_free(target)
        _clear_left(parent)
        folder, lock = _locked_folder(parent)
    except (OSError, ValueError) as error:
        raise refused(target, error) from error
    try:
        with naming(folder / NEW, target):
            yield folder
    finally:
        _clear(folder)
        if lock is not None:
            os.close(lock)


@contextmanager
def naming(held: Path, shown: str | Path) -> Iterator[None]:
    """Let refusals name what people know, not the file in the folder that it is worked on in."""
    try:
        yield
    except LedgerError as error:
        names = {name: shown for name, value in error.values.items() if str(value).startswith(str(held))}
        if not names:
            raise
        raise type(error)(**{**error.values, **names}) from error


def put_in_place(made: Path, target: Path) -> None:
    """Move a book that has been closed to its place, so that it stays there should the power go.

    Raises:
        DiskFullError: There was no room to move all that was booked from the log into the file. SQLite does not say so
            as it closes a book, for elsewhere the log stays beside it.
    """
    if made.with_name(f"{made.name}-wal").exists():
        raise DiskFullError(book=target)
    made.rename(target)
    if os.name == "posix":  # elsewhere folders cannot be opened
        folder = os.open(target.absolute().parent, os.O_RDONLY)
        try:
            with suppress(OSError):  # not every disk can be asked to keep a folder
                os.fsync(folder)
        finally:
            os.close(folder)


def _require_free(target: Path) -> None:
    with suppress(FileNotFoundError):
        target.lstat()
        raise BookExistsError(book=target)


def _locked_folder(parent: Path) -> tuple[Path, int | None]:
    """Make a folder and return it with what holds its lock, if the system has such locks.

    Until it is locked, somebody who clears may take it for one that was left.
    """
    while True:
        folder = Path(tempfile.mkdtemp(dir=parent, prefix=_PREFIX))
        if not _CAN_LOCK:
            return folder, None
        with suppress(FileNotFoundError):
            lock = os.open(folder, _FOLDER)
            with suppress(OSError):  # not every disk has locks, and one that has none shows nobody a folder as left
                _lock(lock, wait=True)
            if folder.exists():
                return folder, lock
            os.close(lock)


def _lock(folder: int, *, wait: bool) -> None:
    import fcntl  # noqa: PLC0415 - not every system has it

    fcntl.flock(folder, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)


def _clear_left(parent: Path) -> None:
    """Take away folders whose makers were killed, if they hold nothing but what such a folder does."""
    with suppress(OSError):  # what cannot be looked through cannot be cleared
        for folder in parent.glob(_ANY_NAME) if _CAN_LOCK else ():
            with suppress(OSError):
                _clear_unless_held(folder)


def _clear_unless_held(folder: Path) -> None:
    lock = os.open(folder, _FOLDER)
    try:
        _lock(lock, wait=False)
        if _FILES.issuperset(each.name for each in folder.iterdir()):
            _clear(folder)
    finally:
        os.close(lock)


def _clear(folder: Path) -> None:
    """Remove a folder; this must not fail where no more files can be opened, so it lists nothing."""
    with suppress(OSError):
        for name in _FILES:
            (folder / name).unlink(missing_ok=True)
        folder.rmdir()
