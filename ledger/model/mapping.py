"""Mappings: which category of one scheme stands for which of another."""

from __future__ import annotations

from datetime import date

from ledger.core.record import frozen


@frozen(kw_only=True)
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
