"""Amounts, dates, periods and quantities of SIE fields: exact, or None."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from ledger.core.amounts import parse_amount
from ledger.core.money import SEK
from ledger.errors import AmountError

_AMOUNT = re.compile("(-?)([0-9]{1,18})(?:[.]([0-9]{0,2})0*)?")
_NUMBER = re.compile("(-?)([0-9]{1,18})(?:[.,]([0-9]{0,12}))?")
_DAY = re.compile("([0-9]{4})([-/.]?)([0-9]{2})\\2([0-9]{2})")
_PERIOD = re.compile("((?:19|20|21)[0-9]{2})(0[1-9]|1[0-2])")
_YEAR_MIN, _YEAR_MAX = 1900, 2199


def minor_units(text: str) -> int | None:
    """Return an amount as the specification writes it in minor units (öre): ``-1234.5``; None for anything else."""
    found = _AMOUNT.fullmatch(text)
    if found is None:
        return None
    sign, whole, decimals = found.groups()
    minor = int(whole + (decimals or "").ljust(2, "0"))
    return -minor if sign else minor


def loose_minor_units(text: str) -> int | None:
    """Return an amount written otherwise, such as ``1 234,50`` or ``+5``, in minor units; None if it is none."""
    plain = text.removeprefix("+")
    if "," not in plain:
        # Only a comma lets a dot stand between thousands: in this format it is the decimal mark.
        return minor_units(plain.replace(" ", "").replace("\xa0", ""))
    try:
        amount = parse_amount(text, assumed=SEK)
    except AmountError:
        return None
    bare = amount.currency in (None, SEK) and not amount.approximate and amount.note is None
    return amount.minor if bare else None


def iso_day(text: str) -> str | None:
    """Return a date such as ``20210131`` or ``2021-01-31`` as ISO text; empty for none, None for what is no date."""
    if not text.strip("0"):
        return ""
    found = _DAY.fullmatch(text)
    if found is None or not _YEAR_MIN <= int(found[1]) <= _YEAR_MAX:
        return None
    try:
        return date(int(found[1]), int(found[3]), int(found[4])).isoformat()
    except ValueError:
        return None


def is_day(text: str) -> bool:
    """Whether a field is a date that exists."""
    return bool(iso_day(text))


def iso_month(text: str) -> str | None:
    """Return a period such as ``202101`` as ``2021-01``; None if it is none."""
    found = _PERIOD.fullmatch(text)
    return f"{found[1]}-{found[2]}" if found else None


def exact_quantity(text: str) -> str | None:
    """Return a quantity as a plain decimal, empty if it is empty or zero, None if it is no number."""
    if not text:
        return ""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    sign, whole, decimals = found.groups()
    rest = (decimals or "").rstrip("0")
    whole = whole.lstrip("0") or "0"
    if whole == "0" and not rest:
        return ""
    return f"{sign}{whole}.{rest}" if rest else f"{sign}{whole}"


def month_ends(text: str) -> tuple[date, date] | None:
    """Return the first and last day of a month such as ``2021-01``, or of a day's month; None if it is neither."""
    found = _PERIOD.fullmatch(text[:7].replace("-", ""))
    if found is None:
        return None
    year, month = int(found[1]), int(found[2])
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])
