"""What stands in a filled workbook."""

from __future__ import annotations

import io
import re
import warnings

import openpyxl

MAIN = "xl/workbook.xml"

CELL = re.compile(rb"<c\b[^>]*?(?:/>|>.*?</c>)", re.DOTALL)


def cells(xlsx):
    """Return what another reader finds in the cells, by sheet and cell."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says what it would lose
        book = openpyxl.load_workbook(io.BytesIO(xlsx))
    found = (cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None)
    return {f"{cell.parent.title}!{cell.coordinate}": cell.value for cell in found}


def codes(done):
    return [finding.code for finding in done.findings]


def outcomes(done):
    return {each.at.name: became for each, became in done.outcomes}
