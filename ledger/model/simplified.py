"""Simplified cost options: costs that are reckoned instead of booked, and the rules that allow them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction

from ledger.core.record import frozen
from ledger.core.rounding import Rounding
from ledger.core.words import Name
from ledger.model.knowledge import Knowledge
from ledger.model.statements.statement import HoursRule


class OptionKind(StrEnum):
    """How an option reckons a cost."""

    FLAT_RATE = "flat_rate"
    """A percentage of other costs."""
    LUMP_SUM = "lump_sum"
    """A fixed amount for a result, whole or not at all."""
    UNIT_COST = "unit_cost"
    """A number of hours times a fixed price; the cost itself is booked, and checked against it."""


@frozen(kw_only=True)
class SimplifiedRule:
    """What a law or programme allows of a kind of option.

    Attributes:
        id: Unique among the rules.
        name: In both languages.
        article: Where the law says so.
        kind: What it allows.
        ceiling: Highest flat rate; None where there is none, or for other kinds.
        ceiling_minor: Highest lump sum, minor units of `currency`; None where there is none, or for other kinds.
        currency: ISO 4217 code of `ceiling_minor`.
        covers_all: Whether it stands for all other costs than its base and what is given in kind.
        excludes: Ids of rules that may not be used beside it.
        knowledge: How surely the ceiling is known.
        source: Where it was found.
        valid_from: First day on which it applies.
    """

    id: str
    name: Name
    article: Name
    kind: OptionKind
    ceiling: Fraction | None = None
    ceiling_minor: int | None = None
    currency: str | None = None
    covers_all: bool = False
    excludes: tuple[str, ...] = ()
    knowledge: Knowledge
    source: str
    valid_from: date


@frozen(kw_only=True)
class UnitRate:
    """What an hour of a function or occupation is worth.

    Attributes:
        code: Of the function or occupation; unique in its table and region.
        name: In both languages.
        region: Code of the region.
        rate: Minor units an hour, exact.
        marked_up: Pairs of the table's mark-up and the published rate with it, minor units an hour.
        knowledge: How surely it is known.
    """

    code: str
    name: Name
    region: str
    rate: Fraction
    marked_up: tuple[tuple[Fraction, Fraction], ...] = ()
    knowledge: Knowledge


@frozen(kw_only=True)
class UnitCostTable:
    """A published table of unit costs by function or occupation, and by region.

    Attributes:
        id: Name of its file.
        name: In both languages.
        source: Who set the values, and where they were found.
        valid_from: First day on which it applies.
        currency: ISO 4217 code.
        hours: How hours count.
        hours_year: Hours of a full year's work; None where the programme does not say.
        rates: The values.
    """

    id: str
    name: Name
    source: str
    valid_from: date
    currency: str
    hours: HoursRule
    hours_year: Fraction | None = None
    rates: tuple[UnitRate, ...]

    def of_region(self, region: str | None) -> tuple[UnitRate, ...]:
        """Return the rates of a region, or all of them where none is named."""
        return tuple(each for each in self.rates if region in (None, each.region))


@frozen(kw_only=True)
class TimeBase:
    """How much work a programme counts as a full year.

    Attributes:
        id: Unique among the time bases.
        name: In both languages.
        hours_year: Hours of a full year's work.
        hours_month: Hours of a month, as published; None where a month is a twelfth of the year, unrounded.
        months_year: Working months of a year, as published; None where there are twelve.
        knowledge: How surely the figures are known.
        source: Where they were found.
        valid_from: First day on which they apply.
    """

    id: str
    name: Name
    hours_year: Fraction
    hours_month: Fraction | None = None
    months_year: Fraction | None = None
    knowledge: Knowledge
    source: str
    valid_from: date


@frozen(kw_only=True)
class Instalment:
    """A part of a lump sum, for a result of its own: due whole when that is approved, else not at all.

    Attributes:
        amount_minor: Minor units.
        result: What is to be shown.
        achieved: When that was approved; None while it is not.
    """

    amount_minor: int
    result: str | None = None
    achieved: date | None = None


@frozen(kw_only=True)
class Option:
    """A simplified cost option that a project uses.

    Attributes:
        id: Unique in its project.
        kind: How it reckons.
        category: Code of the category in which its cost stands.
        rule: What allows it, if told.
        rate: Flat rate.
        base: Codes of the categories that a flat rate rests on; a category that another option reckons counts with
            what that gives.
        covers: Codes of the categories whose real costs it takes the place of, beside its own.
        rounding: How a flat rate's cost is rounded to minor units.
        start: First day of costs that it counts for, the first of a month; None for all.
        end: Last day of costs that it counts for, the last of a month; None for all.
        instalments: A lump sum's parts, one if it is paid at once.
        table: A unit cost's table.
        region: Code of the region whose unit costs apply.
        mark_up: Mark-up that the unit costs carry; None where they carry none.
    """

    id: str
    kind: OptionKind
    category: str
    rule: SimplifiedRule | None = None
    rate: Fraction | None = None
    base: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    rounding: Rounding = Rounding.DOWN
    start: date | None = None
    end: date | None = None
    instalments: tuple[Instalment, ...] = ()
    table: UnitCostTable | None = None
    region: str | None = None
    mark_up: Fraction | None = None

    @property
    def amount_minor(self) -> int:
        """All of a lump sum, minor units."""
        return sum(each.amount_minor for each in self.instalments)
