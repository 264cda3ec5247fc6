"""Digits that people write, as the number that they are."""

from __future__ import annotations

from collections.abc import Iterable

_MOST = 18
"""More digits are no year, number or count of anything, and Python makes no number of thousands of them."""


def number_of(text: str) -> int | None:
    """Return the number that a text of digits alone is; None for any other, and for more digits than anything has."""
    return int(text) if text.isdecimal() and len(text) <= _MOST else None


def next_number(taken: Iterable[str]) -> str:
    """Return the number after the highest of some names that are numbers, 1 if none is."""
    return str(max((number_of(each) or 0 for each in taken), default=0) + 1)
