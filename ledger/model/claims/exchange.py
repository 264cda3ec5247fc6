"""Exchange rates that a claim in another currency goes by: a table by month that the user supplies."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction

from ledger.core.money import Currency
from ledger.core.record import frozen


class RateMonth(StrEnum):
    """Which month's rate a claim goes by; the funder says which."""

    SUBMITTED = "submitted"
    """The month in which the claim is submitted."""
    PERIOD_END = "period_end"
    """The month in which its period ends."""


@frozen(kw_only=True)
class ExchangeRates:
    """A table of monthly rates, as its file says.

    Attributes:
        currency: The claim's currency.
        base: Code of the currency that the project is kept in.
        by: Which month's rate a claim goes by.
        source: Who publishes the rates, and where.
        file: Name of the file.
        file_sha256: SHA-256 of it, hexadecimal.
        rates: Month, ``2025-03``, and units of the base for one of the claim's currency, oldest first.
    """

    currency: Currency
    base: str
    by: RateMonth = RateMonth.SUBMITTED
    source: str
    file: str
    file_sha256: str
    rates: tuple[tuple[str, Fraction], ...]

    def month(self, dated: date, end: date) -> str:
        """Return the month whose rate a claim goes by."""
        return (dated if self.by is RateMonth.SUBMITTED else end).isoformat()[:7]

    def rate(self, month: str) -> Fraction | None:
        """Return a month's rate, None where the table has none."""
        return dict(self.rates).get(month)


@frozen(kw_only=True)
class Conversion:
    """The rate that a claim was converted by, frozen with it.

    Attributes:
        currency: The claim's currency.
        month: Whose rate it is.
        rate: Units of the project's currency for one of the claim's.
    """

    currency: Currency
    month: str
    rate: Fraction


class Publisher(StrEnum):
    """Who publishes rates against the euro."""

    COMMISSION = "commission"
    """The European Commission's accounting rates (InforEuro), one for each month."""
    ECB = "ecb"
    """The reference rates of the European Central Bank (eurofxref), one for each working day."""


class DayTaken(StrEnum):
    """Which of a month's daily rates stands for the month; the funder says which."""

    FIRST = "first"
    """Of the month's first day that has one."""
    LAST = "last"
    """Of the month's last day that has one."""
    MEAN = "mean"
    """The mean of all of its days."""


@frozen(kw_only=True)
class PublishedRates:
    """What a publisher's file says of one currency.

    Attributes:
        publisher: Whose file it is.
        currency: Code of the currency, of which one euro buys so many.
        rates: Pairs of day, or for the Commission month such as ``2025-03``, and units of the currency for one euro,
            oldest first.
    """

    publisher: Publisher
    currency: str
    rates: tuple[tuple[str, Fraction], ...]
