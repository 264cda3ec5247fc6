"""Every figure by its address: the one that is printed gives the figure that stands beside it."""

from __future__ import annotations

import pytest

from ledger import catalog
from ledger.app.book import create_book
from ledger.app.explanations.figures import Figures
from ledger.app.explanations.figures import figure
from ledger.app.explanations.figures import figures
from ledger.app.funders.forms import form
from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from ledger.app.reports import report
from ledger.app.tables import REPORTS
from ledger.errors import FigureAddressError
from ledger.errors import LedgerError
from ledger.errors import NoFigureYetError
from ledger.errors import StorageError
from ledger.errors import UnknownFigureError
from ledger.errors import UnknownProjectError
from ledger.errors import UnknownReportError
from ledger.model.totals import Basis
from ledger.model.view import Dimension
from ledger.model.view import View
from tests.conftest import ACTUALS
from tests.conftest import FIXTURES
from tests.conftest import STEGEN

MEDELSANSOKAN = "burlov-staffanstorp/medelsansokan"


@pytest.fixture
def booked(stegen, write):
    """Return the book with four entries."""
    import_file(stegen, write("actuals.csv", ACTUALS), project="stegen")
    return stegen


def view(book, **terms):
    return View(today=book.today, **terms)


def test_every_address_of_every_report_gives_its_figure(booked):
    shown = set()
    for name in REPORTS:
        try:
            table = report(booked, name, ["stegen"])
        except LedgerError:  # a report on what the project has not, such as a claim
            continue
        for address, column, cell in table.figures():
            found = figure(booked, "stegen", address)
            shown.add(name)

            assert (found.address, found.column, found.cell) == (address, column, cell)
    assert shown >= {"overview", "budget", "financing", "variance", "cofinancing", "months", "entries", "audit"}


@pytest.mark.parametrize(
    "terms",
    [
        {"year": 2021},
        {"basis": Basis.BELONGS, "by": (Dimension.YEAR, Dimension.CATEGORY)},
        {"by": (Dimension.SOURCE,)},
        {"attested": True},
    ],
    ids=str,
)
def test_an_address_says_all_of_a_view(booked, terms):
    table = report(booked, "variance", ["stegen"], view(booked, **terms))
    found = [(figure(booked, "stegen", address).cell, cell) for address, _, cell in table.figures()]

    assert found
    assert all(one == other for one, other in found)
    assert "?" in next(table.figures())[0]


def test_a_report_as_known_on_a_day_has_addresses_that_say_so(booked):
    table = report(booked, "variance", ["stegen"], view(booked, known=booked.today))
    address, _, cell = next(table.figures())

    assert address == "variance/personal.budget?known=2026-01-31"
    assert figure(booked, "stegen", address).cell == cell


def test_reports_over_several_projects_have_addresses_of_their_own(booked, write):
    add_projects(booked, [write("other.toml", STEGEN.replace('"stegen"', '"annan"'))])
    together = report(booked, "variance", ["stegen", "annan"])
    everything = report(booked, "consolidated")

    for table in (together, everything):
        for address, _, cell in table.figures():
            assert figure(booked, "annan", address).cell == cell
    assert "variance/total.actual?projects=stegen,annan" in {address for address, _, _ in together.figures()}
    assert figure(booked, "annan", "variance/total.actual").cell.value == 0


def test_a_form_s_figures_have_addresses_that_name_the_form(booked):
    made = form(booked, MEDELSANSOKAN, "stegen")
    tables = [table for sheet in made.sheets for table in sheet.tables]
    listed = [(address, cell) for table in tables for address, _, cell in table.figures()]

    assert listed
    for address, cell in listed:
        assert address.endswith(f"?form={MEDELSANSOKAN}")
        assert figure(booked, "stegen", address).cell == cell


