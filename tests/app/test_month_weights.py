"""Month weights of a project file: read, written back, and used by the forecast and the months."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from ledger.app.projects import export_project
from ledger.app.reports import report
from ledger.model.view import View
from tests.conftest import ACTUALS
from tests.conftest import STEGEN

WEIGHTS = '[month_weights]\nall      = "1,1,1,1,1,1,0,1,1,1,1,1"\npersonal = "1,1,0,0,0,0,0,0,0,0,0,2"\n'


@pytest.fixture
def weighted(book, write):
    add_projects(book, [write("stegen.toml", STEGEN + WEIGHTS)])
    import_file(book, write("actuals.csv", ACTUALS), project="stegen")
    return book


def test_the_budget_pace_follows_the_weights_and_adds_up(weighted):
    table = report(weighted, "months", ("stegen",), View(today=date(2021, 3, 31)))

    assert [table.cell(month, "guide").value for month in ("2021-01", "2021-07", "2021-12")] == [
        100_000_00 + 3_272_73,
        0,
        200_000_00 + 3_272_72,
    ]
    assert sum(table.cell(f"2021-{month:02d}", "guide").value for month in range(1, 13)) == 436_000_00
    assert table.cell("2021-01", "guide").live.rule.key == "rule.guide.weighted"
    assert "note.guide.weighted" in [note.key for note in table.notes]


def test_the_forecast_by_plan_takes_what_the_weights_leave(weighted):
    table = report(weighted, "forecast", ("stegen",), View(today=date(2021, 3, 31), year=2021))

    assert table.cell("personal", "remaining_plan").value == 200_000_00
    assert table.cell("personal", "remaining_plan").live.rule.key == "rule.remaining_plan.weighted"


def test_weights_are_exported_as_they_came(weighted):
    assert WEIGHTS in export_project(weighted, "stegen")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('all = "1,2,3"', "TOML-008"),
        ('all = "0,0,0,0,0,0,0,0,0,0,0,0"', "TOML-008"),
        ('all = "1,1,1,1,1,1,1,1,1,1,1,x"', "TOML-008"),
        ('all = "1,1,1,1,1,1,1,1,1,1,1,12345678"', "TOML-008"),
        ('personl = "1,1,1,1,1,1,1,1,1,1,1,1"', "PRJ-004"),
    ],
)
def test_weights_that_cannot_be_used_are_told(book, write, line, code):
    added = add_projects(book, [write("stegen.toml", f"{STEGEN}[month_weights]\n{line}\n")])

    assert (added.new, [finding.code for finding in added.findings if finding.stops]) == ((), [code])
