"""Kept totals: sums and counts of entries by everything that a report asks for, kept together with the entries."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

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


class Cuts(NamedTuple):
    """The months at which totals by source are told apart; all as ``2020-06``.

    Attributes:
        basis: Booked or belongs.
        before: Last month before those asked for; empty where all are.
        over: Last month asked for that is over; `before` where none is.
        last: Last month asked for; later than any where all are; `before` where none is.
    """

    basis: Basis
    before: str
    over: str
    last: str


class SourceTotal(NamedTuple):
    """The sum of all totals to the last month of some cuts that agree in the first six fields.

    Attributes:
        project: Project id.
        part: Part id.
        phase: Phase id.
        category: Category code.
        source: Source id.
        kind: Kind of entry.
        sum_minor: Sum, minor units.
        count: Number of entries.
        before_minor: What of the sum lies before the months asked for, minor units.
        before_count: Number of its entries.
        open_minor: What of the sum lies in months asked for that are not over, minor units.
        open_count: Number of its entries.
        through: Last month asked for that is over and has a total that is not nothing; empty for none.
        month: Last month with any total.
    """

    project: str
    part: str
    phase: str
    category: str
    source: str
    kind: str
    sum_minor: int
    count: int  # type: ignore[assignment]  # as in Total
    before_minor: int
    before_count: int
    open_minor: int
    open_count: int
    through: str
    month: str


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


def as_totals(rows: Iterable[tuple[Any, ...]]) -> Iterator[Total]:
    """Return rows of as many values as a total has as totals; `Total._make` counts them first and takes far longer."""
    return map(partial(tuple.__new__, Total), rows)
