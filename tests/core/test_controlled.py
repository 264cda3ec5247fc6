from __future__ import annotations

import math
from fractions import Fraction
from random import Random

import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.controlled import RoundedTable
from ledger.core.controlled import round_column
from ledger.core.controlled import round_table
from ledger.core.rounding import Rounding
from ledger.core.rounding import round_fraction
from ledger.errors import InexactError
from ledger.errors import TableShapeError
from tests import strategies

HALF = Fraction(1, 2)


def columns(table):
    return list(zip(*table, strict=True))


def is_neighbour(rounded, exact):
    return math.floor(exact) <= rounded <= math.ceil(exact)


def assert_controlled(table, rounded):
    assert rounded.rows == tuple(map(sum, rounded.cells))
    assert rounded.columns == tuple(map(sum, columns(rounded.cells)))
    assert rounded.total == sum(rounded.rows) == sum(rounded.columns)
    assert is_neighbour(rounded.total, sum(map(sum, table)))
    assert all(map(is_neighbour, rounded.rows, map(sum, table)))
    assert all(map(is_neighbour, rounded.columns, map(sum, columns(table))))
    for whole_row, row in zip(rounded.cells, table, strict=True):
        assert all(map(is_neighbour, whole_row, row))
        assert len(whole_row) == len(row)


@given(strategies.two_way_tables())
@example([[HALF, HALF], [HALF, HALF]])
@example([[Fraction(0)], [HALF]])
def test_every_cell_row_column_and_the_total_are_neighbours_of_their_exact_values(table):
    assert_controlled(table, round_table(table))


@given(strategies.two_way_tables())
def test_a_table_and_its_reversal_cancel(table):
    there, back = round_table(table), round_table([[-cell for cell in row] for row in table])

    assert back.cells == tuple(tuple(-cell for cell in row) for row in there.cells)


@pytest.mark.parametrize("denominator", [3, 1000, 10**9], ids=["thirds", "thousandths", "very awkward denominators"])
def test_large_tables_tie_as_well(denominator):
    random = Random(denominator)
    table = [
        [Fraction(random.randint(-(10**9), 10**9), random.randint(1, denominator)) for _ in range(40)]
        for _ in range(40)
    ]

    assert_controlled(table, round_table(table))


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        pytest.param([], (), id="no rows"),
        pytest.param([[], []], ((), ()), id="rows without cells"),
        pytest.param([[1, -2], [0, 4]], ((1, -2), (0, 4)), id="whole numbers stay"),
        pytest.param([[Fraction(1, 3)] * 3], ((1, 0, 0),), id="a single row of thirds"),
        pytest.param([[Fraction(9, 10), Fraction(1, 10)]], ((1, 0),), id="cells near a whole number go there"),
        pytest.param([[Fraction(-9, 10)], [Fraction(-1, 10)]], ((-1,), (0,)), id="negative cells too"),
    ],
)
def test_simple_tables_round_as_anyone_would(table, cells):
    assert round_table(table).cells == cells


def test_sums_come_with_the_cells():
    third = Fraction(1, 3)

    assert round_table([[third, 2 * third], [1, 5]]) == RoundedTable(
        cells=((0, 1), (1, 5)), rows=(1, 6), columns=(1, 6), total=7
    )


def test_rows_of_different_lengths_are_refused():
    with pytest.raises(TableShapeError, match="2, 1"):
        round_table([[1, 2], [3]])


def test_floats_are_refused():
    with pytest.raises(InexactError):
        round_table([[0.5]])


@given(st.lists(st.fractions(min_value=-1000, max_value=1000, max_denominator=60), max_size=8))
@example([Fraction(8124, 10), Fraction(21003, 10), Fraction(30045, 100)])
@example([HALF, -HALF, HALF])
def test_a_column_adds_up_to_its_rounded_sum_and_mirrors(cells):
    rounded = round_column(cells)

    assert sum(rounded) == round_fraction(sum(cells), Rounding.HALF_UP)
    assert all(map(is_neighbour, rounded, cells))
    assert round_column([-cell for cell in cells]) == tuple(-each for each in rounded)
    assert round_column(cells) == rounded


def test_in_a_column_the_cell_with_most_left_over_goes_up():
    assert round_column([Fraction(8124, 10), Fraction(21003, 10), Fraction(30045, 100)]) == (812, 2100, 301)
    assert round_column([]) == ()
