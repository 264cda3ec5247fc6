"""Tables as a reader sees them, for golden texts: one line a row, words in Swedish, figures exact."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import ledger
from ledger.core.formats import write_minor
from ledger.core.words import Labels
from ledger.reports.table import ColumnKind
from ledger.reports.table import RowKind

if TYPE_CHECKING:
    from ledger.reports.table import CellValue
    from ledger.reports.table import Column
    from ledger.reports.table import Table

_MARKS = {RowKind.GROUP: "# ", RowKind.LINE: "", RowKind.SUBTOTAL: "= ", RowKind.TOTAL: "== "}


def labels(language: str = "sv") -> Labels:
    """Return every text of a language."""
    texts: dict[str, str] = {}
    for path in sorted((Path(ledger.__file__).parent / "data" / "labels" / language).glob("*.toml")):
        texts |= tomllib.loads(path.read_text(encoding="utf-8"))
    return Labels(language, texts)


def read(table: Table, language: str = "sv") -> str:
    """Return a table's rows."""
    words = labels(language)
    return "\n".join(
        _MARKS[row.kind]
        + "  " * row.level
        + " | ".join(
            _written(cell.value, column, table, words) for column, cell in zip(table.columns, row.cells, strict=True)
        ).rstrip(" |")
        for row in table.rows
    )


def headings(table: Table, language: str = "sv") -> str:
    """Return a table's headings."""
    words = labels(language)
    return " | ".join(words.say(column.words) for column in table.columns)


def told(table: Table, language: str = "sv") -> list[str]:
    """Return the notes under a table."""
    words = labels(language)
    return [words.say(note).replace("\N{NO-BREAK SPACE}", " ") for note in table.notes]


def about(table: Table, language: str = "sv") -> dict[str, str]:
    """Return the lines above a table."""
    words = labels(language)
    return {words.say(label): words.say(value) for label, value in table.about}


def _written(value: CellValue, column: Column, table: Table, words: Labels) -> str:
    if value is None:
        return ""
    if column.kind is ColumnKind.MONEY and isinstance(value, int):
        return write_minor(value, table.currency, "sv", decimals=False).replace("\N{NO-BREAK SPACE}", " ")
    if isinstance(value, Fraction):
        return str(value)
    return words.say(value)
