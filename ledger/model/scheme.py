"""Cost categories as a funder orders them, programmes, and mappings between schemes."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction

import attrs

from ledger.core.words import Name


class CategoryRole(StrEnum):
    """What a category is for."""

    DIRECT = "direct"
    FLAT_RATE = "flat_rate"
    IN_KIND = "in_kind"
    INCOME = "income"


@attrs.frozen(kw_only=True)
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


@attrs.frozen(kw_only=True)
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
        return next((category for category in self.categories if category.code == code), None)


@attrs.frozen(kw_only=True)
class Mapping:
    """Which category of one scheme stands for which of another; what is not named does not map.

    Attributes:
        origin: Scheme id that is mapped from.
        target: Scheme id that is mapped to.
        source: Who says so.
        valid_from: First day on which it applies.
        pairs: Pairs of codes, from and to.
    """

    origin: str
    target: str
    source: str
    valid_from: date
    pairs: tuple[tuple[str, str], ...]

    def to(self, code: str) -> str | None:
        """Return the target's code for the origin's `code`, or None where it does not map."""
        return dict(self.pairs).get(code)


@attrs.frozen(kw_only=True)
class Area:
    """A part of a programme with terms of its own.

    Attributes:
        code: As the programme writes it.
        name: In both languages.
        required_cofinancing: Share of the total eligible cost that others than the funder must pay; None if not known.
        source: Where the share was found.
    """

    code: str
    name: Name
    required_cofinancing: Fraction | None = None
    source: str | None = None


@attrs.frozen(kw_only=True)
class Programme:
    """A funder's programme.

    Attributes:
        id: Name of its file.
        name: In both languages.
        source: Where its terms were found.
        valid_from: First day on which it applies.
        schemes: Ids of the schemes that its projects use, the usual one first.
        areas: Its parts with terms of their own.
    """

    id: str
    name: Name
    source: str
    valid_from: date
    schemes: tuple[str, ...] = ()
    areas: tuple[Area, ...] = ()

    def area(self, code: str | None) -> Area | None:
        """Return the area with `code`, or None."""
        return next((area for area in self.areas if area.code == code), None)
