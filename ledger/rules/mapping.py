"""Categories of one scheme read as those of another, so that projects of several funders stand side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping as Amounts

    from ledger.model.mapping import Mapping


def mapped(mapping: Mapping | None, code: str) -> str | None:
    """Return the code that `code` stands for in the target's scheme, or None where it does not map.

    Args:
        mapping: The mapping from the code's scheme; None where there is none.
        code: Category code of the origin's scheme.
    """
    return None if mapping is None else mapping.to(code)


def map_totals(mapping: Mapping | None, totals: Amounts[str, int]) -> tuple[dict[str, int], dict[str, int]]:
    """Bring sums by category to another scheme; nothing is lost on the way.

    Args:
        mapping: The mapping from the sums' scheme; None where there is none.
        totals: Sums by category code, minor units, any sign.

    Returns:
        Sums by the target's codes, and sums by the origin's codes for what does not map. Together they are the sum of
        `totals`.
    """
    common: dict[str, int] = {}
    own: dict[str, int] = {}
    for code, amount_minor in totals.items():
        target = mapped(mapping, code)
        sums, key = (own, code) if target is None else (common, target)
        sums[key] = sums.get(key, 0) + amount_minor
    return common, own
