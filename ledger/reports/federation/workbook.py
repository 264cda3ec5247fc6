"""The board's workbook: an overview with charts, the whole, eliminations, members, one sheet a project, and sums."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping

from ledger.core.record import evolve
from ledger.core.words import label
from ledger.model.view import Dimension
from ledger.reports.entries.subtotals import subtotals
from ledger.reports.federation.charts import PROJECTS_MAX
from ledger.reports.federation.charts import board_charts
from ledger.reports.federation.project_sheet import BY
from ledger.reports.federation.project_sheet import project_sheet
from ledger.reports.federation.treasury import Treasury
from ledger.reports.sheet import Sheet
from ledger.reports.sheet import Workbook
from ledger.reports.sheet import for_the_screen
from ledger.reports.table import Table

PROJECT_SHEETS_MAX = 250
"""Most projects that get a sheet of their own; a workbook of thousands of sheets opens in no program."""

_SUMS_BY = (*BY, Dimension.SOURCE)
"""What sums of entries are kept apart by where projects have sheets of their own; elsewhere the whole asks for each
project alone, and a spreadsheet that must look through finer sums for each of thousands of projects stands still."""

_UPRIGHT = ("sus", "balance", "cash")
"""Reports of few columns and many rows."""

_TO_DO = ("attention", "booked")
"""Reports that ask something of the reader; they stand first."""


def federation_workbook(treasury: Treasury, tables: Mapping[str, Table], first: str) -> Workbook:
    """Return the board's workbook.

    Args:
        treasury: The federation and its projects, each in its own scheme.
        tables: The reports on it by name: board, whole and whatever else there is; each becomes a sheet in this order.
        first: Name of the report that stands first after the overview.
    """
    board = tables["board"]
    overview = tuple(_overview(board, tables))
    rest = dict(_sheets({name: table for name, table in tables.items() if name != "board"}))
    first = first.replace("board_", "whole_")
    ordered = [rest[name] for name in sorted(rest, key=lambda name: (name != first, *_rank(name)))]
    shown = {row.key for row in board.rows}
    parts = tuple(each for each in treasury.found.parts if each.project.id in shown)
    few = len(parts) <= PROJECT_SHEETS_MAX
    projects = tuple(project_sheet(each, treasury, board) for each in parts) if few else ()
    summed = subtotals(treasury.found.parts, treasury.view, _SUMS_BY if few else ())
    # A board reads reports; of what they rest on, a third of all pages at ten projects, paper gets the head.
    sums = for_the_screen(Sheet(name=label("sheet.subtotals"), tables=(summed,)))
    return Workbook(
        title=treasury.federation.name,
        sheets=(*overview, *ordered, *projects, sums),
        created=treasury.view.today,
    )


def _rank(name: str) -> tuple[bool, bool]:
    """Return where a sheet stands among others: what there is to do, then the whole by all its rows, then all else."""
    return name not in _TO_DO, not name.startswith("whole")


def _overview(board: Table, tables: Mapping[str, Table]) -> Iterator[Sheet]:
    """Yield the overview, with its charts on a sheet of their own where it is long or they need tables of their own."""
    greatest, charts = board_charts(tables)
    is_apart = bool(greatest) or len(board.rows) > PROJECTS_MAX
    yield Sheet(name=label("sheet.overview"), tables=(board,), charts=() if is_apart else charts, landscape=True)
    if is_apart and charts:
        yield Sheet(name=label("sheet.charts"), tables=greatest, charts=charts, landscape=True)


def _sheets(tables: Mapping[str, Table]) -> Iterator[tuple[str, Sheet]]:
    """Yield a sheet for each report; what the board sees by other rows stands over what is eliminated in them."""
    for name, table in tables.items():
        told = tables.get(name.replace("whole_", "board_")) if name.startswith("whole_") else None
        if told is not None:
            below = evolve(table, about=(), notes=tuple(note for note in table.notes if note not in told.notes))
            yield name, Sheet(name=label(f"sheet.{name}"), tables=(told, below), landscape=True)
        elif not name.startswith("board_"):
            yield name, _sheet(name, table)


def _sheet(name: str, table: Table) -> Sheet:
    split = {"funders": _apart, "members": _by_year}.get(name)
    tables = split(table) if split else (table,)
    return Sheet(name=label(f"sheet.{name}"), tables=tables, landscape=name not in _UPRIGHT)


def _apart(funders: Table) -> tuple[Table, ...]:
    """Return funders from outside and what is internal as two tables, so that a chart shows the former alone."""
    outside = tuple(row for row in funders.rows if row.key.split("/")[0] == "external")
    inside = tuple(row for row in funders.rows if row.key.split("/")[0] == "internal")
    if not inside:
        return (funders,)
    internal = evolve(funders, name=f"{funders.name}_internal", title=label("funders.internal"), rows=inside, about=())
    return (evolve(funders, rows=outside, notes=()), internal)


def _by_year(members: Table) -> tuple[Table, ...]:
    """Return a table a year, the latest first and by the report's own name, so that a chart shows one year alone."""
    years = sorted({row.key.split("/")[0] for row in members.rows}, reverse=True)
    if not years:
        return (members,)
    found = [
        evolve(
            members,
            name=f"{members.name}_{year}" if at else members.name,
            title="" if at else members.title,
            rows=tuple(row for row in members.rows if row.key.split("/")[0] == year),
            about=() if at else members.about,
            notes=members.notes if at == len(years) - 1 else (),
        )
        for at, year in enumerate(years)
    ]
    return tuple(found)
