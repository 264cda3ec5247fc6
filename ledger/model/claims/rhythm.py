"""How often a funder wants claims, when at the latest, and how soon it pays, where a project's file says so."""

from __future__ import annotations

from datetime import date

from ledger.core.record import frozen


@frozen(kw_only=True)
class ClaimRhythm:
    """When a source wants its claims and pays them. What is not agreed is None; nothing is a default of ours.

    Attributes:
        every_months: How many months a claim's period has; None where that is not agreed.
        begins: First day of the first period; None for the project's first.
        within_months: Months after a period's end within which its claim is submitted; None for the programme's.
        pays_within_days: Days from a claim to its payment; None where that is not agreed.
    """

    every_months: int | None = None
    begins: date | None = None
    within_months: int | None = None
    pays_within_days: int | None = None
