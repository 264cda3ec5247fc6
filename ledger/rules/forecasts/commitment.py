"""Commitments: what is open to a day, and what should have come already."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from ledger.model.forecasts.commitment import Commitment


def overdue_minor(commitment: Commitment, today: date) -> int:
    """Return what was expected before `today` and is open still, minor units."""
    return sum(due.amount_minor for due in commitment.open_dues if due.on < today)


def expected_minor(commitment: Commitment, until: date | None) -> int:
    """Return what is open and expected to a day, what is late included, minor units.

    Args:
        commitment: The commitment.
        until: The last day that counts; None for the end of the project, when everything open counts, also what no
            day is given for.
    """
    if until is None:
        return commitment.open_minor
    return sum(due.amount_minor for due in commitment.open_dues if due.on <= until)


def undated_minor(commitment: Commitment) -> int:
    """Return what is open and has no expected day, minor units."""
    return commitment.open_minor - sum(due.amount_minor for due in commitment.open_dues)
