"""How a spreadsheet's sheets look and print: tabs, heads, widths, charts, properties."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.core.words import Name
from ledger.reports.sheet import Chart
from ledger.reports.sheet import ChartKind
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Table
from tests.render import sample
from tests.render.tables import book
from tests.render.tables import charts
from tests.render.tables import field_table
from tests.render.tables import opened
from tests.render.tables import part
from tests.render.tables import table


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(
            ["Budget", "budget", "Budget"], ["Budget", "budget (2)", "Budget (3)"], id="capitals do not tell apart"
        ),
        pytest.param(["a/b:c\\d?e*f[g]"], ["a-b-c-d-e-f-g-"], id="signs that tabs cannot have"),
        pytest.param(["x" * 40, "x" * 40], ["x" * 30 + "…", "x" * 26 + "… (2)"], id="at most 31 characters"),
        pytest.param(
            ["Offentlig och privat finansiering", "Vem som betalar vad och hur mycket", "Ord " + "x" * 40],
            ["Offentlig och privat…", "Vem som betalar vad och hur…", "Ord " + "x" * 26 + "…"],
            id="whole words where they fill half",
        ),
        pytest.param(["'citat'", " ", "History"], ["citat", "Blad", "History (2)"], id="names that programs refuse"),
    ],
)
def test_tabs_have_names_that_programs_take(names, expected):
    assert opened(book(names=names)).sheetnames == expected


@settings(max_examples=40)
@given(st.lists(st.text(alphabet="aA'/ -[ö\n", max_size=40), min_size=1, max_size=5))
def test_any_names_make_tabs_that_differ(names):
    tabs = opened(book(names=names)).sheetnames

    assert len({tab.casefold() for tab in tabs}) == len(names)
    assert all(0 < len(tab) <= 31 and not re.search(r"[\[\]:*?/\\]|^'|'$", tab) for tab in tabs)


def test_the_sheet_prints_as_agreed():
    sheet = opened(sample.workbook())["Budget mot utfall"]

    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, None)
    assert opened(sample.workbook())["Poster"].page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$7:$8"
    assert sheet.freeze_panes == "A9"
    assert sheet.oddFooter.right.text == "Sida &P av &N"
    assert opened(book(table(), landscape=True))["Blad"].page_setup.orientation == "landscape"


def test_a_long_head_is_not_frozen():
    about = tuple((f"rad {at}", at) for at in range(20))

    assert opened(book(table(about=about)))["Blad"].freeze_panes is None


@pytest.mark.parametrize(
    ("value", "seen", "form"),
    [
        pytest.param(8, 8, "0", id="a count"),
        pytest.param(Fraction(1, 2), 0.5, "0.0%", id="a ratio"),
        pytest.param("text", "text", "General", id="a text"),
        pytest.param(None, None, "General", id="nothing"),
    ],
)
def test_what_a_table_is_about_keeps_its_kind(value, seen, form):
    cell = opened(book(table(about=(("Uppgift", value),))))["Blad"]["B2"]

    assert (cell.value, cell.number_format) == (seen, form)


def test_the_day_that_a_table_is_about_is_a_date():
    cell = opened(book(table(about=(("Dag", date(2020, 6, 1)),))))["Blad"]["B2"]

    assert (cell.value.date(), cell.number_format) == (date(2020, 6, 1), "yyyy-mm-dd")


def test_columns_are_wide_enough_for_their_figures_and_long_texts_wrap():
    long = "Utvärdering av ett långt projekt " * 5
    columns = (
        Column(key="a", words="A"),
        Column(key="b", words="B", wide=True),
        Column(key="c", words="C", kind=ColumnKind.MONEY),
    )
    row = Row(key="r", cells=(Cell(long), Cell(long), Cell(-99_999_999_999_999)))
    sheet = opened(book(Table(name="t", title="T", columns=columns, rows=(row,))))["Blad"]

    assert [round(sheet.column_dimensions[at].width) for at in "ABC"][:2] == [45, 61]
    assert sheet.column_dimensions["C"].width > len("-999 999 999 999,99") + 2
    assert sheet["A4"].alignment.wrap_text


def test_long_remarks_get_the_height_that_they_need():
    sheet = opened(book(table(notes=("Ett förbehåll. " * 20, "kort"))))["Blad"]

    assert sheet.row_dimensions[5].height > 100
    assert sheet.row_dimensions[6].height is None


def anchors(workbook):
    xml = part(workbook, "xl/drawings/drawing1.xml")
    return [tuple(map(int, found)) for found in re.findall(r"<xdr:col>(\d+)</xdr:col>.*?<xdr:row>(\d+)</xdr:row>", xml)]


def test_charts_stand_beneath_the_tables_and_cover_nothing():
    made = sample.workbook()
    ((_, first), (_, end), (_, second), (_, last)) = anchors(made)
    sheet = opened(made)["Budget mot utfall"]

    assert sheet.max_row <= first < end < second < last
    assert sheet.print_area == f"'Budget mot utfall'!$A$1:$F${last + 2}"


def test_charts_stand_beside_a_long_table():
    chart = Chart(kind=ChartKind.LINE, title="D", table="t", categories="name", series=("c",))
    made = book(table(*(Cell(at) for at in range(60))), charts=(chart, chart))
    ((column, row), *_) = anchors(made)

    assert (column, row) == (2, 1)
    assert re.fullmatch(r"'Blad'!\$A\$1:\$[J-M]\$64", opened(made)["Blad"].print_area)


def test_a_chart_shows_the_lines_and_leaves_out_what_sums_them():
    kinds = (RowKind.LINE, RowKind.SUBTOTAL, RowKind.LINE, RowKind.LINE, RowKind.TOTAL)
    made = table(*(Cell(at * 100) for at in range(len(kinds))))
    made = attrs.evolve(
        made, rows=tuple(attrs.evolve(row, kind=kind) for row, kind in zip(made.rows, kinds, strict=True))
    )
    chart = Chart(kind=ChartKind.DOUGHNUT, title=Name("Delar", "Parts"), table="t", categories="name", series=("c",))
    (xml,) = charts(book(made, charts=(chart,)))

    assert "(Blad!$B$4,Blad!$B$6:$B$7)" in xml
    assert "<a:t>Delar</a:t>" in xml
    assert xml.count("<c:dPt>") == 3


def test_the_properties_say_title_and_fixed_day():
    properties = opened(book(table())).properties

    assert (properties.title, properties.created.isoformat()) == ("T & <å>", "2021-01-15T00:00:00")


def test_a_head_of_fields_has_no_rows_for_headings_or_a_title_that_it_lacks():
    sheet = opened(book(field_table(title="")))["Blad"]

    assert [sheet["A1"].value, sheet["B1"].value.date(), sheet["A2"].value] == [
        "Startdatum",
        date(2020, 6, 1),
        "Telefon",
    ]
    assert sheet.print_title_rows is None
    assert opened(book(field_table(title="Titel")))["Blad"]["A3"].value == "Startdatum"


def test_a_field_left_open_is_seen():
    sheet = opened(book(field_table(title="")))["Blad"]

    assert (sheet["B1"].border.left.style, sheet["B2"].border.left.style) == (None, "thin")
    assert sheet["B2"].fill.fgColor.rgb != sheet["B1"].fill.fgColor.rgb
