"""Rates as people write them, read exactly."""

from __future__ import annotations

import re
from fractions import Fraction

from ledger.errors import RateError
from ledger.errors import RateRangeError
from ledger.errors import RateUnitError

_PERCENT = 100
_PER_MILLE = 1000

_PARTS = {
    **dict.fromkeys(("%", "procent", "percent", "per cent"), _PERCENT),
    **dict.fromkeys(("‰", "promille", "per mille", "per mil"), _PER_MILLE),
}
_NUMBER = r"[0-9]{1,15}(?:[.,][0-9]{1,15})?"
_RATE = re.compile(rf"({_NUMBER})\s*(\D*)")
_RATIO = re.compile(r"([0-9]{1,15})\s*/\s*([0-9]{1,15})")
_RANGE = re.compile(rf"{_NUMBER}\s*%?\s*(?:[-–—]|till|to)\s*{_NUMBER}\D*")


def parse_rate(text: str) -> Fraction:
    """Read a rate: ``46 %``, ``3,7 %``, ``53 procent``, ``0,1149 promille``, or a ratio such as ``1/3``.

    Returns:
        The exact ratio; 1 is the whole.

    Raises:
        RateRangeError: The text is a range, such as ``40-45 %``.
        RateUnitError: The text is a bare number.
        RateError: The text is no rate at all, or a negative one.
    """
    plain = " ".join(text.lower().split())
    ratio = _RATIO.fullmatch(plain)
    if ratio and int(ratio[2]):
        return Fraction(int(ratio[1]), int(ratio[2]))
    if _RANGE.fullmatch(plain):
        raise RateRangeError(text=text)
    rate = _RATE.fullmatch(plain)
    if rate and not rate[2]:
        raise RateUnitError(text=text)
    if not rate or rate[2] not in _PARTS:
        raise RateError(text=text)
    return Fraction(rate[1].replace(",", ".")) / _PARTS[rate[2]]
