"""Comments: why a figure is not what was planned, and what is done about it."""

from __future__ import annotations

from datetime import date

from ledger.core.record import frozen


@frozen(kw_only=True)
class Comment:
    """An explanation of a deviation. A later fact on the same category and days takes its place.

    Attributes:
        text: Why the figure is not what was planned; empty takes an earlier comment back.
        written_on: When it was written.
        measure: What is done about it.
        category: Category code; None for the project as a whole.
        start: First day that it is about; None for the project's first.
        end: Last day that it is about; None for the project's last.
    """

    text: str
    written_on: date
    measure: str | None = None
    category: str | None = None
    start: date | None = None
    end: date | None = None

    @property
    def key(self) -> str:
        """Under which it is kept: ``personal/2021-01-01/2021-12-31``, with nothing for what is open."""
        return "/".join((self.category or "", *(day.isoformat() if day else "" for day in (self.start, self.end))))
