"""Cells and columns that several reports share, with the formulas that keep a spreadsheet alive."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ledger.core.money import Currency
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.core.words import Words
from ledger.core.words import label
from ledger.reports.heading import unit
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Formula
from ledger.reports.table import Ruled
from ledger.reports.table import Table

EMPTY = Cell()


def money_column(key: str, currency: Currency, words: Words | None = None) -> Column:
    """Return a column of money; its heading is the label of its key unless given."""
    return Column(key=key, words=words or label(f"column.{key}"), kind=ColumnKind.MONEY, unit=unit(currency))


def percent_column(key: str) -> Column:
    """Return a column of ratios."""
    return Column(key=key, words=label(f"column.{key}"), kind=ColumnKind.PERCENT)


def ruled(minor: int | None, rule: Words) -> Cell:
    """Return an amount in minor units that a decision gives; an empty cell where it gives none."""
    return EMPTY if minor is None else Cell(minor, Ruled(rule))


def earned(minor: int, exact: Fraction) -> Cell:
    """Return what a source has earned, minor units, with the figure before rounding where that is another."""
    rounding = None if exact.denominator == 1 else label("rounding.split")
    return Cell(minor, Ruled(label("rule.earned"), exact if rounding else None, rounding))


def reckoned(minor: int, exact: Fraction, rule: Words | None = None) -> Cell:
    """Return actual cost of which simplified cost options reckon some.

    Args:
        minor: All of it, minor units.
        exact: Their part before rounding, minor units.
        rule: How they reckon it, where that can be said of all of them.
    """
    rounded = exact.denominator != 1
    rounding = label("rounding.simplified") if rounded else None
    return Cell(minor, Ruled(rule or label("rule.simplified"), exact if rounded else None, rounding))


def ratio(value: Fraction | None, over: str, under: str) -> Cell:
    """Return the ratio of two cells, given by their references without braces; empty where it is not known."""
    if value is None:
        return EMPTY
    return Cell(value, Formula(f'IF({{{under}}}=0,"",{{{over}}}/{{{under}}})'))


def without_column(table: Table, key: str) -> Table:
    """Return a table without one of its columns."""
    at = next(at for at, column in enumerate(table.columns) if column.key == key)
    rows = (evolve(row, cells=row.cells[:at] + row.cells[at + 1 :]) for row in table.rows)
    return evolve(table, columns=table.columns[:at] + table.columns[at + 1 :], rows=tuple(rows))


@frozen
class Sums:
    """Formulas for money.

    Attributes:
        currency: Tells to how many decimals a spreadsheet rounds.
    """

    currency: Currency

    def rounded(self, text: str) -> Formula:
        """Return arithmetic on money, freed of what binary fractions add to it."""
        return Formula(f"ROUND({text},{self.currency.decimals})")

    def lines(self, rows: Sequence[str], column: str, minor: int | None) -> Cell:
        """Return the sum of rows that stand one under the other, minor units; empty where it is not known."""
        if minor is None or not rows:
            return Cell(minor)
        return Cell(minor, self.rounded(f"SUM({{{rows[0]}.{column}}}:{{{rows[-1]}.{column}}})"))

    def apart(self, rows: Sequence[str], column: str, minor: int | None) -> Cell:
        """Return the sum of rows that stand apart, such as subtotals, minor units; empty where it is not known."""
        if minor is None or not rows:
            return Cell(minor)
        return Cell(minor, self.rounded("+".join(f"{{{row}.{column}}}" for row in rows)))
