"""Locks: up to which day a project's books are closed."""

from __future__ import annotations

from datetime import date

from ledger.core.record import frozen


@frozen
class Lock:
    """A decision on which days take bookings; the latest one holds, and its commit says who, when and why.

    Attributes:
        until: The last day on which nothing can be booked any more; None opens every day.
    """

    until: date | None = None
