"""What a row and a column of a form's table select together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.record import frozen
from ledger.model.forms.grid import Span

if TYPE_CHECKING:
    from datetime import date

    from ledger.rules.budget import Slot

Days = tuple["date | None", "date | None"]
"""First and last day; None where it is open."""

EVER: Days = (None, None)
"""All days."""


@frozen(kw_only=True)
class Chosen:
    """What a row and a column select together.

    Attributes:
        financing: Whether financing is meant rather than cost.
        categories: Category codes; None for all.
        sources: Source ids; None for all.
        slot: The year or phase, or what has neither, that budget lines are for; None for any.
        phase: Phase id; None for any.
        part: Part id; None for any.
        area: Budget area of a federation, empty for what is in none; None for any.
        project: Project of a federation; None for any.
        span: What the days are to the form's own.
        days: Days of entries.
        lined: Whether `days` cut the budget's lines as well.
        booked: Whether entries count: not for a phase among years, whose entries stand in their years already.
        negative: Whether cost is shown with a minus sign.
    """

    financing: bool = False
    categories: tuple[str, ...] | None = None
    sources: tuple[str, ...] | None = None
    slot: Slot | None = None
    phase: str | None = None
    part: str | None = None
    area: str | None = None
    project: str | None = None
    span: Span = Span.WHOLE
    days: Days = EVER
    lined: bool = False
    booked: bool = True
    negative: bool = False

    @property
    def year(self) -> int | None:
        """The calendar year selected, if one is."""
        return self.slot.year if self.slot else None

    @property
    def sign(self) -> int:
        """Sign with which it is shown."""
        return -1 if self.negative and not self.financing else 1
