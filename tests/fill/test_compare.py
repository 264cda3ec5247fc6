"""A filled workbook read back: every figure that differs is found, and nothing else."""

from __future__ import annotations

import openpyxl
import pytest

from ledger import catalog
from ledger.app.funders import filling
from ledger.app.funders.comparing import compare
from ledger.app.funders.filling import fill
from ledger.app.funders.forms import form
from ledger.app.funders.office import converted
from ledger.app.imports.actuals import enter
from ledger.app.projects import add_projects
from ledger.app.reports import workbook
from ledger.core.words import label
from ledger.errors import FileRefusedError
from ledger.errors import OtherProjectError
from ledger.model.view import View
from ledger.render.xlsx import to_xlsx
from tests.conftest import STEGEN
from tests.fill.funder import BUDGET
from tests.fill.funder import edited
from tests.render.office import office

MEDELSANSOKAN = "burlov-staffanstorp/medelsansokan"


def shown(done):
    return [(each.cell, each.address, each.found, each.expected) for each in done.differences]


@pytest.fixture
def filled(booked, the_map, template, tmp_path, monkeypatch):
    """Return the path of the filled workbook, without what its formulas give."""
    monkeypatch.setattr(filling, "converted", lambda *_: None)
    path = tmp_path / "ifylld.xlsx"
    path.write_bytes(fill(booked, the_map, template, "stegen").content)
    return path


@pytest.fixture
def made(tmp_path):
    """Return a function that writes a workbook of medfin's own."""

    def write(made, language="sv"):
        path = tmp_path / "egen.xlsx"
        path.write_bytes(to_xlsx(made, catalog.labels(language)))
        return path

    return write


def test_what_was_filled_in_is_what_the_book_says(booked, filled, the_map, monkeypatch):
    office()
    monkeypatch.setattr(filling, "converted", converted)
    done = compare(booked, filled, "stegen", the_map)

    assert (done.cells, done.differences, done.findings) == (8, (), ())


def test_without_libreoffice_formulas_are_not_read(booked, filled, the_map):
    done = compare(booked, filled, "stegen", the_map)

    assert [finding.code for finding in done.findings] == ["FILL-040"]
    assert {each.cell for each in done.differences} == {"Budget!C13", "Budget!D13"}


def test_a_changed_figure_is_found_with_both_values(booked, filled, the_map):
    text = filled.read_bytes()
    filled.write_bytes(edited(text, BUDGET, ("<v>400000</v>", "<v>400000.01</v>"), ("Stegen till", "Vägen till")))
    done = compare(booked, filled, "stegen", the_map)

    assert ("Budget!C7", "budget/personal.2021", "400000.01", "400000") in shown(done)
    assert ("Budget!B3", "project.name", "Vägen till arbete", "Stegen till arbete") in shown(done)


def test_a_changed_book_is_found(booked, filled, write):
    by = write("utfall.toml", '[cells]\n"Budget!C8" = { shows = "variance/personal.actual", zero = true }')
    path = filled.with_name("b.xlsx")
    path.write_bytes(fill(booked, by, filled, "stegen").content)
    assert not compare(booked, path, "stegen", by).differences

    enter(booked, "stegen", {"date": "2021-05-01", "category": "personal", "amount": "0,01"})

    assert shown(compare(booked, path, "stegen", by)) == [
        ("Budget!C8", "variance/personal.actual", "66921", "66921.01")
    ]


def test_without_a_map_the_cells_that_are_recognised_are_compared(booked, filled):
    filled.write_bytes(edited(filled.read_bytes(), BUDGET, ("<v>36000</v>", "<v>63000</v>")))
    done = compare(booked, filled, "stegen")

    assert ("Budget!C12", "budget/lokal.2021", "63000", "36000") in shown(done)
    assert "FILL-042" in [finding.code for finding in done.findings]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_form_of_medfin_s_own_is_compared_cell_by_cell(booked, made, language):
    path = made(form(booked, MEDELSANSOKAN, "stegen"), language)
    done = compare(booked, path, "stegen")

    assert done.cells > 5
    assert (done.differences, done.findings) == ((), ())


@pytest.mark.usefixtures("as_kept")
@pytest.mark.parametrize("name", ["variance", "budget", "audit", "months"])
def test_a_report_s_workbook_is_compared_cell_by_cell(booked, made, name):
    path = made(workbook(booked, name, ["stegen"], View(today=booked.today, year=None)))
    done = compare(booked, path, "stegen")

    assert (done.differences, done.findings) == ((), ())


def test_a_form_in_which_somebody_has_changed_a_figure(booked, made):
    office()
    path = made(form(booked, MEDELSANSOKAN, "stegen"))
    book = openpyxl.load_workbook(path)
    cell = next(cell for row in book["Underlag"].iter_rows() for cell in row if cell.value == 400000)
    cell.value = 1
    book.save(path)
    done = compare(booked, path, "stegen")

    assert ("1", "400000") in {(each.found, each.expected) for each in done.differences}
    assert len(done.differences) >= 3


