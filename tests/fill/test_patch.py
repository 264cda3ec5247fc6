"""Sheets of every shape that programs write: what is filled in is there, and everything else still is."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.xml_tag import tag_at
from ledger.errors import DamagedWorkbookError
from ledger.errors import WorkbookPartError
from ledger.exporters.xlsx_patch import filled
from ledger.importers.funders.workbook import read_funder_workbook
from ledger.model.funders.funder_workbook import CellStyle
from ledger.model.funders.funder_workbook import FunderCell
from ledger.model.funders.funder_workbook import Holds
from ledger.model.funders.funder_workbook import cell_name
from tests.fill.funder import packed

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
SHEET = "xl/worksheets/sheet1.xml"


def workbook(sheet, *, book="", styles="", texts=""):
    """Return the smallest workbook around a sheet."""
    to_book = f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
    pointers = (
        f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="/xl/worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{RELATIONS}/styles" Target="styles.xml"/>'
        f'<Relationship Id="r3" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
        f'<Relationship Id="r4" Type="{RELATIONS}/chartsheet" Target="chartsheets/sheet2.xml"/>'
        f'<Relationship Id="r5" Type="{RELATIONS}/externalLink" Target="http://x" TargetMode="External"/>'
    )
    sheets = f'<sheets><sheet name="Blad" r:id="r1"/><sheet name="Bild" r:id="r4"/></sheets>{book}'
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELS.format(to_book),
        "xl/_rels/workbook.xml.rels": RELS.format(pointers),
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{RELATIONS}">{sheets}</workbook>',
        "xl/chartsheets/sheet2.xml": "<chartsheet/>",
        SHEET: sheet,
    }
    if styles:
        parts["xl/styles.xml"] = styles
    if texts:
        parts["xl/sharedStrings.xml"] = texts
    return packed({name: text.encode() if isinstance(text, str) else text for name, text in parts.items()})


def read(xlsx):
    return read_funder_workbook(io.BytesIO(xlsx), "blankett.xlsx")


def fill(xlsx, writes):
    return filled(io.BytesIO(xlsx), read(xlsx), {SHEET: writes})


def values(found):
    return {spot: cell.text for spot, cell in found.sheets[0].cells.items() if cell.text}


spots = st.tuples(st.integers(1, 6), st.integers(1, 30))
contents = st.decimals(-(10**9), 10**9, places=2) | st.text("aå<&>\"'= \n", min_size=1).filter(str.strip)


@st.composite
def sheets(draw):
    """Return a sheet as different programs write it: with a prefix, with rows of their own end, with hints."""
    p = draw(st.sampled_from(["", "x:"]))
    present = draw(st.dictionaries(spots, st.integers(0, 999), max_size=12))
    empty_rows = draw(st.sets(st.integers(1, 6)))
    rows = []
    for number in sorted({row for row, _ in present} | empty_rows):
        cells = "".join(
            f'<{p}c r="{cell_name(spot)}"><{p}v>{value}</{p}v></{p}c>'
            for spot, value in sorted(present.items())
            if spot[0] == number
        )
        tag = f'{p}row r="{number}" spans="1:2"'
        rows.append(f"<{tag}>{cells}</{p}row>" if cells or draw(st.booleans()) else f"<{tag} />")
    inner = "".join(rows)
    data = f"<{p}sheetData>{inner}</{p}sheetData>" if inner or draw(st.booleans()) else f"<{p}sheetData/>"
    name = f'xmlns:x="{MAIN[7:-1]}"' if p else MAIN
    return f"<{p}worksheet {name}>{data}<{p}pageMargins left='1'/></{p}worksheet>", present


@given(sheets(), st.dictionaries(spots, contents, max_size=8))
def test_what_is_filled_in_is_there_and_everything_else_still_is(sheet, writes):
    text, present = sheet
    made = read(fill(workbook(text), writes))
    found = made.sheets[0]
    expected = {spot: str(value) for spot, value in present.items()}
    expected |= {spot: f"{each:f}" if isinstance(each, Decimal) else each for spot, each in writes.items()}

    assert values(made) == expected
    assert list(found.cells) == sorted(found.cells)
    assert list(found.rows) == sorted(found.rows)
    assert found.content.endswith(text[text.rindex("<", 0, text.rindex("pageMargins")) :].encode())
    for spot, each in writes.items():
        assert found.cells[spot].holds is (Holds.NUMBER if isinstance(each, Decimal) else Holds.TEXT)


@given(sheets())
def test_a_workbook_in_which_nothing_is_filled_in_is_the_same(sheet):
    xlsx = workbook(sheet[0])

    assert read(fill(xlsx, {})).sheets[0].content == read(xlsx).sheets[0].content


def test_cells_without_names_stand_one_after_the_other():
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    sheet = f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"

    assert values(read(workbook(sheet))) == {(1, 1): "1", (1, 2): "2", (2, 1): "3"}


def test_shared_texts_are_read_with_their_parts_and_without_how_they_sound():
    texts = f"<sst {MAIN}><si><t>A</t></si><si><r><t>B</t></r><r><t>C</t></r><rPh><t>x</t></rPh></si></sst>"
    sheet = (
        f'<worksheet {MAIN}><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
        '<c r="C1" t="s"><v>9</v></c><c r="D1" t="inlineStr"><is><t>D</t><rPh><t>y</t></rPh></is></c>'
        '<c r="E1" t="b"><v>1</v></c><c r="F1" t="e"><v>#REF!</v></c></row></sheetData></worksheet>'
    )
    found = read(workbook(sheet, texts=texts))

    assert values(found) == {(1, 1): "A", (1, 2): "BC", (1, 4): "D", (1, 5): "1", (1, 6): "#REF!"}
    assert [found.sheets[0].cells[1, column].holds for column in (5, 6)] == [Holds.TRUTH, Holds.ERROR]


def test_styles_tell_locks_days_and_percentages():
    styles = (
        f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="164" formatCode="[$-41D]d mmmm yyyy"/>'
        '<numFmt numFmtId="165" formatCode="#,##0 &quot;dmy&quot;"/>'
        '<numFmt numFmtId="166" formatCode="0.0%"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
        '<xf numFmtId="164"><protection locked="0"/></xf><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="10"/>'
        '</cellXfs><dxfs><dxf><protection locked="0"/></dxf></dxfs></styleSheet>'
    )
    found = read(workbook(f"<worksheet {MAIN}><sheetData/></worksheet>", styles=styles))

    assert found.styles == (
        CellStyle(),
        CellStyle(is_date=True),
        CellStyle(locked=False, is_date=True),
        CellStyle(),
        CellStyle(is_percent=True),
        CellStyle(is_percent=True),
    )
    assert found.style(found.sheets[0], (1, 1)) == CellStyle()


def test_a_cell_that_is_not_there_has_its_row_s_style_and_then_its_column_s():
    sheet = (
        f'<worksheet {MAIN}><cols><col min="2" max="3" style="4"/><col min="5" max="5" width="9"/></cols><sheetData>'
        '<row r="1" s="7" customFormat="1"/><row r="2" s="7"/></sheetData></worksheet>'
    )
    found = read(workbook(sheet)).sheets[0]

    assert [found.style_of(spot) for spot in ((1, 2), (2, 2), (2, 5), (9, 3))] == [7, 4, 0, 4]


def test_what_is_computed_is_computed_on_opening_also_without_a_word_on_it():
    sheet = f'<worksheet {MAIN}><sheetData><row r="1"><c r="A1"><f>1+1</f><v>3</v></c></row></sheetData></worksheet>'
    names = '<definedNames><definedName name="N">Blad!$A$1</definedName></definedNames>'
    made = fill(workbook(sheet, book=names), {(2, 1): Decimal(1)})

    assert b'</definedNames><calcPr fullCalcOnLoad="1"/></workbook>' in _part(made, "xl/workbook.xml")
    assert b"<f>1+1</f></c>" in _part(made, SHEET)
    assert b'</sheets><calcPr fullCalcOnLoad="1"/>' in _part(fill(workbook(sheet), {}), "xl/workbook.xml")


def test_what_formulas_give_is_kept_with_them_but_for_errors():
    formulas = "".join(f'<c r="{letter}1" t="e" cm="1"><f t="n">1</f><v>#N/A</v></c>' for letter in "ABCD")
    sheet = (
        f'<worksheet {MAIN}><sheetData><row r="1">{formulas}<c r="E1"><f/><v>9</v></c></row></sheetData></worksheet>'
    )
    given = {
        (1, 1): FunderCell((1, 1), (0, 0), holds=Holds.NUMBER, text="1.5"),
        (1, 2): FunderCell((1, 2), (0, 0), holds=Holds.TEXT, text="a<b"),
        (1, 3): FunderCell((1, 3), (0, 0), holds=Holds.TRUTH, text="1"),
        (1, 4): FunderCell((1, 4), (0, 0), holds=Holds.ERROR, text="#NAME?"),
        (1, 5): FunderCell((1, 5), (0, 0), holds=Holds.NUMBER, text="2"),
    }
    xlsx = workbook(sheet)
    made = read(filled(io.BytesIO(xlsx), read(xlsx), {}, {SHEET: given})).sheets[0]

    assert [made.cells[1, at].text for at in range(1, 6)] == ["1.5", "a<b", "1", "", "2"]
    assert [made.cells[1, at].holds for at in range(1, 6)] == [
        Holds.NUMBER,
        Holds.TEXT,
        Holds.TRUTH,
        Holds.NOTHING,
        Holds.NUMBER,
    ]
    assert made.content.count(b'cm="1"') == 4


def test_a_date_system_of_old_macs_is_seen():
    sheet = f"<worksheet {MAIN}><sheetData/></worksheet>"

    assert read(workbook(sheet, book='<workbookPr date1904="1"/>')).from_1904
    assert not read(workbook(sheet)).from_1904


def test_a_sheet_in_an_encoding_that_cannot_be_edited_in_place_is_refused():
    sheet = f'<?xml version="1.0" encoding="utf-16"?><worksheet {MAIN}><sheetData/></worksheet>'

    with pytest.raises(WorkbookPartError):
        read(workbook(sheet.encode("utf-16")))


def test_a_byte_order_mark_moves_nothing():
    sheet = f'\ufeff<worksheet {MAIN}><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'
    made = fill(workbook(sheet), {(1, 1): Decimal(2), (1, 2): Decimal(3)})

    assert values(read(made)) == {(1, 1): "2", (1, 2): "3"}


def test_a_damaged_sheet_is_refused():
    with pytest.raises(DamagedWorkbookError):
        read(workbook(f"<worksheet {MAIN}><sheetData>"))


def test_there_is_no_tag_where_none_begins():
    assert tag_at(b"text", 0) == b""
    assert tag_at(b"<a b='>'/>x", 0) == b"<a b='>'/>"


def _part(xlsx, name):
    with zipfile.ZipFile(io.BytesIO(xlsx)) as archive:
        return archive.read(name)
