"""A funder's workbook with some of its cells filled: those bytes are replaced, and every other one stays as it was.

A workbook written anew by a spreadsheet library loses what that library does not know: charts, images, forms'
controls, rules, extensions. So nothing is written anew here. In the sheets the bytes of the cells are replaced; in the
place of the values that formulas kept, which are of before the filling, come those that they give now, or none where
that is not known; and the workbook is marked to be computed when it is opened. Texts go into their cells, so that the
list of shared texts stays as it was too. Of a template comes a workbook, since programs open a file by what it says.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from decimal import Decimal
from itertools import groupby
from types import MappingProxyType
from typing import BinaryIO
from xml.sax.saxutils import escape
from zipfile import ZipFile
from zipfile import ZipInfo

from ledger.core.xml_tag import is_alone
from ledger.core.xml_tag import tag_at
from ledger.model.funders.funder_workbook import FunderCell
from ledger.model.funders.funder_workbook import FunderRow
from ledger.model.funders.funder_workbook import FunderSheet
from ledger.model.funders.funder_workbook import FunderWorkbook
from ledger.model.funders.funder_workbook import Holds
from ledger.model.funders.funder_workbook import Spot
from ledger.model.funders.funder_workbook import cell_name

Content = Decimal | str
"""What is written into a cell: a number, or a text."""

Edit = tuple[int, int, bytes]
"""First byte that is replaced, the byte after the last, and what comes in their place."""

_TYPE = re.compile(rb"""\s(?:t|cm|vm)=(?:"[^"]*"|'[^']*')""")
_SPANS = re.compile(rb"""\sspans=(?:"[^"]*"|'[^']*')""")
_FORMULA = re.compile(rb"<(\w+:)?f\b[^>]*/>|<(\w+:)?f\b[^>]*>.*?</(\w+:)?f>", re.DOTALL)
_KEPT_TYPES = {Holds.NUMBER: b"", Holds.TEXT: b' t="str"', Holds.TRUTH: b' t="b"'}
_CHAIN = "xl/calcChain.xml"
_CHAIN_PARTS = re.compile(rb"""<(?:\w+:)?(?:Override|Relationship)\b[^>]*calcChain\.xml[^>]*/>""")
_TYPES = "[Content_Types].xml"
_TEMPLATE = re.compile(rb"(spreadsheetml|ms-excel)\.template\.((?:macroEnabled\.)?main\+xml)")
_CALC = re.compile(rb"<(\w+:)?calcPr\b([^>]*?)(/?)>")
_BY_HAND = re.compile(rb"""\scalcMode=(?:"manual"|'manual')""")
_FULL = re.compile(rb"""\sfullCalcOnLoad=(?:"[^"]*"|'[^']*')""")
_BEFORE_CALC = ("definedNames", "externalReferences", "functionGroups", "sheets")


Computed = Mapping[str, Mapping[Spot, FunderCell]]
"""What formulas give, by the sheet's part and the cell."""


def filled(
    stream: BinaryIO,
    workbook: FunderWorkbook,
    writes: Mapping[str, Mapping[Spot, Content]],
    computed: Computed = MappingProxyType({}),
) -> bytes:
    """Return the workbook's file with some cells filled.

    Args:
        stream: The file that the workbook was read from.
        workbook: The workbook.
        writes: What is written, by the sheet's part and the cell.
        computed: What its formulas give once that is written, to be kept with them; those of which nothing is known
            keep no value.
    """
    parts = {
        sheet.part: _sheet(sheet, writes.get(sheet.part, {}), computed.get(sheet.part, {})) for sheet in workbook.sheets
    }
    replaced = any(
        (cell := sheet.cell(spot)) and cell.formula is not None
        for sheet in workbook.sheets
        for spot in writes.get(sheet.part, {})
    )
    made = io.BytesIO()
    with ZipFile(stream) as old, ZipFile(made, "w") as new:
        for info in old.infolist():
            if replaced and info.filename == _CHAIN:
                continue
            content = parts[info.filename] if info.filename in parts else old.read(info)
            if info.filename == workbook.part and workbook.has_formulas:
                content = _computed_on_opening(content)
            if replaced and info.filename.endswith((".rels", _TYPES)):
                content = _CHAIN_PARTS.sub(b"", content)
            if info.filename == _TYPES:
                content = _TEMPLATE.sub(rb"\1.sheet.\2", content)
            new.writestr(_entry(info), content)
    return made.getvalue()


