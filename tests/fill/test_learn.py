"""A map proposed from the words in a workbook: right where it is sure, and remarked where it is not."""

from __future__ import annotations

import io
import tomllib

import pytest
import xlsxwriter

from ledger.app.funders import filling
from ledger.app.funders.filling import fill
from ledger.app.funders.learning import learn
from ledger.errors import UnknownProjectError


def sheet(path, name, rows, *, protect=False, form=None):
    """Write a workbook of one sheet, None for a cell to fill in."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"default_date_format": "mmm yy"}) as book:
        page = book.add_worksheet(name)
        unlocked = book.add_format({"locked": False, "num_format": form or "0"})
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if value is None:
                    page.write_blank(row, column, None, unlocked)
                elif value != "":
                    page.write(row, column, value)
        if protect:
            page.protect()
    path.write_bytes(stream.getvalue())
    return path


def proposed(done):
    return {each.at: (each.shows, each.sure) for each in done.proposals}


def test_the_made_up_workbook_is_learned_and_then_filled(booked, template, write, monkeypatch):
    monkeypatch.setattr(filling, "converted", lambda *_: None)
    done = learn(template, booked, "stegen")
    found = proposed(done)

    assert found["projektnamn"] == ("project.name", True)
    assert found["Budget!B4"] == ("project.owner", True)
    assert found["Budget!C12"] == ("budget/lokal.2021", True)
    assert found["Budget!D13"] == ("budget/total.2022", True)
    assert "Budget!C11" not in found or not found["Budget!C11"][1]
    map_path = write("karta.toml", done.text)
    filled = fill(booked, map_path, template, "stegen")

    assert filled.content is not None
    assert done.sure == len(tomllib.loads(done.text)["cells"])
    assert "36000" in done.text


def test_actuals_variance_and_shares_by_heads_of_columns(booked, tmp_path):
    rows = [
        ["Ekonomisk redovisning"],
        ["Projekt:", None],
        ["", "Budget", "Utfall", "Utfall 2021", "Avvikelse", "Förbrukat"],
        ["1. Personalkostnader", None, None, None, None, None],
        ["Summa kostnader", None, None, None, None, None],
        ["Förbundet", None, None, "", "", ""],
        ["Summa finansiering", None, None, "", "", ""],
    ]
    found = proposed(learn(sheet(tmp_path / "f.xlsx", "Uppföljning", rows), booked, "stegen"))

    assert found["Uppföljning!B2"] == ("project.name", True)
    assert found["Uppföljning!B4"] == ("budget/personal.total", True)
    assert found["Uppföljning!C4"] == ("variance/personal.actual", True)
    assert found["Uppföljning!D4"] == ("variance/personal.actual?year=2021", True)
    assert found["Uppföljning!E4"] == ("variance/personal.remaining", True)
    assert found["Uppföljning!F4"] == ("variance/personal.used", True)
    assert found["Uppföljning!C5"] == ("variance/total.actual", True)
    assert found["Uppföljning!B6"] == ("financing/support/forbundet.total", True)
    assert found["Uppföljning!C6"] == ("cofinancing/support/forbundet.earned", True)
    assert found["Uppföljning!C7"] == ("cofinancing/total.earned", True)


def test_words_that_are_only_like_known_ones_are_remarks(booked, tmp_path):
    rows = [["", 2021], ["Personal", None], ["Lokalkostnad", None], ["Helt annat", None]]
    done = learn(sheet(tmp_path / "f.xlsx", "Blad1", rows), booked, "stegen")

    assert proposed(done) == {
        "Blad1!B2": ("budget/personal.2021", False),
        "Blad1!B3": ("budget/lokal.2021", False),
    }
    assert tomllib.loads(done.text)["cells"] == {}
    assert '# "Blad1!B2"' in done.text


def test_locked_cells_texts_and_hidden_sheets_are_passed_over(booked, tmp_path):
    rows = [["", "Budget 2021", "Budget 2022"], ["Lokalkostnader", None, "se bilaga"], ["Personalkostnader", "", None]]
    done = learn(sheet(tmp_path / "f.xlsx", "Blad1", rows, protect=True), booked, "stegen")

    assert set(proposed(done)) == {"Blad1!B2", "Blad1!C3"}


def test_thousands_are_seen_and_a_share_is_in_percent_where_the_cell_is_not(booked, tmp_path):
    rows = [["Belopp i tkr", "Budget", "Förbrukat"], ["Personalkostnader", None, None]]
    plain = learn(sheet(tmp_path / "f.xlsx", "Blad1", rows), booked, "stegen")
    percent = learn(sheet(tmp_path / "g.xlsx", "Blad1", rows, form="0 %"), booked, "stegen")

    assert {each.at: str(each.unit) for each in plain.proposals} == {"Blad1!B2": "tkr", "Blad1!C2": "%"}
    assert '{ shows = "budget/personal.total", unit = "tkr" }' in plain.text
    assert [each.unit for each in percent.proposals][1] != "%"


def test_a_field_stands_beside_its_label_or_beneath_it(booked, tmp_path):
    rows = [["Projektnamn", None], ["Startdatum", "Slutdatum"], [None, None], ["Sökande", "Projektnummer"], ["", None]]
    found = proposed(learn(sheet(tmp_path / "f.xlsx", "Blad1", rows), booked, "stegen"))

    assert found["Blad1!B1"] == ("project.name", True)
    assert found["Blad1!A3"] == ("project.start", True)
    assert found["Blad1!B3"] == ("project.end", True)


def test_without_a_project_the_scheme_is_the_one_whose_words_are_found(template):
    done = learn(template, language="en")

    assert proposed(done)["Budget!C10"] == ("budget/tjanster.2021", True)
    assert "Categories of generell" in done.text


def test_a_figure_that_the_project_has_not_is_not_sure(booked, tmp_path):
    done = learn(sheet(tmp_path / "f.xlsx", "Budget", [["", 2030], ["Lokalkostnader", None]]), booked, "stegen")

    assert proposed(done) == {"Budget!B2": ("budget/lokal.2030", False)}


def test_words_from_the_workbook_stay_within_their_remark(booked, tmp_path):
    rows = [["", 'Budget 2021\n"Budget!A1" = "x"'], ["Lokalkostnader", None]]
    done = learn(sheet(tmp_path / "f.xlsx", "Budget", rows), booked, "stegen")

    assert "Budget!A1" not in tomllib.loads(done.text)["cells"]


def test_an_unknown_project_is_refused(booked, template):
    with pytest.raises(UnknownProjectError):
        learn(template, booked, "stege")
