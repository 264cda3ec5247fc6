"""Plain workbooks as actuals: the same rules, findings and origins as CSV, with sheet and cell as the place."""

from __future__ import annotations

import io
from datetime import date
from datetime import datetime
from datetime import time
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from openpyxl import Workbook

from ledger.core.finding import Finding
from ledger.core.finding import Severity
from ledger.errors import LedgerError
from ledger.errors import workbooks
from ledger.importers.actuals.csv_file import read_csv
from ledger.importers.actuals.map_file import ActualsMap
from ledger.importers.actuals.map_file import read_map_file
from ledger.importers.actuals.rows import Request
from ledger.importers.actuals.rows import one_by_one
from ledger.importers.workbooks import xlsx_file
from ledger.importers.workbooks.xlsx_file import xlsx_batches
from ledger.model.entry import COLUMNS
from tests.importers.actuals.test_csv_file import TARGETS

HEADER = ["datum", "kostnadsslag", "belopp", "text", "verifikation"]
DAY = date(2020, 6, 25)
WORKBOOK_ERRORS = tuple(each for each in LedgerError.__subclasses__() if each.__module__ == workbooks.__name__)


def workbook(*sheets):
    """Return a workbook with sheets given as name and rows."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return saved(book)


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(content, project="pas", rules=None):
    request = Request(file="f.xlsx", targets=TARGETS, project=project, rules=rules or ActualsMap())
    return list(one_by_one(xlsx_batches(io.BytesIO(content), request)))


def entries(items):
    return [item for item in items if not isinstance(item, Finding)]


def told(items):
    return [(item.code, item.place.column) for item in items if isinstance(item, Finding)]


def amounts(items):
    return [row[COLUMNS.index("amount_minor")] for row in entries(items)]


def one(*cells, header=HEADER):
    return read(workbook(("Blad1", [header, list(cells)])))


def test_a_row_is_the_same_entry_as_in_csv():
    csv = (
        "datum;kostnadsslag;belopp;text;verifikation;antal;konto\n2020-06-25;personal;41300,50;Lön;A 112;7,5;7010\n"
        "2020-06-25;personal;41300,50;Lön;A 112;7,5;7010\n2020-06-26;lokal;-8000;Hyra;0042;;\n"
    )
    rows = [
        [*HEADER, "antal", "konto"],
        [DAY, "personal", 41300.5, "Lön", "A 112", 7.5, 7010],
        [datetime.combine(DAY, time()), "Personalkostnader", "41 300,50", "Lön", "A 112", "7,5", "7010"],
        ["2020-06-26", "lokal", -8000, "Hyra", "0042", None, None],
    ]
    expected = list(read_csv(io.BytesIO(csv.encode()), file="f.csv", targets=TARGETS, project="pas"))

    assert read(workbook(("Blad1", rows))) == expected


@pytest.mark.parametrize(
    ("cell", "minor"),
    [
        pytest.param(0.1 + 0.2, 30, id="a sum that a double does not hold exactly"),
        pytest.param(33412.5, 3341250, id="half a krona"),
        pytest.param(-0.01, -1, id="an öre less"),
        pytest.param(9999999999999.99, 999999999999999, id="fifteen digits"),
        pytest.param(10**12, 10**14, id="a large whole amount"),
        pytest.param(1.0, 100, id="a whole amount with a point"),
        pytest.param("1 234,50", 123450, id="text with a comma"),
        pytest.param("8 000:-", 800000, id="text as people write"),
        pytest.param("\u00a01\u00a0234,50 kr", 123450, id="text with hard spaces"),
    ],
)
def test_an_amount_is_read_exactly(cell, minor):
    assert amounts(one(DAY, "personal", cell)) == [minor]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        pytest.param(1.005, "WKS-105", id="three decimals"),
        pytest.param(1.234, "WKS-105", id="three decimals that as text would be thousands"),
        pytest.param(1e-7, "WKS-105", id="very small"),
        pytest.param(123456789012345.67, "WKS-104", id="more digits than a cell holds"),
        pytest.param(1e300, "WKS-104", id="very large"),
        pytest.param(1234567890123456789, "WKS-104", id="a whole figure that no cell holds"),
        pytest.param(True, "WKS-101", id="a truth value"),
        pytest.param("#DIV/0!", "WKS-102", id="an error"),
        pytest.param("=1/3", "WKS-103", id="a formula that was never computed"),
        pytest.param("ca 100", "CSV-104", id="approximate"),
        pytest.param("femtio", "CSV-103", id="a word"),
        pytest.param(DAY, "CSV-103", id="a day"),
    ],
)
def test_an_amount_that_is_not_exact_is_refused_with_its_cell(cell, code):
    items = one(DAY, "personal", cell)

    assert told(items) == [(code, "Blad1!C2")]
    assert entries(items) == []


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        pytest.param(datetime.combine(DAY, time(13, 45)), "CSV-105", id="a time of day"),
        pytest.param(44000, "CSV-105", id="a day without its format"),
        pytest.param("juni", "CSV-105", id="a month"),
        pytest.param(time(9, 30), "CSV-105", id="a time alone"),
        pytest.param(None, "CSV-102", id="nothing"),
        pytest.param(False, "WKS-101", id="a truth value"),
    ],
)
def test_a_day_that_is_none_is_refused_with_its_cell(cell, code):
    assert told(one(cell, "personal", 5)) == [(code, "Blad1!A2")]


def test_days_may_be_figures_that_people_write():
    items = read(workbook(("B", [HEADER, [20200625, "personal", 1], ["25/6 2020", "personal", 2]])))

    assert [row[COLUMNS.index("booked_on")] for row in entries(items)] == ["2020-06-25", "2020-06-25"]


def test_all_that_is_wrong_with_a_row_is_told_at_once():
    assert told(one("x", "persnal", True)) == [
        ("WKS-101", "Blad1!C2"),
        ("CSV-116", "Blad1!B2"),
        ("CSV-105", "Blad1!A2"),
    ]


def test_zeros_that_only_the_format_shows_belong_to_a_voucher():
    book = Workbook()
    sheet = book.active
    sheet.append(HEADER)
    sheet.append([DAY, "personal", 5, "x", 42])
    sheet["E2"].number_format = "0000"

    (row,) = entries(read(saved(book)))

    assert row[COLUMNS.index("voucher_number")] == "0042"


def test_the_header_may_stand_lower_down_and_further_right():
    rows = [["Utfall för projektet"], [], [None, "belopp", None, "datum", "kostnadsslag"], [None, 5, None, DAY, "x"]]
    items = read(workbook(("Mina utfall", rows)))

    assert told(items) == [("CSV-116", "'Mina utfall'!E4")]


def test_totals_remarks_and_blank_rows_are_told_and_not_booked():
    rows = [
        HEADER,
        [DAY, "personal", 5],
        [],
        [None, "personal", None],
        [DAY, "lokal", 7],
        [None, "Summa", 12],
        ["Totalt", None, 12],
        [None, None, None, "Ifyllt av Anna"],
    ]
    items = read(workbook(("B", rows)))

    assert amounts(items) == [500, 700]
    assert [(item.code, dict(item.values)["rows"], item.severity) for item in items if isinstance(item, Finding)] == [
        ("WKS-011", "4, 8", Severity.NOTE),
        ("WKS-012", "6, 7", Severity.NOTE),
    ]


def test_a_million_rows_that_the_file_leaves_out_are_passed_over(monkeypatch):
    """A cell forgotten on a sheet's last row made each row before it be read cell by cell, for a minute."""
    read_cell, looked_at = xlsx_file._text, []
    monkeypatch.setattr(xlsx_file, "_text", lambda row, *place: looked_at.append(row.number) or read_cell(row, *place))
    book = Workbook()
    sheet = book.active
    sheet.append(HEADER)
    sheet.append([DAY, "personal", 5])
    sheet["C1048576"] = 7

    items = read(saved(book))

    assert amounts(items) == [500]
    assert told(items) == [("CSV-113", "Sheet!B1048576"), ("CSV-102", "Sheet!A1048576")]
    assert set(looked_at) == {2, 1048576}


