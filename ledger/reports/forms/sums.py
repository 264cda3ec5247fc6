"""Arithmetic in a form's table: sums of rows, and columns that are computed from others."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from ledger.core.record import field
from ledger.core.record import frozen
from ledger.model.forms.grid import Figure
from ledger.reports.cells import EMPTY
from ledger.reports.forms.rows import TOTAL
from ledger.reports.table import Cell
from ledger.reports.table import Formula

if TYPE_CHECKING:
    from ledger.model.forms.grid import Grid
    from ledger.reports.forms.columns import LaidColumn
    from ledger.reports.forms.rows import LaidRow


@frozen
class Figures:
    """Gives every cell of a form's table.

    Attributes:
        block: The table.
        rows: Its rows.
        columns: Its columns.
        measured: The cells that are no arithmetic.
    """

    block: Grid
    rows: Sequence[LaidRow]
    columns: Sequence[LaidColumn]
    measured: Mapping[tuple[str, str], Cell]
    _made: dict[tuple[str, str], Cell] = field(factory=dict, init=False)

    def cell(self, row: str, column: LaidColumn) -> Cell:
        """Return the cell of a row and a column; computed once."""
        at = row, column.key
        if at not in self._made:
            self._made[at] = self._cell(row, column)
        return self._made[at]

    def across(self, row: str) -> Iterator[Cell]:
        """Yield the sum of a row's figures, if the form has a column for it."""
        if self.block.sum_heading is None:
            return
        keys = [column.key for column in self.columns]
        value = sum(_minor(self.cell(row, column)) for column in self.columns)
        yield Cell(value, Formula(f"ROUND(SUM({{{keys[0]}}}:{{{keys[-1]}}}),2)")) if keys else EMPTY

    def _cell(self, row: str, column: LaidColumn) -> Cell:
        if column.figure.is_arithmetic:
            return self._computed(row, column)
        if column.figure.is_text and row == TOTAL:
            return EMPTY
        if row == TOTAL:
            return self._summed(column)
        laid = next(each for each in self.rows if each.key == row)
        if laid.plus or laid.minus:
            return EMPTY if column.figure.is_text else self._added(laid, column)
        return self.measured.get((row, column.key), EMPTY)

    def _computed(self, row: str, column: LaidColumn) -> Cell:
        """Return the cell of a column that is computed from others of its row."""
        others = [next(each for each in self.columns if each.key == key) for key in column.of]
        cells = [self.cell(row, each) for each in others]
        silent = column.figure is not Figure.RUNNING
        if silent and all(cell.value is None and not cell.open for cell in cells):
            return EMPTY
        amounts = [_minor(cell) for cell in cells]
        if column.figure is Figure.RUNNING:
            return self._running(row, column, others[0])
        if column.figure is Figure.SUM:
            return Cell(sum(amounts), _rounded("+".join(f"{{{key}}}" for key in column.of)))
        first, second = column.of
        if column.figure is Figure.DIFFERENCE:
            return Cell(amounts[0] - amounts[1], _rounded(f"{{{first}}}-{{{second}}}"))
        part = Fraction(amounts[0], amounts[1]) if amounts[1] else None
        return Cell(part, Formula(f'IF({{{second}}}=0,"",{{{first}}}/{{{second}}})'))

    def _running(self, row: str, column: LaidColumn, other: LaidColumn) -> Cell:
        """Return the sum of a column from the first row to this one; none in the row of sums."""
        keys = [row.key for row in self.rows]
        if row == TOTAL:
            return EMPTY
        at = keys.index(row)
        before = f"{{{keys[at - 1]}.{column.key}}}+" if at else ""
        value = (_minor(self.cell(keys[at - 1], column)) if at else 0) + _minor(self.cell(row, other))
        return Cell(value, _rounded(f"{before}{{{other.key}}}"))

    def _added(self, row: LaidRow, column: LaidColumn) -> Cell:
        """Return a row that is computed from other rows."""
        plus = [self.cell(key, column) for key in row.plus]
        minus = [self.cell(key, column) for key in row.minus]
        value = sum(map(_minor, plus)) - sum(map(_minor, minus))
        terms = "".join(
            [f"+{{{key}.{column.key}}}" for key in row.plus] + [f"-{{{key}.{column.key}}}" for key in row.minus]
        )
        return Cell(value, _rounded(terms.removeprefix("+")))

    def _summed(self, column: LaidColumn) -> Cell:
        """Return the sum of a column's rows; rows that are computed from others are not counted again."""
        runs: list[list[str]] = [[]]
        for row in self.rows:
            if row.chosen or row.is_open:
                runs[-1].append(row.key)
            elif runs[-1]:
                runs.append([])
        spans = [f"{{{run[0]}.{column.key}}}:{{{run[-1]}.{column.key}}}" for run in runs if run]
        value = sum(_minor(self.cell(key, column)) for run in runs for key in run)
        return Cell(value, _rounded(f"SUM({','.join(spans)})")) if spans else EMPTY


def _rounded(text: str) -> Formula:
    return Formula(f"ROUND({text},2)")


def _minor(cell: Cell) -> int:
    return cell.value if isinstance(cell.value, int) else 0
