"""Amounts laid on months by weights that the project names, or evenly; the months always add up to the amount."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.model.terms import MonthWeights
    from ledger.model.terms import Terms

EVEN = (1,) * 12
"""The weights of months where nothing is said."""


def are_named(terms: Terms | None) -> bool:
    """Whether a project names weights for its months."""
    return terms is not None and bool(terms.month_weights)


def weights_of(terms: Terms | None, category: str | None) -> tuple[int, ...]:
    """Return the twelve weights of a category, January first: its own, else those of all, else the same for each.

    Args:
        terms: The project's terms.
        category: Category code; None for money that is no category's.
    """
    held: dict[str | None, MonthWeights] = {each.category: each for each in terms.month_weights} if terms else {}
    found = held.get(category) or held.get(None)
    return found.weights if found else EVEN


def month_weights(months: Sequence[str], weights: Sequence[int]) -> tuple[int, ...]:
    """Return the weight of each of some months, ``2025-03``; all the same where all of theirs are zero."""
    found = tuple(weights[int(month[5:7]) - 1] for month in months)
    return found if any(found) else (1,) * len(months)


def exact_months(minor: int, weights: Sequence[int]) -> tuple[Fraction, ...]:
    """Return an amount in minor units laid on months by their weights, before rounding."""
    return tuple(Fraction(minor * weight, sum(weights)) for weight in weights)


def whole_months(exact: Iterable[Fraction]) -> tuple[int, ...]:
    """Round months whose sum is whole to whole minor units by largest remainder; the negatives give the negatives."""
    held = tuple(exact)
    total = sum(held, Fraction(0))
    if total < 0:
        return tuple(-each for each in whole_months(-each for each in held))
    parts = [floor(each) for each in held]
    left = int(total) - sum(parts)
    for place in sorted(range(len(held)), key=lambda at: parts[at] - held[at])[:left]:
        parts[place] += 1
    return tuple(parts)
