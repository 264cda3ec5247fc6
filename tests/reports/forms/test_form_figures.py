from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.money import Money
from ledger.core.words import label
from ledger.model.budgets.budget import CostLine
from ledger.model.budgets.budget import Stated
from ledger.model.forms.grid import Axis
from ledger.model.forms.grid import FormRow
from ledger.model.view import View
from ledger.reports.table import Cell
from ledger.reports.table import Formula
from ledger.reports.table import RowKind
from ledger.reports.table import Ruled
from tests.reports.forms.form_samples import GRID
from tests.reports.forms.form_samples import MIXED
from tests.reports.forms.form_samples import PHASES
from tests.reports.forms.form_samples import SCHEME
from tests.reports.forms.form_samples import TODAY
from tests.reports.forms.form_samples import cost
from tests.reports.forms.form_samples import dossier
from tests.reports.forms.form_samples import filled
from tests.reports.forms.form_samples import shown
from tests.reports.forms.form_samples import version


def test_a_form_by_years_has_the_budgets_years_first_and_the_whole_project_last():
    table = filled(GRID, dossier(version(*MIXED), phases=PHASES))

    assert shown(table) == [
        ["Kostnad", "År 2024", "År 2025", "Fas Start", "Fas b", label("form.whole")],
        [None, "kr", "kr", "kr", "kr", "kr"],
        [SCHEME.categories[0].name, 100_00, None, 3_00, 5_00, None],
        [SCHEME.categories[1].name, None, 70_00, None, None, 9_00],
        [SCHEME.categories[2].name, -20_00, None, None, None, None],
        ["Summa", 80_00, 70_00, 3_00, 5_00, 9_00],
    ]


def test_a_form_by_phases_has_the_projects_phases_first():
    block = attrs.evolve(GRID, axis=Axis.PHASES, whole_heading="Totalt projekt")
    table = filled(block, dossier(version(*MIXED), phases=PHASES))

    assert [column.key for column in table.columns] == ["row", "a", "b", "2024", "2025", "whole"]
    assert table.columns[-1].words == "Totalt projekt"


@pytest.mark.parametrize(
    ("axis", "told"),
    [
        (Axis.YEARS, [("Start", 3_00), ("b", 5_00)]),
        (Axis.PHASES, [("2024", 80_00), ("2025", 70_00)]),
        (Axis.WHOLE, []),
    ],
)
def test_amounts_of_times_that_the_form_does_not_ask_for_are_told(axis, told):
    table = filled(attrs.evolve(GRID, axis=axis), dossier(version(*MIXED), phases=PHASES))

    found = [dict(each.values) for each in table.findings]
    assert [(each["time"], each["amount"]) for each in found] == [(time, Money(minor)) for time, minor in told]


def test_a_form_on_the_whole_project_has_one_column_with_everything():
    table = filled(attrs.evolve(GRID, axis=Axis.WHOLE), dossier(version(*MIXED), phases=PHASES))

    assert [row[1:] for row in shown(table)] == [[label("form.whole")], ["kr"], [108_00], [79_00], [-20_00], [167_00]]


def test_a_budget_by_years_has_no_column_for_the_whole_project():
    table = filled(GRID, dossier(version(cost("resor", 1, year=2024))))

    assert [column.key for column in table.columns] == ["row", "2024"]


def test_a_year_asked_for_leaves_the_rest_out_and_says_so():
    table = filled(GRID, dossier(version(*MIXED)), View(today=TODAY.today, year=2024))

    assert [column.key for column in table.columns] == ["row", "2024"]
    assert table.notes == (label("form.only_year", year=2024),)


def test_listed_rows_stand_in_the_funders_words_and_may_join_categories():
    block = attrs.evolve(
        GRID, rows=(FormRow("Löner och resor", ("resor", "personal")), FormRow("Intäkt", ("intakter",)))
    )

    table = filled(block, dossier(version(cost("personal", 3, year=2024), cost("resor", 4, year=2024))))

    assert [(row.key, row.cells[0].value, row.cells[1].value) for row in table.rows] == [
        ("resor", "Löner och resor", 7),
        ("intakter", "Intäkt", None),
        ("total", "Summa", 7),
    ]


