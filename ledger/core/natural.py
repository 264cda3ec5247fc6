"""The order in which people look things up: by letters, and by what digits count, so that 2 comes before 10."""

from __future__ import annotations

import re

_DIGITS = re.compile("([0-9]+)")

Natural = tuple[tuple[str | tuple[int, str], ...], str]


def natural(text: str) -> Natural:
    """Return what texts are put in natural order by: ``insats-2`` before ``insats-10``.

    Of texts that count alike, such as ``a1`` and ``a01``, the first by its characters goes first, so that the order
    never depends on where they came from.
    """
    # Every other part is digits, the first never, so parts at the same place can always be compared.
    parts = _DIGITS.split(text)
    return tuple(_number(part) if at % 2 else part for at, part in enumerate(parts)), text


def _number(digits: str) -> tuple[int, str]:
    """Return what digits are put in order by, as their number would be: Python makes no number of thousands of them."""
    counted = digits.lstrip("0")
    return len(counted), counted
