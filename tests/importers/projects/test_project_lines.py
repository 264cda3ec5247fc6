from __future__ import annotations

from fractions import Fraction

import pytest

from ledger.importers.projects.project_file import read_project_file
from ledger.model.budgets.budget import BudgetState
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.budgets.budget import CostLine
from ledger.model.budgets.budget import FinancingLine
from ledger.model.budgets.budget import Stated
from ledger.model.budgets.budget import Units
from tests.importers.projects.project_texts import BUDGET
from tests.importers.projects.project_texts import LOOKUP
from tests.importers.projects.project_texts import PHASE
from tests.importers.projects.project_texts import SMALL
from tests.importers.projects.project_texts import SOURCE
from tests.importers.projects.project_texts import held


def test_compact_and_written_out_lines_make_the_same_kind_of_line():
    file = held(
        SMALL
        + SOURCE
        + PHASE
        + BUDGET
        + """
[budget.cost]
lon = { 2011 = 40000, start = "1 000,50", total = "ca 1,5 mkr" }
[budget.financing]
esf = { total = "100 000", approximate = true }
[[budget.line]]
category = "lon"
phase = "start"
part = "norr"
amount = "40 000"
note = "halvtid"
[[budget.line]]
source = "esf"
year = 2011
amount = "10 000"
approximate = true
[[part]]
id = "norr"
name = "Norra delen"
"""
    )

    assert file.budgets[0].cost == (
        CostLine(category="lon", amount_minor=40_000_00, year=2011),
        CostLine(category="lon", amount_minor=1_000_50, phase="start"),
        CostLine(category="lon", amount_minor=1_500_000_00, approximate=True),
        CostLine(category="lon", amount_minor=40_000_00, phase="start", part="norr", note="halvtid"),
    )
    assert file.budgets[0].financing == (
        FinancingLine(source="esf", amount_minor=100_000_00, approximate=True),
        FinancingLine(source="esf", amount_minor=10_000_00, approximate=True, year=2011),
    )


LINE = SMALL + BUDGET + '[[budget.line]]\ncategory = "lon"\nyear = 2011\n'


@pytest.mark.parametrize(
    ("quantity", "exact", "amount_minor"),
    [
        ("3", Fraction(3), 1_260_15),
        ('"1 720"', Fraction(1720), 722_486_00),
        ('"86,5"', Fraction(173, 2), 36_334_33),
        ('"1/3"', Fraction(1, 3), 140_02),
    ],
    ids=["whole", "with a space", "with decimals", "a third"],
)
def test_a_line_s_amount_is_quantity_times_price_rounded_half_up(quantity, exact, amount_minor):
    text = f'{LINE}quantity = {quantity}\nunit = "timmar"\nprice = "420,05"\n'
    (line,) = held(text).budgets[0].cost

    units = Units(quantity=exact, price_minor=420_05, unit="timmar")
    assert line == CostLine(category="lon", amount_minor=amount_minor, year=2011, units=units)
    assert held(f'{text}amount = "{amount_minor // 100},{amount_minor % 100:02d}"\n').budgets[0].cost == (line,)


@pytest.mark.parametrize(
    ("rest", "codes"),
    [
        ("quantity = 3\n", ["PRJ-026"]),
        ("price = 3\namount = 3\n", ["PRJ-026"]),
        ('unit = "timmar"\namount = 3\n', ["PRJ-026"]),
        ("quantity = 0\nprice = 3\n", ["PRJ-027"]),
        ('quantity = "halva"\nprice = 3\n', ["PRJ-027"]),
        ("quantity = -2\nprice = 3\n", ["PRJ-027"]),
        ('quantity = 2\nprice = "cirka 3"\n', ["PRJ-027"]),
        ("quantity = 2\nprice = 3\namount = 7\n", ["PRJ-028"]),
        ("quantity = 2\nprice = 3\namount = -6\n", ["PRJ-013"]),
        ('unit = "timmar"\n', ["TOML-005", "PRJ-026"]),
    ],
)
def test_a_quantity_or_price_that_gives_no_amount_is_told(rest, codes):
    file, findings = read_project_file(LINE + rest, "x.toml", LOOKUP)

    assert file is None
    assert [finding.code for finding in findings] == codes


def test_lines_for_the_same_cell_are_told_apart_by_their_notes():
    again = '[[budget.line]]\ncategory = "lon"\nyear = 2011\namount = 2\n'
    first = LINE + 'amount = 1\nnote = "ledare"\n'

    assert [line.amount_minor for line in held(f'{first}{again}note = "stöd"\n').budgets[0].cost] == [100, 200]
    for second in (again, f'{again}note = "ledare"\n'):
        assert [each.code for each in read_project_file(first + second, "x.toml", LOOKUP)[1]] == ["PRJ-015"]


def test_printed_totals_are_kept_by_view():
    file = held(
        SMALL
        + BUDGET
        + '[budget.stated]\nsupport = "9 930 495 kr"\ntotal = "23 942 810 kr"\ncost = { 2011 = "cirka 5 mkr" }\n'
    )

    assert file.budgets[0].stated == (
        Stated(view="cost", amount_minor=5_000_000_00, approximate=True, year=2011),
        Stated(view="cost", amount_minor=23_942_810_00),
        Stated(view="support", amount_minor=9_930_495_00),
    )


@pytest.mark.parametrize("key", ["committed", "total"])
def test_what_a_source_promises_is_financing_of_the_first_version(key):
    promise = f'{key} = "cirka 600 000: -"\n'
    line = FinancingLine(source="esf", amount_minor=600_000_00, approximate=True)

    assert held(SMALL + SOURCE + promise).budgets == (BudgetVersion(state=BudgetState.DRAFT, financing=(line,)),)
    two = held(SMALL + SOURCE + promise + BUDGET + "decided = 2011-01-01\n" + BUDGET)
    assert [version.financing for version in two.budgets] == [(line,), ()]


@pytest.mark.parametrize(
    ("amount", "note"),
    [
        pytest.param("600 000:-", None, id="a plain amount needs no words"),
        pytest.param("cirka 600 000: -", None, id="cirka is said by the flag"),
        pytest.param("minst 600 000 kr", "minst 600 000 kr", id="at least says more than approximate"),
        pytest.param("600.000 kr under 2014 (exkl moms)", "600.000 kr under 2014 (exkl moms)", id="value added tax"),
    ],
)
def test_words_that_say_more_than_the_figure_are_kept(amount, note):
    file = held(f'{SMALL}{SOURCE}committed = "{amount}"\n')

    assert file.budgets[0].financing[0].amount_minor == 600_000_00
    assert file.budgets[0].financing[0].note == note
