"""A claim in another currency: converted by one month's rate, sums first, so that its lines add up."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from ledger.core.money import Currency
from ledger.core.rounding import Rounding
from ledger.core.rounding import round_fraction
from ledger.errors import NoRateError
from ledger.errors import RateBaseError
from ledger.model.claims.claim import ROUNDING
from ledger.model.claims.claim import Claim
from ledger.model.claims.exchange import Conversion
from ledger.model.project import Project


def conversion(project: Project, claim: Claim) -> Conversion | None:
    """Return the rate that a claim is converted by; None where it is in the project's own currency.

    Raises:
        RateBaseError: The table is for another currency than the project's.
        NoRateError: The table has no rate for the month.
    """
    table = claim.terms.rates
    if table is None:
        return None
    if table.base != project.currency.code:
        raise RateBaseError(file=table.file, base=table.base, currency=project.currency.code, project=project.id)
    month = table.month(claim.dated, claim.terms.end)
    rate = table.rate(month)
    if rate is None:
        known = f"{table.rates[0][0]} – {table.rates[-1][0]}"
        raise NoRateError(file=table.file, month=month, currency=table.currency.code, known=known)
    return Conversion(currency=table.currency, month=month, rate=rate)


def converted(minor: int, found: Conversion, base: Currency) -> Fraction:
    """Return an amount of the project's currency in the claim's, minor units, exact."""
    return Fraction(minor * 10**found.currency.decimals, 10**base.decimals) / found.rate


def converted_lines(amounts: Mapping[str, int], found: Conversion, base: Currency) -> dict[str, int]:
    """Return amounts in the claim's currency, minor units, each rounded half up.

    Their sum is converted first and for itself; what the lines leave of it stands under `ROUNDING`.

    Args:
        amounts: By line, minor units of the project's currency.
        found: The rate.
        base: The project's currency.
    """
    lines = {key: round_fraction(converted(minor, found, base), Rounding.HALF_UP) for key, minor in amounts.items()}
    whole = round_fraction(converted(sum(amounts.values()), found, base), Rounding.HALF_UP)
    left = whole - sum(lines.values())
    return {**lines, ROUNDING: left} if left else lines
