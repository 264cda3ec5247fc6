"""What follows from a day, told once for each of the days that entries have."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

DAYS_MAX = 16_384
"""How many days are remembered; more than are in any book but one that is made to fill memory."""


class OfDays(dict[str, T]):
    """What follows from days, remembered."""

    def __init__(self, follows: Callable[[str], T]) -> None:
        """Remember what `follows` says of a day, ISO."""
        super().__init__()
        self._follows = follows

    def __missing__(self, day: str) -> T:
        if len(self) > DAYS_MAX:
            self.clear()
        told = self[day] = self._follows(day)
        return told
