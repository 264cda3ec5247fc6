"""Time medfin beside its peers on the same made-up workload, in one run, and write the results page.

    python3 benchmarks/compare.py 10000 100000 1000000

Needs ``ledger`` and ``hledger`` (Debian packages) and ``bean-query`` (PyPI: beanquery) on the path; a peer that is
missing is left out and named. Every figure is the median of whole processes, medfin and peers in turn; memory is the
largest resident set of the process.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import workload

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
PROJECTS = 200
RUNS = 5
_PYTHON = platform.python_version()


class Figure(NamedTuple):
    """The median run of a command: wall seconds and largest resident set in MiB."""

    seconds: float
    mebibytes: float


def measure(command: list[str], runs: int = RUNS) -> Figure:
    """Run a command some times and return its median wall time and memory."""
    times, sizes = [], []
    for _ in range(runs):
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        errors = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{' '.join(command)}: {errors.decode(errors='replace')[-2000:]}")
        times.append(time.perf_counter() - start)
        sizes.append(usage.ru_maxrss / 1024)
    return Figure(statistics.median(times), statistics.median(sizes))


def medfin(*arguments: str) -> list[str]:
    """Return the installed command; a version manager's shim in front of python would add its own start."""
    return [str(Path(sys.executable).with_name("medfin")), *arguments]


def build(folder: Path, entries: int) -> dict[str, Figure]:
    """Make every program's input, and time the imports."""
    projects = workload.write_projects(folder / "projects", PROJECTS)
    workload.write_csv(folder / "actuals.csv", entries, PROJECTS)
    workload.write_journal(folder / "ledger.journal", entries, PROJECTS)
    workload.write_beancount(folder / "book.beancount", entries, PROJECTS)
    book = str(folder / "medfin.db")
    empty = str(folder / "empty.db")
    measure(medfin("--book", empty, "init"), 1)
    measure(medfin("--book", empty, "project", "add", *map(str, projects)), 1)
    figures = {}
    if shutil.which("ledger"):
        peer = [
            "ledger",
            "convert",
            str(_ledger_csv(folder, entries)),
            "--input-date-format",
            "%Y-%m-%d",
            "-f",
            os.devnull,
        ]
        figures["ledger convert (CSV to journal)"] = measure(peer, 1)
    times = []
    for _ in range(3):
        shutil.copyfile(empty, book)
        times.append(measure(medfin("--book", book, "import", str(folder / "actuals.csv")), 1))
    figures["medfin import (CSV to sealed book)"] = sorted(times)[1]
    return figures


def _ledger_csv(folder: Path, entries: int) -> Path:
    """Write the entries as the CSV that ``ledger convert`` takes: its own headings, no quotes."""
    path = folder / "ledger.csv"
    with path.open("w", encoding="utf-8") as stream:
        stream.write("date,payee,amount,code\n")
        for row in workload.rows(entries, PROJECTS):
            amount = f"{row.amount_minor // 100}.{row.amount_minor % 100:02d}"
            stream.write(f"{row.day},{row.project} {row.category},{amount},{row.voucher}\n")
    return path


def reports(folder: Path, runs: int) -> dict[str, Figure]:
    """Time budget against actual for one project and for all, and what the peers have nearest to it."""
    book = str(folder / "medfin.db")
    journal = str(folder / "ledger.journal")
    one = f"^Expenses:{workload.project_ids(1)[0]}:"
    commands = {
        "medfin report variance, one project": medfin("--book", book, "report", "variance", "p0001"),
        "medfin report consolidated, 200 projects": medfin("--book", book, "report", "consolidated"),
        "medfin full workbook of one project": medfin(
            "--book", book, "report", "variance", "p0001", "--format", "xlsx", "-o", str(folder / "p0001.xlsx")
        ),
    }
    peers = {
        "ledger budget, one project": ["ledger", "-f", journal, "budget", one],
        "hledger balance --budget, one project": ["hledger", "-f", journal, "balance", "--budget", "-Y", one],
        "bean-query, sums by account (no budgets)": [
            "bean-query",
            str(folder / "book.beancount"),
            "SELECT account, sum(position) GROUP BY account",
        ],
    }
    found = {name: measure(command, RUNS) for name, command in commands.items()}
    for name, command in peers.items():
        if shutil.which(command[0]):
            found[name] = measure(command, runs)
        else:
            print(f"{command[0]} is not installed and is left out", file=sys.stderr)
    return found


def page(results: dict[int, dict[str, Figure]]) -> str:
    """Return the results page."""
    names = list(dict.fromkeys(name for figures in results.values() for name in figures))
    sizes = " | ".join(f"{entries:,} entries".replace(",", " ") for entries in results)
    lines = [
        "# Benchmarks",
        "",
        "Made by `python3 benchmarks/compare.py`, which anybody can run. Times are medians of whole processes, medfin",
        f"and peers in one run: {PROJECTS} projects, {len(workload.YEARS)} years, {len(workload.SOURCES)} sources,",
        f"{len(workload.CATEGORIES)} categories, {PROJECTS * 21} budget lines, all made up.",
        "",
        f"Machine: {os.cpu_count()} cores, {platform.machine()}, {platform.system()}, Python {_PYTHON}.",
        "",
        f"| | {sizes} |",
        "|---|" + "---|" * len(results),
    ]
    for name in names:
        cells = (results[entries].get(name) for entries in results)
        lines.append(f"| {name} | " + " | ".join(_cell(cell) for cell in cells) + " |")
    return "\n".join([*lines, "", *_ratios(results), ""])


def _cell(figure: Figure | None) -> str:
    return f"{figure.seconds:.2f} s, {figure.mebibytes:.0f} MiB" if figure else "–"


def _ratios(results: dict[int, dict[str, Figure]]) -> list[str]:
    """Return the ratios that the design sets bars for."""
    pairs = (
        ("medfin report variance, one project", "ledger budget, one project"),
        ("medfin report variance, one project", "hledger balance --budget, one project"),
        ("medfin report variance, one project", "bean-query, sums by account (no budgets)"),
        ("medfin import (CSV to sealed book)", "ledger convert (CSV to journal)"),
    )
    lines = ["Ratios, medfin to peer:", ""]
    for ours, theirs in pairs:
        found = [
            f"1/{figures[theirs].seconds / figures[ours].seconds:.1f} at {entries}"
            for entries, figures in results.items()
            if ours in figures and theirs in figures
        ]
        lines.append(f"- {ours} : {theirs}: {', '.join(found) or '–'}")
    first, last = min(results), max(results)
    name = "medfin report variance, one project"
    growth = results[last][name].seconds / results[first][name].seconds
    lines.append(f"- {name}, {last} entries : {first} entries: {growth:.2f}")
    return lines


def main() -> None:
    """Run the comparison at the sizes asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("entries", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--print", action="store_true", dest="only_print", help="do not write docs/benchmarks.md")
    arguments = parser.parse_args()
    results = {}
    for entries in sorted(arguments.entries):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            figures = build(folder, entries)
            results[entries] = figures | reports(folder, runs=1 if entries > 100_000 else 3)  # noqa: PLR2004
    text = page(results)
    print(text)
    if not arguments.only_print:
        PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