def test_rows_that_are_not_shown_are_read_and_told():
    rows = [HEADER, [DAY, "personal", 100, "Synlig", "A 1"], [DAY, "personal", 900, "Dold", "A 2"], [], []]
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for number in (3, 5):
        book.active.row_dimensions[number].hidden = True

    items = read(saved(book))

    assert amounts(items) == [100_00, 900_00]
    assert [(each.code, dict(each.values)["count"]) for each in items if isinstance(each, Finding)] == [("WKS-014", 1)]


def test_an_amount_without_a_day_is_no_remark():
    assert told(one(None, "personal", 5)) == [("CSV-102", "Blad1!A2")]


def test_a_figure_to_the_right_of_all_headings_is_told():
    assert told(one(DAY, "personal", 5, "x", "A 1", None, 17)) == [("CSV-118", "Blad1!G2")]


def test_a_column_without_heading_is_told():
    header = ["datum", None, "kostnadsslag", "belopp"]

    assert told(one(DAY, "?", "personal", 5, header=header)) == [("CSV-118", "Blad1!B2")]


TWO_SIDED = ["datum", "kostnadsslag", "debet", "kredit", "text"]


@pytest.mark.parametrize("side", ["C", "D"])
def test_an_amount_in_two_columns_that_cannot_be_read_is_told_once(side):
    cells = [DAY, "personal", None, None, "Lön"]
    cells["ABCDE".index(side)] = 10.001

    assert told(one(*cells, header=TWO_SIDED)) == [("WKS-105", f"Blad1!{side}2")]


