from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.core.finding import warning
from ledger.core.money import Currency
from ledger.model.budgets.budget import BudgetState
from ledger.model.entry_kind import EntryKind
from ledger.model.source import SourceForm
from ledger.model.source import SourceRole
from ledger.model.totals import Basis
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.reports.sheet import ChartKind
from ledger.reports.workbook import consolidated_workbook
from ledger.reports.workbook import project_workbook
from tests.reports.evaluate import spots
from tests.reports.reading import labels
from tests.reports.reading import read
from tests.rules.dossiers import ENTRIES
from tests.rules.dossiers import TODAY
from tests.rules.dossiers import cases
from tests.rules.dossiers import dossier
from tests.rules.dossiers import rows_of
from tests.rules.test_consolidate import COMMON
from tests.rules.test_consolidate import MAPPING

ALL = View(today=TODAY)


def _book(**changes):
    return project_workbook(dossier(**changes), rows_of(ENTRIES), ALL)


def _other(found):
    project = attrs.evolve(found.project, id="vagar", name="Vägar")
    return attrs.evolve(found, project=project, totals=tuple(each._replace(project="vagar") for each in found.totals))


def _names(workbook):
    return [labels().say(sheet.name) for sheet in workbook.sheets]


@pytest.mark.parametrize(
    ("first", "names"),
    [
        pytest.param(
            "variance",
            ["Översikt", "Budget mot utfall", "Finansiering", "Budget", "Månader", "Poster"],
            id="budget against actual follows the overview unless another report is asked for",
        ),
        pytest.param(
            "financing",
            ["Översikt", "Finansiering", "Budget mot utfall", "Budget", "Månader", "Poster"],
            id="the financing plan stands on the sheet of who pays",
        ),
        pytest.param(
            "findings",
            ["Översikt", "Budget mot utfall", "Finansiering", "Budget", "Månader", "Poster"],
            id="a report without a sheet of its own changes nothing",
        ),
    ],
)
def test_the_sheets(first, names):
    assert _names(project_workbook(dossier(), rows_of(ENTRIES), ALL, first)) == names


def test_the_overview_shows_the_key_figures_of_the_other_sheets():
    table = _book().sheets[0].tables[0]

    assert read(table) == (
        "Budget | 1 050 000\n"
        "Utfall | 392 234,60 | 1961173/5250000\n"
        "Kvar av budgeten | 657 765,40 | 3288827/5250000\n"
        "Planerad finansiering | 1 050 000\n"
        "Upparbetad finansiering | 392 234,60\n"
        "Mottagna pengar | 195 000\n"
        "Kvar att få från finansiärerna | 172 234,60"
    )


def test_findings_stand_on_the_overview():
    found = (warning("STA-001"),)

    tables = project_workbook(dossier(), rows_of(ENTRIES), ALL, found=found).sheets[0].tables

    assert [table.name for table in tables] == ["overview", "findings"]


def test_charts_show_what_is_used_who_pays_and_how_it_runs():
    charts = _book().sheets[0].charts

    assert [(chart.kind, chart.table, chart.series) for chart in charts] == [
        (ChartKind.STACKED_BAR, "variance", ("actual", "remaining")),
        (ChartKind.DOUGHNUT, "cofinancing", ("earned",)),
        (ChartKind.LINE, "months", ("cumulative", "guide_cumulative")),
    ]


def test_before_anything_is_spent_the_plan_is_charted():
    workbook = project_workbook(dossier(()), (), ALL)

    assert [chart.series for chart in workbook.sheets[0].charts] == [
        ("actual", "remaining"),
        ("planned",),
        ("guide_cumulative",),
    ]


def test_nothing_is_charted_where_there_is_nothing():
    assert project_workbook(dossier((), versions=()), (), ALL).sheets[0].charts == ()


def test_many_projects_are_not_charted():
    many = tuple(
        attrs.evolve(dossier(), project=attrs.evolve(dossier().project, id=f"p{number}")) for number in range(26)
    )

    assert consolidated_workbook(many[:25], ALL, {}).sheets[0].charts != ()
    assert consolidated_workbook(many, ALL, {}).sheets[0].charts == ()


