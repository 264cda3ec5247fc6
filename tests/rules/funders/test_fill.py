"""Which cell is meant, whether it may be written into, and whether what it shows is right."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.model.funders.funder_workbook import CellArea
from ledger.model.funders.funder_workbook import FunderCell
from ledger.model.funders.funder_workbook import FunderSheet
from ledger.model.funders.funder_workbook import FunderWorkbook
from ledger.model.funders.funder_workbook import Holds
from ledger.model.funders.funder_workbook import area_of
from ledger.model.funders.funder_workbook import cell_name
from ledger.model.funders.funder_workbook import spot_of
from ledger.rules.funders.fill import Located
from ledger.rules.funders.fill import May
from ledger.rules.funders.fill import Miss
from ledger.rules.funders.fill import Outcome
from ledger.rules.funders.fill import is_written_as_text
from ledger.rules.funders.fill import locate
from ledger.rules.funders.fill import number
from ledger.rules.funders.fill import outcome
from ledger.rules.funders.fill import shows

ORE = Fraction(1, 100)


def cell(text="", holds=Holds.NUMBER, spot=(1, 1), **terms):
    return FunderCell(spot, (0, 0), 0, holds if text else Holds.NOTHING, text, **terms)


def sheet(name="Blad", *cells, **terms):
    return FunderSheet(name=name, part="p", content=b"", cells={each.spot: each for each in cells}, **terms)


def book(*sheets, **names):
    return FunderWorkbook(file="f", part="p", sheets=sheets, names=names)


@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_a_cell_s_name_gives_the_cell_back(row, column):
    assert spot_of(cell_name((row, column))) == (row, column)


@pytest.mark.parametrize("text", ["", "A", "1", "A0", "XFE1", "A1048577", "AAAA1", "A1B", "Ä1"])
def test_what_is_no_cell_is_none(text):
    assert spot_of(text) is None
    assert area_of(text) is None


def test_a_place_is_found_by_cell_by_name_and_where_there_is_but_one_sheet():
    budget, other = sheet("Min 'egen' budget"), sheet("Annat")
    workbook = book(budget, other, total="'Min ''egen'' budget'!$C$5", area="Annat!$A$1:$B$2", far="Borta!$A$1")

    assert locate(workbook, "min 'egen' budget!c5") == Located(budget, (5, 3))
    assert locate(workbook, "'Min ''egen'' budget'!C5") == Located(budget, (5, 3))
    assert locate(workbook, "TOTAL").name == "Min 'egen' budget!C5"
    assert locate(workbook, "area") is Miss.SEVERAL
    assert locate(workbook, "far") is Miss.SHEET
    assert locate(workbook, "C5") is Miss.SHEET
    assert locate(workbook, "nothing") is Miss.CELL
    assert locate(book(other), "C5") == Located(other, (5, 3))


def test_merged_cells_are_one():
    merged = sheet("Blad", merged=(CellArea((2, 2), (3, 4)),))
    workbook = book(merged)

    assert locate(workbook, "B2:D3") == Located(merged, (2, 2))
    assert locate(workbook, "C3") == Located(merged, (2, 2), merged=True)
    assert locate(workbook, "B2:E3") is Miss.SEVERAL
    assert "x" not in merged.merged[0]


@pytest.mark.parametrize(
    ("found", "content", "may", "became"),
    [
        (None, Decimal(5), May(), Outcome.WRITTEN),
        (None, None, May(), Outcome.NOTHING),
        (cell("0.0"), Decimal(5), May(), Outcome.WRITTEN),
        (cell(" ", Holds.TEXT), Decimal(5), May(), Outcome.WRITTEN),
        (cell("5.00"), Decimal(5), May(), Outcome.SAME),
        (cell("Text", Holds.TEXT), "text", May(), Outcome.SAME),
        (cell("6"), Decimal(5), May(), Outcome.TAKEN),
        (cell("#REF!", Holds.ERROR), Decimal(5), May(), Outcome.TAKEN),
        (cell("6"), Decimal(5), May(overwrite=True), Outcome.WRITTEN),
        (cell("6", formula="A2"), Decimal(5), May(overwrite=True), Outcome.FORMULA),
        (cell("6", formula="A2"), Decimal(5), May(formulas=True), Outcome.WRITTEN),
        (cell("6", formula="A2"), None, May(formulas=True), Outcome.FORMULA),
        (cell("6", formula="A2", carries=True), Decimal(5), May(), Outcome.FORMULA),
        (cell("6", formula="A2", carries=True), Decimal(5), May(formulas=True), Outcome.CARRIES),
    ],
)
def test_what_becomes_of_a_cell(found, content, may, became):
    on = sheet("Blad", *filter(None, [found]))

    assert outcome(book(on), Located(on, (1, 1)), content, may) is became


def test_a_cell_of_an_array_has_a_formula_though_it_stands_elsewhere():
    on = sheet("Blad", arrays=(CellArea((1, 1), (2, 1)),))

    assert outcome(book(on), Located(on, (2, 1)), Decimal(1), May(overwrite=True)) is Outcome.FORMULA


def test_a_locked_cell_of_a_protected_sheet_is_left():
    on = sheet("Blad", protected=True)

    assert outcome(book(on), Located(on, (2, 1)), Decimal(1), May()) is Outcome.LOCKED
    assert outcome(book(on), Located(on, (2, 1)), Decimal(1), May(overwrite=True)) is Outcome.WRITTEN


@given(st.integers(-(10**12), 10**12))
def test_a_figure_that_a_cell_holds_is_shown(minor):
    figure = Decimal(minor) / 100

    assert shows(cell(f"{figure:f}"), figure)
    assert not shows(cell(f"{figure + Decimal('0.01'):f}"), figure)


@given(st.lists(st.integers(-(10**8), 10**8), max_size=30))
def test_a_sum_of_binary_doubles_is_read_to_the_minor_unit(minors):
    summed = sum(minor / 100 for minor in minors)

    assert shows(cell(repr(summed), formula="SUM(A:A)"), Decimal(sum(minors)) / 100, ORE)
    assert not shows(cell(repr(summed), formula="SUM(A:A)"), Decimal(sum(minors) + 1) / 100, ORE)


def test_a_typed_figure_is_not_read_to_the_minor_unit():
    assert not shows(cell("1.001"), Decimal(1), ORE)
    assert shows(cell("1.001", formula="A1"), Decimal(1), ORE)
    assert not shows(cell("1.001", formula="A1"), Decimal(1))


def test_nothing_is_shown_by_nothing_and_by_zero():
    assert shows(None, None)
    assert shows(cell("0"), None)
    assert not shows(cell("1"), None)
    assert not shows(None, Decimal(1))
    assert not shows(cell("Ja", Holds.TEXT), Decimal(1))


@pytest.mark.parametrize("text", ["x", "NaN", "INF", "1e999999999", "1e400"])
def test_what_is_no_figure_is_none(text):
    assert number(cell(text)) is None


@pytest.mark.parametrize("text", ["436 000", "436\N{NO-BREAK SPACE}000,00", "436000.0"])
def test_the_right_figure_as_a_text_is_seen_as_such(text):
    assert is_written_as_text(cell(text, Holds.TEXT), Decimal(436000))


@pytest.mark.parametrize(
    ("found", "content"),
    [(None, Decimal(5)), (cell("5"), Decimal(5)), (cell("5", Holds.TEXT), "5"), (cell("5 kr", Holds.TEXT), Decimal(5))],
)
def test_what_is_no_right_figure_as_a_text_is_not(found, content):
    assert not is_written_as_text(found, content)
    assert not is_written_as_text(cell("6", Holds.TEXT), Decimal(5))


def test_the_head_of_a_table_is_left_unless_it_is_the_same():
    on = sheet("Blad", cell("2021", Holds.TEXT), heads=(CellArea((1, 1), (1, 3)),))

    assert outcome(book(on), Located(on, (1, 1)), "2022", May(overwrite=True, formulas=True)) is Outcome.HEAD
    assert outcome(book(on), Located(on, (1, 1)), "2021", May()) is Outcome.SAME


def test_a_sheet_s_own_name_is_found_after_the_sheet_and_the_sheet_may_be_quoted():
    on = sheet("Min budget")
    workbook = book(on, sheet("Annat"), **{"min budget!start": "'Min budget'!$B$2"})

    assert locate(workbook, "Min budget!Start") == locate(workbook, "'Min budget'!start") == Located(on, (2, 2))
    assert locate(workbook, "Annat!Start") is Miss.CELL
