"""A funder's workbook, read for being filled in: looked through as every file from outside, then sheet by sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO
from zipfile import ZipFile

from ledger.core.words import folded
from ledger.importers.funders.funder_sheet import TRUE
from ledger.importers.funders.funder_sheet import read_funder_sheet
from ledger.importers.workbooks.xlsx_package import guarded
from ledger.importers.workbooks.xlsx_package import survey
from ledger.importers.workbooks.xlsx_parts import Attributes
from ledger.importers.workbooks.xlsx_parts import Walk
from ledger.importers.workbooks.xlsx_parts import main_part
from ledger.importers.workbooks.xlsx_parts import read_part
from ledger.importers.workbooks.xlsx_parts import relations
from ledger.model.funder_workbook import CellStyle
from ledger.model.funder_workbook import FunderSheet
from ledger.model.funder_workbook import FunderWorkbook

_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_DAY_LETTERS = re.compile("[dmyDMYå]")
# Formats by number that every program knows: days and times, also those of East Asian calendars; percentages.
_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
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
    survey(stream, file, macros=macros)
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
            names={folded(name): refers for name, refers in listed.names},
            styles=styles,
            from_1904=listed.from_1904,
            strange=tuple(_strange(archive.namelist())),
            properties=_properties(archive),
        )


def _sheets(
    archive: ZipFile, listed: _Listed, pointed: dict[str, tuple[str, str]], texts: list[str], file: str
) -> Iterator[FunderSheet]:
    """Yield the worksheets; a sheet that is but a chart has no cells."""
    for name, relation, state in listed.sheets:
        kind, part = pointed.get(relation, ("", ""))
        if kind == "worksheet":
            content = read_part(archive, part, file)
            yield read_funder_sheet(content, texts, name=name, part=part, hidden=state != "visible")


class _Listed:
    """What the part that lists the sheets says."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, str]] = []
        self.names: list[tuple[str, str]] = []
        self.from_1904 = False
        self._name: str | None = None

    def start(self, tag: str, attributes: Attributes, _: int, __: int) -> None:
        if tag == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            self.sheets.append((attributes.get("name", ""), relation, attributes.get("state", "visible")))
        elif tag == "workbookPr":
            self.from_1904 = attributes.get("date1904") in TRUE
        elif tag == "definedName":
            self._name = attributes.get("name", "")
            self.names.append((self._name, ""))

    def text(self, text: str) -> None:
        if self._name is not None:
            name, refers = self.names[-1]
            self.names[-1] = (name, refers + text)

    def end(self, _: str, __: int, ___: int) -> None:
        self._name = None


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
            is_percent=number in _PERCENTS or "%" in _bare(formats.get(number, "")),
        )
        for number, locked in found
    )


def _bare(code: str) -> str:
    """Return a format without its texts, colours and languages; ``General`` is none of days."""
    return _QUOTED.sub("", code).replace("General", "").replace("Standard", "")


def _strange(parts: list[str]) -> Iterator[str]:
    if any(part.startswith("xl/externalLinks/") for part in parts):
        yield "links"
    if "xl/vbaProject.bin" in parts:
        yield "macros"
    if any(part.startswith("_xmlsignatures/") for part in parts):
        yield "signed"
