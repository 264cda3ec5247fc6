"""What a workbook takes in a cell: judged where its rules stand in it as they are, and said where they are computed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.model.funders.funder_workbook import Allowed
from ledger.model.funders.funder_workbook import CellArea
from ledger.model.funders.funder_workbook import FunderCell
from ledger.model.funders.funder_workbook import FunderSheet
from ledger.model.funders.funder_workbook import FunderWorkbook
from ledger.model.funders.funder_workbook import Holds
from ledger.rules.funders.entered import Entered
from ledger.rules.funders.entered import Verdict
from ledger.rules.funders.fill import Located

TAKES, REFUSES, UNKNOWN = Verdict.TAKES, Verdict.REFUSES, Verdict.UNKNOWN
AREA = (CellArea((1, 1), (2, 2)),)


def cell(row, text, holds=Holds.TEXT, formula=None):
    return FunderCell((row, 1), (0, 0), 0, holds, text, formula)


LISTS = FunderSheet(
    name="Listor",
    part="lists",
    content=b"",
    cells={
        (row, 1): each
        for row, each in enumerate(
            (
                cell(1, "Ja"),
                cell(2, "2021", Holds.NUMBER),
                cell(3, "", Holds.NOTHING),
                cell(4, "5", Holds.NUMBER, "2+3"),
                cell(5, "1", Holds.TRUTH),
            ),
            start=1,
        )
    },
)


def judged(rule, content, filled=frozenset()):
    sheet = FunderSheet(name="Blad", part="p", content=b"", allowed=(Allowed(AREA, *rule),))
    names = {"svar": "Listor!$A$1:$A$3", "blad!egna": "Listor!$A$2", "trasigt": "Listor!#REF!", "borta": "Borta!$A$1"}
    workbook = FunderWorkbook(file="f", part="p", sheets=(sheet, LISTS), names=names)
    assert not list(Entered(workbook, Located(sheet, (3, 1)), content).judged())
    ((_, verdict),) = Entered(workbook, Located(sheet, (2, 1)), content, filled).judged()
    return verdict


@pytest.mark.parametrize(
    ("rule", "content", "verdict"),
    [
        (("none",), Decimal(5), TAKES),
        (("whole", "greaterThan", "0"), Decimal("5.00"), TAKES),
        (("whole", "greaterThan", "0"), Decimal("5.01"), REFUSES),
        (("whole", "greaterThan", "0"), "fem", REFUSES),
        (("whole", "between", "0", "4"), Decimal(5), REFUSES),
        (("decimal", "notBetween", "0", "4"), Decimal(5), TAKES),
        (("decimal", "between", "0", ""), Decimal(-5), REFUSES),
        (("decimal", "between", "0", "SUM(A1:A9)"), Decimal(5), UNKNOWN),
        (("decimal", "between", "SUM(A1:A9)", "9"), Decimal(15), REFUSES),
        (("decimal", "equal", "5"), Decimal("5.0"), TAKES),
        (("decimal", "notEqual", "5"), Decimal(5), REFUSES),
        (("decimal", "greaterThan", "5"), Decimal(5), REFUSES),
        (("decimal", "lessThan", "5"), Decimal(4), TAKES),
        (("decimal", "greaterThanOrEqual", "0"), Decimal("-0.01"), REFUSES),
        (("decimal", "lessThanOrEqual", "5"), Decimal(5), TAKES),
        (("decimal", "lessThanOrEqual", "Listor!$A$2"), Decimal(2022), REFUSES),
        (("decimal", "lessThanOrEqual", "egna"), Decimal(2021), TAKES),
        (("decimal", "lessThanOrEqual", "Listor!$A$1"), Decimal(1), UNKNOWN),
        (("decimal", "lessThanOrEqual", "Listor!$A$4"), Decimal(1), UNKNOWN),
        (("decimal", "lessThanOrEqual", "Listor!$A$9"), Decimal(1), UNKNOWN),
        (("decimal", "lessThanOrEqual", "svar"), Decimal(1), UNKNOWN),
        (("decimal", "lessThanOrEqual", "borta"), Decimal(1), UNKNOWN),
        (("decimal", "greaterThanOrEqual", "NaN"), Decimal(-1), UNKNOWN),
        (("decimal", "unheard of", "0"), Decimal(-1), UNKNOWN),
        (("date", "greaterThanOrEqual", "43831"), Decimal(44197), TAKES),
        (("date", "greaterThanOrEqual", "43831"), "2021-01-01", REFUSES),
        (("textLength", "lessThanOrEqual", "4"), "fem!!", REFUSES),
        (("textLength", "lessThanOrEqual", "4"), Decimal(123456), REFUSES),
        (("list", "between", '"Ja, Nej"'), "ja", TAKES),
        (("list", "between", '"1,2"'), Decimal(2), TAKES),
        (("list", "between", '"1,2"'), Decimal(3), REFUSES),
        (("list", "between", "Listor!$A$1:$A$3"), "JA", TAKES),
        (("list", "between", "Listor!$A$1:$A$3"), "kanske", REFUSES),
        (("list", "between", "Svar"), Decimal(2021), TAKES),
        (("list", "between", "Listor!$A$1:$A$4"), "Ja", UNKNOWN),
        (("list", "between", "Listor!$A$1:$A$5"), "Nej", UNKNOWN),
        (("list", "between", "Listor!$A$1:$B$9000"), "Ja", UNKNOWN),
        (("list", "between", "INDIRECT(A1)"), "Ja", UNKNOWN),
        (("list", "between", "trasigt"), "Ja", UNKNOWN),
        (("list", "between", "$A$1:$A$3"), "Ja", REFUSES),
        (("custom", "between", "A1>2"), Decimal(3), UNKNOWN),
    ],
)
def test_what_the_author_of_a_workbook_allows(rule, content, verdict):
    assert judged(rule, content) is verdict


def test_a_cell_that_is_filled_at_the_same_time_bounds_nothing():
    rule = ("decimal", "lessThanOrEqual", "Listor!$A$2")

    assert judged(rule, Decimal(2022), {("lists", (2, 1))}) is UNKNOWN


@given(st.integers(-9, 9), st.integers(-9, 9), st.integers(-9, 9))
def test_what_lies_between_two_bounds_does_not_lie_outside_them(value, first, second):
    within = judged(("decimal", "between", str(first), str(second)), Decimal(value))
    outside = judged(("decimal", "notBetween", str(first), str(second)), Decimal(value))

    assert {within, outside} == {TAKES, REFUSES}
