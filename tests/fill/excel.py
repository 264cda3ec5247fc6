"""Workbooks put together part by part, as Excel and other programs write them, with what libraries leave out."""

from __future__ import annotations

import re

from tests.fill.funder import packed
from tests.fill.funder import read_parts

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
EXCEL_ROOT = (
    f'xmlns="{MAIN}" xmlns:r="{RELATIONS}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'mc:Ignorable="x14ac xr xr2 xr3" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" '
    'xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" '
    'xmlns:xr2="http://schemas.microsoft.com/office/spreadsheetml/2015/revision2" '
    'xmlns:xr3="http://schemas.microsoft.com/office/spreadsheetml/2016/revision3" '
    'xr:uid="{00000000-0001-0000-0000-000000000000}"'
)
STRICT = {
    MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    RELATIONS: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "http://purl.oclc.org/ooxml/drawingml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties": (
        "http://purl.oclc.org/ooxml/officeDocument/extendedProperties"
    ),
}
STYLES = f"""<styleSheet xmlns="{MAIN}"><numFmts count="3">
<numFmt numFmtId="164" formatCode="#,##0.00\\ &quot;kr&quot;"/>
<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="166" formatCode="#,##0,"/></numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font>
</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>
</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="7"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyProtection="1">
<protection locked="0"/></xf>
<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyProtection="1">
<protection locked="0"/></xf>
<xf numFmtId="166" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="10" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""
"""Styles: 0 plain, 1 bold, 2 kronor unlocked, 3 a day unlocked, 4 shown in thousands, 5 percent, 6 text."""

PLAIN, BOLD, KRONOR, DAY, THOUSANDS, PERCENT, TEXT = range(7)

Parts = dict[str, bytes]


def package(sheets: dict[str, str], **more: str) -> Parts:
    """Return the parts of a workbook.

    Args:
        sheets: Each sheet's name and part, as XML.
        more: ``names`` and ``calc`` within the workbook's part, ``texts`` for the shared texts, ``before`` the sheets.
    """
    numbers = range(1, len(sheets) + 1)
    listed = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="rId{at}"/>' for at, name in zip(numbers, sheets, strict=True)
    )
    last = len(sheets)
    pointers = [relation(f"rId{at}", "worksheet", f"worksheets/sheet{at}.xml") for at in numbers]
    pointers += [relation(f"rId{last + 1}", "styles", "styles.xml")]
    types = [("/xl/workbook.xml", f"{KINDS}.sheet.main+xml"), ("/xl/styles.xml", f"{KINDS}.styles+xml")]
    types += [(f"/xl/worksheets/sheet{at}.xml", f"{KINDS}.worksheet+xml") for at in numbers]
    parts = {}
    if "texts" in more:
        pointers.append(relation(f"rId{last + 2}", "sharedStrings", "sharedStrings.xml"))
        types.append(("/xl/sharedStrings.xml", f"{KINDS}.sharedStrings+xml"))
        parts["xl/sharedStrings.xml"] = f'{DECLARED}<sst xmlns="{MAIN}">{more["texts"]}</sst>'
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in types)
    main = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{more.get("before", "")}<sheets>{listed}</sheets>'
        f"{more.get('names', '')}{more.get('calc', '')}</workbook>"
    )
    parts = {
        "[Content_Types].xml": f'{DECLARED}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": relations(relation("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": DECLARED + main,
        "xl/_rels/workbook.xml.rels": relations(*pointers),
        "xl/styles.xml": DECLARED + STYLES,
        **{f"xl/worksheets/sheet{at}.xml": DECLARED + xml for at, xml in zip(numbers, sheets.values(), strict=True)},
        **parts,
    }
    return {name: text.encode() for name, text in parts.items()}


def relation(id_: str, kind: str, target: str, *, external: bool = False) -> str:
    """Return a pointer to a part, or out of the file."""
    kind = kind if ":" in kind else f"{RELATIONS}/{kind}"
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{id_}" Type="{kind}" Target="{target}"{mode}/>'


def relations(*pointers: str) -> str:
    """Return a part of pointers."""
    return f'{DECLARED}<Relationships xmlns="{PACKAGE}/relationships">{"".join(pointers)}</Relationships>'


def add(parts: Parts, name: str, content: str | bytes, kind: str = "") -> None:
    """Add a part, with its content type where it needs one of its own."""
    parts[name] = content if isinstance(content, bytes) else content.encode()
    if kind:
        override = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
        change(parts, "[Content_Types].xml", "</Types>", override)


def point(parts: Parts, source: str, pointer: str) -> None:
    """Let a part point at something."""
    folder, _, file = source.rpartition("/")
    name = f"{folder}/_rels/{file}.rels"
    if name not in parts:
        parts[name] = relations().encode()
    change(parts, name, "</Relationships>", f"{pointer}</Relationships>")


def change(parts: Parts, name: str, before: str, after: str) -> None:
    """Replace a text in a part; it must be there."""
    text = parts[name].decode()
    assert before in text, (name, before)
    parts[name] = text.replace(before, after).encode()


def strict(parts: Parts) -> Parts:
    """Return a workbook as Excel saves it as *Strict Open XML*."""
    made = {}
    for name, content in parts.items():
        text = content
        if name.endswith((".xml", ".rels")) and name != "[Content_Types].xml":
            for usual, other in STRICT.items():
                text = re.sub(rf'{re.escape(usual)}(?=["/])'.encode(), other.encode(), text)
        made[name] = text
    change(made, "xl/workbook.xml", "<workbook ", '<workbook conformance="strict" ')
    return made


def prefixed(parts: Parts, prefix: str) -> Parts:
    """Return a workbook whose tags have a prefix, as programs write that use Microsoft's own library for the format."""
    made = {}
    for name, content in parts.items():
        text = content
        if f'xmlns="{MAIN}"'.encode() in content:
            text = re.sub(rb"<(/?)(?=[A-Za-z]+[\s/>])", rb"<\1" + prefix.encode() + b":", text)
            text = text.replace(f'xmlns="{MAIN}"'.encode(), f'xmlns:{prefix}="{MAIN}"'.encode())
        made[name] = text
    return made


def repacked(xlsx: bytes, *changes: tuple[str, str, str]) -> bytes:
    """Return a workbook with texts replaced: part, before, after."""
    parts = read_parts(xlsx)
    for name, before, after in changes:
        change(parts, name, before, after)
    return packed(parts)
