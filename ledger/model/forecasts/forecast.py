"""Forecasts that a project leader has typed: what a category is believed to cost in the end."""

from __future__ import annotations

from datetime import date

from ledger.core.record import frozen


@frozen(kw_only=True)
class Forecast:
    """What a category is believed to cost when the year or the project is over, everything booked so far included.

    A later fact on the same category and year takes its place.

    Attributes:
        category: Category code of the project's scheme.
        amount_minor: Minor units; of income, the expected income, positive. None takes an earlier forecast back.
        typed_on: When it was typed.
        year: Calendar year; None for the whole project.
        note: What it rests on, in the words of whoever typed it.
    """

    category: str
    amount_minor: int | None
    typed_on: date
    year: int | None = None
    note: str | None = None

    @property
    def key(self) -> str:
        """Under which it is kept: ``2021/personal``, ``total/personal``."""
        return f"{self.year or 'total'}/{self.category}"
