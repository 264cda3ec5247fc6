"""Figures filled in where people do not see them, or where they may not write, are told with their cell."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from ledger.app.funders import filling
from ledger.app.funders.filling import fill
from ledger.errors import ForeignFileError
from ledger.errors import TextWorkbookError
from ledger.importers.funders.workbook import read_funder_workbook
from ledger.rules.funders.fill import May


@pytest.fixture
def run(booked, tmp_path, write, monkeypatch):
    """Return a function that fills a cell of a workbook with hidden parts, and says what is told."""
    monkeypatch.setattr(filling, "converted", lambda *_: None)
    path = tmp_path / "dold.xlsx"
    with xlsxwriter.Workbook(path) as made:
        shown, hidden, very = (made.add_worksheet(name) for name in ("Syns", "Dolt", "Djupt"))
        for sheet in (shown, hidden, very):
            sheet.write("A1", "Belopp")
        shown.set_row(6, None, None, {"hidden": True})
        shown.write("B7", 0)
        shown.set_column("D:E", None, None, {"hidden": True})
        shown.set_column("G:G", 0)
        hidden.hide()
        very.very_hidden()
        made.add_worksheet("Låst").protect()

    def told(at, may=None):
        by = write("karta.toml", f'[cells]\n"{at}" = "budget/personal.2021"')
        return [
            (each.code, each.place.column, str(each.words)) for each in fill(booked, by, path, "stegen", may).findings
        ]

    return told


@pytest.mark.parametrize(
    ("at", "why"),
    [
        ("Dolt!B2", "fill.unseen.sheet"),
        ("Djupt!B2", "fill.unseen.very_hidden"),
        ("Syns!B7", "fill.unseen.row"),
        ("Syns!C7", "fill.unseen.row"),
        ("Syns!E3", "fill.unseen.column"),
        ("Syns!G3", "fill.unseen.column"),
    ],
)
def test_a_figure_that_nobody_sees_is_told_with_its_cell(run, at, why):
    ((code, place, words),) = run(at, May())

    assert (code, place) == ("FILL-049", at)
    assert why in words


def test_a_figure_that_is_seen_is_not(run):
    assert run("Syns!B3", May()) == []


def test_a_locked_cell_that_is_written_all_the_same_is_told(run):
    assert [code for code, *_ in run("Låst!B2", May())] == ["FILL-020"]
    assert [(code, place) for code, place, _ in run("Låst!B2", May(overwrite=True))] == [("FILL-050", "Låst!B2")]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"datum;belopp\n2021-01-01;5\n", TextWorkbookError),
        ("år\r\n".encode("cp1252"), TextWorkbookError),
        (b"", ForeignFileError),
        (b"%PDF-1.7\n", ForeignFileError),
        (b"\x89PNG\r\n\x1a\n\x00", ForeignFileError),
    ],
    ids=["csv", "latin", "empty", "pdf", "picture"],
)
def test_what_is_no_workbook_is_told_as_what_it_is(content, error):
    with pytest.raises(error, match=r"utfall\.csv.*\.xlsx"):
        read_funder_workbook(io.BytesIO(content), "utfall.csv")