def test_several_projects_rest_on_subtotals():
    workbook = consolidated_workbook((dossier(), _other(dossier())), ALL, {})

    assert _names(workbook) == ["Sammanställning", "Finansiering", "Delsummor"]
    assert read(workbook.sheets[2].tables[0]).splitlines()[:2] == [
        "broar | förskott |  | Exempelby kommun (medfinansiering, kontant) | 2020-01-01 | 50 000 | 1",
        "broar | kostnad | Lokaler | Exempelregionen | 2021-01-01 | 70 000 | 1",
    ]


def test_the_same_facts_give_the_same_workbook():
    assert _book() == _book()


@settings(max_examples=25, deadline=None)
@given(cases(), st.sampled_from([(), (Dimension.SOURCE,), (Dimension.PART, Dimension.YEAR), (Dimension.MONTH,)]))
def test_every_live_figure_of_a_project_computes_to_what_it_says(case, by):
    found, rows, view = case

    for spot in spots(project_workbook(found, rows, attrs.evolve(view, by=by))):
        assert spot.computed == spot.said, spot.address


@settings(max_examples=25, deadline=None)
@given(
    cases(),
    st.sampled_from([(), *((each,) for each in Dimension if each not in (Dimension.AREA, Dimension.MEMBER))]),
    st.sampled_from([None, COMMON]),
)
def test_every_live_figure_over_projects_computes_to_what_it_says(case, by, common):
    found, _, view = case
    euro = attrs.evolve(found, project=attrs.evolve(found.project, id="euro", currency=Currency("EUR")))
    projects = (found, _other(found), euro)

    for spot in spots(consolidated_workbook(projects, attrs.evolve(view, by=by), {"rad": MAPPING}, common)):
        assert spot.computed == spot.said, spot.address


def test_an_entry_changed_on_the_sheet_moves_the_sums_over_it():
    workbook = _book()
    entries = workbook.sheets[-1].tables[0]
    place = [column.key for column in entries.columns].index("amount")
    row = entries.rows[0]
    cells = (*row.cells[:place], row.cells[place]._replace(value=1_00), *row.cells[place + 1 :])
    changed = attrs.evolve(entries, rows=(attrs.evolve(row, cells=cells), *entries.rows[1:]))
    sheet = attrs.evolve(workbook.sheets[-1], tables=(changed,))

    moved = {
        spot.address
        for spot in spots(attrs.evolve(workbook, sheets=(*workbook.sheets[:-1], sheet)))
        if spot.computed != spot.said
    }

    assert {"variance/personal.actual", "overview/actual.amount", "months/2020-09.actual"} <= moved
    assert not any(address.startswith("budget/") for address in moved)


def test_every_word_stands_in_both_languages():
    paid = View(today=TODAY, basis=Basis.PAID, year=2021, end=TODAY)
    books = (
        _book(),
        project_workbook(dossier(versions=()), rows_of(ENTRIES), paid, found=(warning("STA-001"),)),
        consolidated_workbook((dossier(), _other(dossier())), View(today=TODAY, by=(Dimension.CATEGORY,)), {}, COMMON),
    )
    for language in ("sv", "en"):
        words = labels(language)
        for table in (table for book in books for sheet in book.sheets for table in sheet.tables):
            texts = [table.title, *(column.words for column in table.columns), *table.notes]
            texts += [text for pair in table.about for text in pair]
            texts += [cell.value for row in table.rows for cell in row.cells if not isinstance(cell.value, int)]
            assert all(words.say(text) for text in texts if not getattr(text, "key", "").startswith("finding."))


def test_every_kind_form_role_and_state_has_a_word():
    words = labels()
    keys = [
        *(f"kind.{each}" for each in EntryKind),
        *(f"source_form.{each}" for each in SourceForm),
        *(f"role.{each}" for each in SourceRole),
        *(f"state.{each}" for each in BudgetState),
        *(f"basis.{each}" for each in Basis),
        *(f"column.{each}" for each in Dimension),
    ]

    assert all(words.texts[key] for key in keys)
