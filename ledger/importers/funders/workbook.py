"""A funder's workbook, read for being filled in: looked through as every file from outside, then sheet by sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO
from zipfile import ZipFile

from ledger.core.digits import number_of
from ledger.core.words import folded
from ledger.importers.funders.sheet import TRUE
from ledger.importers.funders.sheet import read_funder_sheet
from ledger.importers.workbooks.package import guarded
from ledger.importers.workbooks.package import survey
from ledger.importers.workbooks.parts import Attributes
from ledger.importers.workbooks.parts import Walk
from ledger.importers.workbooks.parts import main_part
from ledger.importers.workbooks.parts import read_part
from ledger.importers.workbooks.parts import relations
from ledger.model.funders.funder_workbook import CellArea
from ledger.model.funders.funder_workbook import CellStyle
from ledger.model.funders.funder_workbook import FunderSheet
from ledger.model.funders.funder_workbook import FunderWorkbook
from ledger.model.funders.funder_workbook import area_of

_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_DAY_LETTERS = re.compile("[dmyDMYå]")
# Formats by number that every program knows: days and times, also those of East Asian calendars; percentages.
_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
# A comma between digits groups them; one after the last digit divides by a thousand.
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_MONTHS = re.compile(r"[^dhs0#]*m[^dhs0#]*", re.IGNORECASE)
_MONTH_AND_YEAR = 17
_OWN = "docProps/custom.xml"
_PERCENTS = frozenset({9, 10})


def read_funder_workbook(stream: BinaryIO, file: str, *, macros: bool = False) -> FunderWorkbook:
    """Read a workbook.

    Args:
        stream: The file, which must be able to seek.
        file: Its name for people.
        macros: Whether it may have macros; they are never run, and stay where they are.

    Raises:
        LedgerError: It is no XLSX workbook, is protected with a password, or something in it is not as it must be.
    """
    survey(stream, file, macros=macros, patched=True)
    with guarded(file), ZipFile(stream) as archive:
        main = main_part(archive)
        listed = _Listed()
        Walk(read_part(archive, main, file), listed.start, listed.end, listed.text).through()
        pointed = relations(archive, main)
        texts = _texts(archive, next((path for kind, path in pointed.values() if kind == "sharedStrings"), ""))
        styles = _styles(archive, next((path for kind, path in pointed.values() if kind == "styles"), ""))
        return FunderWorkbook(
            file=file,
            part=main,
            sheets=tuple(_sheets(archive, listed, pointed, texts, file)),
            names=_names(listed),
            styles=styles,
            from_1904=listed.from_1904,
            strange=tuple(_strange(archive)),
            properties=_properties(archive),
        )


def _sheets(
    archive: ZipFile, listed: _Listed, pointed: dict[str, tuple[str, str]], texts: list[str], file: str
) -> Iterator[FunderSheet]:
    """Yield the worksheets; a sheet that is but a chart has no cells."""
    for name, relation, state in listed.sheets:
        kind, part = pointed.get(relation, ("", ""))
        if kind == "worksheet":
            sheet = FunderSheet(
                name=name,
                part=part,
                content=read_part(archive, part, file),
                heads=tuple(_heads(archive, part)),
                hidden=state != "visible",
                very_hidden=state == "veryHidden",
            )
            yield read_funder_sheet(sheet, texts, from_1904=listed.from_1904)


def _heads(archive: ZipFile, part: str) -> Iterator[CellArea]:
    """Yield the heads of a sheet's tables: what they hold stands in the table's own part as well."""
    areas: list[CellArea | None] = []

    def start(tag: str, attributes: Attributes, _: int, __: int) -> None:
        if tag == "table" and attributes.get("headerRowCount", "1") != "0":
            areas.append(area_of(attributes.get("ref", "")))

    for kind, path in relations(archive, part).values():
        if kind == "table" and path in archive.namelist():
            Walk(archive.read(path), start).through()
    yield from (CellArea(area.first, (area.first[0], area.last[1])) for area in areas if area)


def _names(listed: _Listed) -> dict[str, str]:
    """Return what names refer to: a sheet's own ones after the sheet, and alone where nothing else has that name."""
    found = {folded(name): refers for name, sheet, refers in listed.names if sheet is None}
    own: dict[str, list[str]] = {}
    for name, sheet, refers in listed.names:
        if sheet is not None and sheet < len(listed.sheets):
            found[folded(f"{listed.sheets[sheet][0]}!{name}")] = refers
            own.setdefault(folded(name), []).append(refers)
    return {name: ", ".join(refers) for name, refers in own.items()} | found


