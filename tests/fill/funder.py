"""A made-up funder's workbook with all that a spreadsheet library would lose: rules, locks, pictures, charts, parts."""

from __future__ import annotations

import base64
import io
import zipfile
from datetime import datetime

import xlsxwriter

BUDGET, SUMS, LISTS = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
CHAIN = (
    '<?xml version="1.0" encoding="UTF-8"?><calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<c r="C13" i="1"/><c r="D13"/><c r="B2" i="2"/></calcChain>'
)
CATEGORIES = ("Personal", "Utbildning", "Utvärdering", "Köpta tjänster", "Övrigt", "Lokalkostnader")


def funder_workbook() -> bytes:
    """Return the workbook: a budget by year, sums on a second sheet, lists on a hidden third one."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": "Påhittad blankett", "created": datetime(2024, 1, 1)})  # noqa: DTZ001
        _budget(book)
        _sums(book)
        lists = book.add_worksheet("Listor")
        lists.write_column(0, 0, ["Ja", "Nej"])
        lists.hide()
        book.define_name("Projektnamn", "=Budget!$B$3")
        book.define_name("Summor", "=Budget!$C$13:$D$13")
        book.define_name("Start", "=Budget!$B$5")
        book.define_name("Konstant", "=0.25")
    return with_strange_parts(stream.getvalue())


def _budget(book) -> None:
    sheet = book.add_worksheet("Budget")
    head = book.add_format({"bold": True, "bg_color": "#DDE8CB"})
    money = book.add_format({"num_format": '#,##0.00 "kr"', "locked": False, "border": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd", "locked": False})
    words = book.add_format({"locked": False, "text_wrap": True})
    sum_format = book.add_format({"num_format": "#,##0.00", "bold": True, "top": 1})
    sheet.merge_range("A1:D1", "Projektbudget (påhittad blankett)", head)
    sheet.write_rich_string("A2", "Fyll i ", head, "vita", " celler")
    sheet.write("A3", "Projektets namn")
    sheet.merge_range("B3:D3", "", words)
    sheet.write("A4", "Projektägare")
    sheet.write_blank("B4", None, words)
    sheet.write("A5", "Startdatum")
    sheet.write_blank("B5", None, day)
    sheet.write_row("A6", ["Kostnadsslag", "", 2021, 2022], head)
    for row, name in enumerate(CATEGORIES, start=6):
        sheet.write(row, 0, name)
        sheet.write_blank(row, 2, None, money)
        sheet.write_blank(row, 3, None, money)
    sheet.write("A13", "Summa")
    sheet.write_formula("C13", "=SUM(C7:C12)", sum_format, 0)
    sheet.write_formula("D13", "=SUM(D7:D12)", sum_format, 0)
    sheet.write("A15", "Anteckning")
    sheet.write("B15", "Skriv här", words)
    sheet.set_column("A:A", 30)
    sheet.set_column("C:D", 16, money)
    sheet.data_validation("C7:D12", {"validate": "decimal", "criteria": ">=", "value": 0})
    sheet.data_validation("B16", {"validate": "list", "source": "=Listor!$A$1:$A$2"})
    sheet.conditional_format("C7:D12", {"type": "cell", "criteria": ">", "value": 1e6, "format": head})
    sheet.conditional_format("C13:D13", {"type": "data_bar", "data_bar_2010": True})
    sheet.write_comment("C7", "Hela kronor")
    sheet.insert_image("F1", "logo.png", {"image_data": io.BytesIO(PICTURE)})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": "=Budget!$A$7:$A$12", "values": "=Budget!$C$7:$C$12"})
    sheet.insert_chart("F3", chart)
    sheet.print_area("A1:E20")
    sheet.set_footer("&LPåhittad&RSida &P")
    sheet.freeze_panes(6, 0)
    sheet.protect("hemligt", {"select_locked_cells": True})


def _sums(book) -> None:
    sheet = book.add_worksheet("Sammanställning")
    sheet.write("A1", "Kvot")
    sheet.write_formula("B1", '=IF(Budget!C13=0,"",Budget!D13/Budget!C13)', None, "")
    sheet.write("A2", "Totalt")
    sheet.write_formula("B2", "=Budget!C13+Budget!D13", None, 0)
    sheet.write("A3", "Tusental")
    sheet.write_array_formula("C1:C2", "{=Budget!C13:C14*2}", None, 0)


def with_strange_parts(xlsx: bytes) -> bytes:
    """Return the workbook with what programs keep beside the sheets: a chain of formulas, own XML, unknown parts."""
    parts = read_parts(xlsx)
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b' fullCalcOnLoad="1"', b"")
    parts["xl/calcChain.xml"] = CHAIN.encode()
    parts["customXml/item1.xml"] = b"<funder><version>7</version></funder>"
    parts["xl/unknown/part.bin"] = bytes(range(256))
    types = parts["[Content_Types].xml"].decode()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    chain = f'<Override PartName="/xl/calcChain.xml" ContentType="{kind}"/>'
    binary = '<Default Extension="bin" ContentType="application/octet-stream"/>'
    types = types.replace("<Override", binary + "<Override", 1).replace("</Types>", chain + "</Types>")
    parts["[Content_Types].xml"] = types.encode()
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    rels = parts["xl/_rels/workbook.xml.rels"].decode()
    pointer = f'<Relationship Id="rId99" Type="{relation}" Target="calcChain.xml"/>'
    parts["xl/_rels/workbook.xml.rels"] = rels.replace("</Relationships>", pointer + "</Relationships>").encode()
    return packed(parts)


def read_parts(xlsx: bytes) -> dict[str, bytes]:
    """Return a workbook's parts by name."""
    with zipfile.ZipFile(io.BytesIO(xlsx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """Return a workbook of parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return stream.getvalue()


def edited(xlsx: bytes, part: str, *changes: tuple[str, str]) -> bytes:
    """Return a workbook with texts in a part replaced; each must be there."""
    parts = read_parts(xlsx)
    text = parts[part].decode()
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after)
    parts[part] = text.encode()
    return packed(parts)
