"""Rows that a map file splits by percent, such as the salary of somebody who works for the project two days a week."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from fractions import Fraction

from ledger.core.allocate import allocate
from ledger.core.finding import Finding
from ledger.core.money import Currency
from ledger.core.money import Money
from ledger.core.words import folded
from ledger.importers.actuals.actuals import POSTING
from ledger.importers.actuals.header import Header
from ledger.importers.actuals.left_out import SPLIT_OFF
from ledger.importers.actuals.left_out import left_out
from ledger.importers.actuals.map_file import Slice
from ledger.importers.actuals.map_file import Split

WHOLE = Slice(Fraction(1))
"""The one slice of a row that is not split."""


class Splits:
    """The rules that split rows of a file, and how much they have left outside the book."""

    def __init__(self, splits: tuple[Split, ...], header: Header) -> None:
        self._rules = [(header.place_of(split.column), split.value, split.slices) for split in splits]
        self._outside: dict[Currency, tuple[int, int]] = {}

    def fit(self, columns: Sequence[Sequence[str]]) -> bool:
        """Whether a rule splits any of some rows, given column by column."""
        return any(value in map(folded, columns[at]) for at, value, _ in self._rules)

    def slices(self, cells: list[str]) -> tuple[Slice, ...]:
        """Return the slices of the first rule that fits a row, none if it is booked whole."""
        return next((slices for at, value, slices in self._rules if folded(cells[at]) == value), ())

    def amounts(self, minor: int, slices: tuple[Slice, ...]) -> tuple[int, ...]:
        """Split an amount (minor units) among slices and, last, what stays outside; together they are the amount."""
        shares = [part.share for part in slices]
        return allocate(minor, [*shares, 1 - sum(shares)])

    def leave(self, minor: int, currency: Currency) -> None:
        """Remember what was left outside of a row, minor units, if anything was."""
        if not minor:
            return
        rows, total = self._outside.get(currency, (0, 0))
        self._outside[currency] = (rows + 1, total + minor)

    def left_outside(self, file: str) -> Iterator[Finding]:
        """Yield a note for each currency of which something was left outside, in order."""
        for currency, (rows, total) in sorted(self._outside.items(), key=lambda each: each[0].code):
            yield left_out(SPLIT_OFF, file, rows, Money(total, currency))


def posting_cells(cells: tuple[str, ...], part: Slice) -> tuple[str, ...]:
    """Return the cells that say where a slice belongs: the row's, in the order of `POSTING`, or its own."""
    if not part.cells:
        return cells
    given = dict(part.cells)
    return tuple(given.get(column, cell) for column, cell in zip(POSTING, cells, strict=True))