@pytest.mark.parametrize("amount", [7, 7.001], ids=["an amount", "one that cannot be read"])
@pytest.mark.parametrize("side", ["C", "D"])
def test_an_amount_in_two_columns_without_a_day_is_no_remark(side, amount):
    cells = [None, "personal", None, None, "Lön"]
    cells["ABCDE".index(side)] = amount

    assert ("CSV-102", "Blad1!A2") in told(one(*cells, header=TWO_SIDED))


def test_mistakes_in_the_header_row_are_told_with_their_cells():
    items = one(DAY, "personal", 5, header=["datum", "kostnadslag", "belopp", "Belopp"])

    assert told(items) == [("CSV-005", "Blad1!D1"), ("CSV-004", "Blad1!B1"), ("CSV-016", "Blad1!A1")]


def test_a_sheet_that_lacks_a_column_is_told_what_it_lacks():
    assert told(one(DAY, 5, header=["datum", "kostnadsslag"])) == [("CSV-006", "Blad1!A1")]


def test_the_sheet_that_fits_is_read():
    notes = ("Anteckningar", [["Kostnadsslag", "Budget"], ["personal", 5]])

    assert amounts(read(workbook(notes, ("Utfall", [HEADER, [DAY, "personal", 5]])))) == [500]


def test_several_sheets_that_fit_are_told_and_none_is_read():
    sheet = [HEADER, [DAY, "personal", 5]]
    items = read(workbook(("2020", sheet), ("2021", sheet)))

    assert [(item.code, dict(item.values)["sheets"]) for item in items] == [("WKS-002", "2020, 2021")]


def test_the_only_one_that_is_shown_of_several_is_read_and_the_hidden_told():
    book = Workbook()
    for name, amount in (("gammalt", 1), ("nytt", 2)):
        sheet = book.create_sheet(name)
        sheet.append(HEADER)
        sheet.append([DAY, "personal", amount])
    book["gammalt"].sheet_state = "hidden"
    items = read(saved(book))

    assert amounts(items) == [200]
    assert told(items) == [("WKS-004", None)]


def test_a_workbook_without_any_header_row_is_told():
    assert told(read(workbook(("B", [["a", 1], ["b", 2]])))) == [("WKS-001", None)]


MAP = """
sheet = "Export"
[columns]
"Ver.datum" = "date"
"Konto" = "account, category"
"Belopp" = "amount"
[values.category]
7010 = "personal"
"""


def test_a_map_file_names_sheet_columns_and_values():
    rules, findings = read_map_file(MAP, "map.toml")
    rows = [["Ver.datum", "Konto", "Belopp", "Fel"], [DAY, 7010, 5, "#REF!"]]
    items = read(workbook(("Export", rows), ("Kopia", rows)), rules=rules)

    assert findings == ()
    assert amounts(items) == [500]
    assert told(items) == [("CSV-010", "Export!A1")]
    assert told(read(workbook(("Kopia", rows)), rules=rules)) == [("WKS-003", None)]


def test_the_kept_value_of_a_formula_is_what_is_booked():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:  # openpyxl writes no kept values
        sheet = book.add_worksheet("B")
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ["2020-06-25", "personal"])
        sheet.write_formula(1, 2, "=100.1+100.2", None, 200.3)
        sheet.write_formula(1, 3, '=TRIM("Lön")', None, "Lön")
        sheet.write_formula(2, 2, "=SUM(C2:C2)", None, 200.3)
    items = read(stream.getvalue())

    assert amounts(items) == [20030]
    assert entries(items)[0][COLUMNS.index("text")] == "Lön"
    assert told(items) == [("WKS-012", "B!A1")]


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1950, 1, 1), date(2090, 1, 1)),
    st.sampled_from(["personal", "datum", "#N/A", "=1+1", "12", "Summa", "å\n", ""]),
)


@settings(max_examples=25)
@given(st.lists(st.lists(CELLS, max_size=7), max_size=6), st.booleans())
def test_no_cells_whatever_end_in_anything_but_entries_and_findings(rows, headed):
    for item in read(workbook(("B", [HEADER, *rows] if headed else [["x"], *rows]))):
        assert isinstance(item, Finding) or len(item) == len(COLUMNS)


@settings(max_examples=25)
@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_every_whole_cent_comes_back_through_a_cell(minor):
    cell = float(Decimal(minor) / 100)

    assert amounts(one(DAY, "personal", cell)) == [minor]


@pytest.mark.no_cover
@settings(max_examples=150)
@given(st.integers(0), st.integers(0, 255), st.integers(0, 3))
def test_damaged_files_are_refused_or_read_and_nothing_else(at, byte, kind):
    whole = workbook(("B", [HEADER, [DAY, "personal", 5], [DAY, "lokal", "7"]]))
    at %= len(whole)
    damaged = (
        whole[:at] + bytes([byte]) + whole[at + 1 :],
        whole[:at],
        whole[:at] + whole[at + byte :],
        whole[:at] + bytes([byte]) * 3 + whole[at:],
    )[kind]
    try:
        items = read(damaged)
    except WORKBOOK_ERRORS:
        return
    assert all(isinstance(item, Finding) or len(item) == len(COLUMNS) for item in items)
