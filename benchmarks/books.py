"""Books for the benchmarks of scale: built once, in steps that may be interrupted, and kept if asked to."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import psycopg
import workload

_ROWS_A_FILE = 1_000_000
_PROJECTS_AT_ONCE = 500


class Record(NamedTuple):
    """How far a book has been built; kept beside it.

    Attributes:
        projects_in: Whether its projects are in.
        federation_in: Whether the federation that owns them is in.
        files: How many files of entries are in.
        rate: How many entries a second the last of them came in with.
        extra: How many imports for single projects came after.
    """

    projects_in: bool = False
    federation_in: bool = False
    files: int = 0
    rate: int = 0
    extra: int = 0


class Book(NamedTuple):
    """A book of a size in a store.

    Attributes:
        store: ``SQLite`` or ``PostgreSQL``.
        entries: How many entries it is to be built with.
        projects: In how many projects.
        address: Where it is.
        folder: Where its record and the files for it lie.
    """

    store: str
    entries: int
    projects: int
    address: str
    folder: Path

    @property
    def held(self) -> int:
        """How many entries it has been built with so far."""
        return min(self.entries, self.record.files * _ROWS_A_FILE)

    @property
    def name(self) -> str:
        """What it is called in what is printed: as it is asked for while it is built, and then as it is."""
        return f"{self.store}, {self.held or self.entries:,} entries"

    @property
    def _record(self) -> Path:
        return self.folder / f"{self.store.lower()}-{self.entries}-{self.projects}.json"

    @property
    def record(self) -> Record:
        """How far it has been built."""
        return Record(**json.loads(self._record.read_text("utf-8"))) if self._record.exists() else Record()

    def note(self, **changed: object) -> None:
        """Keep how far it has been built."""
        self._record.write_text(json.dumps(self.record._replace(**changed)._asdict()), encoding="utf-8")


def medfin(book: str, *arguments: str, within: float | None = None) -> float:
    """Run the command in a process of its own; return how many seconds it took.

    Raises:
        subprocess.TimeoutExpired: It has been ended after `within` seconds.
    """
    command = [str(Path(sys.executable).with_name("medfin")), "--book", book, *arguments]
    began = time.perf_counter()
    piped = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    done = subprocess.run(command, check=False, text=True, timeout=within, **piped)
    seconds = time.perf_counter() - began
    if done.returncode:
        raise SystemExit(f"medfin {' '.join(arguments[:2])}: {done.stderr[-2000:]}")
    return seconds


def say(text: str) -> None:
    """Print how far the run has come."""
    print(f"{time.strftime('%H:%M:%S')}  {text}", file=sys.stderr, flush=True)


def sqlite_book(folder: Path, entries: int, projects: int) -> Book:
    """Return a book in a file, which need not be there yet."""
    return Book("SQLite", entries, projects, str(folder / f"medfin-{entries}-{projects}.db"), folder)


def server_book(folder: Path, entries: int, projects: int, server: str) -> Book:
    """Return a book in a database of its own on a server, made if it is not there yet."""
    name = f"medfin_{entries}_{projects}"
    with psycopg.connect(server, autocommit=True) as connection:
        if not connection.execute("SELECT FROM pg_database WHERE datname = %s", (name,)).fetchall():
            connection.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    return Book("PostgreSQL", entries, projects, urlsplit(server)._replace(path=f"/{name}").geturl(), folder)


def throw_away(book: Book, server: str) -> None:
    """Remove a server's book; a file goes with its folder."""
    if book.store == "PostgreSQL":
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {urlsplit(book.address).path[1:]}")


def built(book: Book) -> bool:
    """Whether a book is built to its end."""
    return book.held == book.entries


def build(book: Book, until: float) -> None:
    """Build a book, or go on where an interrupted run has stopped: what was imported before is not booked again.

    Args:
        book: The book.
        until: When no further file is begun, by `time.monotonic`; what is in by then is measured.
    """
    if not book.record.projects_in:
        say(f"{book.name}: {book.projects:,} projects")
        if book.store == "PostgreSQL" or not Path(book.address).exists():
            medfin(book.address, "init")
        files = workload.write_projects(book.folder / f"projects-{book.projects}", book.projects)
        for at in range(0, book.projects, _PROJECTS_AT_ONCE):
            medfin(book.address, "project", "add", *map(str, files[at : at + _PROJECTS_AT_ONCE]))
        book.note(projects_in=True)
    if not book.record.federation_in:
        file = workload.write_federation(book.folder / f"projects-{book.projects}", book.projects)
        medfin(book.address, "federation", "add", str(file))
        book.note(federation_in=True)
    if built(book):
        return
    path = book.folder / f"actuals-{book.store.lower()}-{book.entries}-{book.projects}.csv"
    for number, rows in enumerate(_files(book), start=1):
        if number <= book.record.files:
            continue
        if time.monotonic() > until:
            say(f"{book.name}: no time to build the rest")
            break
        write_actuals(path, rows)
        seconds = medfin(book.address, "import", str(path))
        book.note(files=number, rate=round(len(rows) / seconds))
        say(f"{book.name}: file {number}, {book.record.rate:,} entries a second")
    path.unlink(missing_ok=True)
    if book.store == "PostgreSQL":
        with psycopg.connect(book.address, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")


def _files(book: Book) -> Iterator[list[workload.Row]]:
    rows = workload.rows(book.entries, book.projects)
    while taken := list(islice(rows, _ROWS_A_FILE)):
        yield taken


def write_actuals(path: Path, rows: list[workload.Row]) -> None:
    """Write entries as a file of actuals."""
    with path.open("w", encoding="utf-8") as stream:
        stream.write("project;date;category;amount;source;text;voucher\n")
        for row in rows:
            amount = f"{row.amount_minor // 100},{row.amount_minor % 100:02d}"
            stream.write(f"{row.project};{row.day};{row.category};{amount};{row.source};{row.text};{row.voucher}\n")


def extra_file(book: Book, entries: int) -> Path:
    """Write a file for a single project that no earlier run has imported, and return it."""
    number = book.record.extra + 1
    book.note(extra=number)
    project = workload.project_ids(book.projects)[-(number % book.projects)]
    rows = [
        row._replace(project=project, voucher=f"E{number} {at}")
        for at, row in enumerate(workload.rows(entries, 1, seed=number + 1))
    ]
    path = book.folder / f"extra-{book.store.lower()}.csv"
    write_actuals(path, rows)
    return path


def size_of(book: Book) -> int:
    """Return how many bytes a book takes on the disk."""
    if book.store == "SQLite":
        return sum(path.stat().st_size for path in book.folder.glob(f"{Path(book.address).name}*"))
    with psycopg.connect(book.address) as connection:
        query = "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relnamespace = 'medfin'::regnamespace"
        row = connection.execute(f"{query} AND relkind = 'r'").fetchone()
    return int(row[0]) if row else 0
