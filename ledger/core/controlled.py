"""Controlled rounding: a two-way table in whole units whose rows and columns add up."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ledger.core.record import frozen
from ledger.core.rounding import Rounding
from ledger.core.rounding import over_common_denominator
from ledger.core.rounding import round_fraction
from ledger.errors import TableShapeError


@frozen(kw_only=True)
class RoundedTable:
    """A two-way table of whole units that adds up in both directions.

    Attributes:
        cells: Rows of cells, minor units.
        rows: Sum of each row.
        columns: Sum of each column.
        total: Sum of all cells.
    """

    cells: tuple[tuple[int, ...], ...]
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    total: int


def round_table(cells: Sequence[Sequence[Fraction | int]]) -> RoundedTable:
    """Round a two-way table so that it adds up.

    Every cell, row sum, column sum and the grand total is its exact value rounded down or up to a neighbouring whole
    number; what is whole stays. The same table always gives the same result, and the negative table gives its
    negative.

    The construction: keep the whole part of each cell and look at what is left, a fraction from 0 up to but not
    including 1. A further column and row hold what each row and column lacks to the next whole number, so that every
    line of the enlarged table adds up to a whole number and has either no fractional cell or at least two. Then one
    can walk from fractional cell to fractional cell, along a row and along a column by turns, until a line comes
    back: a cycle. Adding an amount to every other cell of the cycle and taking it from the rest moves no line's sum;
    the least amount that makes one of them whole (0 or 1) is chosen, so cells near a whole number go there. Every
    turn settles a cell at least, until none is fractional.

    Args:
        cells: Rows of exact numbers, minor units, any sign; rows of equal length.

    Raises:
        TableShapeError: The rows differ in length.
        InexactError: A cell is a float.

    Source:
        L. H. Cox, "A constructive procedure for unbiased controlled rounding", Journal of the American Statistical
        Association 82 (1987), for walking in cycles; the amount is drawn by lot there and is the least one here.
    """
    if len({len(row) for row in cells}) > 1:
        raise TableShapeError(lengths=", ".join(str(len(row)) for row in cells))
    flat, one = over_common_denominator(cell for row in cells for cell in row)
    # Of a table and its negative only one is ever worked on, so that each gives the other's mirror.
    sign = -1 if next(filter(None, flat), 0) < 0 else 1
    width = len(cells[0]) if cells else 0
    table = [[sign * cell for cell in flat[at * width : (at + 1) * width]] for at in range(len(cells))]
    settled = _enlarged([[cell % one for cell in row] for row in table], width, one)
    _settle(settled, one)
    # The enlarged table's last row and column are left behind here.
    pairs = [zip(row, settled[at], strict=False) for at, row in enumerate(table)]
    return _summed([[sign * ((cell - cell % one + rest) // one) for cell, rest in row] for row in pairs], width)


def round_column(cells: Sequence[Fraction | int]) -> tuple[int, ...]:
    """Round a single column so that it adds up to its rounded sum, each cell to the nearest that this leaves.

    The sum goes to the nearest whole number, from the middle away from zero; every cell is rounded down or up to a
    neighbouring one, up where most is left over, the first of equals first. The negative column gives the negative.

    Args:
        cells: Exact numbers, minor units, any sign.

    Raises:
        InexactError: A cell is a float.
    """
    flat, one = over_common_denominator(cells)
    sign = -1 if next(filter(None, flat), 0) < 0 else 1
    parts = [divmod(sign * cell, one) for cell in flat]
    whole = round_fraction(Fraction(sum(sign * cell for cell in flat), one), Rounding.HALF_UP)
    most_left = sorted(range(len(parts)), key=lambda at: (-parts[at][1], at))
    raised = set(most_left[: whole - sum(down for down, _ in parts)])
    return tuple(sign * (down + (at in raised)) for at, (down, _) in enumerate(parts))


def _summed(cells: list[list[int]], width: int) -> RoundedTable:
    """Return whole cells with their sums."""
    rows = tuple(sum(row) for row in cells)
    columns = tuple(sum(row[column] for row in cells) for column in range(width))
    return RoundedTable(cells=tuple(map(tuple, cells)), rows=rows, columns=columns, total=sum(rows))


def _enlarged(table: list[list[int]], width: int, one: int) -> list[list[int]]:
    """Add a column and a row with what each line lacks to a whole number; the corner makes these two whole as well."""
    rows = [[*row, -sum(row) % one] for row in table]
    last = [-sum(row[column] for row in table) % one for column in range(width)]
    return [*rows, [*last, sum(map(sum, table)) % one]]


def _settle(table: list[list[int]], one: int) -> None:
    """Make every cell 0 or `one`, cycle by cycle, without moving the sum of any line.

    Lines are numbered rows first, then columns; `crossing` holds for each line those that it meets in a fractional
    cell.
    """
    height = len(table)
    crossing: list[dict[int, None]] = [{height + at: None for at, cell in enumerate(row) if cell} for row in table]
    crossing += [{at: None for at, row in enumerate(table) if row[column]} for column in range(len(table[0]))]
    for start in range(height):
        while crossing[start]:
            cycle = _cycle(start, crossing)
            places = [(min(pair), max(pair)) for pair in zip(cycle, cycle[1:] + cycle[:1], strict=True)]
            _shift(table, [(row, column - height) for row, column in places], one)
            for row, column in places:
                if table[row][column - height] % one == 0:
                    del crossing[row][column]
                    del crossing[column][row]


def _cycle(start: int, crossing: list[dict[int, None]]) -> list[int]:
    """Walk from line to line over fractional cells until one comes back; return the lines of that cycle in order."""
    at = {start: 0}
    before, here = start, start
    while True:
        there = next(line for line in crossing[here] if line != before)
        if there in at:
            return list(at)[at[there] :]
        at[there] = len(at)
        before, here = here, there


def _shift(table: list[list[int]], cycle: list[tuple[int, int]], one: int) -> None:
    """Move the least amount round a cycle that makes a cell whole: up and down by turns."""
    rising = [table[row][column] for row, column in cycle[::2]]
    falling = [table[row][column] for row, column in cycle[1::2]]
    up = min(*falling, *(one - cell for cell in rising))
    down = min(*rising, *(one - cell for cell in falling))
    amount = up if up <= down else -down
    for row, column in cycle:
        table[row][column] += amount
        amount = -amount
