"""A table as CSV: in Swedish as Swedish spreadsheet programs open it, in English as RFC 4180 has it."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from ledger.core.money import Currency
from ledger.core.rounding import Rounding
from ledger.core.rounding import round_fraction
from ledger.core.words import Labels
from ledger.render.clean import visible
from ledger.render.words import heading
from ledger.reports.table import CellValue
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Table

_PERCENT = Currency("%", 2)
"""Percentages are written like an amount with two decimals."""

_COMMANDS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a text begins that a spreadsheet program may take for a formula."""

_HIDDEN_COMMAND = re.compile(r"(?<=[;,\t\r\n])(?=[=@＝＠]|[-+－＋][\w(])")
"""A formula after another country's separator, which a program that goes by that one takes for a cell's beginning."""


def to_csv(table: Table, labels: Labels) -> str:
    """Write headings and rows as CSV; bars are left out, for they only draw a percentage.

    Amounts have all their decimals and no sign between thousands. Percentages are rounded half up to two decimals, and
    their headings name them as percent. Texts that a spreadsheet program could take for formulas begin with an
    apostrophe; figures never do.

    Args:
        table: The report.
        labels: The language; Swedish has semicolons and decimal commas.

    Returns:
        The text, lines ending with CR LF as RFC 4180 asks, without a byte-order mark.
    """
    import csv  # noqa: PLC0415 - loaded by those who write CSV
    from io import StringIO  # noqa: PLC0415

    shown = [at for at, column in enumerate(table.columns) if column.kind is not ColumnKind.BAR]
    swedish = labels.language == "sv"
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";" if swedish else ",", lineterminator="\r\n")
    writer.writerow(_harmless(heading(table.columns[at], labels)) for at in shown)
    for row in table.rows:
        writer.writerow(_field(row.cells[at].value, table.columns[at], table.currency, labels) for at in shown)
    return text.getvalue()


def csv_bytes(table: Table, labels: Labels) -> bytes:
    """Return `to_csv` as a file's bytes: UTF-8, in Swedish with the byte-order mark by which Excel knows it."""
    return to_csv(table, labels).encode("utf-8-sig" if labels.language == "sv" else "utf-8")


def _field(value: CellValue, column: Column, currency: Currency, labels: Labels) -> str:
    """Return a cell's text in the file."""
    if value is None:
        return ""
    mark = "," if labels.language == "sv" else "."
    if column.kind in (ColumnKind.MONEY, ColumnKind.CHECK) and type(value) is int:
        return _plain(value, currency, mark)
    if column.kind is ColumnKind.PERCENT and isinstance(value, int | Fraction):
        hundredths = round_fraction(Fraction(value) * 100 * 10**_PERCENT.decimals, Rounding.HALF_UP)
        return _plain(hundredths, _PERCENT, mark)
    written = labels.say(value)
    return written if isinstance(value, int | date) else _harmless(written)


def _plain(minor: int, currency: Currency, mark: str) -> str:
    """Return a figure that programs read: ASCII minus, nothing between thousands, all decimals."""
    whole, rest = divmod(abs(minor), 10**currency.decimals)
    decimals = f"{mark}{rest:0{currency.decimals}d}" if currency.decimals else ""
    return f"{'-' if minor < 0 else ''}{whole}{decimals}"


def _harmless(text: str) -> str:
    """Return a text that no spreadsheet program takes for a formula."""
    guarded = _HIDDEN_COMMAND.sub("'", f"'{text}" if text.startswith(_COMMANDS) else text)
    return visible(guarded, keep="\t\n\r")