def computed_at_once(content: bytes) -> bytes:
    """Return a workbook that is computed whenever it is opened, also if its author wants it computed by hand only."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(made, "w") as new:
        for info in old.infolist():
            part = old.read(info)
            new.writestr(_entry(info), _CALC.sub(_not_by_hand, part) if info.filename.endswith(".xml") else part)
    return made.getvalue()


def _not_by_hand(match: re.Match[bytes]) -> bytes:
    return _BY_HAND.sub(b"", match[0])


def _entry(old: ZipInfo) -> ZipInfo:
    """Return a part's entry in the archive as it was."""
    new = ZipInfo(old.filename, old.date_time)
    new.compress_type, new.external_attr, new.create_system = old.compress_type, old.external_attr, old.create_system
    return new


def _sheet(sheet: FunderSheet, writes: Mapping[Spot, Content], computed: Mapping[Spot, FunderCell]) -> bytes:
    edits = [*_of_formulas(sheet, writes, computed), *_replaced(sheet, writes), *_added(sheet, writes)]
    return _edited(sheet.content, edits)


def _edited(content: bytes, edits: Iterable[Edit]) -> bytes:
    """Return bytes with some of them replaced."""
    pieces, at = [], 0
    for first, after, text in sorted(edits):
        pieces += [content[at:first], text]
        at = after
    return b"".join([*pieces, content[at:]])


def _of_formulas(
    sheet: FunderSheet, writes: Mapping[Spot, Content], computed: Mapping[Spot, FunderCell]
) -> Iterator[Edit]:
    """Yield the edits that take out what formulas last gave, and put in what they give now where that is known."""
    for spot, cell in sheet.cells.items():
        if cell.formula is None or spot in writes:
            continue
        first, after = cell.span
        whole = sheet.content[first:after]
        if cell.kept:
            start, end = cell.kept[0] - first, cell.kept[1] - first
            whole = whole[:start] + whole[end:]
        opening = tag_at(whole, 0)
        kind, value = _kept(sheet, computed.get(spot))
        inner = whole[len(opening) :]
        formula = _FORMULA.search(inner)
        end = formula.end() if formula else 0
        opening = _TYPE.sub(_unless_metadata, opening)[:-1] + kind + b">"
        yield first, after, opening + inner[:end] + value + inner[end:]


def _kept(sheet: FunderSheet, found: FunderCell | None) -> tuple[bytes, bytes]:
    """Return the type and the value that a formula keeps; an error may be the computing program's own, and is none."""
    if found is None or found.holds not in _KEPT_TYPES:
        return b"", b""
    value = f"<{sheet.prefix}v>{escape(found.text)}</{sheet.prefix}v>"
    return _KEPT_TYPES[found.holds], value.encode()


def _unless_metadata(match: re.Match[bytes]) -> bytes:
    """Take out a kept value's type; what makes a formula a dynamic array stays."""
    return b"" if match[0].lstrip().startswith(b"t") else match[0]


def _replaced(sheet: FunderSheet, writes: Mapping[Spot, Content]) -> Iterator[Edit]:
    """Yield the edits of cells that the file has."""
    for spot, content in writes.items():
        cell = sheet.cell(spot)
        if cell:
            yield *cell.span, _filled(sheet, cell, content)


def _filled(sheet: FunderSheet, cell: FunderCell, content: Content) -> bytes:
    """Return a cell with its own tag, so that its style and whatever else it has stay."""
    opening = tag_at(sheet.content, cell.span[0])
    bare = _TYPE.sub(b"", opening.rstrip(b">").rstrip(b"/").rstrip())
    return _cell(sheet, bare, content)


