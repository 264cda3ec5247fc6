"""Cost categories as a funder orders them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from ledger.core.record import frozen
from ledger.core.words import Name


class CategoryRole(StrEnum):
    """What a category is for."""

    DIRECT = "direct"
    FLAT_RATE = "flat_rate"
    IN_KIND = "in_kind"
    INCOME = "income"


@frozen(kw_only=True)
class Category:
    """A cost category.

    Attributes:
        code: Short, lower case, ASCII; unique in its scheme.
        name: Literal name in Swedish, and English.
        role: What it is for.
    """

    code: str
    name: Name
    role: CategoryRole = CategoryRole.DIRECT


@frozen(kw_only=True)
class Scheme:
    """The ordered cost categories of a funder or programme.

    Attributes:
        id: Name of its file.
        name: What people call it.
        source: Where the categories were found, and how surely.
        valid_from: First day on which it applies.
        categories: In the order in which the funder prints them.
    """

    id: str
    name: Name
    source: str
    valid_from: date
    categories: tuple[Category, ...]

    def category(self, code: str) -> Category | None:
        """Return the category with `code`, or None."""
        for category in self.categories:  # asked so often that a generator would cost as much again
            if category.code == code:
                return category
        return None
