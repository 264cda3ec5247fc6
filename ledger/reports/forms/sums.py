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
from ledger.reports.forms.axes import TOTAL
from ledger.reports.table import Cell
from ledger.reports.table import Formula

if TYPE_CHECKING:
    from ledger.model.forms.grid import Grid
    from ledger.reports.forms.axes import Line
    from ledger.reports.forms.axes import Place


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
    rows: Sequence[Line]
    columns: Sequence[Place]
    measured: Mapping[tuple[str, str], Cell]
    _made: dict[tuple[str, str], Cell] = field(factory=dict, init=False)

    def cell(self, row: str, place: Place) -> Cell:
        """Return the cell of a row and a column; computed once."""
        at = row, place.key
        if at not in self._made:
            self._made[at] = self._cell(row, place)
        return self._made[at]

    def across(self, row: str) -> Iterator[Cell]:
        """Yield the sum of a row's figures, if the form has a column for it."""
        if self.block.sum_heading is None:
            return
        keys = [place.key for place in self.columns]
        value = sum(_minor(self.cell(row, place)) for place in self.columns)
        yield Cell(value, Formula(f"ROUND(SUM({{{keys[0]}}}:{{{keys[-1]}}}),2)")) if keys else EMPTY

    def _cell(self, row: str, place: Place) -> Cell:
        if place.figure.is_arithmetic:
            return self._computed(row, place)
        if place.figure.is_text and row == TOTAL:
            return EMPTY
        if row == TOTAL:
            return self._summed(place)
        line = next(line for line in self.rows if line.key == row)
        if line.plus or line.minus:
            return EMPTY if place.figure.is_text else self._added(line, place)
        return self.measured.get((row, place.key), EMPTY)

    def _computed(self, row: str, place: Place) -> Cell:
        """Return the cell of a column that is computed from others of its row."""
        others = [next(each for each in self.columns if each.key == key) for key in place.of]
        cells = [self.cell(row, each) for each in others]
        silent = place.figure is not Figure.RUNNING
        if silent and all(cell.value is None and not cell.open for cell in cells):
            return EMPTY
        amounts = [_minor(cell) for cell in cells]
        if place.figure is Figure.RUNNING:
            return self._running(row, place, others[0])
        if place.figure is Figure.SUM:
            return Cell(sum(amounts), _rounded("+".join(f"{{{key}}}" for key in place.of)))
        first, second = place.of
        if place.figure is Figure.DIFFERENCE:
            return Cell(amounts[0] - amounts[1], _rounded(f"{{{first}}}-{{{second}}}"))
        part = Fraction(amounts[0], amounts[1]) if amounts[1] else None
        return Cell(part, Formula(f'IF({{{second}}}=0,"",{{{first}}}/{{{second}}})'))

    def _running(self, row: str, place: Place, other: Place) -> Cell:
        """Return the sum of a column from the first row to this one; none in the row of sums."""
        keys = [line.key for line in self.rows]
        if row == TOTAL:
            return EMPTY
        at = keys.index(row)
        before = f"{{{keys[at - 1]}.{place.key}}}+" if at else ""
        value = (_minor(self.cell(keys[at - 1], place)) if at else 0) + _minor(self.cell(row, other))
        return Cell(value, _rounded(f"{before}{{{other.key}}}"))

    def _added(self, line: Line, place: Place) -> Cell:
        """Return a row that is computed from other rows."""
        plus = [self.cell(key, place) for key in line.plus]
        minus = [self.cell(key, place) for key in line.minus]
        value = sum(map(_minor, plus)) - sum(map(_minor, minus))
        terms = "".join(
            [f"+{{{key}.{place.key}}}" for key in line.plus] + [f"-{{{key}.{place.key}}}" for key in line.minus]
        )
        return Cell(value, _rounded(terms.removeprefix("+")))

    def _summed(self, place: Place) -> Cell:
        """Return the sum of a column's rows; rows that are computed from others are not counted again."""
        runs: list[list[str]] = [[]]
        for line in self.rows:
            if line.chosen or line.is_open:
                runs[-1].append(line.key)
            elif runs[-1]:
                runs.append([])
        spans = [f"{{{run[0]}.{place.key}}}:{{{run[-1]}.{place.key}}}" for run in runs if run]
        value = sum(_minor(self.cell(key, place)) for run in runs for key in run)
        return Cell(value, _rounded(f"SUM({','.join(spans)})")) if spans else EMPTY


def _rounded(text: str) -> Formula:
    return Formula(f"ROUND({text},2)")


def _minor(cell: Cell) -> int:
    return cell.value if isinstance(cell.value, int) else 0
