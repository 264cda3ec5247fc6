"""What entries come to by what totals are kept by, summed column by column while they stream by."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from ledger.core.record import field
from ledger.core.record import frozen
from ledger.model.entry import COLUMNS
from ledger.rules.block import Key
from ledger.rules.days import OfDays

_AT = {name: at for at, name in enumerate(COLUMNS)}
_GROUPS = tuple(_AT[name] for name in ("part", "phase", "category", "source", "kind"))
_AMOUNT, _BOOKED, _BELONGS = (_AT[name] for name in ("amount_minor", "booked_on", "belongs_to"))
_MONTH = slice(len("2020-06"))
_YEAR = slice(len("2020"))

Sum = tuple[Key, int, int]
"""What a total is kept by, its sum (minor units), and how many entries it is of."""


@frozen
class Summed:
    """What entries come to, each in the order of what it is kept by.

    Attributes:
        by_month: Totals.
        by_year: Totals by year, kept by what `year_key` gives.
    """

    by_month: list[Sum] = field(factory=list)
    by_year: list[Sum] = field(factory=list)


def year_key(key: Key) -> Key:
    """Return what the total by year is kept by to which one by month belongs: all but the source, years for months."""
    part, phase, category, _, kind, booked, belongs = key
    return part, phase, category, kind, booked[_YEAR], belongs[_YEAR]


class Sums:
    """What entries come to by what totals are kept by, summed while blocks of them stream by."""

    def __init__(self) -> None:
        self._sums: dict[Key, list[int]] = {}
        self._months = OfDays(itemgetter(_MONTH))

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

    def totals(self) -> Summed:
        """Return what they come to."""
        by_month = [(key, sum_minor, count) for key, (sum_minor, count) in sorted(self._sums.items())]
        years: dict[Key, list[int]] = {}
        for key, sum_minor, count in by_month:
            found = years.setdefault(year_key(key), [0, 0])
            found[0] += sum_minor
            found[1] += count
        return Summed(by_month, [(key, sum_minor, count) for key, (sum_minor, count) in sorted(years.items())])
