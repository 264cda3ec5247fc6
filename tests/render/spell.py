"""What a reader of a workbook sees, as lines of text."""

from __future__ import annotations

import io
from datetime import date
from datetime import datetime

from openpyxl import load_workbook


def spell(xlsx: bytes) -> str:
    """Return sheet, cell, value with its type, formula and number format of every cell that holds something."""
    formulas = load_workbook(io.BytesIO(xlsx))
    values = load_workbook(io.BytesIO(xlsx), data_only=True)
    lines = []
    for sheet in formulas:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            live = cell.data_type == "f"
            value = values[sheet.title][cell.coordinate].value
            parts = [sheet.title, cell.coordinate, written(value)]
            parts += [str(cell.value)] if live else []
            parts += [f"[{cell.number_format}]"] if cell.number_format != "General" else []
            lines.append(" | ".join(parts))
    return "\n".join(lines) + "\n"


def written(value: object) -> str:
    """Return a value so that its type shows: texts in quotes, figures without."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else repr(value)
