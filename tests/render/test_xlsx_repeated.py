"""Cells that stand in many rows are made once and written in each."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from xlsxwriter.workbook import Workbook as File
from xlsxwriter.worksheet import Worksheet

from ledger.core.money import SEK
from ledger.render.workbook.book import OPTIONS
from ledger.render.workbook.number import to_number
from ledger.render.workbook.plain import PlainSheet
from ledger.render.workbook.plain_file import PlainFile
from ledger.render.xlsx import to_xlsx
from ledger.reports.sheet import Sheet
from ledger.reports.sheet import Workbook
from ledger.reports.table import Cell
from ledger.reports.table import ColumnKind
from ledger.rules.stamp import read_stamps
from tests.render import sample
from tests.render.tables import book
from tests.render.tables import opened
from tests.render.tables import table

SV = sample.labels("sv")


def test_a_cell_in_several_rows_is_written_in_each():
    text, figure = Cell("lika & <likt>"), Cell(150)
    written = to_xlsx(book(table(text, Cell("annat"), text, text, kind=ColumnKind.TEXT)), SV)

    with zipfile.ZipFile(io.BytesIO(written)) as file:
        strings = file.read("xl/sharedStrings.xml").decode()
    sheet = load_workbook(io.BytesIO(written)).worksheets[0]
    assert [cell.value for cell in sheet["B"]][-4:] == ["lika & <likt>", "annat", "lika & <likt>", "lika & <likt>"]
    used = sum(isinstance(cell.value, str) for row in sheet.iter_rows() for cell in row)
    assert f'count="{used}"' in strings

    figures = opened(book(table(figure, Cell(2), figure))).worksheets[0]["B"][-3:]
    assert [(cell.value, cell.number_format) for cell in figures] == [
        (1.5, figures[0].number_format),
        (0.02, figures[0].number_format),
        (1.5, figures[0].number_format),
    ]


def test_a_locked_sheet_keeps_stamps_of_alike_cells():
    text, figure = Cell("lika"), Cell(150)
    made = table(text, text, Cell(None), figure, figure, kind=ColumnKind.MONEY)
    sheet = Sheet(name="Blad", tables=(made,), locked=True)
    written = to_xlsx(Workbook(title="T", sheets=(sheet,), created=date(2021, 1, 15), asked="form x"), SV)

    book_read = load_workbook(io.BytesIO(written))
    stamps = "".join(each.value for each in book_read.custom_doc_props.props if ".stamps." in each.name)
    cells = [cell for row in book_read.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert len(read_stamps(stamps)["Blad"]) == len(cells)


AMOUNTS = st.integers(-(10**15) + 1, 10**15 - 1).map(lambda minor: Decimal(f"{minor}E-2"))
CELLS = st.one_of(
    AMOUNTS,
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.fractions().map(lambda ratio: to_number(ratio, ColumnKind.PERCENT, SEK, "")),
    st.text("aå&<> \n_x041\xa0", max_size=7),
    st.sampled_from(["<r>a</r>", "_x0041_", " a", "a ", "\x1fa", "\ufffe"]),
    st.tuples(
        st.sampled_from(["=A1+1", 'A1&"<ä>"']),
        st.one_of(AMOUNTS, st.sampled_from(["", "a & b", "#N/A", "#1"])),
    ),
    st.just("x" * 40_000),
    st.none(),
)


def parts(made_by, kind, cells):
    """Return the sheet and the texts of a file with cells, each with a look or none, on some kind of sheet."""
    stream = io.BytesIO()
    file = made_by(stream, OPTIONS)
    sheet = file.add_worksheet("Blad", kind)
    looks = (None, file.add_format({"bold": True}), file.add_format({"num_format": "0.0%"}))
    for (row, column), (value, look) in cells.items():
        if value is None:
            sheet.write_blank(row, column, None, looks[look] or looks[1])
        elif isinstance(value, tuple):
            sheet.write_formula(row, column, value[0], looks[look], value[1])
        elif isinstance(value, str):
            sheet.write_string(row, column, value, looks[look])
        else:
            sheet.write_number(row, column, value, looks[look])
    sheet.set_row(3, 30)
    sheet.write_formula(5, 1, "=A1+1", looks[1], 2)
    file.close()
    with zipfile.ZipFile(stream) as made:
        written = made.read("xl/worksheets/sheet1.xml").decode()
        return re.sub(' spans="[0-9:]*"', "", written), made.read("xl/sharedStrings.xml")


@settings(max_examples=40)
@given(st.dictionaries(st.tuples(st.integers(0, 9), st.integers(0, 30)), st.tuples(CELLS, st.integers(0, 2))))
def test_a_sheet_is_written_as_its_maker_writes_it_but_for_how_far_rows_go(cells):
    ended = cells | {(10, 0): ("A text, so that the file has a list of texts", 1)}

    assert parts(PlainFile, PlainSheet, ended) == parts(File, Worksheet, ended)
