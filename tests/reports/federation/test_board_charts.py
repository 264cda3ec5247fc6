"""The charts of a board's workbook with very many projects and funders: the greatest, and the others as one."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from ledger.core.record import evolve
from ledger.model.view import View
from ledger.render.xlsx import to_xlsx
from ledger.reports.federation.board import board
from ledger.reports.federation.charts import FUNDERS_MAX
from ledger.reports.federation.charts import PROJECTS_MAX
from ledger.reports.federation.charts import board_charts
from ledger.reports.federation.funders import funders
from ledger.reports.federation.members import members
from ledger.reports.federation.workbook import federation_workbook
from ledger.reports.sheet import ChartKind
from ledger.reports.table import Cell
from ledger.reports.table import RowKind
from tests.reports.federations import TODAY
from tests.reports.federations import treasury
from tests.reports.reading import labels
from tests.reports.reading import told

FOUND = treasury(View(today=TODAY, year=2021))
BOARD, FUNDERS, MEMBERS = board(FOUND), funders(FOUND), members(FOUND)


def many(table, first, total, **columns):
    """Return a table with as many lines as there are figures, and their sum."""
    places = {key: [column.key for column in table.columns].index(key) for key in columns}

    def filled(row, key, minors):
        cells = list(row.cells)
        for name, minor in minors.items():
            cells[places[name]] = Cell(minor)
        plain = (Cell(cell.value, tone=cell.tone) for cell in cells)  # formulas of rows that are no longer there
        return evolve(row, key=key, cells=tuple(plain))

    line = next(row for row in table.rows if row.kind is RowKind.LINE)
    last = next(row for row in table.rows if row.key == total)
    figures = [dict(zip(columns, each, strict=True)) for each in zip(*columns.values(), strict=True)]
    rows = [filled(line, f"{first}{at:03d}", each) for at, each in enumerate(figures)]
    return evolve(table, rows=(*rows, filled(last, total, {key: sum(each) for key, each in columns.items()})))


@given(st.lists(st.tuples(st.integers(-(10**9), 10**9), st.integers(1, 10**9)), min_size=1, max_size=60))
def test_what_a_chart_shows_comes_to_the_report_s_sum_and_is_the_greatest(figures):
    actual, left = ([each[at] for each in figures] for at in (0, 1))
    table = many(BOARD, "p", "total", actual=actual, remaining=left)

    tables, (chart, *_) = board_charts({"board": table})

    if len(figures) <= PROJECTS_MAX:
        assert (tables, chart.table) == ((), "board")
        return
    (shown,) = tables
    assert chart.table == shown.name
    *lines, others, total = shown.rows
    assert len(lines) == PROJECTS_MAX - 1
    for at, every in ((1, actual), (2, left)):
        assert sum(row.cells[at].value for row in (*lines, others)) == total.cells[at].value == sum(every)
    sizes = [max(abs(cell.value) for cell in row.cells[1:]) for row in lines]
    unseen = {f"p{at:03d}" for at in range(len(figures))} - {row.key for row in lines}
    assert sizes == sorted(sizes, reverse=True)
    assert all(max(abs(actual[int(key[1:])]), left[int(key[1:])]) <= sizes[-1] for key in unseen)


def test_very_many_projects_and_funders_have_their_charts_on_a_sheet_of_their_own():
    table = many(BOARD, "p", "total", actual=range(40), remaining=range(40))
    paid = many(FUNDERS, "external/f", "external/total", cash=range(1, 13))
    inside = [row for row in FUNDERS.rows if row.key.startswith("internal")]
    paid = evolve(paid, rows=(*paid.rows, *inside))

    made = federation_workbook(FOUND, {"board": table, "funders": paid, "members": MEMBERS}, "board")

    overview, charts, *_ = made.sheets
    assert overview.charts == ()
    assert [table.name for table in charts.tables] == ["greatest_board", "greatest_funders"]
    assert [chart.table for chart in charts.charts] == ["greatest_board", "greatest_funders", "members"]
    assert charts.charts[1].kind is ChartKind.DOUGHNUT
    ring = charts.tables[1]
    assert [row.cells[1].value for row in ring.rows] == [12, 11, 10, 9, 8, 7, 6, 15, 78]
    assert len(ring.rows) == FUNDERS_MAX + 1
    sheet = load_workbook(BytesIO(to_xlsx(made, labels("sv"))))["Diagram"]
    formulas = [cell.value for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert any("Översikt" in each and "-SUM(" in each for each in formulas)


@pytest.mark.parametrize(("year", "shown"), [(2021, True), (2030, False)])
def test_a_project_with_nothing_in_the_year_is_counted_and_not_shown(year, shown):
    table = board(treasury(View(today=TODAY, year=year)))

    assert ("vag" in {row.key for row in table.rows}) is shown
    assert any(note.startswith("Projekt som inte visas") and note.endswith(": 3.") for note in told(table)) is not shown
