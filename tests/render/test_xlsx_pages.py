"""How sheets and rings read on paper: nothing too small, no figure over another, headings on every page."""

from __future__ import annotations

import pytest

from ledger.core.money import Currency
from ledger.reports.sheet import Chart
from ledger.reports.sheet import ChartKind
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Table
from tests.render.tables import book
from tests.render.tables import charts
from tests.render.tables import opened
from tests.render.tables import table

RING = Chart(kind=ChartKind.DOUGHNUT, title="D", table="t", categories="name", series=("c",))
BARS = Chart(kind=ChartKind.BAR, title="B", table="t", categories="name", series=("c",))


def wide(count, *, rows=1):
    columns = tuple(Column(key=f"c{at}", words=f"{2020 + at}", kind=ColumnKind.MONEY) for at in range(count))
    name = Column(key="name", words="Namn", kind=ColumnKind.TEXT)
    cells = (Cell("Kostnad"), *(Cell(12_345_678_900) for _ in range(count)))
    lines = tuple(Row(key=f"r{at}", kind=RowKind.LINE, cells=cells) for at in range(rows))
    return Table(name=f"t{count}", title="T", columns=(name, *columns), rows=lines, currency=Currency("SEK"))


@pytest.mark.parametrize(("count", "orientation"), [(3, "portrait"), (12, "landscape")], ids=["narrow", "wide"])
def test_a_sheet_too_wide_to_be_read_upright_lies_on_its_side(count, orientation):
    setup = opened(book(wide(count)))["Blad"].page_setup

    assert (setup.orientation or "portrait") == orientation


@pytest.mark.parametrize(
    ("count", "pages", "repeated"), [(12, 1, None), (45, 2, "$A:$A")], ids=["twelve years", "forty-five years"]
)
def test_a_very_wide_sheet_goes_over_pages_that_can_be_read_with_its_first_column_on_each(count, pages, repeated):
    sheet = opened(book(wide(count)))["Blad"]

    assert (sheet.page_setup.fitToWidth or 1, sheet.print_title_cols) == (pages, repeated)


@pytest.mark.parametrize(
    ("rows", "orientation"), [(2, "landscape"), (38, "portrait")], ids=["wider than high", "higher than wide"]
)
def test_a_sheet_on_one_page_with_charts_stands_where_it_is_higher_than_wide(rows, orientation):
    sheet = opened(book(table(*(Cell(100) for _ in range(rows))), charts=(BARS,), landscape=True))["Blad"]

    assert (sheet.page_setup.fitToHeight or 1, sheet.page_setup.orientation or "portrait") == (1, orientation)


@pytest.mark.parametrize(
    ("tables", "gone_over"),
    [((wide(2), wide(3, rows=60)), True), ((wide(2, rows=60), wide(3)), False)],
    ids=["the long table is the last", "another table follows it"],
)
def test_headings_of_a_long_table_go_with_it_over_the_page(tables, gone_over):
    sheet = opened(book(*tables))["Blad"]

    assert bool(sheet.print_title_rows) is gone_over


@pytest.mark.parametrize(("count", "drawn"), [(8, "doughnutChart"), (9, "barChart")], ids=["a ring", "bars"])
def test_a_ring_of_more_parts_than_colours_is_drawn_as_bars(count, drawn):
    (xml,) = charts(book(table(*(Cell(100) for _ in range(count))), charts=(RING,)))

    assert f"<c:{drawn}>" in xml


def test_names_of_many_parts_stand_beneath_the_ring():
    few, many = (charts(book(table(*(Cell(100) for _ in range(count))), charts=(RING,)))[0] for count in (6, 7))

    assert '<c:legendPos val="r"/>' in few
    assert '<c:legendPos val="b"/>' in many


def test_a_sliver_of_a_ring_bears_no_figure_over_its_neighbours():
    (xml,) = charts(book(table(Cell(9_500), Cell(300), Cell(200), Cell(None)), charts=(RING,)))

    assert xml.count('<c:delete val="1"/>') == 3
    assert '<c:dLbl><c:idx val="0"/><c:delete' not in xml
