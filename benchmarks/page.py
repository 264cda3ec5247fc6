"""The results page: what everything took, and the ratios that the project sets itself bars for."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from typing import NamedTuple

import workload

VARIANCE = "medfin report variance, one project"
IMPORT = "medfin import (CSV to sealed book)"
IMPORT_SIE = "medfin import (SIE 4 with as many #TRANS)"
CONVERT = "ledger convert, the same CSV to journal"
CONVERT_SMALL = "ledger convert, a CSV of four columns"
WORKBOOK = "medfin full workbook of one project"
ALONE = "medfin full workbook of a project with all the entries"


Figures = Mapping[tuple[str, int], tuple[float, float, float, bool]]
"""Wall seconds, processor seconds, MiB, and whether it was ended before its end, by command and number of entries."""


class Bar(NamedTuple):
    """A ratio that is wanted: of ours to theirs at a size, at most so much."""

    ours: str
    theirs: str
    most: float | None
    entries: int | None = None


BARS = (
    Bar(VARIANCE, "ledger budget, one project", 1, 10_000),
    Bar(VARIANCE, "ledger budget, one project", 1 / 100, 1_000_000),
    Bar(VARIANCE, "hledger balance --budget, one project", None),
    Bar(VARIANCE, "bean-query, sums by account (it has no budgets)", None),
    Bar(IMPORT, CONVERT, 1 / 3, 1_000_000),
    Bar(IMPORT, CONVERT_SMALL, None, 1_000_000),
    Bar(IMPORT_SIE, IMPORT, 1.3, 1_000_000),
    Bar(WORKBOOK, "ledger to CSV to LibreOffice, one project", 1 / 10, 100_000),
)
GROWTH_MOST = 1.3

LIMITS = (
    (ALONE, 10_000, "s", 3),
    (VARIANCE, 1_000_000, "MiB", 80),
    (IMPORT, 1_000_000, "MiB", 120),
)
"""What is wanted of a command by itself at a size: wall seconds or MiB, under so many."""

_HEAD = """# Benchmarks

Made by `python benchmarks/compare.py {sizes}`, which anybody can run; needs an installed medfin beside that Python.
Whole processes, in one run: the median of five, all programs and sizes in turn; peers on more than 50 000 entries
run once and are ended after {limit} seconds, which is then written as *more than*; imports run three times. *cpu* is
processor time, memory the largest resident set.

The workload is made up: 200 projects, {years} years, {sources} sources, {categories} categories, {lines} budget
lines, and entries spread over all of them. Peers read their journal at every report, for they keep no store; medfin
reads the totals that it keeps with the entries. beancount has no budgets, so it only sums. `ledger convert` is given
the file that medfin imports, whose columns it keeps as tags, and a smaller one made for it, which holds four columns
under its own headings. Of the rows of the SIE file half are booked: the others are the bank's and other activities'.

Measured on {machine}, with:

{versions}
"""


def page(figures: Figures, machine: str, versions: list[str], limit: int) -> str:
    """Return the page.

    Args:
        figures: What everything took.
        machine: What they were measured on.
        versions: The programs.
        limit: After how many seconds a peer was ended.
    """
    sizes = sorted({entries for _, entries in figures})
    head = _HEAD.format(
        sizes=" ".join(map(str, sizes)),
        years=len(workload.YEARS),
        sources=len(workload.SOURCES),
        categories=len(workload.CATEGORIES),
        lines=200 * len(workload.YEARS) * len(workload.CATEGORIES),
        machine=machine,
        limit=limit,
        versions="\n".join(f"- {version}" for version in versions),
    )
    titles = " | ".join(f"{entries:,} entries".replace(",", " ") for entries in sizes)
    names = dict.fromkeys(name for name, _ in figures)
    rows = [f"| {name} | {' | '.join(_cell(figures.get((name, each))) for each in sizes)} |" for name in names]
    table = "\n".join((f"| | {titles} |", "|---" * (len(sizes) + 1) + "|", *rows))
    return f"{head}\n{table}\n\n## Ratios\n\n{_ratios(figures, sizes)}\n"


def _cell(figure: tuple[float, float, float, bool] | None) -> str:
    if figure is None:
        return "–"
    seconds, busy, mebibytes, ended = figure
    if ended:
        return f"more than {seconds:.0f} s, ended"
    return f"{_written(seconds)} s, cpu {_written(busy)} s, {mebibytes:.0f} MiB"


def _written(seconds: float) -> str:
    return f"{seconds:.2f}" if seconds < 10 else f"{seconds:.0f}"  # noqa: PLR2004 - hundredths of long times tell nothing


def _ratios(figures: Figures, sizes: list[int]) -> str:
    lines = ["| medfin | beside | entries | ratio | bar |", "|---|---|---|---|---|"]
    for bar in BARS:
        for entries in sizes if bar.entries is None else (bar.entries,):
            mine, other = figures.get((bar.ours, entries)), figures.get((bar.theirs, entries))
            if mine and other:
                most = "–" if bar.most is None else f"{_ratio(bar.most)}"
                size = f"{entries:,}".replace(",", " ")
                ratio = f"{'at most ' if other[3] else ''}{_ratio(mine[0] / other[0])}"
                lines.append(f"| {bar.ours} | {bar.theirs} | {size} | {ratio} | {most} |")
    for name, most in ((VARIANCE, f"{GROWTH_MOST}"), (WORKBOOK, "–")) if sizes[0] != sizes[-1] else ():
        growth = f"{figures[name, sizes[-1]][0] / figures[name, sizes[0]][0]:.2f}"
        lines.append(f"| {name} | itself on {sizes[0]} entries | {sizes[-1]} | {growth} | {most} |")
    return "\n".join((*lines, *_limits(figures)))


def _limits(figures: Figures) -> Iterator[str]:
    for name, entries, unit, most in LIMITS:
        if figure := figures.get((name, entries)):
            got = _written(figure[0]) if unit == "s" else f"{figure[2]:.0f}"
            yield f"| {name} | – | {f'{entries:,}'.replace(',', ' ')} | {got} {unit} | {most} {unit} |"


def _ratio(value: float) -> str:
    return f"{value:.2f}" if value > 1 / 2 else f"1/{1 / value:.1f}"
