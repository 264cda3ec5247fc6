"""What SQLite's failures mean to whoever uses a book; none of them leaves this layer as it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from ledger import errors


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
        from ledger.storage.cause import meaning  # noqa: PLC0415 - most books do not fail

        raise meaning(error, book) from error
    except MemoryError as error:
        # A length that damage has made enormous; medfin itself never asks for much.
        raise errors.DamagedBookError(book=book, reason="a value is larger than the memory") from error
    except UnicodeEncodeError as error:
        # A program's, or a terminal's, characters that are none; no name in a book has them.
        raise errors.StorageError(book=book, reason=f"{error.object!r:.60} is no text") from error
    except UnicodeDecodeError as error:
        # SQLite's own message names a table by what damage has made of its name.
        raise errors.DamagedBookError(book=book, reason="a name is no UTF-8") from error