def _cell(sheet: FunderSheet, opening: bytes, content: Content) -> bytes:
    """Return a cell from the beginning of its tag."""
    p = sheet.prefix
    if isinstance(content, Decimal):
        text = f"><{p}v>{content:f}</{p}v></{p}c>"
    else:
        kept = escape(content)
        text = f' t="inlineStr"><{p}is><{p}t xml:space="preserve">{kept}</{p}t></{p}is></{p}c>'
    return opening + text.encode()


def _added(sheet: FunderSheet, writes: Mapping[Spot, Content]) -> Iterator[Edit]:
    """Yield the edits that put in cells, and rows, that the file has not."""
    absent = sorted(spot for spot in writes if spot not in sheet.cells)
    new_rows: dict[int, bytes] = {}
    for number, spots in groupby(absent, key=lambda spot: spot[0]):
        cells = {spot: _new(sheet, spot, writes[spot]) for spot in spots}
        row = sheet.rows.get(number)
        if row is None:
            new_rows[number] = _tagged(sheet, f'row r="{number}"', b"".join(cells.values()))
        else:
            yield from _into_row(sheet, number, row, cells)
    yield from _into_data(sheet, new_rows)


def _new(sheet: FunderSheet, spot: Spot, content: Content) -> bytes:
    style = sheet.style_of(spot)
    opening = f'<{sheet.prefix}c r="{cell_name(spot)}"' + (f' s="{style}"' if style else "")
    return _cell(sheet, opening.encode(), content)


def _tagged(sheet: FunderSheet, tag: str, inner: bytes) -> bytes:
    name = tag.partition(" ")[0]
    return f"<{sheet.prefix}{tag}>".encode() + inner + f"</{sheet.prefix}{name}>".encode()


def _into_row(sheet: FunderSheet, number: int, row: FunderRow, cells: Mapping[Spot, bytes]) -> Iterator[Edit]:
    """Yield the edits that put cells into a row, each before the next one that the row has.

    How far the row reaches is an aid that programs may leave out, and would be wrong now.
    """
    first, after = row.span
    opening = tag_at(sheet.content, first)
    bare = _SPANS.sub(b"", opening)
    if is_alone(opening):
        tag = bare.removesuffix(b"/>").rstrip() + b">"
        yield first, after, tag + b"".join(cells.values()) + f"</{sheet.prefix}row>".encode()
        return
    yield first, first + len(opening), bare
    present = sorted(spot for spot in sheet.cells if spot[0] == number)
    places: dict[int, bytes] = {}
    for spot, content in cells.items():
        follows = next((other for other in present if other > spot), None)
        at = sheet.cells[follows].span[0] if follows else row.inner[1]
        places[at] = places.get(at, b"") + content
    yield from ((at, at, content) for at, content in places.items())


def _into_data(sheet: FunderSheet, rows: Mapping[int, bytes]) -> Iterator[Edit]:
    """Yield the edits that put rows into a sheet, each before the next one that it has."""
    places: dict[int, bytes] = {}
    present = sorted(sheet.rows)
    for number, content in rows.items():
        follows = next((other for other in present if other > number), None)
        at = sheet.rows[follows].span[0] if follows else sheet.data[1]
        places[at] = places.get(at, b"") + content
    if places and sheet.content[: sheet.data[0]].endswith(b"/>"):
        first = sheet.content.rindex(b"<", 0, sheet.data[0])
        yield first, sheet.data[0], _tagged(sheet, "sheetData", b"".join(places.values()))
        return
    yield from ((at, at, content) for at, content in places.items())


def _computed_on_opening(content: bytes) -> bytes:
    """Return the part that lists the sheets with the word that everything is to be computed when it is opened."""
    found = _CALC.search(content)
    if found:
        prefix, terms, end = found[1] or b"", _FULL.sub(b"", found[2]).rstrip(), found[3]
        tag = b"<" + prefix + b"calcPr" + terms + b' fullCalcOnLoad="1"' + end + b">"
        return content[: found.start()] + tag + content[found.end() :]
    for name in _BEFORE_CALC:
        last = re.compile(rb"</(\w+:)?" + name.encode() + rb"\s*>").search(content)
        if last:
            tag = b"<" + (last[1] or b"") + b'calcPr fullCalcOnLoad="1"/>'
            return content[: last.end()] + tag + content[last.end() :]
    return content
