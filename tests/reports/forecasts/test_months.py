from __future__ import annotations

from datetime import date

from ledger.model.totals import Basis
from ledger.model.view import View
from ledger.reports.forecasts.months import months
from tests.reports.reading import headings
from tests.reports.reading import read
from tests.reports.reading import told
from tests.rules.dossiers import TODAY
from tests.rules.dossiers import dossier

ALL = View(today=TODAY)


def test_months_read_as_agreed():
    table = months(dossier(view=View(today=TODAY, start=date(2021, 1, 1))), View(today=TODAY, start=date(2021, 1, 1)))

    assert headings(table) == "Månad | Utfall | Ackumulerat utfall | Jämn budgettakt | Ackumulerad budgettakt"
    assert read(table) == (
        "2021-01 | 200 000 | 200 000 | 54 166,67 | 54 166,67\n"
        "2021-02 | 0 | 200 000 | 54 166,67 | 108 333,34\n"
        "2021-03 | 95 000 | 295 000 | 54 166,67 | 162 500,01\n"
        "2021-04 | −4 000 | 291 000 | 54 166,67 | 216 666,68\n"
        "2021-05 | 1 234,50 | 292 234,50 | 54 166,67 | 270 833,35\n"
        "2021-06 | 0 | 292 234,50 | 54 166,67 | 325 000,02\n"
        "2021-07 | 0 |  | 54 166,67 | 379 166,69\n"
        "2021-08 | 0 |  | 54 166,67 | 433 333,36\n"
        "2021-09 | 0 |  | 54 166,66 | 487 500,02\n"
        "2021-10 | 0 |  | 54 166,66 | 541 666,68\n"
        "2021-11 | 0 |  | 54 166,66 | 595 833,34\n"
        "2021-12 | 0 |  | 54 166,66 | 650 000\n"
        "== Summa | 292 234,50 |  | 650 000"
    )


def test_without_years_in_the_budget_there_is_no_guide():
    table = months(dossier(versions=()), ALL)

    assert table.cell("total", "guide").value is None
    assert told(table) == ["Budgeten har inga år, så ingen budgettakt visas."]


def test_months_outside_a_project_without_days_are_those_of_the_figures():
    table = months(dossier(versions=(), start=None, view=View(today=TODAY, basis=Basis.BELONGS)), ALL)

    assert [row.key for row in table.rows][:3] == ["2020-09", "2021-01", "2021-03"]


def test_a_view_keeps_to_its_days():
    view = View(today=TODAY, end=date(2020, 8, 20))

    assert [row.key for row in months(dossier(view=view), view).rows] == ["2020-07", "2020-08", "total"]
