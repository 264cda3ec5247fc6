"""Small tables, and the workbooks that they make, opened by another reader."""

from __future__ import annotations

import io
import zipfile
from datetime import date

from openpyxl import load_workbook

from ledger.render.xlsx import to_xlsx
from ledger.reports.sheet import Sheet
from ledger.reports.sheet import Workbook
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import Table
from tests.render import sample

SV = sample.labels("sv")


def table(*cells, kind=ColumnKind.MONEY, name="t", **more):
    """Return a table of one figure a row, with the rows' keys as names."""
    columns = (Column(key="name", words="Namn"), Column(key="c", words="Värde", kind=kind))
    rows = tuple(Row(key=f"r{at}", cells=(Cell(f"rad {at}"), cell)) for at, cell in enumerate(cells))
    return Table(name=name, title="Titel", columns=columns, rows=rows, **more)


def book(*tables, names=("Blad",), charts=(), landscape=False):
    """Return a workbook with all tables on the first of the named sheets."""
    sheets = [Sheet(name=names[0], tables=tables, charts=charts, landscape=landscape)]
    sheets += [Sheet(name=name, tables=()) for name in names[1:]]
    return Workbook(title="T & <å>", sheets=tuple(sheets), created=date(2021, 1, 15))


def opened(workbook, *, values=False, labels=SV):
    return load_workbook(io.BytesIO(to_xlsx(workbook, labels)), data_only=values)


def part(workbook, name):
    with zipfile.ZipFile(io.BytesIO(to_xlsx(workbook, SV))) as archive:
        return archive.read(name).decode()


def field_table(**more):
    """Return a head of fields as forms have: no headings, a given value and one left open."""
    rows = (
        Row(key="start", cells=(Cell("Startdatum"), Cell(date(2020, 6, 1)))),
        Row(key="phone", cells=(Cell("Telefon"), Cell(open=True))),
    )
    columns = (Column(key="label", words=""), Column(key="value", words=""))
    return Table(name="fields", columns=columns, rows=rows, **more)


def charts(workbook):
    with zipfile.ZipFile(io.BytesIO(to_xlsx(workbook, SV))) as archive:
        return [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/charts/chart")]
