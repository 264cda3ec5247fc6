"""Saving what is whole in a damaged book."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ledger.app.files import folder_beside
from ledger.errors import BookExistsError
from ledger.errors import BookMissingError
from ledger.errors import LedgerError
from ledger.errors import NothingWholeError
from ledger.storage.open import create_book
from ledger.storage.open import open_book
from ledger.storage.salvage import Saved
from ledger.storage.salvage import salvage as save

_FILES = ("", "-wal")
"""A book's own file, and the one that holds what was written last; a third is made anew when it is missing."""


def salvage(damaged: str | os.PathLike[str], new: str | os.PathLike[str]) -> tuple[Saved, ...]:
    """Make a new book of everything that is whole in a damaged one.

    The damaged book is copied first and never touched. The new book appears when it is complete, or not at all.

    Args:
        damaged: Path of the damaged book, which nobody should write in meanwhile.
        new: Path of the book to make.

    Returns:
        What was saved, scope by scope, and why no more.

    Raises:
        BookMissingError: There is no damaged book.
        BookExistsError: Something stands at the new path already.
        NothingWholeError: Not one commit could be saved.
        LedgerError: The damaged book cannot be opened at all, or the new one cannot be written.
    """
    source, target = Path(damaged), Path(new)
    if not source.is_file():
        raise BookMissingError(book=source)
    if target.exists():
        raise BookExistsError(book=target)
    with folder_beside(target) as folder, _named(folder, source):
        for end in _FILES:
            if Path(f"{source}{end}").exists():
                shutil.copyfile(f"{source}{end}", folder / f"damaged.db{end}")
        saved = _into(folder)
        if not any(each.commits for each in saved):
            raise NothingWholeError(book=source)
        (folder / "new.db").rename(target)
    return saved


def _into(folder: Path) -> tuple[Saved, ...]:
    damaged = open_book(str(folder / "damaged.db"))
    try:
        new = create_book(str(folder / "new.db"))
        try:
            return tuple(save(damaged, new))
        finally:
            new.close()
    finally:
        damaged.close()


@contextmanager
def _named(folder: Path, source: Path) -> Iterator[None]:
    """Let refusals name the damaged book, not the copy that is worked on."""
    try:
        yield
    except LedgerError as error:
        if str(error.values.get("book", "")).startswith(str(folder)):
            raise type(error)(**{**error.values, "book": source}) from error
        raise
