"""Amounts and shares written the Swedish way, so that reading them gives the same figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.formats import write_exact

if TYPE_CHECKING:
    from fractions import Fraction

    from ledger.core.money import Currency

_GROUP = 3


def written_amount(minor: int, currency: Currency, *, approximate: bool = False) -> str:
    """Return an amount such as ``550 000``, ``-1 234,50`` or ``cirka 600 000``.

    Args:
        minor: Minor units.
        currency: Tells how many decimals there are; they are left out where the amount is whole.
        approximate: Whether the amount is not exact.
    """
    whole, rest = divmod(abs(minor), 10**currency.decimals)
    figure = f"{whole:,}".replace(",", " ")
    if rest:
        # A lone comma before three digits is read as standing between thousands, unless a zero comes first.
        zero = "0" if currency.decimals == _GROUP and " " not in figure else ""
        figure = f"{zero}{figure},{rest:0{currency.decimals}d}"
    figure = f"-{figure}" if minor < 0 else figure
    return f"cirka {figure}" if approximate else figure


def written_share(share: Fraction) -> str:
    """Return a share such as ``45,5 %``, or ``1/3`` where no percentage is exact."""
    percent = write_exact(share * 100, ",")
    return f"{share.numerator}/{share.denominator}" if "/" in percent else f"{percent} %"


def written_quantity(quantity: Fraction) -> str:
    """Return a quantity such as ``0,75``, or ``1/3`` where no decimal number is exact."""
    return write_exact(quantity, ",")
