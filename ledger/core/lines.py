"""Rows of texts joined cell by cell, from columns."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from itertools import groupby
from itertools import repeat


def joined(columns: Iterable[Iterable[str] | None], mark: str, count: int) -> Iterator[str]:
    """Return the cells of each row with `mark` between them.

    Args:
        columns: The cells of each column; None for one that is empty in every row. Empty ones that follow on each other
            are joined as one, for most columns of most files are.
        mark: What stands between cells.
        count: How many rows there are.
    """
    parts: list[Iterable[str]] = []
    for empty, some in groupby(columns, lambda column: column is None):
        if empty:
            parts.append(repeat(mark * (sum(1 for _ in some) - 1), count))
        else:
            parts.extend(column for column in some if column is not None)
    return map(mark.join, zip(*parts, strict=True))
