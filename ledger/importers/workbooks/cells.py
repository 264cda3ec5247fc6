"""Cells of a worksheet as the texts that a CSV file would hold, or the problem that a cell is.

A figure in a cell is a binary double. It is read back at 15 significant digits, which gives what was typed; figures
that do not fit in 15 digits are refused.
"""

from __future__ import annotations

import re
from datetime import date
from datetime import datetime
from datetime import time
from decimal import Decimal
from typing import Any

from ledger.importers.actuals.cells import refused

_DIGITS = 15
_MONEY_DECIMALS = 2
_MONEY = ("amount", "debit", "credit", "vat")
_PADDED = re.compile("0{2,20}")


def written(cell: Any, column: str | None) -> str:
    """Return what a CSV file would hold in a cell's place.

    Args:
        cell: The cell as openpyxl gives it, with the kept value of its formula if it has one.
        column: Our name of its column; None for a column that is not ours.

    Raises:
        CellError: The cell holds an error value, a truth value, or a figure that is not exact.
    """
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "e":
        raise refused("WKS-102", column, text=str(value))
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        raise refused("WKS-101", column, text="TRUE" if value else "FALSE")
    if isinstance(value, date | time):
        return _moment(value)
    if isinstance(value, int | float):
        figure = _exact(value, column)
        return _amount(figure, column) if column and column in _MONEY else _plain(figure, str(cell.number_format))
    return str(value)


def _moment(value: date | time) -> str:
    """Return a day as ISO text; a time of day stays with it, and is refused where a day is needed."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()


def _exact(value: float, column: str | None) -> Decimal:
    """Return a double's figure at 15 significant digits.

    One with more before its decimals is refused, and so is an amount too large for a double to hold its decimals: the
    last digits are not those that were typed.
    """
    figure = Decimal(value if isinstance(value, int) else f"{value:.{_DIGITS}g}")
    large = column in _MONEY and isinstance(value, float) and not value.is_integer()
    room = _DIGITS - _MONEY_DECIMALS if large else _DIGITS
    if not figure.is_finite() or figure.adjusted() >= room:
        raise refused("WKS-104", column, text=str(value)[:40])
    return figure


def _amount(figure: Decimal, column: str) -> str:
    """Return an amount with two decimals or none."""
    plain = f"{figure:f}"
    decimals = len(plain.partition(".")[2].rstrip("0"))
    if decimals > _MONEY_DECIMALS:
        raise refused("WKS-105", column, text=plain)
    return f"{figure:.2f}" if decimals else f"{figure:.0f}"


def _plain(figure: Decimal, form: str) -> str:
    """Return a figure in any other column; zeros that only its format shows, as in ``0042``, belong to it."""
    plain = f"{figure:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return plain.zfill(len(form)) if _PADDED.fullmatch(form) and plain.isdecimal() else plain
