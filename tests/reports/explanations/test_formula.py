"""Formulas computed exactly: what reports use is understood, and nothing else."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import FormulaError
from ledger.reports.explanations.formula import Cells
from ledger.reports.explanations.formula import evaluate
from ledger.reports.explanations.formula import references

HELD = {"a": Fraction(1, 3), "b": Fraction(2), "x.a": Fraction(5), "y.a": Fraction(7), "none": Fraction(0)}
CELLS = Cells(one=HELD.__getitem__, span=lambda first, last: (HELD[first], HELD[last]))


def came_to(text):
    return evaluate(text, CELLS)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{a}+{b}*{b}-1.5", Fraction(1, 3) + 4 - Fraction(3, 2)),
        ("({a}+{b})*3", 7),
        ("-{b}+-{b}", -4),
        ("{b}/{a}", 6),
        ("ROUND({a},2)", Fraction(33, 100)),
        ("ROUND(-0.005,2)", Fraction(-1, 100)),
        ("SUM({x.a}:{y.a})", 12),
        ("SUM({x.a}:{y.a},{b})", 14),
        ('IF({none}=0,"",{b}/{none})', None),
        ('IF({b}=0,"",{a}/{b})', Fraction(1, 6)),
        ("IF(ABS({b}-{x.a})<1,0,({b}-{x.a}))", -3),
        ("IF({b}>=2,IF({b}<>2,1,SUM({a},{a})),3)", Fraction(2, 3)),
        ("MAX({a},{b})-MIN({a},{b})", Fraction(5, 3)),
        ("N({b})", 2),
        ('"" + 1', 1),
    ],
)
def test_a_formula_comes_to_its_exact_value(text, value):
    assert came_to(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{b",
        "{b}}",
        "1/0",
        "1 2",
        "(1",
        "NOW(1)",
        "ROUND(1)",
        "SUM()",
        "IF(1+2,3,4)",
        "__import__",
        "1+",
        "{b}:{b}",
        ")",
        '"text"',
    ],
)
def test_anything_else_is_refused(text):
    with pytest.raises(FormulaError):
        came_to(text)


@given(
    terms=st.lists(st.tuples(st.sampled_from("+-"), st.integers(0, 999), st.integers(1, 99)), min_size=1, max_size=8)
)
def test_sums_of_quotients_are_exact(terms):
    text = "0" + "".join(f"{sign}{over}/{under}" for sign, over, under in terms)

    assert came_to(text) == sum((1 if sign == "+" else -1) * Fraction(over, under) for sign, over, under in terms)


def test_references_come_in_order_each_once():
    assert references("ROUND(SUM({x.a}:{y.a})+{b}-{b},2)") == (("x.a", "y.a"), ("b", None))
