"""Tables of monthly exchange rates, in TOML."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from ledger.core.finding import in_order
from ledger.core.money import currency
from ledger.core.toml_file import read_toml
from ledger.errors import RateFigureError
from ledger.model.claims.exchange import ExchangeRates
from ledger.model.claims.exchange import RateMonth

if TYPE_CHECKING:
    from ledger.core.finding import Finding
    from ledger.core.section import Section

_MONTH = re.compile(r"[12][0-9]{3}-(?:0[1-9]|1[0-2])")
_RATE = re.compile(r"([0-9]{1,6})(?:[.,]([0-9]{1,8}))?")


def read_rates_file(text: str, file: str, sha256: str) -> tuple[ExchangeRates | None, tuple[Finding, ...]]:
    """Read a table of rates.

    Args:
        text: The whole file.
        file: Its name for people.
        sha256: SHA-256 of it, hexadecimal.

    Returns:
        The rates, or None where a finding stops; and every problem found.
    """
    section, findings = read_toml(text, file)
    if section is None:
        return None, in_order(findings)
    unit, base = (section.parsed(key, currency, needed=True) for key in ("currency", "base"))
    by = section.choice("by", RateMonth) or RateMonth.SUBMITTED
    source = section.text("source", needed=True) or ""
    inner = section.table("rate", needed=True)
    rates = _rates(inner) if inner else ()
    section.close()
    if findings or unit is None or base is None:
        return None, in_order(findings)
    made = ExchangeRates(
        currency=unit, base=base.code, by=by, source=source, file=file, file_sha256=sha256, rates=rates
    )
    return made, ()


def exact_rate(text: str) -> Fraction:
    """Read a rate: above zero, with a comma or a point and at most eight decimals.

    Raises:
        RateFigureError: It is something else.
    """
    found = _RATE.fullmatch(text.strip())
    rate = Fraction(f"{found[1]}.{found[2] or 0}") if found else Fraction(0)
    if not rate:
        raise RateFigureError(text=text)
    return rate


def _rates(section: Section) -> tuple[tuple[str, Fraction], ...]:
    found = []
    keys = section.keys()
    for key in keys:
        rate = section.parsed(key, exact_rate)
        if not _MONTH.fullmatch(key):
            section.report("EXR-001", key, value=key)
        elif rate is not None:
            found.append((key, rate))
    if not found:
        section.report("TOML-005", name="rate")
    return tuple(sorted(found))
