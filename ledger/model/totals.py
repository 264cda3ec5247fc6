"""Kept totals: sums and counts of entries by everything that a report asks for, kept together with the entries."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

_MONTH_DIGITS = len("2020-06")


class Basis(StrEnum):
    """Which of an entry's days a report goes by."""

    BOOKED = "booked"
    BELONGS = "belongs"
    PAID = "paid"


class Grain(StrEnum):
    """How finely totals tell entries apart; of very many projects, coarse ones are read far faster."""

    MONTH = "month"
    """By all that a total names."""
    YEAR = "year"
    """By year, and without sources."""
    KIND = "kind"
    """By project and kind of entry alone, over all days."""


class Total(NamedTuple):
    """The sum of all entries that agree in the first eight fields. Texts are empty where the entries have none.

    Attributes:
        project: Project id.
        part: Part id.
        phase: Phase id.
        category: Category code.
        source: Source id.
        kind: Kind of entry.
        month_booked: Month of the booking day, ``2020-06``.
        month_belongs: Month of the day that the cost belongs to; the day itself, ``2020-06-15``, where a source begins
            or ceases to pay inside that month.
        sum_minor: Sum, minor units.
        count: Number of entries; none where the sum was reckoned.
    """

    project: str
    part: str
    phase: str
    category: str
    source: str
    kind: str
    month_booked: str
    month_belongs: str
    sum_minor: int
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody asks of a total

    def month(self, basis: Basis) -> str:
        """Return the month on `basis`; totals on the basis paid are counted from entries and bear it in both places."""
        return self.month_booked if basis is Basis.BOOKED else self.month_belongs[:_MONTH_DIGITS]

    @property
    def is_reckoned(self) -> bool:
        """Whether it was reckoned, and no entry stands behind it."""
        return not self.count
