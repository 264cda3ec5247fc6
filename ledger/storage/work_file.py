"""A file without a name for what memory should not hold; it is gone when the program ends, however it ends."""

from __future__ import annotations

import os
import weakref
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress
from typing import BinaryIO

from ledger.errors import WorkFileError


class WorkFile:
    """A work file, which no other program can open; it is closed with its last use, or before by `close`."""

    def __init__(self) -> None:
        """Make the file.

        Raises:
            WorkFileError: There is no room for it.
        """
        import tempfile  # noqa: PLC0415 - it loads slowly, and most files need no work file

        with _told():
            self._stream: BinaryIO = tempfile.TemporaryFile(prefix="medfin-")  # noqa: SIM115 - closed by `close`
        self.close = weakref.finalize(self, _close, self._stream)

    def put(self, content: bytes | array[int]) -> int:
        """Write something after everything else and return where it begins, in bytes.

        Raises:
            WorkFileError: There is no room left.
        """
        with _told():
            place = self._stream.seek(0, os.SEEK_END)
            self._stream.write(content)
        return place

    def get(self, place: int, length: int) -> bytes:
        """Return as many bytes from a place on.

        Raises:
            WorkFileError: They cannot be read, or written before they are.
        """
        with _told():
            self._stream.seek(place)
            return self._stream.read(length)


def _close(stream: BinaryIO) -> None:
    with suppress(OSError):  # what is still to be written finds no room, and nobody wants it any more
        stream.close()


@contextmanager
def _told() -> Iterator[None]:
    """Turn a failure of the work file into one of medfin's."""
    try:
        yield
    except OSError as error:
        from tempfile import gettempdir  # noqa: PLC0415 - likewise

        raise WorkFileError(folder=gettempdir(), why=error.strerror or str(error)) from error
