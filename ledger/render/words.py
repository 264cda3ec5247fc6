"""What every renderer writes alike: texts of cells, about lines and findings, and whether a table shows öre."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from ledger.core.formats import write_minor
from ledger.core.formats import write_percent
from ledger.core.money import Currency
from ledger.core.words import Labels
from ledger.core.words import label
from ledger.reports.table import CellValue
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Table

if TYPE_CHECKING:
    from ledger.core.finding import Finding


def shows_decimals(tables: Iterable[Table]) -> bool:
    """Whether any money cell is not a whole number of kronor (or of the table's own currency)."""
    return any(
        (cell.kind or column.kind) is ColumnKind.MONEY
        and type(cell.value) is int
        and cell.value % 10**table.currency.decimals
        for table in tables
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
    )


def write_cell(value: CellValue, column: Column, currency: Currency, labels: Labels, *, decimals: bool) -> str:
    """Write a cell for people; nothing for an empty one.

    Args:
        value: The cell's value; money in minor units.
        column: Tells what the value is.
        currency: Of money.
        labels: The language.
        decimals: Whether whole amounts show their öre.
    """
    if value is None:
        return ""
    if column.kind in (ColumnKind.MONEY, ColumnKind.CHECK) and type(value) is int:
        return write_minor(value, currency, labels.language, decimals=decimals)
    if column.kind in (ColumnKind.PERCENT, ColumnKind.BAR) and isinstance(value, int | Fraction):
        return write_percent(value if isinstance(value, Fraction) else Fraction(value), labels.language)
    return labels.say(value)


def heading(column: Column, labels: Labels) -> str:
    """Return a column's heading on one line, with its unit; ratios are named as percent."""
    written = labels.say(column.words).replace("\n", " ")
    if column.unit is not None and (unit := labels.say(column.unit)):
        return labels.say(label("render.unit_of", heading=written, unit=unit))
    if column.kind is ColumnKind.PERCENT and "%" not in written:
        return labels.say(label("render.percent_of", heading=written))
    return written


def write_finding(finding: Finding, labels: Labels) -> str:
    """Return a finding as a sentence: severity, code, place, text."""
    place = finding.place
    at = ":".join(str(part) for part in (place.file, place.line, place.column) if part is not None)
    where = ", ".join(str(part) for part in (place.project, place.key, place.entry, at) if part not in (None, ""))
    severity = labels.say(label(f"render.{finding.severity}"))
    return f"{severity} {finding.code}{f' ({where})' if where else ''}: {labels.say(finding.words)}"


def notes(table: Table, labels: Labels) -> tuple[str, ...]:
    """Return what stands under a table: its notes, then its findings, but for those that are turned off."""
    return (
        *(labels.say(note) for note in table.notes),
        *(write_finding(finding, labels) for finding in table.findings if finding.told),
    )
