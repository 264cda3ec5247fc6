"""LibreOffice computes a summary's workbook anew and must come to the library's figures. Everything is made up."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from ledger.app.projects import add_projects
from ledger.app.reports import workbook
from ledger.app.statements.reading import StatementFile
from ledger.app.statements.statements import import_statement
from ledger.render.xlsx import to_xlsx
from tests.conftest import FIXTURES
from tests.render.office import recalculate
from tests.reports.reading import labels

ROWS = """deltagare;månad;timmar;timpris;belopp
D1;2012-01;40,5;304,50;
D2;2012-01;12;98,2525;
D3;2012-01;3;;450,25
D1;2012-02;7,25;304,50;
"""


@pytest.fixture
def summary(book, write):
    """Return the workbook of a statement with rates of all kinds."""
    add_projects(book, [FIXTURES / "resursmodellen" / "project.toml"])
    told = {"source": "haninge", "category": "bidrag-annat-an-pengar"}
    import_statement(book, StatementFile(path=write("underlag.csv", ROWS), project="resursmodellen", told=told))
    return to_xlsx(workbook(book, "statement", ["resursmodellen"]), labels())


def figures(xlsx):
    sheet = load_workbook(io.BytesIO(xlsx), data_only=True).worksheets[0]
    return {
        cell.coordinate: round(Decimal(repr(cell.value)), 10)
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float)
    }


def test_every_formula_comes_to_the_figure_of_the_library(summary, tmp_path):
    kept = figures(summary)
    computed = figures(recalculate({"summary": summary}, tmp_path)["summary"])

    assert len(kept) == 19
    assert computed == kept


def test_amounts_and_totals_are_live(summary):
    sheet = load_workbook(io.BytesIO(summary)).worksheets[0]
    formulas = {cell.value for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=ROUND(")}

    assert sum("*" in each for each in formulas) == 2
    assert sum("SUM(" in each for each in formulas) == 2