def test_a_budgeted_category_without_a_row_is_told_with_its_amount():
    block = attrs.evolve(GRID, rows=(FormRow("Löner", ("personal",)),))
    lines = (cost("resor", 70, year=2024), cost("resor", 7, year=2025), cost("intakter", 5))

    table = filled(block, dossier(version(*lines)))

    assert [(found.code, dict(found.values)) for found in table.findings] == [
        ("FRM-010", {"category": "resor", "amount": Money(77)}),
        ("FRM-010", {"category": "intakter", "amount": Money(-5)}),
    ]


@pytest.mark.parametrize(("code", "nearest"), [("personel", "personal"), ("xyz", "–")])
def test_a_row_of_a_category_that_the_scheme_lacks_is_told_with_the_nearest(code, nearest):
    table = filled(attrs.evolve(GRID, rows=(FormRow("Löner", (code,)),)), dossier(version()))

    assert [(found.code, dict(found.values)) for found in table.findings] == [
        ("FRM-012", {"category": code, "scheme": "exempel", "nearest": nearest})
    ]


def test_budget_cells_name_the_version_in_force_and_sums_are_formulas():
    block = attrs.evolve(GRID, sum_heading="Totalt")
    first, second = version(cost("resor", 1, year=2024)), version(cost("resor", 2, year=2024), reason="Ändring")

    table = filled(block, dossier(first, second))

    state = label("form.state.decided", day=date(2024, 1, 15))
    rule = label("form.version.reason", number=2, state=state, reason="Ändring")
    assert table.cell("resor", "2024") == Cell(2, Ruled(rule))
    assert table.cell("resor", "sum") == Cell(2, Formula("ROUND(SUM({2024}:{2024}),2)"))
    assert table.cell("total", "2024") == Cell(2, Formula("ROUND(SUM({personal.2024}:{intakter.2024}),2)"))
    assert table.cell("total", "sum") == Cell(2, Formula("ROUND(SUM({2024}:{2024}),2)"))
    assert table.rows[-1].kind is RowKind.TOTAL


def test_zero_and_nothing_are_blank_unless_the_form_prints_zero():
    subject = dossier(version(cost("resor", 0, year=2024)))

    assert filled(GRID, subject).cell("resor", "2024") == Cell()
    assert filled(attrs.evolve(GRID, shows_zero=True), subject).cell("personal", "2024").value == 0


def test_a_form_may_turn_the_sign_of_costs():
    block = attrs.evolve(GRID, costs_negative=True)

    table = filled(block, dossier(version(cost("resor", 70, year=2024), cost("intakter", 20, year=2024))))

    assert [row.cells[1].value for row in table.rows] == [None, -70, 20, -50]


def test_a_budget_of_nothing_gives_a_table_without_figures():
    table = filled(attrs.evolve(GRID, sum_heading="Totalt"), dossier(version()))

    assert [row.cells[1:] for row in table.rows] == [(Cell(),)] * 4


def test_a_form_without_a_row_of_sums_has_none():
    table = filled(attrs.evolve(GRID, total=None), dossier(version(*MIXED), phases=PHASES))

    assert [row.key for row in table.rows] == ["personal", "resor", "intakter"]


