"""Files that people name: read with a limit, written all or nothing."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import tempfile
from collections.abc import Callable
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO
from typing import TypeVar

from ledger import errors
from ledger.importers.text_file import refusal
from ledger.importers.text_file import require_file
from ledger.render.clean import visible

T = TypeVar("T")

_OWNER_ONLY = 0o600
"""Mode of a new file: reports and workbooks hold texts and names that are nobody else's business."""

_NAME_SHOWN = 50

_SQLITE = b"SQLite format 3\0"
_BESIDE = ("", "-wal", "-shm", "-journal")
"""How the name of a file ends that SQLite keeps beside a book, which has none of these ends itself."""


def open_file(path: Path) -> BufferedReader:
    """Open a file that is read more than once.

    Raises:
        UnreadableFileError: It is not there, may not be read, or is no file.
    """
    try:
        require_file(path)
        return path.open("rb")
    except (OSError, ValueError) as error:
        raise refusal(path, error) from error


def is_a_file(path: Path) -> bool:
    """Whether a file stands at a path; where no system takes such a name, none does."""
    try:
        return path.is_file()
    except OSError:
        return False


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file, hexadecimal.

    Raises:
        UnreadableFileError: As `open_file`, or it cannot be read to its end.
    """
    try:
        with open_file(path) as stream:
            return stream_digest(stream)
    except OSError as error:
        raise refusal(path, error) from error


def stream_digest(stream: BufferedReader) -> str:
    """Return the SHA-256 of what is left of an open file, hexadecimal."""
    return hashlib.file_digest(stream, "sha256").hexdigest()


def file_state(path: Path) -> tuple[int, ...]:
    """Return what changes with a file that is written, or has another put in its place.

    Raises:
        UnreadableFileError: It is not there.
    """
    try:
        stands = path.stat()
    except (OSError, ValueError) as error:
        raise refusal(path, error) from error
    return stands.st_dev, stands.st_ino, stands.st_size, stands.st_mtime_ns


def refuse_changed(path: Path, before: tuple[int, ...]) -> None:
    """Refuse what was read of a file in several steps, if it is not what it was before the first of them.

    Raises:
        ChangedFileError: Somebody has written it meanwhile.
    """
    if file_state(path) != before:
        raise errors.ChangedFileError(file=path)


def shown_name(path: Path) -> str:
    """Return a file's name as a text: with signs for what is none, such as bytes of another encoding."""
    return visible(path.name)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or as it was before.

    A new file can be read by its owner only; one that is replaced keeps its mode. What a link points to is replaced,
    not the link. What cannot be replaced, such as a pipe or ``/dev/null``, is written to as it is.

    Raises:
        OutputExistsError: A book stands there, or what belongs to one.
        UnreadableFileError: It cannot be written.
    """
    write_streamed(path, lambda stream: stream.write(content))


def write_streamed(path: Path, write: Callable[[BinaryIO], T]) -> T:
    """Write a file as `write_whole` does, piece by piece.

    Args:
        path: The file.
        write: Writes its content to a stream.

    Returns:
        What `write` returns.

    Raises:
        OutputExistsError: A book stands there, or what belongs to one.
        UnreadableFileError: It cannot be written.
    """
    try:
        if _is_of_a_book(path):
            raise errors.OutputExistsError(file=path)
        mode = _mode(path)
        if mode is None or stat.S_ISREG(mode):
            return _replace(Path(os.path.realpath(path)), write, _OWNER_ONLY if mode is None else stat.S_IMODE(mode))
        with path.open("wb") as stream:
            return write(stream)
    except (OSError, ValueError) as error:
        raise refusal(path, error) from error


def _is_of_a_book(path: Path) -> bool:
    """Whether a file is a book or one that SQLite keeps beside it, by whatever name or link; those are kept."""
    name = os.path.realpath(path)
    books = [Path(name.removesuffix(end)) for end in _BESIDE if name.endswith(end)]
    for book in filter(Path.is_file, books):
        with book.open("rb") as stream:
            if stream.read(len(_SQLITE)) == _SQLITE:
                return True
    return False


def _mode(path: Path) -> int | None:
    """Return what a path is and who may use it, None if there is nothing.

    Raises:
        OSError: It is there and protected against writing, or cannot be looked at.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return None
    if not os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return mode


def _replace(path: Path, write: Callable[[BinaryIO], T], mode: int) -> T:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:_NAME_SHOWN]}.")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            written = write(stream)
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return written
