"""Commitments: orders and contracts that will cost something and are not booked yet."""

from __future__ import annotations

from datetime import date

from ledger.core.record import evolve
from ledger.core.record import frozen


@frozen(kw_only=True)
class Due:
    """What of a commitment is expected on a day.

    Attributes:
        on: The day.
        amount_minor: Minor units, positive.
    """

    on: date
    amount_minor: int


@frozen(kw_only=True)
class Settlement:
    """What of a commitment has become a booked cost.

    Attributes:
        amount_minor: Minor units of the commitment that are no longer open, positive.
        on: When it was said.
        entry: Number of the entry that booked the cost; None where none was named.
    """

    amount_minor: int
    on: date
    entry: int | None = None


@frozen(kw_only=True)
class Commitment:
    """An order or contract that is not booked yet, or not all of it. A later fact with the same id takes its place.

    Names of persons do not belong here: facts cannot be redacted as entries can.

    Attributes:
        id: Unique in its project; a whole number as text unless given, such as the number of the contract.
        category: Category code of the project's scheme.
        amount_minor: What was ordered, minor units, positive.
        made_on: When it was ordered, or entered if that is not known.
        counterparty: Who will be paid: an organisation.
        text: What it is for.
        source: Source id, if one source pays for it.
        part: Part id.
        phase: Phase id.
        dues: What is expected when; what no day is given for is expected before the project ends.
        settlements: What has been booked.
        released_minor: What will never be booked, because the order was cancelled or came cheaper, minor units.
        released_on: When the last of it was released.
        released_because: Why.
    """

    id: str
    category: str
    amount_minor: int
    made_on: date
    counterparty: str | None = None
    text: str | None = None
    source: str | None = None
    part: str | None = None
    phase: str | None = None
    dues: tuple[Due, ...] = ()
    settlements: tuple[Settlement, ...] = ()
    released_minor: int = 0
    released_on: date | None = None
    released_because: str | None = None

    @property
    def settled_minor(self) -> int:
        """What has been booked of it, minor units."""
        return sum(each.amount_minor for each in self.settlements)

    @property
    def open_minor(self) -> int:
        """What is still to come, minor units."""
        return self.amount_minor - self.settled_minor - self.released_minor

    @property
    def open_dues(self) -> tuple[Due, ...]:
        """What is still to come and has a day, earliest first; what was settled or released is taken off the first."""
        gone = self.settled_minor + self.released_minor
        left = []
        for due in sorted(self.dues, key=lambda each: each.on):
            taken = min(gone, due.amount_minor)
            gone -= taken
            if due.amount_minor > taken:
                left.append(evolve(due, amount_minor=due.amount_minor - taken))
        return tuple(left)
