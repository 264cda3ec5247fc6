"""Time shared books: SQLite and PostgreSQL side by side on the same made-up workload, and eight who write at once.

    python benchmarks/shared.py 100000 1000000
    python benchmarks/shared.py 10000000 --projects 2000 --keep /var/tmp/books --build
    python benchmarks/shared.py 10000000 1000000 --projects 2000 --keep /var/tmp/books --minutes 20 --page

Needs an installed ``medfin`` beside the Python that runs this, and a PostgreSQL server: an installed one is started on
a folder and port of its own, or ``--server`` names another, in which databases are made. Books are built and thrown
away, or with ``--keep`` built once, in steps that may be interrupted, and used again. Reports are whole processes,
medians of five; what takes long runs once, and proofs of whole books last of all. Each figure is printed when it is
there; a run that is interrupted, or whose ``--minutes`` are over, tells what it has. ``--page`` writes the figures into
docs/scale.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import nullcontext
from pathlib import Path

import workload
from books import Book
from books import build
from books import built
from books import extra_file
from books import medfin
from books import say
from books import server_book
from books import size_of
from books import sqlite_book
from books import throw_away
from local_server import running

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "scale.md"
BEGIN, END = "<!-- measured -->", "<!-- end of what was measured -->"
STORES = ("SQLite", "PostgreSQL")
WRITERS = 8
ENTERED = 25
"""Entries that each of the writers enters by itself."""

EXTRA = 10_000
"""Entries of the import into a single project."""

PROVEN = 100
"""How many projects are proven where a proof of the whole book would take long."""

LAST = "import of its last million, or of all if it has less, entries a second"
PROOF = "`verify` of the whole book, seconds"

_ROUNDS = 5

WRITER = """
import sys
from ledger.app.imports.actuals import enter
from ledger.app.book import open_book

address, name, times, project = sys.argv[1:]
with open_book(address, author=name) as book:
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(int(times)):
        cells = {"date": "2023-12-01", "amount": "10", "category": "lokal", "text": f"{name} {number}"}
        enter(book, project, cells)
"""

PROVER = """
import sys
import time
from ledger.storage.open import open_book
from ledger.storage.verify import Proof

address, *projects = sys.argv[1:]
store = open_book(address)
began = time.perf_counter()
entries = 0
with store.snapshot():
    for project in projects:
        proof = Proof(store, project)
        if list(proof.findings()):
            raise SystemExit(f"{project} does not hold")
        entries += proof.end.entries
print(entries / (time.perf_counter() - began))
"""

Figures = dict[str, dict[str, str]]
"""What was measured, by row and by name of the book."""


def median(run: Callable[[], float]) -> float:
    """Return the median of some runs."""
    return statistics.median(run() for _ in range(_ROUNDS))


def written_at_once(book: Book, projects: list[str]) -> float:
    """Let eight processes enter entries at once; return how many are booked a second."""
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, book.address, f"writer-{number}", str(ENTERED), project],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number, project in enumerate(projects)
    ]
    for writer in writers:
        if writer.stdout is None or writer.stdout.readline() != "ready\n":
            raise SystemExit("a writer has not begun")
    began = time.perf_counter()
    for writer in writers:
        if writer.stdin is not None:
            writer.stdin.write("go\n")
            writer.stdin.flush()
    for writer in writers:
        writer.communicate()
        if writer.returncode:
            raise SystemExit("a writer has failed")
    return len(writers) * ENTERED / (time.perf_counter() - began)


def proven(book: Book, projects: list[str]) -> float:
    """Prove some projects; return how many of their entries a second."""
    command = [sys.executable, "-c", PROVER, book.address, *projects]
    return float(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def measures(book: Book) -> Iterator[tuple[str, Callable[[], str]]]:
    """Yield what is measured of a book, the most wanted first: the row's name, and what gives its figure."""
    ids = workload.project_ids(book.projects)

    def report(*words: str) -> str:
        return f"{median(lambda: medfin(book.address, 'report', *words)):.2f}"

    yield "`report consolidated`, cold, seconds", lambda: report("consolidated")
    yield "`report whole` of the federation, cold, seconds", lambda: report("whole")
    yield "`report variance` of one project, cold, seconds", lambda: report("variance", ids[0])
    workbook = str(book.folder / "workbook.xlsx")
    yield (
        "the full workbook of one project, cold, seconds",
        lambda: report("variance", ids[0], "--format", "xlsx", "-o", workbook),
    )
    yield "size, bytes an entry", lambda: f"{size_of(book) / book.held:,.0f}"
    yield (
        "eight writers in eight projects, entries a second",
        lambda: f"{written_at_once(book, ids[:WRITERS]):,.0f}",
    )
    yield (
        "eight writers in one project, entries a second",
        lambda: f"{written_at_once(book, ids[:1] * WRITERS):,.0f}",
    )
    yield (
        f"import of {EXTRA:,} entries into one project of it, seconds",
        lambda: f"{medfin(book.address, 'import', str(extra_file(book, EXTRA))):.1f}",
    )
    yield (
        f"proof of {min(PROVEN, len(ids))} projects of it, entries a second",
        lambda: f"{proven(book, ids[-PROVEN:]):,.0f}",
    )