def altered(done):
    return [(each.cell, each.found, each.expected) for each in done.changed]


@pytest.mark.usefixtures("as_kept")
def test_a_formula_replaced_by_another_with_the_same_result_is_found(booked, made):
    path = made(form(booked, MEDELSANSOKAN, "stegen"))
    book = openpyxl.load_workbook(path)
    sheet = book["Medelsansökan"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=ROUND(SUM("))
    was, cell.value = cell.value, cell.value + "+0"
    sheet["A1"] = "En annan rubrik"
    sheet["H2"] = 7
    book.save(path)
    done = compare(booked, path, "stegen")

    assert altered(done) == [
        ("Medelsansökan!A1", "En annan rubrik", "Medelsansökan till Samordningsförbundet Burlöv-Staffanstorp"),
        ("Medelsansökan!H2", "7", label("fill.nothing")),
        (f"Medelsansökan!{cell.coordinate}", f"{was}+0", was),
    ]


@pytest.mark.usefixtures("as_kept")
def test_two_edits_that_take_each_other_back_are_found(booked, made):
    path = made(form(booked, MEDELSANSOKAN, "stegen"))
    book = openpyxl.load_workbook(path)
    amounts = [cell for row in book["Underlag"].iter_rows() for cell in row if cell.value in (400000, 36000)]
    amounts[0].value, amounts[1].value = 399999, 36001
    book.save(path)

    assert {(found, was) for _, found, was in altered(compare(booked, path, "stegen"))} == {
        ("399999", "400000"),
        ("36001", "36000"),
    }


@pytest.mark.usefixtures("as_kept")
def test_what_people_fill_in_is_no_change(booked, made):
    path = made(form(booked, MEDELSANSOKAN, "stegen"))
    book = openpyxl.load_workbook(path)
    for row in book["Medelsansökan"].iter_rows():
        for cell in row:
            if not cell.protection.locked and not isinstance(cell, openpyxl.cell.MergedCell):
                cell.value = "Ifyllt"
    book.save(path)

    assert altered(compare(booked, path, "stegen")) == []


@pytest.mark.usefixtures("as_kept")
def test_a_form_is_known_by_its_stamps_also_when_the_book_has_moved_on(booked, made):
    path = made(form(booked, "finsam/slutuppfoljning", "stegen"))
    enter(booked, "stegen", {"date": "2021-01-01", "category": "lokal", "amount": "7"})
    assert altered(compare(booked, path, "stegen")) == []

    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if "SUMIFS" in str(cell.value)]
    cells[0].value = "=1"
    del book["Kontroller"]
    book.save(path)
    done = compare(booked, path, "stegen")

    assert altered(done) == [(f"{sheet.title}!{cells[0].coordinate}", "=1", label("fill.unknown"))]
    assert {"FILL-047", "FILL-048"} <= {each.code for each in done.findings}


@pytest.mark.usefixtures("as_kept")
def test_a_form_without_stamps_is_told(booked, made):
    path = made(form(booked, MEDELSANSOKAN, "stegen"))
    book = openpyxl.load_workbook(path)
    for name in [each.name for each in book.custom_doc_props.props if ".stamps." in each.name]:
        del book.custom_doc_props[name]
    book.save(path)

    assert [each.code for each in compare(booked, path, "stegen").findings if each.code == "FILL-046"] == ["FILL-046"]


@pytest.mark.usefixtures("as_kept")
def test_rows_that_have_moved_are_told_and_not_compared(booked, made):
    path = made(workbook(booked, "variance", ["stegen"]))
    enter(booked, "stegen", {"date": "2021-01-01", "category": "lokal", "amount": "7"})
    done = compare(booked, path, "stegen")

    assert done.differences
    assert {finding.code for finding in done.findings} <= {"FILL-041"}


@pytest.mark.usefixtures("as_kept")
def test_a_workbook_of_another_project_is_refused(booked, made, write):
    add_projects(booked, [write("annan.toml", STEGEN.replace('"stegen"', '"annan"'))])
    path = made(form(booked, MEDELSANSOKAN, "stegen"))

    with pytest.raises(OtherProjectError, match="stegen"):
        compare(booked, path, "annan")


def test_a_map_with_errors_is_refused(booked, filled, write):
    with pytest.raises(FileRefusedError):
        compare(booked, filled, "stegen", write("x.toml", "[cells]"))


def test_a_map_that_does_not_fit_is_told(booked, filled, write):
    done = compare(booked, filled, "stegen", write("x.toml", '[cells]\nX = "project.id"\n"Budget!A1" = "a/b.c"'))

    assert [finding.code for finding in done.findings if finding.stops] == ["FILL-004", "FILL-008"]
    assert done.cells == 0
