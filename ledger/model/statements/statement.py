"""Statements: what a financier gave in kind, hours of participants month by month, and the unit costs they are worth.

A statement keeps no participant's code, only a digest of it, so that the same participant can be seen again in the
same project and nobody can be looked up.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction

from ledger.core.record import frozen
from ledger.core.rounding import Rounding
from ledger.model.source import SourceForm


class HoursRule(StrEnum):
    """How hours count, participant by participant and month by month."""

    WHOLE = "whole"
    """Fractions of an hour are left out."""
    EXACT = "exact"
    """As they are stated."""


@frozen
class UnitCostValue:
    """What an hour is worth from a day on.

    Attributes:
        start: First day, the first of a month.
        rate: Minor units an hour, exact.
    """

    start: date
    rate: Fraction


@frozen(kw_only=True)
class UnitCost:
    """A unit cost with its history, as the user's table gives it.

    Attributes:
        id: Unique in its table.
        unit: Currency and hour, ``SEK/h``.
        source: Who set the values, and where they were found.
        hours: How hours count.
        rounding: How a participant's month is rounded to minor units, where it is not whole.
        hours_max: Most hours that a participant's month can hold; None where no limit is set.
        values: By first day, oldest first.
    """

    id: str
    unit: str
    source: str
    hours: HoursRule
    rounding: Rounding = Rounding.HALF_UP
    hours_max: Fraction | None = None
    values: tuple[UnitCostValue, ...]

    def rate(self, month: str) -> Fraction | None:
        """Return what an hour of a month, ``2012-03``, is worth in minor units; None before the first value."""
        return next((each.rate for each in reversed(self.values) if each.start.isoformat()[:7] <= month), None)


@frozen(kw_only=True)
class StatementHead:
    """What holds for a whole statement.

    Attributes:
        project: Project id, if told.
        source: Source as it is written: id, party's id, name or alias.
        series: Tells apart the statements that one source gives beside each other; empty where there is one.
        form: In kind or participant allowance, if told.
        category: Category code or name, if told.
        part: Part id or name, if told.
        phase: Phase id or name, if told.
        unit_cost: Unit cost of rows that name none.
        hours: How hours count in rows without unit cost.
        signed_by: Who signed. Personal words.
        dated: When it was signed.
        total_minor: Its printed total, minor units.
    """

    project: str | None = None
    source: str | None = None
    series: str = ""
    form: SourceForm | None = None
    category: str | None = None
    part: str | None = None
    phase: str | None = None
    unit_cost: str | None = None
    hours: HoursRule = HoursRule.WHOLE
    signed_by: str | None = None
    dated: date | None = None
    total_minor: int | None = None


@frozen(kw_only=True)
class StatementRow:
    """A row of a statement as it is written.

    Attributes:
        participant: Code, never a name.
        month: ``2012-03``.
        hours: As stated.
        rate: Minor units an hour as stated, exact.
        unit_cost: Id of the unit cost that the row names.
        amount_minor: As stated, minor units.
        line: Line in the file.
    """

    participant: str
    month: str
    hours: Fraction
    rate: Fraction | None = None
    unit_cost: str | None = None
    amount_minor: int | None = None
    line: int


@frozen(kw_only=True)
class StatementLine:
    """A participant's month, reckoned.

    Attributes:
        participant: Digest of the code.
        stated_hours: As stated.
        hours: As counted.
        rate: Minor units an hour, exact; None where only an amount was stated.
        unit_cost: Id of the unit cost that gave the rate.
        stated_minor: Amount as stated, minor units.
        amount_minor: What counts, minor units: hours times rate, or else the stated amount.
    """

    participant: str
    stated_hours: Fraction
    hours: Fraction
    rate: Fraction | None = None
    unit_cost: str | None = None
    stated_minor: int | None = None
    amount_minor: int


@frozen(kw_only=True)
class StatementMonth:
    """A month of a source's contribution, as a book keeps it; a later one of the same key takes its place.

    Attributes:
        source: Source id.
        series: Tells apart the statements that one source gives beside each other.
        month: ``2012-03``.
        form: What the source gives.
        category: Category code.
        part: Part id.
        phase: Phase id.
        lines: By participant.
        unit_costs: Those that gave the rates, by id.
        file: Name of the statement's file.
        file_sha256: SHA-256 of it, hexadecimal.
        dated: When the statement was signed.
    """

    source: str
    series: str = ""
    month: str
    form: SourceForm
    category: str
    part: str | None = None
    phase: str | None = None
    lines: tuple[StatementLine, ...]
    unit_costs: tuple[UnitCost, ...] = ()
    file: str
    file_sha256: str
    dated: date | None = None

    @property
    def key(self) -> str:
        """What it is about: source, series and month."""
        return f"{self.source}/{self.series}/{self.month}"

    @property
    def participants(self) -> int:
        """How many participants it counts anything for."""
        return sum(bool(line.stated_hours or line.amount_minor) for line in self.lines)

    @property
    def hours(self) -> Fraction:
        """The hours that count."""
        return sum((line.hours for line in self.lines), start=Fraction())

    @property
    def amount_minor(self) -> int:
        """The sum of its lines, minor units."""
        return sum(line.amount_minor for line in self.lines)
