"""What a reader of a workbook sees, as lines of text."""

from __future__ import annotations

import io
from datetime import date
from datetime import datetime

from openpyxl import load_workbook


def spell(xlsx: bytes) -> str:
    """Return sheet, cell, value with its type, formula and number format of every cell that holds something."""
    return "\n".join(f"{tab} | {cell}" for tab, cells in _spelled(xlsx).items() for cell in cells.values()) + "\n"


def spell_sheets(xlsx: bytes, without: str = "") -> str:
    """Return the same, sheet by sheet under its name.

    Args:
        xlsx: The file.
        without: Name of a sheet of which only the size is told.
    """
    text = ""
    for tab, cells in _spelled(xlsx).items():
        lines = [f"({len(cells)})"] if tab == without else cells.values()
        text += f"== {tab}\n" + "".join(f"{line}\n" for line in lines)
    return text


def spell_words(xlsx: bytes, other: bytes, without: str = "") -> str:
    """Return the texts of a workbook that are not those of another one, sheet by sheet, cell by cell.

    Args:
        xlsx: The file.
        other: The other one, with as many sheets.
        without: Name of a sheet that is left out.
    """
    pairs = zip(load_workbook(io.BytesIO(xlsx)), load_workbook(io.BytesIO(other)), strict=True)
    text = ""
    for sheet, same in (pair for pair in pairs if pair[0].title != without):
        cells = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
        own = [cell for cell in cells if cell.data_type != "f" and same[cell.coordinate].value != cell.value]
        text += f"== {sheet.title}\n" + "".join(f"{cell.coordinate} | {written(cell.value)}\n" for cell in own)
    return text


def _spelled(xlsx: bytes) -> dict[str, dict[str, str]]:
    """Return what every cell holds, by sheet and place."""
    formulas = load_workbook(io.BytesIO(xlsx))
    values = load_workbook(io.BytesIO(xlsx), data_only=True)
    found: dict[str, dict[str, str]] = {}
    for sheet in formulas:
        found[sheet.title] = {}
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            live = cell.data_type == "f"
            value = values[sheet.title][cell.coordinate].value
            parts = [cell.coordinate, written(value)]
            parts += [str(cell.value)] if live else []
            parts += [f"[{cell.number_format}]"] if cell.number_format != "General" else []
            found[sheet.title][cell.coordinate] = " | ".join(parts)
    return found


def written(value: object) -> str:
    """Return a value so that its type shows: texts in quotes, figures without."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else repr(value)
