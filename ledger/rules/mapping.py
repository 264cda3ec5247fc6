"""Categories of one scheme read as those of another, so that projects of several funders stand side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.model.mapping import Mapping


def mapped(mapping: Mapping | None, code: str) -> str | None:
    """Return the code that `code` stands for in the target's scheme, or None where it does not map.

    Args:
        mapping: The mapping from the code's scheme; None where there is none.
        code: Category code of the origin's scheme.
    """
    return None if mapping is None else mapping.to(code)
