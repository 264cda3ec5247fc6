"""A month's exchange rate from daily ones, by the day that the funder goes by."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import groupby

from ledger.core.period import DAY
from ledger.core.period import month as month_of
from ledger.core.record import frozen
from ledger.core.rounding import Rounding
from ledger.core.rounding import round_fraction
from ledger.model.claims.exchange import DayTaken

MEAN_DECIMALS = 4
"""How many decimals a mean is rounded to; the European Central Bank publishes kronor for a euro with four."""

_FRIDAY = 4

Rates = tuple[tuple[str, Fraction], ...]
"""Pairs of day or month and rate, oldest first."""


@frozen(kw_only=True)
class MonthlyRates:
    """Rates by month.

    Attributes:
        rates: Pairs of month and rate, oldest first.
        unfinished: The last month, where the daily rates end before it does and it was left out; else empty.
    """

    rates: Rates
    unfinished: str = ""


def monthly(daily: Rates, taken: DayTaken) -> MonthlyRates:
    """Return a rate for each month; a mean is rounded half up to four decimals.

    The last month is left out where its rates end before its last Monday to Friday and more are still to come, unless
    the first day's is taken.

    Args:
        daily: Pairs of day and rate, oldest first.
        taken: Which of a month's days counts.
    """
    found = [(month, tuple(days)) for month, days in groupby(daily, lambda each: each[0][:7])]
    unfinished = ""
    if found and taken is not DayTaken.FIRST and not _is_finished(found[-1][1][-1][0]):
        unfinished = found.pop()[0]
    rates = tuple((month, _of_month([rate for _, rate in days], taken)) for month, days in found)
    return MonthlyRates(rates=rates, unfinished=unfinished)


def _of_month(rates: list[Fraction], taken: DayTaken) -> Fraction:
    if taken is DayTaken.MEAN:
        step = 10**MEAN_DECIMALS
        return Fraction(round_fraction(sum(rates, Fraction(0)) / len(rates) * step, Rounding.HALF_UP), step)
    return rates[0] if taken is DayTaken.FIRST else rates[-1]


def _is_finished(last: str) -> bool:
    """Whether no working day of its month comes after a day."""
    day = date.fromisoformat(last)
    end = month_of(last[:7]).end
    return not any((day + DAY * each).weekday() <= _FRIDAY for each in range(1, (end - day).days + 1))
