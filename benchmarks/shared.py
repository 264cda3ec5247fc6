"""Time a shared book: SQLite and PostgreSQL side by side on the same made-up workload, and eight who write at once.

    python benchmarks/shared.py 100000 --projects 200 --server postgresql://me@localhost/empty
    python benchmarks/shared.py 1000000 10000000 --projects 2000 --server postgresql://me@localhost/empty --page

Needs an installed ``medfin`` beside the Python that runs this, and for the server a database without a book; the book
that is made there is thrown away. Without ``--server`` only SQLite is timed. Reports are whole processes, medians of
five; imports, proofs and writers run once. ``--page`` writes the figures into docs/scale.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import psycopg
import workload

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "scale.md"
BEGIN, END = "<!-- measured -->", "<!-- end of what was measured -->"
WRITERS = 8
ENTERED = 25
"""Entries that each of the writers enters by itself."""

_ROUNDS = 5
_ROWS_A_FILE = 1_000_000
_PROJECTS_AT_ONCE = 500

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


class Measure(NamedTuple):
    """What was measured of one store at one size.

    Attributes:
        store: Its name.
        entries: How many entries the book holds.
        figures: Seconds, or what the name of the row says, by name of the row.
    """

    store: str
    entries: int
    figures: dict[str, str]


def medfin(book: str, *arguments: str) -> float:
    """Run the command in a process of its own; return how many seconds it took."""
    command = [str(Path(sys.executable).with_name("medfin")), "--book", book, *arguments]
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def median(run: Callable[[], float]) -> float:
    """Return the median of some runs."""
    return statistics.median(run() for _ in range(_ROUNDS))


def write_actuals(folder: Path, entries: int, projects: int) -> Iterator[Path]:
    """Yield CSV files with made-up entries, one at a time: whoever takes the next is done with the one before."""
    rows = workload.rows(entries, projects)
    path = folder / "actuals.csv"
    while taken := list(islice(rows, _ROWS_A_FILE)):
        with path.open("w", encoding="utf-8") as stream:
            stream.write("project;date;category;amount;source;text;voucher\n")
            for row in taken:
                amount = f"{row.amount_minor // 100},{row.amount_minor % 100:02d}"
                cells = (row.project, row.day, row.category, amount, row.source, row.text, row.voucher)
                stream.write(";".join(cells) + "\n")
        yield path


def written_at_once(book: str, projects: list[str]) -> float:
    """Let eight processes enter entries at once; return how many are booked a second."""
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, book, f"writer-{number}", str(ENTERED), project],
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


def size_of(book: str) -> int:
    """Return how many bytes a book takes on the disk."""
    if "://" not in book:
        return sum(path.stat().st_size for path in Path(book).parent.glob(f"{Path(book).name}*"))
    with psycopg.connect(book) as connection:
        query = "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relnamespace = 'medfin'::regnamespace"
        row = connection.execute(f"{query} AND relkind = 'r'").fetchone()
    return int(row[0]) if row else 0


def measured(store: str, book: str, entries: int, projects: int, folder: Path) -> Measure:
    """Fill a new book and time what is done with it."""
    medfin(book, "init")
    files = workload.write_projects(folder / "projects", projects)
    for at in range(0, projects, _PROJECTS_AT_ONCE):
        medfin(book, "project", "add", *map(str, files[at : at + _PROJECTS_AT_ONCE]))
    imports = sum(medfin(book, "import", str(file)) for file in write_actuals(folder, entries, projects))
    ids = workload.project_ids(projects)
    if "://" in book:
        with psycopg.connect(book, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
    consolidated = median(lambda: medfin(book, "report", "consolidated"))
    variance = median(lambda: medfin(book, "report", "variance", ids[0]))
    figures = {
        "import, entries a second": f"{entries / imports:,.0f}",
        "size, bytes an entry": f"{size_of(book) / entries:,.0f}",
        "`report consolidated`, cold, seconds": f"{consolidated:.2f}",
        "`report variance` of one project, cold, seconds": f"{variance:.2f}",
        "eight writers in eight projects, entries a second": f"{written_at_once(book, ids[:WRITERS]):,.0f}",
        "eight writers in one project, entries a second": f"{written_at_once(book, ids[:1] * WRITERS):,.0f}",
        "`verify`, entries a second": f"{entries / medfin(book, 'verify'):,.0f}",
    }
    return Measure(store, entries, figures)


def emptied(server: str) -> str:
    """Return the address after the server's book, if it is one of an earlier run, has been thrown away."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("DROP SCHEMA IF EXISTS medfin CASCADE")
    return server


def table(measures: list[Measure], projects: int) -> str:
    """Return a Markdown table: a row a figure, a column a store and size."""
    names = [f"{each.store}, {each.entries:,} entries" for each in measures]
    lines = [f"| {projects:,} projects | {' | '.join(names)} |", "|---|" + "---:|" * len(measures)]
    lines += [f"| {row} | {' | '.join(each.figures[row] for each in measures)} |" for row in measures[0].figures]
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and write the page if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("entries", type=int, nargs="+")
    parser.add_argument("--projects", type=int, default=200)
    parser.add_argument("--server", help="address of a database without a book; what is in its schema medfin is lost")
    parser.add_argument("--page", action="store_true", help="write docs/scale.md")
    asked = parser.parse_args()
    measures = []
    for entries in asked.entries:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            measures.append(measured("SQLite", str(folder / "medfin.db"), entries, asked.projects, folder))
            if asked.server:
                server = emptied(asked.server)
                measures.append(measured("PostgreSQL", server, entries, asked.projects, folder))
                emptied(server)
    machine = f"{os.cpu_count()} processors, {platform.machine()}, Python {platform.python_version()}"
    found = f"{table(measures, asked.projects)}\n\nMeasured on {time.strftime('%Y-%m-%d')}: {machine}."
    print(found)
    if asked.page:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        PAGE.write_text(f"{before}{BEGIN}\n{found}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
