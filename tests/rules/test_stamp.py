"""Stamps of cells: what a program writes otherwise has the same, what a person changes has another."""

from __future__ import annotations

from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.model.funders.funder_workbook import CellStyle
from ledger.model.funders.funder_workbook import FunderCell
from ledger.model.funders.funder_workbook import FunderSheet
from ledger.model.funders.funder_workbook import FunderWorkbook
from ledger.model.funders.funder_workbook import Holds
from ledger.rules.stamp import LENGTH
from ledger.rules.stamp import changed_cells
from ledger.rules.stamp import missing_sheets
from ledger.rules.stamp import read_stamps
from ledger.rules.stamp import stamp_of
from ledger.rules.stamp import stamp_of_formula
from ledger.rules.stamp import stamp_of_number
from ledger.rules.stamp import stamp_of_text
from ledger.rules.stamp import write_stamps

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
SPOTS = st.tuples(st.integers(1, 12), st.integers(1, 30))
TABS = st.text("Uå ;=:'%&-1", min_size=1, max_size=40)
STAMPS = st.dictionaries(
    TABS, st.dictionaries(SPOTS, st.text(LETTERS, min_size=LENGTH, max_size=LENGTH), min_size=1), max_size=3
)


@given(STAMPS)
def test_stamps_come_back_from_texts_that_properties_can_keep(stamps):
    texts = write_stamps(stamps)

    assert all(0 < len(text) <= 255 and text.isascii() and not set(text) & {" ", "\n"} for text in texts)
    assert read_stamps("".join(texts)) == stamps


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("=SUM(B5:B7,B9)", "SUM(B5:B7, B9)"),
        ("=Underlag!$F$5", "'Underlag'!$F$5"),
        ("=SUMPRODUCT(1*_xlfn.ISFORMULA(B5:C9))", "SUMPRODUCT(1*ISFORMULA(B5:C9))"),
    ],
    ids=["spaces", "quotes", "newer functions"],
)
def test_a_formula_that_a_program_writes_otherwise_is_the_same(one, other):
    assert stamp_of_formula(one) == stamp_of_formula(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("=B5+C5", "=B5-C5"), ('=IF(A1="a b",1,0)', '=IF(A1="ab",1,0)'), ("=$B$5", "=B5"), ("=1", "=1.0")],
    ids=["sign", "space within a text", "fixed", "figure"],
)
def test_another_formula_is_another(one, other):
    assert stamp_of_formula(one) != stamp_of_formula(other)


def test_a_figure_a_text_and_a_formula_of_the_same_letters_differ():
    assert len({stamp_of_number(1), stamp_of_text("1"), stamp_of_formula("=1")}) == 3
    assert stamp_of_number(Decimal("10.50")) == stamp_of_number(Decimal("10.5"))
    assert stamp_of_number(10) == stamp_of_number(Decimal("1E+1"))


@pytest.mark.parametrize(
    ("holds", "text", "formula", "expected"),
    [
        (Holds.NUMBER, "10.5", None, stamp_of_number(Decimal("10.5"))),
        (Holds.NUMBER, "10.499999999999999999", None, stamp_of_number(Decimal("10.5"))),
        (Holds.TEXT, "Löner", None, stamp_of_text("Löner")),
        (Holds.NUMBER, "3", "B5", stamp_of_formula("=B5")),
        (Holds.NOTHING, "", None, None),
    ],
    ids=["figure", "binary figure", "text", "formula", "blank"],
)
def test_a_cell_is_stamped_by_what_it_holds(holds, text, formula, expected):
    assert stamp_of(FunderCell((1, 1), (0, 0), 0, holds, text, formula)) == expected


def test_a_figure_that_is_none_and_a_cell_that_is_not_there():
    assert stamp_of(FunderCell((1, 1), (0, 0), 0, Holds.NUMBER, "x")) not in (None, stamp_of_text("x"))
    assert stamp_of(None) is None


def cell(spot, text, style=0, formula=None):
    return FunderCell(spot, (0, 0), style, Holds.NUMBER if text else Holds.NOTHING, text, formula)


def made(*cells):
    sheet = FunderSheet(name="Budget", part="", content=b"", cells={each.spot: each for each in cells})
    return FunderWorkbook(file="a.xlsx", part="", sheets=(sheet,), styles=(CellStyle(), CellStyle(locked=False)))


KEPT = {"Budget": {(1, 1): stamp_of_number(1), (2, 1): stamp_of_formula("=A1")}}


def test_what_was_changed_taken_out_or_added_is_found():
    workbook = made(cell((1, 1), "2"), cell((3, 1), "7"), cell((4, 1), "7", 1), cell((5, 1), ""))

    assert [at.name for at in changed_cells(workbook, KEPT)] == ["Budget!A1", "Budget!A2", "Budget!A3"]


def test_what_is_as_it_was_is_not():
    assert not list(changed_cells(made(cell((1, 1), "1"), cell((2, 1), "1", 0, "A1")), KEPT))


def test_a_sheet_that_is_gone_is_told_and_its_cells_are_not():
    workbook = attrs.evolve(made(), sheets=())

    assert not list(changed_cells(workbook, KEPT))
    assert missing_sheets(workbook, KEPT) == ("Budget",)


def test_what_is_no_stamp_is_passed_over():
    assert read_stamps("") == {}
    assert read_stamps("Budget:;?=abcd;A1=abcdef") == {"Budget": {(1, 1): "abcd"}}
