"""Accounting years: in which year's account of the funder a decision falls."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ledger.core.period import DAY
from ledger.core.period import month


class AccountingYear(NamedTuple):
    """An accounting year; the earlier it ends, the earlier it sorts.

    Attributes:
        end: Last day.
        start: First day; `date.min` for a programme's first year, which begins with the programme.
    """

    end: date
    start: date


def accounting_year(day: date, first_to: date | None) -> AccountingYear:
    """Return the accounting year of a day.

    Args:
        day: The day.
        first_to: Last day of the programme's first accounting year; None for calendar years.
    """
    if first_to is None:
        return AccountingYear(end=date(day.year, 12, 31), start=date(day.year, 1, 1))
    if day <= first_to:
        return AccountingYear(end=first_to, start=date.min)
    year = day.year if day <= _end_in(day.year, first_to) else day.year + 1
    return AccountingYear(end=_end_in(year, first_to), start=_end_in(year - 1, first_to) + DAY)


def _end_in(year: int, first_to: date) -> date:
    """Return a year's day on which an accounting year ends; a leap day is the month's last day in other years."""
    last = month(f"{year:04d}-{first_to.month:02d}").end
    return last.replace(day=min(first_to.day, last.day))