class _Listed:
    """What the part that lists the sheets says."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, str]] = []
        self.names: list[tuple[str, int | None, str]] = []
        self.from_1904 = False
        self._in_name = False

    def start(self, tag: str, attributes: Attributes, _: int, __: int) -> None:
        if tag == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            self.sheets.append((attributes.get("name", ""), relation, attributes.get("state", "visible")))
        elif tag == "workbookPr":
            self.from_1904 = attributes.get("date1904") in TRUE
        elif tag == "definedName":
            sheet = attributes.get("localSheetId", "")
            self.names.append((attributes.get("name", ""), number_of(sheet), ""))
            self._in_name = True

    def text(self, text: str) -> None:
        if self._in_name:
            name, sheet, refers = self.names[-1]
            self.names[-1] = (name, sheet, refers + text)

    def end(self, _: str, __: int, ___: int) -> None:
        self._in_name = False


def _properties(archive: ZipFile) -> dict[str, str]:
    """Return the properties of its own that a workbook has; medfin's say what it was asked for."""
    found: dict[str, str] = {}
    named = [""]

    def start(tag: str, attributes: Attributes, _: int, __: int) -> None:
        if tag == "property":
            named[0] = attributes.get("name", "")

    def text(each: str) -> None:
        found[named[0]] = found.get(named[0], "") + each

    if _OWN in archive.namelist():
        Walk(archive.read(_OWN), start, None, text).through()
    return found


def _texts(archive: ZipFile, part: str) -> list[str]:
    """Return the texts that cells share; how they sound in Japanese is no part of them."""
    found: list[str] = []
    state = {"spoken": False, "text": False}

    def start(tag: str, _: Attributes, __: int, ___: int) -> None:
        if tag == "si":
            found.append("")
        state["spoken"] = state["spoken"] or tag == "rPh"
        state["text"] = tag == "t" and not state["spoken"]

    def end(tag: str, _: int, __: int) -> None:
        state["spoken"] = state["spoken"] and tag != "rPh"
        state["text"] = False

    def text(each: str) -> None:
        if state["text"]:
            found[-1] += each

    if part in archive.namelist():
        Walk(archive.read(part), start, end, text).through()
    return found


def _styles(archive: ZipFile, part: str) -> tuple[CellStyle, ...]:
    formats: dict[int, str] = {}
    found: list[tuple[int, bool]] = []
    within = {"cells": False}

    def start(tag: str, attributes: Attributes, _: int, __: int) -> None:
        if tag == "numFmt":
            formats[int(attributes.get("numFmtId", 0))] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            within["cells"] = True
        elif within["cells"] and tag == "xf":
            found.append((int(attributes.get("numFmtId", 0)), True))
        elif within["cells"] and tag == "protection" and attributes.get("locked") in ("0", "false"):
            found[-1] = (found[-1][0], False)

    def end(tag: str, _: int, __: int) -> None:
        within["cells"] = within["cells"] and tag != "cellXfs"

    if part in archive.namelist():
        Walk(archive.read(part), start, end).through()
    return tuple(
        CellStyle(
            locked=locked,
            is_date=number in _DATES or bool(_DAY_LETTERS.search(_bare(formats.get(number, "")))),
            is_month=number == _MONTH_AND_YEAR or bool(_MONTHS.fullmatch(_bare(formats.get(number, "")))),
            is_percent=number in _PERCENTS or "%" in _bare(formats.get(number, "")),
            is_scaled=bool(_SCALED.search(_bare(formats.get(number, "")))),
        )
        for number, locked in found
    )


def _bare(code: str) -> str:
    """Return a format without its texts, colours and languages; ``General`` is none of days."""
    return _QUOTED.sub("", code).replace("General", "").replace("Standard", "")


def _strange(archive: ZipFile) -> Iterator[str]:
    parts = archive.namelist()
    if b".template." in archive.read("[Content_Types].xml"):
        yield "template"
    if any(part.startswith("xl/externalLinks/") for part in parts):
        yield "links"
    if "xl/vbaProject.bin" in parts:
        yield "macros"
    if any(part.startswith("_xmlsignatures/") for part in parts):
        yield "signed"
