"""Where the references of a formula lead."""

from __future__ import annotations

from fractions import Fraction

from ledger.app.explanations.figures import Figure
from ledger.app.explanations.figures import Figures
from ledger.core.record import frozen
from ledger.reports.explanations.formula import Cells
from ledger.reports.explanations.formula import references
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import Table

MONEY = (ColumnKind.MONEY, ColumnKind.CHECK)


@frozen
class Scope:
    """Where a formula's references lead.

    Attributes:
        figure: The figure that the formula computes.
        figures: All figures of the project.
    """

    figure: Figure
    figures: Figures

    def cells(self) -> Cells:
        """Return what gives a reference's figure."""
        return Cells(one=lambda text: number(self.at(text)), span=self._span)

    def _span(self, first: str, last: str) -> tuple[Fraction, ...]:
        return tuple(number(each) for each in self.between(first, last))

    def at(self, text: str) -> Figure:
        """Return the figure of a reference: of the same row, of another row, or of another table."""
        key, _, column = text.rpartition(".")
        table = self.figure.table
        rows = {row.key: row for row in table.rows}
        if not key or key in rows:
            return _figure(table, rows[key or self.figure.row.key], column)
        return self.figures.at(f"{text}{table.asked}")

    def inputs(self, text: str) -> list[Figure]:
        """Return the figures that a formula names, in its order."""
        return [each for first, last in references(text) for each in self.between(first, last)]

    def between(self, first: str, last: str | None) -> tuple[Figure, ...]:
        """Return the figures from one reference to another, row by row; empty places are left out of sums."""
        top = self.at(first)
        if last is None:
            return (top,)
        bottom = self.at(last)
        rows = [row.key for row in top.table.rows]
        columns = [column.key for column in top.table.columns]
        across = columns[columns.index(top.column.key) : columns.index(bottom.column.key) + 1]
        down = top.table.rows[rows.index(top.row.key) : rows.index(bottom.row.key) + 1]
        return tuple(_figure(top.table, row, column) for row in down for column in across)


def _figure(table: Table, row: Row, column: str) -> Figure:
    at = next(at for at, each in enumerate(table.columns) if each.key == column)
    address = table.address(row.key, column)
    return Figure(address=address, table=table, row=row, column=table.columns[at], cell=row.cells[at])


def number(found: Figure) -> Fraction:
    """Return a figure as a spreadsheet counts with it: money in whole units of its currency, nothing as 0."""
    value = found.cell.value
    if not isinstance(value, int | Fraction):
        return Fraction(0)
    return Fraction(value, 10**found.table.currency.decimals) if kind_of(found) in MONEY else Fraction(value)


def kind_of(found: Figure) -> ColumnKind:
    """Return how a figure is to be read: as its cell says, or else its column."""
    return found.cell.kind or found.column.kind
