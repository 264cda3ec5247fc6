"""Made-up funders' workbooks as spreadsheet programs write them, with parts and attributes that no library keeps."""

from __future__ import annotations

from tests.fill.excel import BOLD
from tests.fill.excel import EXCEL_ROOT
from tests.fill.excel import KINDS
from tests.fill.excel import MAIN
from tests.fill.excel import RELATIONS
from tests.fill.excel import Parts
from tests.fill.excel import add
from tests.fill.excel import change
from tests.fill.excel import package
from tests.fill.excel import point
from tests.fill.excel import prefixed
from tests.fill.excel import relation
from tests.fill.excel import strict
from tests.fill.funder import PICTURE
from tests.fill.funder import packed
from tests.fill.templates import JANUARY
from tests.fill.templates import Template

LISTED = ("Personalkostnader", "Lokalkostnader", "Summa", "Projektnamn", "Startdatum", "Godkänd", "Hämtat")
TEXTS = "".join(f"<si><t>{text}</t></si>" for text in LISTED) + (
    '<si><r><t>Fyll i </t></r><r><rPr><b/></rPr><t xml:space="preserve">vita </t></r><r><t>celler</t></r></si>'
    '<si><t>計画</t><rPh sb="0" eb="2"><t>けいかく</t></rPh><phoneticPr fontId="1"/></si>'
)
BLANK = "https://exempel.invalid/"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
CELLS = {
    "Projektnamn": "project.name",
    "Ansökan!B2": "project.start",
    "Ansökan!B5": "budget/personal.2021",
    "Ansökan!C5": "budget/personal.2022",
    "Ansökan!B6": "budget/lokal.2021",
    "Ansökan!B7": "budget/total.2021",
    "Ansökan!C7": "budget/total.2022",
}
GIVES = {"Ansökan!B7": 436000, "Ansökan!C7": 420000, "Ansökan!D5": 820000, "Ansökan!D6": 36000}


