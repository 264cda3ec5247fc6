"""Time medfin beside its peers on the same made-up workload, in one run, and write the results page.

    python benchmarks/compare.py 10000 100000 1000000

Needs an installed ``medfin`` beside the Python that runs this. ``ledger``, ``hledger`` and ``soffice`` (Debian
packages) and ``bean-query`` (PyPI: beanquery) are taken where they are found; one that is missing is left out and
named. Figures are medians of whole processes. What is quick runs five times, all programs and sizes in turn, so that a
busy minute falls on all alike; imports run three times; peers on more than 50 000 entries run once and are ended after
`PEER_SECONDS`: a million entries take about a quarter of an hour in all. Python writes its bytecode before anything is
timed, as installing does.
"""

from __future__ import annotations

import argparse
import os
import platform
import shlex
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import sie_file
import workload
from page import ALONE as ALONE_NAME
from page import CONVERT
from page import CONVERT_SMALL
from page import IMPORT
from page import IMPORT_SIE
from page import page

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
PROJECTS = 200
ALONE = 10_000
"""Entries of the one project whose full workbook is written."""

PEER_SECONDS = 150
"""A peer that takes longer is ended, and the page says that it took more."""

_ROUNDS = 5
_IMPORTS = 3
_PATIENCE = 50_000
"""Entries above which a peer runs once."""

_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Without bytecode a start would time Python's compiler, which nobody meets who has installed a program."""

MEDFIN = str(Path(sys.executable).with_name("medfin"))
"""The installed command itself; a version manager's shim in front of Python would add its own start."""


class Figure(NamedTuple):
    """What a command took: wall and processor seconds, and the largest resident set in MiB; `ended` before its end."""

    seconds: float
    busy: float
    mebibytes: float
    ended: bool = False


class Command(NamedTuple):
    """A command on a book of so many entries."""

    name: str
    entries: int
    words: list[str]
    once: bool = False


def measure(words: list[str], seconds_max: float | None = None) -> Figure:
    """Run a command and return what it took, or what it had taken when it was ended.

    Args:
        words: The command.
        seconds_max: When it is ended; never unless given.
    """
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            words, stdout=subprocess.DEVNULL, stderr=errors, env=_ENVIRONMENT, start_new_session=True
        )
        watch = threading.Timer(seconds_max or threading.TIMEOUT_MAX, os.killpg, (process.pid, signal.SIGKILL))
        watch.daemon = True
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        watch.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        # Or by the system, when it has taken all the machine's memory.
        ended = seconds_max is not None and process.returncode == -signal.SIGKILL
        if process.returncode and not ended:
            errors.seek(0)
            raise SystemExit(f"{shlex.join(words)}: {errors.read().decode(errors='replace')[-2000:]}")
    return Figure(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, ended)


def median(figures: list[Figure]) -> Figure:
    """Return the median of each figure."""
    columns = zip(*(figure[:3] for figure in figures), strict=True)
    return Figure(*map(statistics.median, columns), ended=any(figure.ended for figure in figures))


def found(program: str) -> bool:
    """Whether a peer is installed; one that is not is named once."""
    return shutil.which(program) is not None or Path(sys.executable).with_name(program).exists()


def peer(program: str) -> str:
    """Return a peer's command, looked for beside this Python and on the path."""
    beside = Path(sys.executable).with_name(program)
    return str(beside) if beside.exists() else program


def write(folder: Path, entries: int, projects: int = PROJECTS) -> None:
    """Write every program's input, and a book that holds the projects and no entries."""
    files = workload.write_projects(folder / "projects", projects)
    workload.write_csv(folder / "actuals.csv", entries, projects)
    workload.write_convert_csv(folder / "convert.csv", entries, projects)
    workload.write_journal(folder / "ledger.journal", entries, projects)
    workload.write_beancount(folder / "book.beancount", entries, projects)
    sie_file.write(folder / "year.se", entries)
    sie_file.write_map(folder / "map.toml", workload.project_ids(projects), workload.CATEGORIES)
    book = str(folder / "empty.db")
    measure([MEDFIN, "--book", book, "init"])
    measure([MEDFIN, "--book", book, "project", "add", *map(str, files)])


def import_into(folder: Path, *files: str) -> Figure:
    """Import files into a fresh book and return what it took; the book stays for the reports."""
    for each in folder.glob("medfin.db*"):
        each.unlink()
    shutil.copyfile(folder / "empty.db", folder / "medfin.db")
    return measure([MEDFIN, "--book", str(folder / "medfin.db"), "import", *files])


def converts(folder: Path) -> dict[str, list[str]]:
    """Return what turns a CSV into a journal with ledger-cli, which is as far as its import goes.

    The same file keeps its project, category, source, text and voucher as tags. A smaller one made for ledger, with
    four columns under headings of its own, is less to read and less to keep.
    """
    if not found("ledger"):
        print("left out, not installed: ledger", file=sys.stderr)
        return {}
    rest = ["--input-date-format", "%Y-%m-%d", "-f", os.devnull]
    files = {CONVERT: "actuals.csv", CONVERT_SMALL: "convert.csv"}
    return {name: ["ledger", "convert", str(folder / file), *rest] for name, file in files.items()}


