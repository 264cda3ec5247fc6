"""Bars drawn with signs in a cell: they look alike in every spreadsheet program and on paper, and follow their figures.

A program's own data bars were left aside: the older kind draws a tenth of the cell for nothing, and the newer one is
lost in programs that do not know it.
"""

from __future__ import annotations

from fractions import Fraction

from ledger.core.rounding import Rounding
from ledger.core.rounding import round_fraction
from ledger.reports.table import CellValue

_SIGN = "█"
_OVER = "›"
_LENGTH = 15
"""Signs for the whole."""


def bar(ratio: CellValue) -> str:
    """Return the bar of a ratio; what goes beyond the whole is marked, what is below zero is not drawn."""
    if not isinstance(ratio, int | Fraction):
        return ""
    part = Fraction(min(max(ratio, 0), 1))
    return _SIGN * round_fraction(part * _LENGTH, Rounding.HALF_UP) + (_OVER if ratio > 1 else "")


def bar_formula(formula: str) -> str:
    """Return the formula that draws the ratio of `formula`, and draws nothing where that is no number."""
    ratio = formula.removeprefix("=")
    signs = f'REPT("{_SIGN}",ROUND(MIN(MAX({ratio},0),1)*{_LENGTH},0))'
    return f'=IF(ISNUMBER({ratio}),{signs}&IF({ratio}>1,"{_OVER}",""),"")'
