"""Amounts, percentages and numbers as people read them, in Swedish and in English."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    from ledger.core.money import Currency
    from ledger.core.money import Money

NBSP = "\N{NO-BREAK SPACE}"

_GROUP = 3
_EXACT_DECIMALS = 15


class _Marks(NamedTuple):
    """The signs of a language: minus, between thousands, before decimals, before ``%``."""

    minus: str
    thousands: str
    decimal: str
    percent: str


_MARKS = {
    "sv": _Marks(minus="\N{MINUS SIGN}", thousands=NBSP, decimal=",", percent=NBSP),
    "en": _Marks(minus="-", thousands=",", decimal=".", percent=""),
}


def write_minor(minor: int, currency: Currency, language: str, *, decimals: bool = True) -> str:
    """Write an amount without its unit.

    Args:
        minor: Amount in minor units of `currency`, any sign.
        currency: Tells how many decimals there are.
        language: ``sv`` or ``en``.
        decimals: Whether whole amounts show their decimals; an amount that is not whole always does.
    """
    drop = not decimals and minor % 10**currency.decimals == 0
    return _write(minor, currency.decimals, _MARKS[language], drop=drop)


def write_money(money: Money, language: str) -> str:
    """Write an amount with its unit, ``735 000 kr`` or ``SEK 735,000``; öre only where there are any."""
    figure = write_minor(money.minor, money.currency, language, decimals=False)
    code = money.currency.code
    if language == "sv":
        return f"{figure}{NBSP}{'kr' if code == 'SEK' else code}"
    return f"{code} {figure}"


def write_percent(ratio: Fraction, language: str, *, decimals: int = 1) -> str:
    """Write a ratio as percent, half rounded away from zero.

    Args:
        ratio: 1 is the whole.
        language: ``sv`` or ``en``.
        decimals: How many decimals are written.
    """
    scaled, denominator = abs(ratio.numerator) * 100 * 10**decimals, ratio.denominator
    steps = (2 * scaled + denominator) // (2 * denominator)
    marks = _MARKS[language]
    return f"{_write(-steps if ratio < 0 else steps, decimals, marks)}{marks.percent}%"


def write_exact(value: Fraction, mark: str) -> str:
    """Write a number without rounding: as a decimal number where one is exact, else as ``1/3``.

    Args:
        value: Zero or more.
        mark: What stands before the decimals.
    """
    for decimals in range(_EXACT_DECIMALS + 1):
        scaled = value * 10**decimals
        if scaled.denominator == 1:
            whole, rest = divmod(scaled.numerator, 10**decimals)
            return f"{whole}{mark}{rest:0{decimals}d}" if decimals else str(whole)
    return f"{value.numerator}/{value.denominator}"


def _write(steps: int, decimals: int, marks: _Marks, *, drop: bool = False) -> str:
    """Write a whole number of steps of ``10 ** -decimals``; with `drop`, without its decimals."""
    digits = str(abs(steps)).rjust(decimals + 1, "0")
    cut = len(digits) - decimals
    units, rest = digits[:cut], digits[cut:]
    first = cut % _GROUP or _GROUP
    groups = [units[:first], *(units[at : at + _GROUP] for at in range(first, cut, _GROUP))]
    written = marks.thousands.join(groups)
    if rest and not drop:
        written += marks.decimal + rest
    return marks.minus + written if steps < 0 else written
