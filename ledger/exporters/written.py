"""Amounts and shares written the Swedish way, so that reading them gives the same figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

    from ledger.core.money import Currency

_GROUP = 3
_DECIMALS_MAX = 15


def written_amount(minor: int, currency: Currency, *, approximate: bool = False) -> str:
    """Return an amount such as ``550 000``, ``1 234,50`` or ``cirka 600 000``.

    Args:
        minor: Minor units, zero or more.
        currency: Tells how many decimals there are; they are left out where the amount is whole.
        approximate: Whether the amount is not exact.
    """
    whole, rest = divmod(minor, 10**currency.decimals)
    figure = f"{whole:,}".replace(",", " ")
    if rest:
        # A lone comma before three digits is read as standing between thousands, unless a zero comes first.
        zero = "0" if currency.decimals == _GROUP and " " not in figure else ""
        figure = f"{zero}{figure},{rest:0{currency.decimals}d}"
    return f"cirka {figure}" if approximate else figure


def written_share(share: Fraction) -> str:
    """Return a share such as ``45,5 %``, or ``1/3`` where no percentage is exact."""
    percent = share * 100
    for decimals in range(_DECIMALS_MAX + 1):
        scaled = percent * 10**decimals
        if scaled.denominator == 1:
            whole, rest = divmod(scaled.numerator, 10**decimals)
            return f"{whole},{rest:0{decimals}d} %" if decimals else f"{whole} %"
    return f"{share.numerator}/{share.denominator}"
