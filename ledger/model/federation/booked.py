"""How far a project is booked, as its book tells without going through the entries."""

from __future__ import annotations

from ledger.core.record import frozen


@frozen(kw_only=True)
class Booked:
    """How far a project's cost is booked.

    Attributes:
        project: Project id.
        month: Last month, ``2021-04``, on whose days cost, income or contributions in kind are booked; empty for none.
        entered_at: When such entries, or a file without new ones, last came into the book, ISO 8601 in UTC; empty if
            they never did. That money was received tells nothing of cost.
    """

    project: str
    month: str = ""
    entered_at: str = ""
