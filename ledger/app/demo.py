"""The main job on the example projects, from an empty folder to workbooks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC
from datetime import datetime
from itertools import count
from pathlib import Path

from ledger import catalog
from ledger.app.book import Book
from ledger.app.book import create_book
from ledger.app.book import open_book
from ledger.app.federation.federation import add_federation
from ledger.app.files import write_whole
from ledger.app.funders.forms import form
from ledger.app.imports.actuals import Imported
from ledger.app.imports.actuals import import_file
from ledger.app.projects import Added
from ledger.app.projects import add_projects
from ledger.app.reports import report
from ledger.app.reports import workbook
from ledger.core.record import frozen
from ledger.core.words import Labels
from ledger.errors import InTheWayError
from ledger.errors import LedgerError
from ledger.model.head import BOOK
from ledger.reports.sheet import Workbook
from ledger.reports.table import Table

AUTHOR = "medfin demo"
_NOW = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)
_FORM = ("burlov-staffanstorp/medelsansokan", "pas")
_BOOKS_OF_ONE = ("pas", "resursmodellen")


@frozen(kw_only=True)
class Demo:
    """What the demo made.

    Attributes:
        book: The book's file.
        added: The projects.
        imported: Pairs of actuals file and what its import did.
        table: The federation's budget against actual.
        workbooks: The files written, in order.
    """

    book: Path
    added: Added
    imported: tuple[tuple[Path, Imported], ...]
    table: Table
    workbooks: tuple[Path, ...]


def demo(folder: Path, labels: Labels, to_bytes: Callable[[Workbook, Labels], bytes]) -> Demo:
    """Build the demo's book and workbooks in a folder; an earlier demo there starts afresh.

    Raises:
        InTheWayError: The folder holds a book that the demo did not make.
        LedgerError: The folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    address = folder / "medfin.db"
    _clear(address)
    fixtures = catalog.fixtures()
    with create_book(address, author=AUTHOR, clock=lambda: _NOW, random=_same_bytes()) as book:
        added = add_projects(book, sorted(fixtures.rglob("project.toml")) + sorted(fixtures.rglob("projects/*.toml")))
        imported = tuple(
            (path, import_file(book, path, project=_only_project(path)))
            for path in sorted(fixtures.rglob("actuals.csv"))
        )
        add_federation(book, fixtures / "federation" / "federation.toml")
        table = report(book, "consolidated")
        return Demo(
            book=address, added=added, imported=imported, table=table, workbooks=_write(book, folder, labels, to_bytes)
        )


def _write(book: Book, folder: Path, labels: Labels, to_bytes: Callable[[Workbook, Labels], bytes]) -> tuple[Path, ...]:
    made = [(folder / f"{id_}.xlsx", workbook(book, "variance", (id_,))) for id_ in _BOOKS_OF_ONE]
    made.append((folder / "consolidated.xlsx", workbook(book, "consolidated")))
    made.append((folder / "styrelsen.xlsx", workbook(book, "board")))
    made.append((folder / "pas-medelsansokan.xlsx", form(book, *_FORM)))
    for path, content in made:
        write_whole(path, to_bytes(content, labels))
    return tuple(path for path, _ in made)


def _only_project(actuals: Path) -> str | None:
    """Return the project whose folder the actuals lie in; None for a file that names its projects row by row."""
    return None if (actuals.parent / "projects").is_dir() else actuals.parent.name


def _same_bytes() -> Callable[[int], bytes]:
    """Return a source of the same bytes at every run, since the demo must come out the same; never for a real book."""
    numbers = count()

    def random(size: int) -> bytes:
        return hashlib.shake_256(f"medfin demo {next(numbers)}".encode()).digest(size)

    return random


def _clear(address: Path) -> None:
    """Remove an earlier demo's book; leave anything else alone."""
    if not address.exists():
        return
    try:
        with open_book(address) as book:
            ours = next(book.store.commits(BOOK)).author == AUTHOR
    except (LedgerError, StopIteration):
        ours = False
    if not ours:
        raise InTheWayError(file=address)
    for path in (address, *(address.with_name(address.name + end) for end in ("-wal", "-shm"))):
        path.unlink(missing_ok=True)
