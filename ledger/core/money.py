"""Exact money: whole minor units of a currency.

Facts hold bare whole minor units (``amount_minor``) in their project's one currency; `Money` is the value wherever a
text becomes an amount or amounts of several currencies can meet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Self

from ledger import errors
from ledger.core.formats import write_money
from ledger.core.record import evolve
from ledger.core.record import frozen


def whole(value: object) -> int:
    """Return `value` if it is a whole number; refuse floats and truth values, which are mistakes here.

    Raises:
        InexactError: The value is not an `int`, or is a `bool`.
    """
    if type(value) is int:
        return value
    raise errors.InexactError(value=repr(value), kind=type(value).__name__)


def known_sum(minors: Iterable[int | None]) -> int | None:
    """Return the sum of the amounts that are known, minor units; None where none of them is."""
    known = [minor for minor in minors if minor is not None]
    return sum(known) if known else None


@frozen
class Currency:
    """A currency and how many decimals its minor unit has.

    Attributes:
        code: ISO 4217, three capitals.
        decimals: Digits after the decimal mark; 2 for öre and cents.
    """

    code: str
    decimals: int = 2


SEK = Currency("SEK")

# ISO 4217 currencies whose minor unit is not a hundredth.
_DECIMALS = {"JPY": 0, "ISK": 0, "KRW": 0, "BHD": 3, "KWD": 3, "TND": 3}


def currency(code: str) -> Currency:
    """Return the currency with an ISO 4217 code, with that currency's number of decimals.

    Raises:
        CurrencyError: The code is not three capital letters.
    """
    if not re.fullmatch("[A-Z]{3}", code):
        raise errors.CurrencyError(found=repr(code), expected="an ISO 4217 code such as SEK")
    return Currency(code, _DECIMALS.get(code, 2))


@frozen
class Money:
    """An exact amount.

    Attributes:
        minor: Amount in minor units (öre, cents); negative for reversals and refunds.
        currency: What the units are.
    """

    minor: int
    currency: Currency = SEK

    def __attrs_post_init__(self) -> None:
        whole(self.minor)

    def __add__(self, other: Money) -> Self:
        return evolve(self, minor=self.minor + self._same(other).minor)

    def __sub__(self, other: Money) -> Self:
        return evolve(self, minor=self.minor - self._same(other).minor)

    def __neg__(self) -> Self:
        return evolve(self, minor=-self.minor)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._same(other).minor

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._same(other).minor

    def __str__(self) -> str:
        """Return it as English texts write it, for messages of exceptions."""
        return write_money(self, "en")

    def _same(self, other: Money) -> Money:
        if self.currency != other.currency:
            raise errors.CurrencyError(found=other.currency.code, expected=self.currency.code)
        return other
