"""Files that are read while they are staged; a large one in a process of its own, if there may be one."""

from __future__ import annotations

import os
from collections.abc import Callable
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO
from typing import TypeVar

from ledger.app.book import Book
from ledger.app.files import open_file
from ledger.errors import UnreadableFileError
from ledger.model.imports.bulk import Batch
from ledger.rules.bulk import Checked

R = TypeVar("R")
T = TypeVar("T")

LARGE_BYTES = 4 * 1024 * 1024
"""From here on a second process pays: about seventy thousand rows."""


def read_large(
    path: Path, read: Callable[[BinaryIO, R], Iterator[Batch | T]], request: R, book: Book
) -> Iterator[Batch | Checked | T]:
    """Yield what a reader yields for a file, and tell how far it has come.

    Args:
        path: The file.
        read: The reader.
        request: What is asked for.
        book: Tells whether a second process may be used, and is told how far reading has come.

    Raises:
        UnreadableFileError: The file cannot be read to its end.
    """
    try:
        with open_file(path) as stream:
            size = stream.seek(0, os.SEEK_END)
            told = partial(book.progress, size) if book.progress else None
            if book.processes > 1 and size >= LARGE_BYTES:
                from ledger.importers.actuals.csv_process import batches_elsewhere  # noqa: PLC0415 - few files are large

                yield from batches_elsewhere(path, read, request, told)
                return
            for found in read(stream, request):
                yield found
                if told:
                    told(stream.tell())
    except OSError as error:
        raise UnreadableFileError(file=path, why=error.strerror or str(error)) from error
