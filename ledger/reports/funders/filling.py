"""A figure as a cell of a funder's workbook holds it: in its unit, with its sign, rounded where the map says so."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_EVEN
from decimal import Context
from decimal import Decimal
from fractions import Fraction

from ledger.core.money import Currency
from ledger.core.record import evolve
from ledger.core.rounding import Rounding
from ledger.core.rounding import round_fraction
from ledger.core.words import Words
from ledger.model.funders.fill_map import FillEntry
from ledger.model.funders.fill_map import FillMap
from ledger.model.funders.fill_map import FillUnit
from ledger.model.funders.funder_workbook import CellStyle
from ledger.model.funders.funder_workbook import day_number
from ledger.reports.table import CellValue
from ledger.reports.table import ColumnKind
from ledger.rules.funders.fill import DIGITS

_SIZES = {FillUnit.KR: 1, FillUnit.TKR: 1_000, FillUnit.MKR: 1_000_000}
_RATIOS = Context(prec=DIGITS, rounding=ROUND_HALF_EVEN)
_SHARE = Fraction(1, 10**9)
_WIDE = Context(prec=60)


def settled(entry: FillEntry, usual: FillMap, kind: ColumnKind) -> FillEntry:
    """Return an entry with what its map says for all: unit and decimals for money, zero for every figure."""
    money = kind is ColumnKind.MONEY
    return evolve(
        entry,
        unit=entry.unit or (usual.unit if money else None),
        decimals=usual.decimals if entry.decimals is None and money else entry.decimals,
        zero=entry.zero or usual.zero,
    )


def fits(entry: FillEntry, kind: ColumnKind) -> bool:
    """Whether a figure can be counted in an entry's unit: money in kronor, a share in percent."""
    if entry.unit is None:
        return True
    return (entry.unit is FillUnit.PERCENT) == (kind is ColumnKind.PERCENT)


def twice_counted(entry: FillEntry, style: CellStyle) -> bool:
    """Whether a cell shows its numbers in the unit that its figure is counted in already, and so once too often."""
    if entry.unit is FillUnit.PERCENT:
        return style.is_percent
    return entry.unit in (FillUnit.TKR, FillUnit.MKR) and style.is_scaled


def step(entry: FillEntry, kind: ColumnKind, currency: Currency) -> Fraction | None:
    """Return to what a formula's result is read, in the cell's unit: money to the minor unit, a share to nine decimals.

    None for counts and days, which come out even.
    """
    if kind is ColumnKind.PERCENT:
        return _SHARE
    if kind is not ColumnKind.MONEY:
        return None
    if entry.decimals is not None:
        return Fraction(1, 10**entry.decimals)
    return Fraction(1, 10**currency.decimals * _SIZES[entry.unit or FillUnit.KR])


def content(value: CellValue, kind: ColumnKind, currency: Currency, entry: FillEntry) -> Decimal | date | Words | None:
    """Return what a cell is to hold: a number, a day, words, or nothing.

    Args:
        value: The figure; money in minor units, a share as a share of 1.
        kind: What it is.
        currency: Of money.
        entry: How the map wants it.
    """
    if value is None:
        return Decimal(0) if entry.zero and kind.is_figure and kind is not ColumnKind.DATE else None
    if not isinstance(value, int | Fraction):
        return value
    exact = Fraction(value)
    if kind is ColumnKind.MONEY:
        exact /= 10**currency.decimals * _SIZES[entry.unit or FillUnit.KR]
    elif entry.unit is FillUnit.PERCENT:
        exact *= 100
    return _decimal(-exact if entry.turned else exact, entry.decimals)


def written_day(day: date, style: CellStyle, *, from_1904: bool) -> Decimal | str:
    """Return a day as a cell shows it: as a number where the cell shows numbers as days, else as a text."""
    return day_number(day, from_1904=from_1904) if style.is_date else day.isoformat()


def is_held(number: Decimal) -> bool:
    """Whether a cell can hold a number exactly."""
    return len(_WIDE.normalize(number).as_tuple().digits) <= DIGITS


def _decimal(exact: Fraction, decimals: int | None) -> Decimal:
    """Return an exact number as a decimal one, rounded if that is asked for, half away from zero."""
    if decimals is not None:
        steps = round_fraction(exact * 10**decimals, Rounding.HALF_UP)
        return Decimal(f"{steps}E-{decimals}")
    shifted = exact * 10**DIGITS
    if shifted.denominator == 1:
        return _WIDE.normalize(Decimal(f"{shifted.numerator}E-{DIGITS}"))
    return _RATIOS.divide(Decimal(exact.numerator), Decimal(exact.denominator))