def test_a_form_of_ones_own_has_the_same_addresses_from_wherever_it_is_asked_for(tmp_path, monkeypatch, write):
    folder, other = tmp_path / "bok", tmp_path / "annan"
    folder.mkdir()
    other.mkdir()
    own = (catalog.DATA / "forms" / f"{MEDELSANSOKAN}.toml").read_text(encoding="utf-8")
    (folder / "min.toml").write_text(own, encoding="utf-8")
    with create_book(folder / "b.db", author="Ekonomen") as book:
        add_projects(book, [write("stegen.toml", STEGEN)])
        monkeypatch.chdir(folder)
        asked = {form(book, name, "stegen").asked for name in ("min.toml", "./min.toml", str(folder / "min.toml"))}
        monkeypatch.chdir(other)
        asked.add(form(book, "../bok/min.toml", "stegen").asked)
        found = figure(book, "stegen", f"kostnad/personal.2021{min(asked)}")

    assert asked == {"?form=min.toml"}
    assert found.cell.value == 400_000_00


@pytest.mark.no_cover
def test_the_usual_figures_are_those_of_reports_and_of_forms_that_fit(booked):
    listed = {each.address: each for each in figures(booked, "stegen")}

    assert "variance/personal.actual" in listed
    assert {address.partition("/")[0] for address in listed} >= {"overview", "budget", "cofinancing", "months"}
    assert any(MEDELSANSOKAN in address for address in listed)
    assert not any(address.startswith(("entries/", "findings/", "audit/")) for address in listed)
    asked = Figures(booked, "stegen")
    assert all(asked.at(address).cell == each.cell for address, each in listed.items())


def test_a_project_in_another_scheme_has_no_figures_of_a_form_that_does_not_fit(book):
    add_projects(book, [FIXTURES / "torget" / "project.toml"])

    assert not any(MEDELSANSOKAN in each.address for each in figures(book, "torget"))


def test_a_place_that_the_report_leaves_empty_has_an_address(booked):
    found = figure(booked, "stegen", "variance/ovrigt.budget")

    assert found.cell.value is None


def test_a_mistyped_address_is_refused_with_the_nearest(booked):
    with pytest.raises(UnknownFigureError, match=r"variance/personal\.actual\?year=2021"):
        figure(booked, "stegen", "variance/personel.actual?year=2021")
    with pytest.raises(UnknownFigureError, match=r"variance/personal\.actual"):
        figure(booked, "stegen", "variance/personal.actul")
    with pytest.raises(UnknownFigureError, match=r"\?form="):
        figure(booked, "stegen", f"kostnadr/personal.2021?form={MEDELSANSOKAN}")


def test_a_known_source_without_a_row_is_told_from_a_mistyped_one(booked):
    told = figure(booked, "stegen", "cofinancing/support/forbundet.planned")
    assert told.cell.value == 82_000_000

    with pytest.raises(NoFigureYetError, match="2022"):
        figure(booked, "stegen", "variance/2022.actual?by=month")


def test_what_is_no_report_project_or_address_is_refused(booked):
    with pytest.raises(UnknownReportError, match="variance"):
        figure(booked, "stegen", "varians/personal.actual")
    with pytest.raises(UnknownProjectError):
        figures(booked, "stege")
    with pytest.raises(FigureAddressError):
        figure(booked, "stegen", "variance")


def test_a_report_is_made_once_however_many_of_its_figures_are_asked_for(booked, monkeypatch):
    made = []
    real = REPORTS["variance"]
    monkeypatch.setitem(REPORTS, "variance", lambda *asked: made.append(asked) or real(*asked))
    asked = Figures(booked, "stegen")

    for column in ("budget", "actual", "remaining"):
        asked.at(f"variance/personal.{column}")

    assert len(made) == 1


def test_a_book_that_fails_is_not_taken_for_a_report_with_nothing_to_show(booked, monkeypatch):
    def fails(*_):
        raise StorageError(book="bok", reason="disk")

    monkeypatch.setitem(REPORTS, "variance", fails)

    with pytest.raises(StorageError):
        tuple(figures(booked, "stegen"))


def test_a_figure_carries_its_table_row_and_column(booked):
    found = figure(booked, "stegen", "variance/personal.actual")

    assert (found.table.name, found.row.key, found.column.key) == ("variance", "personal", "actual")
    assert found.cell.value == 6_692_100
