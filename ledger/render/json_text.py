"""A table as JSON for other programs: exact, with addresses, in one order."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

import attrs

from ledger.core.words import Labels
from ledger.render.clean import escaped
from ledger.reports.table import CellValue
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import Table


def to_json(table: Table, labels: Labels) -> str:
    """Write a table as JSON; bars are left out, for they only draw a percentage.

    Money is whole minor units of the table's currency, ratios are exact texts such as ``"23/50"`` where 1 is the whole,
    dates are ISO texts, and an empty cell is null. Each figure carries its address.

    Args:
        table: The report.
        labels: The language of titles, headings and texts.

    Returns:
        Sorted keys, two spaces of indentation, a line break at the end: the same table gives the same text.
    """
    document = {
        "report": table.name,
        "title": labels.say(table.title),
        "language": labels.language,
        "currency": attrs.asdict(table.currency),
        "about": [{"label": labels.say(words), "value": _value(value, labels)} for words, value in table.about],
        "columns": [
            {
                "key": column.key,
                "kind": column.kind,
                "heading": labels.say(column.words),
                "unit": None if column.unit is None else labels.say(column.unit),
            }
            for column in table.columns
            if column.kind is not ColumnKind.BAR
        ],
        "rows": [_row(table, row, labels) for row in table.rows],
        "notes": [labels.say(note) for note in table.notes],
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity,
                "place": attrs.asdict(finding.place),
                "text": labels.say(finding.words),
            }
            for finding in table.findings
        ],
    }
    return escaped(json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True)) + "\n"


def _row(table: Table, row: Row, labels: Labels) -> dict[str, Any]:
    """Return a row with its cells by the keys of their columns."""
    cells: dict[str, dict[str, Any]] = {}
    for column, cell in zip(table.columns, row.cells, strict=True):
        if column.kind is ColumnKind.BAR:
            continue
        cells[column.key] = {"value": _value(cell.value, labels, ratio=column.kind is ColumnKind.PERCENT)}
        if column.kind is not ColumnKind.TEXT and cell.value is not None:
            cells[column.key]["address"] = table.address(row.key, column.key)
    return {"key": row.key, "kind": row.kind, "level": row.level, "cells": cells}


def _value(value: CellValue, labels: Labels, *, ratio: bool = False) -> int | str | None:
    """Return a value as JSON holds it; a ratio that happens to be whole is still a text."""
    if value is None or (type(value) is int and not ratio):
        return value
    if isinstance(value, int | Fraction):
        return str(Fraction(value))
    return value.isoformat() if isinstance(value, date) else labels.say(value)
