"""LibreOffice as a second opinion on formulas."""

from __future__ import annotations

import csv
import html
import io
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from xlsxwriter.utility import xl_col_to_name

SECONDS_MOST = 300
_KEPT_VALUE = re.compile(r"(</f>)<v>[^<]*</v>")
_TAB = re.compile(r'<sheet name="([^"]*)"')
_FORMULA = re.compile(r'<c r="([A-Z]+[0-9]+)"[^>]*><f>[^<]*</f>(?:<v>([^<]*)</v>)?</c>')
_BEFORE_TAB = "-"
PLAIN = "csv:Text - txt - csv (StarCalc):9,34,76,1,,1033,false,false,false,false,false,-1"
"""Tabs, quotes, UTF-8, from the first row on, English, as they are rather than as they look, every sheet."""

SHOWN = "csv:Text - txt - csv (StarCalc):9,34,76,1,,1033,false,false,true,false,false,-1"
"""The same as they look."""

_KEPT_TYPE = re.compile(r'(<c [^>]*?) t="(?:str|e)"(>\s*<f>)')


def office() -> str:
    """Return LibreOffice's command; skip the test where it is missing, but never in continuous integration."""
    command = shutil.which("soffice")
    if command is None:
        missing = "LibreOffice (soffice) is not installed, so nothing recalculates the workbooks"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return command


def forget(xlsx: bytes) -> bytes:
    """Return the workbook without the values that its formulas keep.

    LibreOffice shows the kept values of files made by others instead of computing them anew.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text = _KEPT_VALUE.sub(r"\1", content.decode())
                content = _KEPT_TYPE.sub(r"\1\2", text).encode()
            new.writestr(name, content)
    return stream.getvalue()


def recalculate(workbooks: dict[str, bytes], folder: Path) -> dict[str, bytes]:
    """Return the workbooks as LibreOffice saves them with every formula computed anew.

    Args:
        workbooks: Files by name without ending.
        folder: An empty folder to work in.
    """
    return saved({name: forget(content) for name, content in workbooks.items()}, folder)


def saved(workbooks: dict[str, bytes], folder: Path) -> dict[str, bytes]:
    """Return the workbooks as LibreOffice saves them, with every formula computed that keeps no value."""
    made = _converted(workbooks, folder, "xlsx")
    return {name: (made / f"{name}.xlsx").read_bytes() for name in workbooks}


def recounted(workbooks: dict[str, bytes], folder: Path, to: str = PLAIN) -> dict[str, dict[tuple[str, str], str]]:
    """Return what LibreOffice computes anew for every cell, as text, by workbook, sheet and cell.

    Sheets are written as plain text, which takes a third of the time of workbooks: enough where only figures count.

    Args:
        workbooks: Files by name.
        folder: An empty folder to work in.
        to: `PLAIN` for the values themselves, `SHOWN` for what people see.
    """
    names = {str(at): name for at, name in enumerate(workbooks)}
    made = _converted({at: forget(workbooks[name]) for at, name in names.items()}, folder, to)
    found: dict[str, dict[tuple[str, str], str]] = {name: {} for name in workbooks}
    for path in made.glob("*.csv"):
        at, _, tab = path.stem.partition(_BEFORE_TAB)
        with path.open(encoding="utf-8", newline="") as lines:
            for row, values in enumerate(csv.reader(lines, delimiter="\t"), start=1):
                cells = ((column, value) for column, value in enumerate(values) if value)
                found[names[at]].update({(tab, f"{xl_col_to_name(column)}{row}"): value for column, value in cells})
    return found


def kept(xlsx: bytes) -> dict[tuple[str, str], str]:
    """Return the value that each formula of a workbook keeps, as text, by sheet and cell."""
    with zipfile.ZipFile(io.BytesIO(xlsx)) as parts:
        tabs = [html.unescape(tab) for tab in _TAB.findall(parts.read("xl/workbook.xml").decode())]
        pages = [parts.read(f"xl/worksheets/sheet{at}.xml").decode() for at in range(1, len(tabs) + 1)]
    return {
        (tab, place): html.unescape(value or "")
        for tab, page in zip(tabs, pages, strict=True)
        for place, value in _FORMULA.findall(page)
    }


def _converted(workbooks: dict[str, bytes], folder: Path, to: str) -> Path:
    """Let LibreOffice convert the workbooks; one start does for all."""
    command = office()
    folder.mkdir(exist_ok=True)
    made = folder / "recalculated"
    paths = []
    for name, content in workbooks.items():
        path = folder / f"{name}.xlsx"
        path.write_bytes(content)
        paths.append(str(path))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    arguments = [command, profile, "--headless", "--convert-to", to, "--outdir", str(made), *paths]
    subprocess.run(arguments, check=True, capture_output=True, timeout=SECONDS_MOST)
    return made
