"""Cells that stand in many rows are made once and written in each."""

from __future__ import annotations

import io
import zipfile
from datetime import date

from openpyxl import load_workbook

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
