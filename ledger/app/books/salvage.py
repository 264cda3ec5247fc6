"""Saving what is whole in a damaged book."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from contextlib import contextmanager
from pathlib import Path

from ledger.app.book import Progress
from ledger.app.books.beside import DAMAGED
from ledger.app.books.beside import NEW
from ledger.app.books.beside import folder_beside
from ledger.app.books.beside import naming
from ledger.app.books.beside import put_in_place
from ledger.app.files import is_a_file
from ledger.errors import BookMissingError
from ledger.errors import DiskFullError
from ledger.errors import NothingWholeError
from ledger.importers.text_file import refusal
from ledger.storage.address import is_server
from ledger.storage.address import shown
from ledger.storage.open import create_book
from ledger.storage.open import open_book
from ledger.storage.salvage import Saved
from ledger.storage.salvage import salvage as save

_FILES = ("", "-wal")
"""A book's own file, and the one that holds what was written last; a third is made anew when it is missing."""


def salvage(
    damaged: str | os.PathLike[str], new: str | os.PathLike[str], *, progress: Progress | None = None
) -> tuple[Saved, ...]:
    """Make a new book of everything that is whole in a damaged one.

    A damaged file is copied first and never touched; on a server one state of the book is read. The new book appears
    when it is complete, or not at all.

    Args:
        damaged: Address of the damaged book, which nobody should write in meanwhile.
        new: Path of the book to make.
        progress: Told now and then how far it has come.

    Returns:
        What was saved, scope by scope, and why no more.

    Raises:
        BookMissingError: There is no damaged book.
        BookExistsError: Something stands at the new path already.
        NothingWholeError: Not one commit could be saved.
        LedgerError: The damaged book cannot be opened at all, or the new one cannot be written.
    """
    source, target = os.fspath(damaged), Path(new)
    on_server = is_server(source)
    if not on_server and not is_a_file(Path(source)):
        raise BookMissingError(book=source)
    with folder_beside(target) as folder, _named(folder, source, target):
        held = source if on_server else _copied(source, folder)
        with closing(open_book(held)) as old, closing(create_book(str(folder / NEW))) as made:
            saved = tuple(save(old, made, progress))
        if not any(each.commits for each in saved):
            raise NothingWholeError(book=shown(source))
        put_in_place(folder / NEW, target)
    return saved


def _copied(source: str, folder: Path) -> str:
    """Copy a damaged file, and what was written last beside it; return where to."""
    for end in _FILES:
        if Path(f"{source}{end}").exists():
            shutil.copyfile(f"{source}{end}", folder / f"{DAMAGED}{end}")
    return str(folder / DAMAGED)


@contextmanager
def _named(folder: Path, source: str, target: Path) -> Iterator[None]:
    """Let refusals name the damaged book, not the copy that is worked on; where there is no room, the new one."""
    try:
        with naming(folder / DAMAGED, source):
            yield
    except DiskFullError:
        raise DiskFullError(book=target) from None
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFullError(book=target) from error
        raise refusal(Path(error.filename or source), error) from error
