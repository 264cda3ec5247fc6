"""Files that are read while they are staged; a large one by processes of their own, if there may be some."""

from __future__ import annotations

import os
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from typing import BinaryIO
from typing import TypeVar

from ledger.app.book import Book
from ledger.app.files import open_file
from ledger.core.finding import Finding
from ledger.core.record import evolve
from ledger.importers.actuals.rows import Request
from ledger.importers.text_file import refusal
from ledger.model.imports.bulk import Batch
from ledger.model.imports.bulk import Reader
from ledger.model.imports.bulk import Turn
from ledger.processes import NoProcessError
from ledger.rules.imports.account_sums import AccountSums
from ledger.rules.pieces import Piece
from ledger.rules.pieces import pieces

if TYPE_CHECKING:
    from ledger.importers.accounts.sie_postings import SieRequest

Q = TypeVar("Q", Request, "SieRequest")
R = TypeVar("R")
T = TypeVar("T")

Read = Piece | Batch | Turn | AccountSums | Finding
"""What comes of a file: rows in pieces, those that no book takes as they are, sums, findings, ends of turns."""

LARGE_BYTES = 4 * 1024 * 1024
"""From here on other processes pay: about seventy thousand rows."""


_READERS_MAX = 4
"""More readers are no quicker: whoever books what they give has enough to do."""


def parts(request: Q, readers: int) -> list[Q]:
    """Return what is asked for of each of several readers."""
    return [evolve(request, reader=Reader(at=at, of=readers)) for at in range(readers)]


def read_large(
    path: Path,
    read: Callable[[BinaryIO, R], Iterator[Batch | Turn | T]],
    parts: Callable[[int], Sequence[R]],
    book: Book,
) -> Iterator[Piece | Batch | Turn | AccountSums | T]:
    """Yield what a reader yields for a file, its batches in pieces, and tell how far it has come.

    Args:
        path: The file.
        read: The reader.
        parts: Returns what is asked for of each of so many readers, or of fewer.
        book: Tells whether other processes may be used, and is told how far reading has come.

    Raises:
        UnreadableFileError: The file cannot be read to its end.
    """
    try:
        with open_file(path) as stream:
            size = stream.seek(0, os.SEEK_END)
            told = partial(book.progress, size) if book.progress else None
            if book.may_share_work and size >= LARGE_BYTES:
                from ledger.importers.actuals.csv_process import pieces_elsewhere  # noqa: PLC0415 - few files are large

                # Where there is no room for other processes this one reads.
                with suppress(NoProcessError):
                    yield from pieces_elsewhere(path, read, parts(min(book.processes - 1, _READERS_MAX)), told)
                    return
            (request,) = parts(1)
            for found in pieces(read(stream, request), book.random):
                yield found
                if told:
                    told(stream.tell())
    except OSError as error:
        raise refusal(path, error) from error
