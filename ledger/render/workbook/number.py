"""Figures as spreadsheet cells hold them: exact decimals of at most 15 digits."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_EVEN
from decimal import Context
from decimal import Decimal
from fractions import Fraction

from ledger import errors
from ledger.core.money import Currency
from ledger.reports.table import CellValue
from ledger.reports.table import ColumnKind

DIGITS = 15
"""A cell is a binary double: decimals of 15 digits come back as they were, longer ones may not."""

_MOST = 10**DIGITS - 1
_RATIOS = Context(prec=DIGITS, rounding=ROUND_HALF_EVEN)
_DAY_0 = date(1899, 12, 30)


def to_number(value: CellValue, kind: ColumnKind, currency: Currency, address: str) -> Decimal | int | None:
    """Return the number that a cell holds, or None where it holds a text or nothing.

    Args:
        value: The cell's value; money in minor units.
        kind: What the column holds.
        currency: Of money; the number is in its main unit.
        address: The figure's address, for the error.

    Raises:
        FigureTooLongError: A cell cannot hold the figure exactly.
    """
    if isinstance(value, date):
        return (value - _DAY_0).days
    if kind is ColumnKind.TEXT or value is None or isinstance(value, str):
        return None
    if not isinstance(value, int):  # asked first: nearly all are whole, and whether it is a ratio is asked slowly
        return _ratio(value) if isinstance(value, Fraction) else None
    if abs(value) > _MOST:
        raise errors.FigureTooLongError(figure=value, address=address, digits=DIGITS)
    if kind not in (ColumnKind.MONEY, ColumnKind.CHECK):
        return value
    units, rest = divmod(value, 10**currency.decimals)
    return Decimal(f"{value}E-{currency.decimals}") if rest else units


def _ratio(value: Fraction) -> Decimal:
    return _RATIOS.divide(Decimal(value.numerator), Decimal(value.denominator))