def measure(book: Book, figures: Figures, until: float) -> None:
    """Measure everything of a book, row by row, until there is no time left."""
    for row, run in measures(book):
        if time.monotonic() > until:
            say("the time is over")
            return
        keep(figures, row, book, run())


def prove(book: Book, figures: Figures, until: float) -> None:
    """Prove a whole book, if there is the time."""
    try:
        seconds = medfin(book.address, "verify", within=max(0.0, until - time.monotonic()))
    except subprocess.TimeoutExpired:
        say(f"{book.name}: no time to prove it")
        return
    keep(figures, PROOF, book, f"{seconds:,.0f}")


def keep(figures: Figures, row: str, book: Book, figure: str) -> None:
    """Keep a figure, and print it."""
    figures.setdefault(row, {})[book.name] = figure
    say(f"{book.name}: {row}: {figure}")


def table(books: list[Book], figures: Figures, beforehand: set[str]) -> str:
    """Return a Markdown table: a row a figure, a column a book."""
    names = [book.name + (" ¹" if book.name in beforehand else "") for book in books]
    lines = [f"| {books[0].projects:,} projects | {' | '.join(names)} |", "|---|" + "---:|" * len(books)]
    lines += [
        f"| {row} | {' | '.join(cells.get(book.name, '–') for book in books)} |" for row, cells in figures.items()
    ]
    if beforehand:
        lines.append("\n¹ Built before this run; what else the machine did then is not known.")
    return "\n".join(lines)


def told(books: list[Book], figures: Figures, beforehand: set[str]) -> str:
    """Return what was measured, and on what."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    machine = f"{os.cpu_count()} processors, {memory:.0f} GiB, {platform.machine()}, Python {platform.python_version()}"
    return f"{table(books, figures, beforehand)}\n\nMeasured on {time.strftime('%Y-%m-%d')}: {machine}."


def put_on_page(found: str) -> None:
    """Write what was measured into the page."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n{found}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


@contextmanager
def folder_for(asked: argparse.Namespace) -> Iterator[Path]:
    """Give the folder that books are kept in, or one that goes when the run is over."""
    if asked.keep:
        asked.keep.mkdir(parents=True, exist_ok=True)
        yield asked.keep.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="medfin-shared-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)  # the server runs as somebody else
        yield Path(name)


class Run:
    """A run of the benchmark: builds what is not there, measures, and tells what there is in the end.

    Attributes:
        books: Those that there is something in.
        figures: What was measured of them.
        beforehand: Names of those that an earlier run has built.
    """

    def __init__(self, asked: argparse.Namespace, folder: Path, server: str) -> None:
        self._asked, self._folder, self._server = asked, folder, server
        self._end = time.monotonic() + asked.minutes * 60
        self._build_end = self._end - (0 if asked.build else asked.minutes * 30)
        self.books: list[Book] = []
        self.figures: Figures = {}
        self.beforehand: set[str] = set()

    def all(self) -> None:
        """Do everything that is asked for, until it is done or somebody has had enough."""
        try:
            for entries in self._asked.entries:
                for store in self._asked.only:
                    self._one(store, entries)
            for book in self.books if not self._asked.build else ():
                prove(book, self.figures, self._end)
        except KeyboardInterrupt:
            say("interrupted")
        finally:
            self._tell()

    def _one(self, store: str, entries: int) -> None:
        """Build a book and measure it."""
        there = (self._folder, entries, self._asked.projects)
        book = sqlite_book(*there) if store == "SQLite" else server_book(*there, self._server)
        before = built(book)
        self.books.append(book)
        build(book, self._build_end)
        if not book.held:
            return
        if before:
            self.beforehand.add(book.name)
        self.figures.setdefault(LAST, {})[book.name] = f"{book.record.rate:,}"
        if not self._asked.build:
            measure(book, self.figures, self._end)

    def _tell(self) -> None:
        """Print what was measured, and throw away what is not to be kept."""
        if self.figures:
            found = told([book for book in self.books if book.held], self.figures, self.beforehand)
            print(found)
            if self._asked.page:
                put_on_page(found)
        if not self._asked.keep:
            for book in self.books:
                throw_away(book, self._server)


def interrupted(*_: object) -> None:
    """Let a request to end be an interruption, after which is told what there is."""
    raise KeyboardInterrupt


def main() -> None:
    """Read what is asked for, and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("entries", type=int, nargs="+", help="sizes, in the order in which they are measured")
    parser.add_argument("--projects", type=int, default=200)
    parser.add_argument("--keep", type=Path, help="folder in which books are built once and stay")
    parser.add_argument("--build", action="store_true", help="only build")
    parser.add_argument(
        "--minutes",
        type=int,
        default=24 * 60,
        help="begin nothing new once so many are over, nor build on after half of them",
    )
    parser.add_argument("--only", choices=STORES, nargs="+", default=STORES)
    parser.add_argument("--server", help="address of a server to make databases on, instead of one of its own")
    parser.add_argument("--page", action="store_true", help="write docs/scale.md")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, interrupted)
    with folder_for(asked) as folder:
        alone = "PostgreSQL" not in asked.only
        with nullcontext(asked.server or "") if asked.server or alone else running(folder) as server:
            Run(asked, folder, server).all()


if __name__ == "__main__":
    main()
