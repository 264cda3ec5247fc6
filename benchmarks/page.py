"""The results page: what everything took, and the ratios that the project sets itself bars for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import workload

VARIANCE = "medfin report variance, one project"
IMPORT = "medfin import (CSV to sealed book)"


Figures = Mapping[tuple[str, int], tuple[float, float, float]]
"""Wall seconds, processor seconds and MiB, by command and number of entries."""


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
    Bar(IMPORT, "ledger convert (CSV to journal)", 1 / 3, 1_000_000),
    Bar("medfin full workbook of one project", "ledger to CSV to LibreOffice, one project", 1 / 10, 100_000),
)
GROWTH_MOST = 1.3

_HEAD = """# Benchmarks

Made by `python benchmarks/compare.py {sizes}`, which anybody can run; needs an installed medfin beside that Python.
Whole processes, in one run: the median of five, all programs and sizes in turn; peers on more than 50 000 entries
run once, and so does that import; smaller imports run three times. *cpu* is processor time, memory the largest
resident set.

The workload is made up: 200 projects, {years} years, {sources} sources, {categories} categories, {lines} budget
lines, and entries spread over all of them. Peers read their journal at every report, for they keep no store; medfin
reads the totals that it keeps with the entries. beancount has no budgets, so it only sums.

Measured on {machine}, with:

{versions}
"""


def page(figures: Figures, machine: str, versions: list[str]) -> str:
    """Return the page.

    Args:
        figures: What everything took.
        machine: What they were measured on.
        versions: The programs.
    """
    sizes = sorted({entries for _, entries in figures})
    head = _HEAD.format(
        sizes=" ".join(map(str, sizes)),
        years=len(workload.YEARS),
        sources=len(workload.SOURCES),
        categories=len(workload.CATEGORIES),
        lines=200 * len(workload.YEARS) * len(workload.CATEGORIES),
        machine=machine,
        versions="\n".join(f"- {version}" for version in versions),
    )
    titles = " | ".join(f"{entries:,} entries".replace(",", " ") for entries in sizes)
    names = dict.fromkeys(name for name, _ in figures)
    rows = [f"| {name} | {' | '.join(_cell(figures.get((name, each))) for each in sizes)} |" for name in names]
    table = "\n".join((f"| | {titles} |", "|---" * (len(sizes) + 1) + "|", *rows))
    return f"{head}\n{table}\n\n## Ratios\n\n{_ratios(figures, sizes)}\n"


def _cell(figure: tuple[float, float, float] | None) -> str:
    if figure is None:
        return "–"
    seconds, busy, mebibytes = figure
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
                lines.append(f"| {bar.ours} | {bar.theirs} | {size} | {_ratio(mine[0] / other[0])} | {most} |")
    first, last = figures[VARIANCE, sizes[0]], figures[VARIANCE, sizes[-1]]
    if sizes[0] != sizes[-1]:
        growth = f"{last[0] / first[0]:.2f}"
        lines.append(f"| {VARIANCE} | itself on {sizes[0]} entries | {sizes[-1]} | {growth} | {GROWTH_MOST} |")
    return "\n".join(lines)


def _ratio(value: float) -> str:
    return f"{value:.2f}" if value > 1 / 2 else f"1/{1 / value:.1f}"