def _sheet(*, root: str = EXCEL_ROOT, rows: str = "", after: str = "") -> str:
    """Return the budget's sheet: shared formulas, cells with a style alone, rows that are not there."""
    rows = rows or (
        '<row r="1" spans="1:4" x14ac:dyDescent="0.25"><c r="A1" s="1" t="s"><v>3</v></c><c r="B1" s="2"/></row>'
        '<row r="2" spans="1:4" ht="20.1" customHeight="1" x14ac:dyDescent="0.25"><c r="A2" t="s"><v>4</v></c>'
        '<c r="B2" s="3"/></row>'
        '<row r="4" spans="1:4" s="1" customFormat="1" x14ac:dyDescent="0.25"><c r="A4" s="1" t="s"><v>7</v></c>'
        '<c r="B4" s="1"><v>2021</v></c><c r="C4" s="1"><v>2022</v></c><c r="D4" s="1" t="s"><v>8</v></c></row>'
        '<row r="5" spans="1:4" x14ac:dyDescent="0.25"><c r="A5" t="s"><v>0</v></c><c r="B5" s="2"/>'
        '<c r="D5" s="2"><f t="shared" ref="D5:D6" si="0">SUM(B5:C5)</f><v>0</v></c></row>'
        '<row r="6" spans="1:4" hidden="1" x14ac:dyDescent="0.25"><c r="A6" t="s"><v>1</v></c>'
        '<c r="D6" s="2"><f t="shared" si="0"/><v>0</v></c></row>'
        '<row r="7" spans="1:4" x14ac:dyDescent="0.25"><c r="A7" t="s"><v>2</v></c>'
        '<c r="B7" s="2"><f>SUM(B5:B6)</f><v>0</v></c><c r="C7" s="2"><f>SUM(C5:C6)</f><v>0</v></c></row>'
        '<row r="8" spans="1:4" x14ac:dyDescent="0.25"><c r="A8" t="s"><v>5</v></c>'
        '<c r="B8" s="6" t="str"><f>IF(B7&lt;1000000,"Ja","Nej")</f><v>Ja</v></c></row>'
    )
    return (
        f'<worksheet {root}><sheetPr codeName="Blad1"><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:D8"/>'
        '<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="4" topLeftCell="A5" state="frozen"/>'
        '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        '<cols><col min="1" max="1" width="255" customWidth="1"/><col min="2" max="16384" width="14" style="2"/></cols>'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


AFTER = (
    '<sheetProtection algorithmName="SHA-512" hashValue="AAAA" saltValue="BBBB" spinCount="100000" sheet="1" '
    'objects="1" scenarios="1"/><protectedRanges><protectedRange sqref="B8" name="Bedömning"/></protectedRanges>'
    '<phoneticPr fontId="1"/><conditionalFormatting sqref="B5:C6"><cfRule type="expression" priority="1">'
    "<formula>B5&gt;9000000</formula></cfRule></conditionalFormatting>"
    '<dataValidations count="2"><dataValidation type="whole" operator="lessThan" allowBlank="1" showErrorMessage="1" '
    'sqref="B5:C6" xr:uid="{1}"><formula1>$B$7+99999999</formula1></dataValidation>'
    '<dataValidation type="list" allowBlank="1" sqref="B8"><formula1>SvarslistaEgen</formula1></dataValidation>'
    '</dataValidations><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape" r:id="rId1"/>'
    '<drawing r:id="rId2"/><legacyDrawing r:id="rId3"/>'
    '<mc:AlternateContent><mc:Choice Requires="x14"><controls><control shapeId="1025" r:id="rId9" name="Kryss"/>'
    "</controls></mc:Choice></mc:AlternateContent>"
    f'<extLst><ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" xmlns:x14="{X14}"><x14:dataValidations '
    f'xmlns:xm="{XM}" count="2"><x14:dataValidation type="list" allowBlank="1" xr:uid="{{2}}"><x14:formula1>'
    "<xm:f>Listor!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>B1</xm:sqref></x14:dataValidation>"
    '<x14:dataValidation type="decimal" operator="greaterThanOrEqual"><x14:formula1><xm:f>500000</xm:f></x14:formula1>'
    "<xm:sqref>B6 C6</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
)
CHAIN = f'<calcChain xmlns="{MAIN}"><c r="B8" i="1"/><c r="D5"/><c r="D6"/><c r="B7"/><c r="C7"/></calcChain>'
NAMES = (
    '<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">Ansökan!$A$1:$D$8</definedName>'
    '<definedName name="Projektnamn" comment="fylls i">Ansökan!$B$1</definedName>'
    '<definedName name="SvarslistaEgen" hidden="1">Listor!$A$1:$A$3</definedName>'
    '<definedName name="Sats">0.25</definedName></definedNames>'
)
BEFORE = (
    '<fileVersion appName="xl" lastEdited="7" lowestEdited="7" rupBuild="22730"/><workbookPr codeName="DennaArbetsbok" '
    'defaultThemeVersion="166925"/><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/'
    '2006"><mc:Choice Requires="x15"><x15ac:absPath url="C:\\Blanketter\\" xmlns:x15ac="http://schemas.microsoft.com/'
    'office/spreadsheetml/2010/11/ac"/></mc:Choice></mc:AlternateContent><workbookProtection lockStructure="1"/>'
)
LISTS = (
    f'<worksheet xmlns="{MAIN}"><sheetData>'
    + "".join(
        f'<row r="{at}"><c r="A{at}" t="inlineStr"><is><t>{text}</t></is></c></row>'
        for at, text in enumerate(("Ja", "Nej", "Stegen till arbete"), start=1)
    )
    + "</sheetData></worksheet>"
)


def _parts() -> Parts:
    return package(
        {"Ansökan": _sheet(after=AFTER), "Listor": LISTS},
        before=BEFORE,
        names=NAMES,
        calc='<calcPr calcId="191029" calcMode="manual"/>',
        texts=TEXTS,
    )


def _strange(parts: Parts) -> None:
    """Add what Excel keeps beside the sheets."""
    sheet, main = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
    change(parts, main, 'name="Listor"', 'name="Listor" state="hidden"')
    add(parts, "xl/calcChain.xml", CHAIN, f"{KINDS}.calcChain+xml")
    point(parts, main, relation("rId90", "calcChain", "calcChain.xml"))
    change(
        parts,
        "[Content_Types].xml",
        "<Override",
        '<Default Extension="bin" ContentType="application/vnd.openxmlformats-'
        'officedocument.spreadsheetml.printerSettings"/><Default Extension="png" ContentType="image/png"/><Default '
        'Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/><Override',
    )
    add(parts, "xl/printerSettings/printerSettings1.bin", bytes(range(256)))
    add(parts, "xl/media/image1.png", PICTURE)
    add(
        parts,
        "xl/drawings/drawing1.xml",
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"/>',
        "application/vnd.openxmlformats-officedocument.drawing+xml",
    )
    add(parts, "xl/drawings/vmlDrawing1.vml", '<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape/></xml>')
    add(
        parts,
        "xl/comments1.xml",
        f'<comments xmlns="{MAIN}"><authors><author>tc={{3}}</author></authors><commentList>'
        '<comment ref="B5" authorId="0"><text><t>[Trådad kommentar]</t></text></comment></commentList></comments>',
        f"{KINDS}.comments+xml",
    )
    add(
        parts,
        "xl/threadedComments/threadedComment1.xml",
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/'
        'spreadsheetml/2018/threadedcomments"><threadedComment ref="B5" id="{3}"><text>Se anvisning</text>'
        "</threadedComment></ThreadedComments>",
        "application/vnd.ms-excel.threadedcomments+xml",
    )
    add(
        parts,
        "xl/persons/person.xml",
        '<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"/>',
        "application/vnd.ms-excel.person+xml",
    )
    add(
        parts,
        "xl/ctrlProps/ctrlProp1.xml",
        f'<formControlPr xmlns="{X14}" objectType="CheckBox"/>',
        "application/vnd.ms-excel.controlproperties+xml",
    )
    add(parts, "customXml/item1.xml", "<funder><version>7</version></funder>")
    add(
        parts,
        "docProps/custom.xml",
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property '
        'fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="MSIP_Label_00000000-0000-0000-0000-000000000000_'
        'Enabled"><vt:lpwstr>true</vt:lpwstr></property></Properties>',
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    )
    for pointer in (
        relation("rId1", "printerSettings", "../printerSettings/printerSettings1.bin"),
        relation("rId2", "drawing", "../drawings/drawing1.xml"),
        relation("rId3", "vmlDrawing", "../drawings/vmlDrawing1.vml"),
        relation("rId4", "comments", "../comments1.xml"),
        relation(
            "rId5",
            "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
            "../threadedComments/threadedComment1.xml",
        ),
        relation("rId9", "ctrlProp", "../ctrlProps/ctrlProp1.xml"),
    ):
        point(parts, sheet, pointer)
    person = "http://schemas.microsoft.com/office/2017/10/relationships/person"
    point(parts, main, relation("rId91", person, "persons/person.xml"))


def as_excel_writes() -> Template:
    """Return a workbook with all that Excel writes beside the cells."""
    parts = _parts()
    _strange(parts)
    return Template(xlsx=packed(parts), cells=CELLS, gives=GIVES, told=("FILL-038", "FILL-039", "FILL-049"))


def strict_open_xml() -> Template:
    """Return the same workbook saved as *Strict Open XML*, with a day as ISO text."""
    parts = _parts()
    change(
        parts,
        "xl/worksheets/sheet1.xml",
        '<c r="D4" s="1" t="s"><v>8</v></c>',
        '<c r="D4" s="3" t="d"><v>2021-01-01</v></c>',
    )
    return Template(xlsx=packed(strict(parts)), cells=CELLS, gives=GIVES, told=("FILL-038", "FILL-039", "FILL-049"))


def with_a_prefix() -> Template:
    """Return a workbook whose tags all have a prefix."""
    parts = _parts()
    sheet = _sheet(root=f'xmlns="{MAIN}" xmlns:x14ac="{X14}"')
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    return Template(xlsx=packed(prefixed(parts, "x")), cells=CELLS, gives=GIVES, told=("FILL-049",))


def from_1904() -> Template:
    """Return a workbook that counts days from 1904."""
    parts = _parts()
    change(parts, "xl/workbook.xml", "<workbookPr ", '<workbookPr date1904="1" ')
    change(
        parts, "xl/worksheets/sheet1.xml", '<c r="A8" t="s"><v>5</v></c>', '<c r="A8"><f>YEAR(B2)</f><v>1904</v></c>'
    )
    return Template(
        xlsx=packed(parts), cells=CELLS, gives={**GIVES, "Ansökan!A8": 2021}, told=("FILL-038", "FILL-039", "FILL-049")
    )


def a_template_file() -> Template:
    """Return a template of Excel's, which opens as a new workbook."""
    parts = _parts()
    change(parts, "[Content_Types].xml", f"{KINDS}.sheet.main+xml", f"{KINDS}.template.main+xml")
    told = ("FILL-034", "FILL-038", "FILL-039", "FILL-049")
    return Template(xlsx=packed(parts), cells=CELLS, gives=GIVES, told=told, file="blankett.xltx")


def with_macros() -> Template:
    """Return a workbook with macros, and a signature of them."""
    parts = _parts()
    kind = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    change(parts, "[Content_Types].xml", f"{KINDS}.sheet.main+xml", kind)
    add(parts, "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0macros", "application/vnd.ms-office.vbaProject")
    vba = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    point(parts, "xl/workbook.xml", relation("rId80", vba, "vbaProject.bin"))
    told = ("FILL-030", "FILL-038", "FILL-039", "FILL-049")
    return Template(xlsx=packed(parts), cells=CELLS, gives=GIVES, told=told, file="blankett.xlsm")


def with_links_and_pivots() -> Template:
    """Return a workbook that takes a rate from another file, and has a pivot table's cache and a connection."""
    parts = _parts()
    main, sheet = "xl/workbook.xml", "xl/worksheets/sheet1.xml"
    change(
        parts,
        main,
        "<definedNames>",
        '<externalReferences><externalReference r:id="rId70"/></externalReferences><definedNames>',
    )
    change(parts, main, "</workbook>", '<pivotCaches><pivotCache cacheId="1" r:id="rId71"/></pivotCaches></workbook>')
    change(
        parts,
        sheet,
        '<c r="B8" s="6" t="str"><f>IF(B7&lt;1000000,"Ja","Nej")</f><v>Ja</v></c>',
        '<c r="B8" s="2"><f>[1]Satser!$A$1*1</f><v>0.25</v></c>',
    )
    add(
        parts,
        "xl/externalLinks/externalLink1.xml",
        f'<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{RELATIONS}" '
        'r:id="rId1"><sheetNames><sheetName val="Satser"/></sheetNames><sheetDataSet><sheetData sheetId="0"><row r="1">'
        '<cell r="A1"><v>0.25</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>',
        f"{KINDS}.externalLink+xml",
    )
    point(
        parts, "xl/externalLinks/externalLink1.xml", relation("rId1", "externalLinkPath", "satser.xlsx", external=True)
    )
    add(
        parts,
        "xl/pivotCache/pivotCacheDefinition1.xml",
        f'<pivotCacheDefinition xmlns="{MAIN}" refreshOnLoad="0"><cacheSource '
        'type="worksheet"><worksheetSource ref="A4:D7" sheet="Ansökan"/></cacheSource><cacheFields count="1">'
        '<cacheField name="x" numFmtId="0"><sharedItems/></cacheField></cacheFields></pivotCacheDefinition>',
        f"{KINDS}.pivotCacheDefinition+xml",
    )
    add(parts, "xl/connections.xml", f'<connections xmlns="{MAIN}"/>', f"{KINDS}.connections+xml")
    point(parts, main, relation("rId70", "externalLink", "externalLinks/externalLink1.xml"))
    point(parts, main, relation("rId71", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"))
    point(parts, main, relation("rId72", "connections", "connections.xml"))
    told = ("FILL-029", "FILL-038", "FILL-039", "FILL-049")
    return Template(xlsx=packed(parts), cells=CELLS, gives={**GIVES, "Ansökan!B8": 0.25}, told=told)


def thousands_and_two_currencies() -> Template:
    """Return kronor shown in thousands by format and by unit, shares, euros by a rate, and a figure kept as a text."""
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="4"/><c r="C1"/><c r="D1" s="5"/>'
        '<c r="E1"><f>B1/$B$3</f><v>0</v></c></row>'
        '<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" s="4"/><c r="C2" s="6" t="inlineStr"><is><t>36 000</t>'
        "</is></c></row>"
        '<row r="3"><c r="A3" t="s"><v>6</v></c><c r="B3"><v>11.5</v></c><c r="C3"><f>ROUND(C1*1000,0)</f></c></row>'
        '<row r="4"><c r="C4" s="4"/></row>'
    )
    parts = package({"Ansökan": _sheet(root=f'xmlns="{MAIN}"', rows=rows)}, texts=TEXTS)
    cells = {
        "B1": "budget/personal.2021",
        "B2": "budget/lokal.2021",
        "C1": "{ shows = 'variance/personal.actual', unit = 'tkr', decimals = 1 }",
        "C4": "{ shows = 'budget/lokal.2021', unit = 'tkr' }",
        "D1": "variance/personal.used",
        "C2": "budget/lokal.2021",
    }
    gives = {"Ansökan!C3": 66900, "Ansökan!E1": 400000 / 11.5}
    return Template(xlsx=packed(parts), cells=cells, gives=gives, told=("FILL-035", "FILL-043"))


def bare_rows_and_cells() -> Template:
    """Return what plain exporters write: rows and cells without names, texts within them, whole rows with a style."""
    rows = (
        '<row><c t="inlineStr"><is><t xml:space="preserve"> Utfall  januari </t></is></c><c/></row>'
        '<row s="2" customFormat="1" spans="1:16384"/>'
        f'<row r="5"><c t="str"><v>Summa</v></c><c><f>SUM(B1:B4)</f></c></row><row r="9" s="{BOLD}" customFormat="1"/>'
    )
    parts = package({"Data": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'})
    cells = {
        "B1": JANUARY.format("total"),
        "B2": "budget/lokal.2021",
        "B3": "budget/personal.2021",
        "XFD2": "project.id",
    }
    return Template(xlsx=packed(parts), cells=cells, gives={"Data!B5": 469412.5})


BY_PROGRAMS = (
    as_excel_writes,
    strict_open_xml,
    with_a_prefix,
    from_1904,
    a_template_file,
    with_macros,
    with_links_and_pivots,
    thousands_and_two_currencies,
    bare_rows_and_cells,
)
