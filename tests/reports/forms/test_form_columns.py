"""Tables of a form with columns and rows of its own: what each shows, and that all of it adds up."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st

from ledger.model.forms.grid import Axis
from ledger.model.forms.grid import Every
from ledger.model.forms.grid import Figure
from ledger.model.forms.grid import FormRow
from ledger.model.forms.grid import Span
from ledger.model.forms.layout import Bind
from ledger.model.forms.layout import Field
from ledger.model.forms.layout import FieldList
from ledger.model.forms.layout import Keying
from ledger.model.forms.layout import Tie
from ledger.model.project import Part
from ledger.model.scheme import CategoryRole
from ledger.model.source import SourceForm
from ledger.model.source import SourceKind
from ledger.model.source import SourceRole
from ledger.reports.table import RowKind
from ledger.reports.table import Ruled
from ledger.reports.table import SumOf
from ledger.rules import budget
from tests.reports.forms.columns import column
from tests.reports.forms.columns import entry
from tests.reports.forms.columns import grid
from tests.reports.forms.columns import project
from tests.reports.forms.columns import shown
from tests.reports.forms.columns import tables
from tests.reports.forms.form_samples import cost
from tests.reports.forms.form_samples import version


def test_spans_cut_budget_and_entries():
    made = tables(
        grid(
            column("ar", Figure.BUDGET, span=Span.YEAR),
            column("fore-ar", Figure.ACTUAL, span=Span.YEAR, years=-1),
            column("fore", Figure.ACTUAL, span=Span.BEFORE),
            column("nu", Figure.ACTUAL, span=Span.PERIOD),
            column("ack", Figure.ACTUAL, span=Span.TO_DATE),
            column("ram", Figure.BUDGET, span=Span.TO_DATE),
            column("fas", Figure.ACTUAL, phase="b"),
        ),
        start=date(2024, 2, 1),
        end=date(2024, 12, 31),
    )["tabell"]

    assert shown(made, "ar") == {"personal": 800_00, "resor": None, "intakter": None, "total": 800_00}
    assert shown(made, "fore-ar")["total"] == 100_00
    assert (shown(made, "fore")["total"], shown(made, "nu")["total"], shown(made, "ack")["total"]) == (
        150_01,
        20_00,
        170_01,
    )
    assert shown(made, "ram")["total"] == 1_000_00
    assert shown(made, "fas")["total"] == 50_01


def test_costs_and_income_stand_apart_with_the_forms_sign():
    made = tables(
        grid(
            column("intakt", Figure.INCOME),
            column("kostnad", Figure.COSTS),
            column("netto", Figure.SUM, of=("intakt", "kostnad")),
            column("samma", Figure.ACTUAL),
            costs_negative=True,
        )
    )["tabell"]

    assert [shown(made, key)["total"] for key in ("intakt", "kostnad", "netto", "samma")] == [
        5_00,
        -175_01,
        -170_01,
        -170_01,
    ]


def test_financing_shows_promised_earned_and_received():
    made = tables(
        grid(
            column("budget", Figure.BUDGET),
            column("upparbetat", Figure.ACTUAL),
            column("inbetalt", Figure.RECEIVED),
            column("kvar", Figure.DIFFERENCE, of=("upparbetat", "inbetalt")),
            every=Every.SOURCES,
        )
    )["tabell"]

    assert shown(made, "budget") == {"fond": 600_00, "kommun": 400_00, "total": 1_000_00}
    assert shown(made, "upparbetat")["total"] == 170_01
    assert shown(made, "inbetalt") == {"fond": 60_00, "kommun": 0, "total": 60_00}
    assert shown(made, "kvar")["total"] == 110_01
    assert isinstance(made.cell("fond", "upparbetat").live, Ruled)
    assert isinstance(made.cell("fond", "inbetalt").live, SumOf)


@pytest.mark.parametrize(
    ("row", "value"),
    [
        (FormRow("Båda", categories=("personal", "resor")), 175_01),
        (FormRow("Direkta", category_roles=(CategoryRole.DIRECT,)), 175_01),
        (FormRow("Intäkter", category_roles=(CategoryRole.INCOME,)), -5_00),
        (FormRow("Natura", category_roles=(CategoryRole.IN_KIND,)), None),
        (FormRow("Allt", whole=True), 170_01),
        (FormRow("Stöd", source_roles=(SourceRole.SUPPORT,)), 102_01),
        (FormRow("Kommuner", source_kinds=(SourceKind.MUNICIPALITY,)), 68_00),
        (FormRow("Bidrag", source_forms=(SourceForm.GRANT,)), 102_01),
        (FormRow("Regioner", source_kinds=(SourceKind.REGION,)), None),
        (FormRow("Kommunen", sources=("kommun",)), 68_00),
        (FormRow("Öppen", is_open=True), None),
        (FormRow("Rubrik"), None),
    ],
)
def test_a_row_shows_what_it_selects(row, value):
    made = tables(grid(column("utfall", Figure.ACTUAL), rows=(row,), total=None, partial=True))["tabell"]

    assert made.rows[0].cells[1].value == value
    assert made.rows[0].cells[1].open is row.is_open


def test_rows_are_computed_from_rows_and_not_summed_twice():
    rows = (
        FormRow("Personal", categories=("personal",)),
        FormRow("Resor", categories=("resor",)),
        FormRow("Kostnader", key="kostnader", plus=("personal", "resor")),
        FormRow("Intäkter", categories=("intakter",)),
        FormRow("Netto", key="netto", plus=("kostnader",), minus=("resor",)),
    )
    made = tables(grid(column("utfall", Figure.ACTUAL), column("ord", Figure.TEXT), rows=rows))["tabell"]

    assert list(shown(made, "utfall").values()) == [150_01, 25_00, 175_01, -5_00, 150_01, 170_01]
    assert [row.kind for row in made.rows].count(RowKind.SUBTOTAL) == 2
    assert [row.cells[2].open for row in made.rows] == [True, True, False, True, False, False]


def test_columns_repeated_together_go_side_by_side():
    made = tables(
        grid(
            column("budget", Figure.BUDGET, over=Axis.YEARS, heading="Budget {year}"),
            column("utfall", Figure.ACTUAL, over=Axis.YEARS, heading="Utfall {year}"),
            column("kvar", Figure.DIFFERENCE, over=Axis.YEARS, of=("budget", "utfall")),
            column("summa", Figure.SUM, of=("budget",)),
        )
    )["tabell"]
    keys = [each.key for each in made.columns]

    assert keys[1:7] == ["budget-2023", "utfall-2023", "kvar-2023", "budget-2024", "utfall-2024", "kvar-2024"]
    assert shown(made, "summa")["total"] == 1_000_00
    assert shown(made, "kvar-2024")["personal"] == 749_99
    assert [found.code for found in made.findings] == ["FRM-011"]
    assert shown(made, "utfall-b")["personal"] is None, "its entries stand in their year already"


def test_earlier_versions_stand_beside_the_one_in_force():
    first = version(cost("resor", 10_00), decided=date(2024, 1, 1))
    second = version(cost("resor", 20_00), decided=date(2024, 2, 1))
    third = version(cost("resor", 40_00), decided=date(2024, 3, 1))
    columns = (
        column("forst", Figure.BUDGET_FIRST),
        column("fore", Figure.BUDGET_BEFORE),
        column("ny", Figure.BUDGET),
        column("andel", Figure.RATIO, of=("ny", "fore")),
    )

    made = tables(grid(*columns), subject=project(first, second, third))["tabell"]
    alone = tables(grid(*columns), subject=project(first))["tabell"]

    assert [made.cell("total", each.key).value for each in columns] == [10_00, 20_00, 40_00, Fraction(2)]
    assert [alone.cell("resor", each.key).value for each in columns] == [10_00, None, 10_00, None]


def test_months_run_on_beside_an_even_pace():
    made = tables(
        grid(
            column("utfall", Figure.ACTUAL),
            column("ack", Figure.RUNNING, of=("utfall",)),
            column("takt", Figure.GUIDE),
            column("ram", Figure.BUDGET),
            every=Every.MONTHS,
        )
    )

    table = made["tabell"]
    assert (shown(table, "ack")["2024-12"], shown(table, "ack")["total"]) == (170_01, None)
    assert shown(table, "takt")["total"] == 900_00
    assert shown(table, "ram")["2024-01"] is None
    assert {row.key: row.cells[-1].value for row in made["kontroll"].rows}["tabell-utfall"] == 0


def test_the_even_pace_is_laid_on_months_once_for_all_rows(monkeypatch):
    laid = []
    guide = budget.monthly_guide
    monkeypatch.setattr(budget, "monthly_guide", lambda *given: laid.append(1) or guide(*given))

    tables(grid(column("takt", Figure.GUIDE), every=Every.MONTHS))

    assert len(laid) == 1


def test_parts_years_and_phases_can_be_rows():
    parts = (Part(id="del", name="Delprojektet"),)
    by_part = tables(grid(column("u", Figure.ACTUAL), every=Every.PARTS), subject=project(parts=parts))["tabell"]
    by_year = tables(grid(column("u", Figure.ACTUAL), column("b", Figure.BUDGET), every=Every.YEARS))["tabell"]
    by_phase = tables(grid(column("u", Figure.ACTUAL), every=Every.PHASES))["tabell"]

    assert shown(by_part, "u")["del"] == 25_00
    assert shown(by_year, "u") == {"2023": 100_00, "2024": 70_01, "b": None, "total": 170_01}
    assert shown(by_year, "b") == {"2023": 100_00, "2024": 800_00, "b": 100_00, "total": 1_000_00}
    assert shown(by_phase, "u")["b"] == 50_01


def test_what_is_booked_on_no_row_is_told_and_turns_the_check():
    rows = (FormRow("Personal", categories=("personal",)),)
    made = tables(grid(column("utfall", Figure.ACTUAL), rows=rows))

    assert sorted((found.code, dict(found.values)["category"]) for found in made["tabell"].findings) == [
        ("FRM-015", "intakter"),
        ("FRM-015", "resor"),
    ]
    assert made["kontroll"].rows[0].cells[-1].value == -20_00


def test_figures_that_must_be_alike_are_compared_without_regard_to_the_sign_of_costs():
    costs = grid(column("utfall", Figure.ACTUAL), costs_negative=True)
    paid = grid(column("utfall", Figure.ACTUAL), every=Every.SOURCES, key="betalt")
    ties = (
        Tie("Lika", "tabell/total.utfall", "betalt/total.utfall"),
        Tie("Saknas", "tabell/total.utfall", "betalt/ingen.utfall"),
    )

    made = tables(costs, paid, ties=ties)["kontroll"]

    assert made.rows[-1].key == "lika-1"
    assert made.rows[-1].cells[-1].value == 0


def test_an_empty_figure_is_compared_as_a_spreadsheet_reads_it():
    made = tables(
        grid(column("fas", Figure.ACTUAL, phase="b"), column("prognos", Figure.FORECAST), total=None),
        ties=(Tie("Lika", "tabell/resor.prognos", "tabell/resor.prognos"),),
    )["kontroll"]

    assert [cell.value for cell in made.rows[-1].cells[1:]] == [0, 0, 0]


def test_figures_are_listed_to_be_typed():
    rows = (FormRow("Kostnader"), FormRow("Personal", categories=("personal",)))
    keying = Keying(key="skriv", of=(("tabell", "utfall"),), headings=("Nr", "Fält", "Belopp"))

    made = tables(grid(column("utfall", Figure.ACTUAL), rows=rows, partial=True), keying)["skriv"]

    assert [row.cells[0].value for row in made.rows] == [1, 2]
    assert [row.cells[2].value for row in made.rows] == [150_01, 150_01]
    assert made.rows[0].cells[2].live.text == "N({tabell/personal.utfall})"


def test_fields_show_what_the_budget_comes_to():
    binds = (Bind.BUDGET_TOTAL, Bind.BUDGET_SUPPORT, Bind.BUDGET_COFINANCING, Bind.BUDGET_SUPPORT_SHARE)
    block = FieldList(key="huvud", fields=tuple(Field(str(bind), bind) for bind in binds))

    made = tables(block)["huvud"]
    empty = tables(block, subject=project(version(cost("resor", 0))))["huvud"]

    assert [row.cells[1].value for row in made.rows] == [1_000_00, 600_00, 400_00, Fraction(3, 5)]
    assert [row.cells[1].open for row in empty.rows] == [False, True, True, True]


def test_a_budget_without_years_is_told_where_only_years_are_shown():
    whole = project(version(cost("resor", 70_00), cost("personal", 30_00, phase="b")))

    by_year = tables(grid(column("b", Figure.BUDGET, span=Span.YEAR)), subject=whole, year=2024)["tabell"]
    by_days = tables(grid(column("b", Figure.BUDGET, span=Span.PERIOD)), subject=whole, year=2024)["tabell"]

    assert [(found.code, str(dict(found.values)["amount"].minor)) for found in by_year.findings] == [
        ("FRM-018", "10000")
    ]
    assert shown(by_days, "b")["personal"] == 30_00
    assert [dict(found.values)["amount"].minor for found in by_days.findings] == [70_00]


def test_a_figure_outside_its_time_is_left_empty():
    rows = (FormRow("Resor", categories=("resor",)),)
    odd = tables(
        grid(column("takt", Figure.GUIDE), column("fri", Figure.AMOUNT), column("mott", Figure.RECEIVED), rows=rows)
    )["tabell"]
    outside = project(version(cost("resor", 70_00, year=2030)))
    later = tables(grid(column("b", Figure.BUDGET, span=Span.PERIOD)), subject=outside, year=2030)["tabell"]

    assert (odd.cell("resor", "takt").value, odd.cell("resor", "fri").open) == (None, True)
    assert shown(later, "b")["resor"] == 70_00


def test_rows_of_a_federation_are_none_where_no_figure_is_of_its_whole():
    made = tables(grid(column("u", Figure.ACTUAL), every=Every.AREAS))["tabell"]

    assert made.rows == ()


AMOUNTS = st.integers(-(10**11), 10**11)

ROWS = st.lists(
    st.builds(
        lambda day, category, amount: (day.isoformat(), category, amount),
        st.dates(date(2023, 1, 1), date(2024, 12, 31)),
        st.sampled_from(["personal", "resor"]),
        AMOUNTS,
    ),
    max_size=15,
)


@given(
    rows=ROWS,
    start=st.dates(date(2023, 1, 2), date(2024, 12, 30)),
    rounding=st.sampled_from([None, 1, 100, 1000]),
    negative=st.booleans(),
)
@example(  # more than the sources pay, and reversed later
    rows=[("2023-01-01", "personal", 100_001), ("2023-01-02", "personal", -1)],
    start=date(2023, 1, 2),
    rounding=None,
    negative=False,
)
def test_before_and_now_are_to_date_and_every_check_holds(rows, start, rounding, negative):
    """Cost ties to the öre, also rounded within a unit, and so does what sources have earned."""
    entries = tuple(entry(at, *row) for at, row in enumerate(rows, start=1))
    columns = (
        column("fore", Figure.ACTUAL, span=Span.BEFORE),
        column("nu", Figure.ACTUAL, span=Span.PERIOD),
        column("ack", Figure.ACTUAL, span=Span.TO_DATE),
    )
    made = tables(
        grid(*columns, rounding=rounding, costs_negative=negative),
        grid(*columns, key="betalt", every=Every.SOURCES),
        entries=entries,
        start=start,
        end=date(2024, 12, 31),
    )

    for name in ("betalt",) if rounding else ("tabell", "betalt"):
        for row in made[name].rows:
            before, now, to_date = (made[name].cell(row.key, each.key).value or 0 for each in columns)
            assert before + now == to_date
    assert {row.cells[-1].value for row in made["kontroll"].rows} == {0}
    total = sum(amount for _, _, amount in rows)
    unit = (rounding or 0) * 100
    assert abs(abs(made["tabell"].cell("total", "ack").value) - abs(total)) <= unit
