from __future__ import annotations

from datetime import date

import pytest
from click.testing import CliRunner

from cli import main
from ledger.app.book import create_book
from ledger.app.federation.cutoffs import at_cutoff
from ledger.app.federation.federation import add_federation
from ledger.app.pages import page
from ledger.app.projects import add_projects
from ledger.app.reports import report
from ledger.app.reports import workbook
from ledger.errors import BreakdownError
from ledger.errors import CutoffUnknownError
from ledger.model.view import Dimension
from ledger.model.view import View
from tests.conftest import STEGEN

FEDERATION = """
[federation]
name = "Förbundet Exempel"
cutoffs = ["04-30", "12-31"]
plan_years = ["2022"]

[[project]]
id = "stegen"
involvement = "owned"
"""
TODAY = date(2021, 6, 30)


@pytest.fixture
def book(tmp_path):
    (tmp_path / "stegen.toml").write_text(STEGEN, encoding="utf-8")
    (tmp_path / "federation.toml").write_text(FEDERATION, encoding="utf-8")
    with create_book(tmp_path / "medfin.db", author="Kassören") as made:
        add_projects(made, [tmp_path / "stegen.toml"])
        add_federation(made, tmp_path / "federation.toml")
        yield made


@pytest.mark.parametrize(
    ("cutoff", "year", "end"),
    [
        ("last", None, date(2021, 4, 30)),
        ("12-31", None, date(2020, 12, 31)),
        ("last", 2020, date(2020, 12, 31)),
        ("last", 2021, date(2021, 4, 30)),
        ("12-31", 2021, date(2021, 12, 31)),
    ],
)
def test_a_cut_off_is_a_year_and_its_last_day(book, cutoff, year, end):
    view = at_cutoff(book, View(today=TODAY, year=year), cutoff)

    assert (view.year, view.end) == (end.year, end)


@pytest.mark.parametrize(("cutoff", "year"), [("09-30", None), ("last", 2022)])
def test_a_cut_off_that_there_is_not_is_refused_with_those_there_are(book, cutoff, year):
    with pytest.raises(CutoffUnknownError, match="04-30, 12-31"):
        at_cutoff(book, View(today=TODAY, year=year), cutoff)


def test_what_has_changed_is_told_since_the_last_cut_off(book):
    table = report(book, "changes", (), View(today=TODAY))

    assert table.about[-1][1] == "2021-04-30"
    assert "changes" in {each.name for sheet in workbook(book, "board").sheets for each in sheet.tables}


@pytest.mark.usefixtures("book")
def test_the_command_takes_a_cut_off_or_days(tmp_path):
    def run(*arguments):
        return CliRunner().invoke(main, ["--book", str(tmp_path / "medfin.db"), "report", "board", *arguments])

    assert "2020-01-01 – 2020-04-30" in run("--cutoff", "04-30", "--year", "2020").output
    assert "ange --cutoff" in run("--cutoff", "last", "--to", "2020-01-01").output
    assert "FED-305" in run("--cutoff", "06-30").output


@pytest.mark.parametrize("by", ["project", "area", "category", "source", "member"])
def test_the_plan_stands_by_any_rows(book, by):
    view = View(today=TODAY, by=(Dimension(by),))

    assert [column.key for column in report(book, "plan", (), view).columns][-2:] == ["budget_2021", "plan_2022"]


@pytest.mark.parametrize(("name", "by"), [("whole", "year"), ("board", "area"), ("whole", "source")])
def test_a_page_and_a_workbook_show_the_rows_that_are_asked_for(book, name, by):
    view = View(today=TODAY, by=(Dimension(by),))

    assert {table.name for sheet in page(book, name, (), view).sheets for table in sheet.tables} == {f"{name}_{by}"}
    shown = workbook(book, name, (), view).sheets[1]
    assert f"{name}_{by}" in {table.name for table in shown.tables}


def test_rows_that_there_are_not_are_refused_in_a_workbook_too(book):
    with pytest.raises(BreakdownError):
        workbook(book, "whole", (), View(today=TODAY, by=(Dimension.AREA, Dimension.YEAR)))