def bring_in(folder: Path, entries: int) -> dict[tuple[str, int], Figure]:
    """Time imports into a fresh book, and ledger-cli's, in turn; the last book, of the CSV, stays for the reports."""
    taken: dict[tuple[str, int], list[Figure]] = {}
    sie = (str(folder / "year.se"), "--map", str(folder / "map.toml"))
    for number in range(_IMPORTS):
        taken.setdefault((IMPORT_SIE, entries), []).append(import_into(folder, *sie))
        taken.setdefault((IMPORT, entries), []).append(import_into(folder, str(folder / "actuals.csv")))
        for name, words in converts(folder).items():
            if number == 0 or entries <= _PATIENCE:
                taken.setdefault((name, entries), []).append(measure(words, PEER_SECONDS))
    return {key: median(figures) for key, figures in taken.items()}


def ours(folder: Path, entries: int) -> Iterator[Command]:
    """Yield medfin's reports on a book."""
    start = [MEDFIN, "--book", str(folder / "medfin.db"), "report"]
    workbook = ["--format", "xlsx", "-o", str(folder / "p0001.xlsx")]
    yield Command("medfin report variance, one project", entries, [*start, "variance", "p0001"])
    yield Command("medfin report consolidated, 200 projects", entries, [*start, "consolidated"])
    yield Command("medfin full workbook of one project", entries, [*start, "variance", "p0001", *workbook])


def theirs(folder: Path, entries: int) -> Iterator[Command]:
    """Yield what peers have nearest to it."""
    journal = str(folder / "ledger.journal")
    one = f"^Expenses:{workload.project_ids(1)[0]}:"
    table = f"ledger -f {shlex.quote(journal)} csv '{one}' > {folder}/p0001.csv"
    office = f"soffice -env:UserInstallation=file://{folder}/office --headless --convert-to xlsx --outdir {folder}"
    once = entries > _PATIENCE
    peers = {
        "ledger budget, one project": ["ledger", "-f", journal, "budget", one],
        "hledger balance --budget, one project": ["hledger", "-f", journal, "balance", "--budget", "-Y", one],
        "bean-query, sums by account (it has no budgets)": [
            "bean-query",
            str(folder / "book.beancount"),
            "SELECT account, sum(position) GROUP BY account",
        ],
        "ledger to CSV to LibreOffice, one project": ["sh", "-c", f"{table} && {office} {folder}/p0001.csv"],
    }
    for name, (program, *rest) in peers.items():
        if found(program) and (program != "sh" or found("soffice")):
            yield Command(name, entries, [peer(program), *rest], once)
        else:
            print(f"left out, not installed: {name}", file=sys.stderr)


def run(commands: list[Command]) -> dict[tuple[str, int], Figure]:
    """Run the commands in turn, round by round, those that take long only once, and return their medians."""
    taken: dict[tuple[str, int], list[Figure]] = {}
    for number in range(_ROUNDS):
        for command in commands:
            if number == 0 or not command.once:
                figure = measure(command.words, PEER_SECONDS if command.once else None)
                taken.setdefault((command.name, command.entries), []).append(figure)
                print(f"{command.entries}, {command.name}: {figure.seconds:.2f} s", file=sys.stderr)
    return {key: median(figures) for key, figures in taken.items()}


def compare(root: Path, sizes: list[int]) -> dict[tuple[str, int], Figure]:
    """Make every book, then time everything on all of them."""
    figures: dict[tuple[str, int], Figure] = {}
    commands: list[Command] = []
    for entries in sizes:
        folder = root / str(entries)
        write(folder, entries)
        figures |= bring_in(folder, entries)
        commands += [*ours(folder, entries), *theirs(folder, entries)]
    alone = root / "alone"
    write(alone, ALONE, projects=1)
    import_into(alone, str(alone / "actuals.csv"))
    *_, workbook = ours(alone, ALONE)
    commands.append(workbook._replace(name=ALONE_NAME))
    return figures | run(commands)


def machine() -> str:
    """Return what the figures were measured on."""
    information = Path("/proc/cpuinfo")
    lines = information.read_text(encoding="utf-8").splitlines() if information.exists() else []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores {model or platform.machine()}, {memory:.0f} GiB, {platform.system()} "
        f"{platform.release()}, Python {platform.python_version()}"
    )


def versions() -> Iterator[str]:
    """Yield each program's own word of its version."""
    for program in (MEDFIN, "ledger", "hledger", peer("bean-query"), "soffice"):
        if shutil.which(program):
            told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
            yield (told.stdout or told.stderr).strip().partition("\n")[0].rstrip(",.")


def main() -> None:
    """Run the comparison at the sizes asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("entries", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--print", action="store_true", dest="only_print", help="do not write docs/benchmarks.md")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="medfin-benchmark-") as name:
        figures = compare(Path(name), sorted(arguments.entries))
    text = page(figures, machine(), list(versions()), PEER_SECONDS)
    print(text)
    if not arguments.only_print:
        PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
