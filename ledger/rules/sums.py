"""What entries come to by what totals are kept by, summed column by column while they stream by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ledger.model.entry import COLUMNS
from ledger.rules.block import Key

_AT = {name: at for at, name in enumerate(COLUMNS)}
_GROUPS = tuple(_AT[name] for name in ("part", "phase", "category", "source", "kind"))
_AMOUNT, _BOOKED, _BELONGS = (_AT[name] for name in ("amount_minor", "booked_on", "belongs_to"))
_MONTH = slice(len("2020-06"))
_DAYS_MAX = 16_384
"""How many days are remembered; more than are in any book but one that is made to fill memory."""


class _Months(dict[str, str]):
    """The months of days, ``2020-06``."""

    def __missing__(self, day: str) -> str:
        if len(self) > _DAYS_MAX:
            self.clear()
        month = self[day] = day[_MONTH]
        return month


class Sums:
    """What entries come to by what totals are kept by, summed while blocks of them stream by."""

    def __init__(self) -> None:
        self._sums: dict[Key, list[int]] = {}
        self._months = _Months()

    def add(self, columns: Sequence[Sequence[Any]]) -> None:
        """Add entries whose values stand column by column, as `COLUMNS` orders them."""
        sums, month = self._sums, self._months.__getitem__
        groups = (columns[at] for at in _GROUPS)
        booked, belongs = columns[_BOOKED], columns[_BELONGS]
        months = list(map(month, booked))
        others = months if booked == belongs else map(month, belongs)
        for key, amount in zip(zip(*groups, months, others, strict=True), columns[_AMOUNT], strict=True):
            found = sums.get(key)
            if found is None:
                sums[key] = [amount, 1]
            else:
                found[0] += amount
                found[1] += 1

    def totals(self) -> list[tuple[Key, int, int]]:
        """Return sum (minor units) and number of entries by what totals are kept by, in the order of that."""
        return [(key, sum_minor, count) for key, (sum_minor, count) in sorted(self._sums.items())]
