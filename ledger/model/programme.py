"""Programmes: what a funder asks of the projects that it supports."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs

from ledger.core.words import Name


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
        in_kind_from_others: Whether a contribution in kind counts only from others than the project's owner.
    """

    id: str
    name: Name
    source: str
    valid_from: date
    schemes: tuple[str, ...] = ()
    areas: tuple[Area, ...] = ()
    in_kind_from_others: bool = False

    def area(self, code: str | None) -> Area | None:
        """Return the area with `code`, or None."""
        return next((area for area in self.areas if area.code == code), None)