@pytest.mark.parametrize(
    ("stated", "notes"),
    [
        pytest.param(Stated(view="cost", amount_minor=80_00, year=2024), 0, id="a year's sum that agrees"),
        pytest.param(Stated(view="cost", amount_minor=81_00, year=2024), 1, id="a year's sum that differs"),
        pytest.param(Stated(view="cost", amount_minor=1, phase="a"), 1, id="a phase's sum that differs"),
        pytest.param(Stated(view="cost", amount_minor=1), 1, id="a sum of everything that differs"),
        pytest.param(Stated(view="support", amount_minor=1), 0, id="a sum of support, which is not in the table"),
        pytest.param(Stated(view="cost", amount_minor=1, approximate=True), 0, id="an approximate sum"),
    ],
)
def test_a_printed_sum_is_noted_where_the_rows_do_not_give_it(stated, notes):
    by_year, by_phase = (line for line in MIXED if line.year), (line for line in MIXED if line.phase)
    lines = by_phase if stated.phase else by_year

    table = filled(GRID, dossier(version(*lines, stated=(stated,)), phases=PHASES))

    assert len(table.notes) == notes


def test_approximate_amounts_are_counted_in_a_note():
    lines = (cost("resor", 1, year=2024, approximate=True), cost("resor", 2, year=2025))

    assert filled(GRID, dossier(version(*lines))).notes == (label("form.approximate", count=1),)


def test_rounded_figures_carry_the_exact_amount_and_the_step():
    block = attrs.evolve(GRID, rounding=1000)

    cell = filled(block, dossier(version(cost("resor", 1_400_00, year=2024)))).cell("resor", "2024")

    assert cell.value in (1_000_00, 2_000_00)
    assert cell.live.exact == Fraction(1_400_00)
    assert cell.live.rounding == label("form.rounding", unit=Money(1_000_00))


def test_what_is_rounded_to_zero_is_not_blank():
    block = attrs.evolve(GRID, rounding=1000)
    lines = (cost("resor", 1_00, year=2024), cost("personal", 999_00, year=2024))

    column = [row.cells[1].value for row in filled(block, dossier(version(*lines))).rows]

    assert sorted(column[:2]) == [0, 1_000_00]
    assert column[2:] == [None, 1_000_00]


LINES = st.lists(
    st.builds(
        CostLine,
        category=st.sampled_from(["personal", "resor", "intakter"]),
        amount_minor=st.integers(0, 10**12),
        year=st.sampled_from([None, 2023, 2024, 2025]),
    )
    | st.builds(
        CostLine,
        category=st.sampled_from(["personal", "resor"]),
        amount_minor=st.integers(0, 10**12),
        phase=st.sampled_from(["a", "b"]),
    ),
    max_size=12,
)


def evaluate(table, row, text):
    """Return what a sum formula comes to, minor units."""
    first, last = re.fullmatch(r"ROUND\(SUM\(\{(.+)\}:\{(.+)\}\),2\)", text).groups()
    at = {column.key: place for place, column in enumerate(table.columns)}
    rows = {each.key: place for place, each in enumerate(table.rows)}
    (top, left), (bottom, right) = (
        (rows[key.rpartition(".")[0]] if "." in key else row, at[key.rpartition(".")[2]]) for key in (first, last)
    )
    cells = [each.cells[place] for each in table.rows[top : bottom + 1] for place in range(left, right + 1)]
    return sum(cell.value or 0 for cell in cells)


@given(
    lines=LINES,
    axis=st.sampled_from(Axis),
    rounding=st.sampled_from([None, 1, 100, 1000]),
    negative=st.booleans(),
)
def test_formulas_give_their_cells_and_the_grand_total_is_the_budgets(lines, axis, rounding, negative):
    block = attrs.evolve(GRID, axis=axis, rounding=rounding, costs_negative=negative, sum_heading="Totalt")
    table = filled(block, dossier(version(*lines), phases=PHASES))
    sign = -1 if negative else 1
    exact = sign * sum(-line.amount_minor if line.category == "intakter" else line.amount_minor for line in lines)

    for at, row in enumerate(table.rows):
        for cell in row.cells:
            if isinstance(cell.live, Formula):
                assert evaluate(table, at, cell.live.text) == cell.value
            if isinstance(cell.live, Ruled) and cell.live.exact is not None:
                assert abs(cell.value - cell.live.exact) < rounding * 100
    if lines:
        assert abs(table.rows[-1].cells[-1].value - exact) < (rounding * 100 if rounding else 1)
