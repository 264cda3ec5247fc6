"""Unit costs of staff: hours times a published rate, and how many hours a programme counts in a month or a year."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from ledger.core.rounding import Rounding
from ledger.core.rounding import round_fraction
from ledger.model.statements.statement import HoursRule

if TYPE_CHECKING:
    from ledger.model.simplified import TimeBase
    from ledger.model.simplified import UnitCostTable
    from ledger.model.simplified import UnitRate

_MONTHS = 12
_HOURS = frozenset({"h", "tim", "timme", "timmar", "hour", "hours"})
_MONTH_UNITS = frozenset({"mån", "månad", "månader", "month", "months"})
_DECIMAL = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")


def rates_of(
    table: UnitCostTable, region: str | None, mark_up: Fraction | None
) -> tuple[tuple[UnitRate, Fraction], ...]:
    """Return a region's rates with a mark-up, as published.

    Args:
        table: The table.
        region: Code of the region; None for every region.
        mark_up: The mark-up; None for the rates without one.
    """
    if mark_up is None:
        return tuple((each, each.rate) for each in table.of_region(region))
    return tuple(
        (each, dict(each.marked_up)[mark_up]) for each in table.of_region(region) if mark_up in dict(each.marked_up)
    )


def worth_minor(hours: Fraction, rate: Fraction, rule: HoursRule) -> int:
    """Return what hours are worth, rounded half up to minor units; negative hours mirror positive ones.

    Args:
        hours: Hours worked.
        rate: Minor units an hour.
        rule: Whether fractions of an hour count.
    """
    counted = Fraction(round_fraction(hours, Rounding.DOWN)) if rule is HoursRule.WHOLE else hours
    return round_fraction(counted * rate, Rounding.HALF_UP)


def hours_of(base: TimeBase, months: Fraction, part_time: Fraction = Fraction(1)) -> Fraction:
    """Return the hours of some calendar months' work, as a programme counts them for a budget.

    A month has the hours that are published, else a twelfth of the year's, not rounded. Where a programme publishes
    how many working months a year has, twelve calendar months are that many.

    Args:
        base: The programme's time base.
        months: Calendar months.
        part_time: Part of full time.
    """
    working = months if base.months_year is None else months * base.months_year / _MONTHS
    month = base.hours_year / _MONTHS if base.hours_month is None else base.hours_month
    return working * month * part_time


def read_hours(quantity: str | None, unit: str | None, hours_year: Fraction | None) -> Fraction | None:
    """Return the hours that an entry's quantity says; None where it says none.

    Args:
        quantity: Exact decimal as text.
        unit: Unit of it: hours or months.
        hours_year: Hours of a full year's work; a month is a twelfth of it, not rounded.
    """
    if not quantity or not _DECIMAL.fullmatch(quantity):
        return None
    word = (unit or "").casefold().rstrip(".")
    if word in _HOURS:
        return Fraction(quantity)
    if word in _MONTH_UNITS and hours_year is not None:
        return Fraction(quantity) * hours_year / _MONTHS
    return None
