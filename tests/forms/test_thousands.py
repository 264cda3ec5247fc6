"""A form in thousands of kronor, from its file to what is read in LibreOffice: what is read adds up."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ledger import catalog
from ledger.app.funders.forms import form
from ledger.app.projects import add_projects
from ledger.model.view import View
from ledger.render.xlsx import to_xlsx
from ledger.reports.table import Formula
from ledger.reports.table import Ruled
from tests.conftest import STEGEN
from tests.forms.texts import figures
from tests.forms.texts import head
from tests.forms.texts import row
from tests.render.office import PLAIN
from tests.render.office import SHOWN
from tests.render.office import recounted

UNEVEN = STEGEN.replace('"400 000", 2022', '"400 400", 2022').replace('"36 000"', '"36 450"')
"""Made up: rounded one by one, 400 400 and 36 450 are 400 and 36 thousand, but their sum is 437."""

FORM = (
    head("prov/tusental", "Budget")
    + figures("kostnader", "Kostnad", 'columns = "years"', 'sum_heading = "Totalt"', "in_thousands = true")
    + row("Personal", 'categories = ["personal"]')
    + row("Lokal", 'categories = ["lokal"]')
)


@pytest.fixture
def made(book, write):
    """Return the form, filled."""
    add_projects(book, [write("stegen.toml", UNEVEN)])
    return form(book, str(write("form.toml", FORM)), "stegen", View(today=book.today))


def test_amounts_are_rounded_so_that_they_add_up_and_keep_the_exact_one(made):
    table = made.sheets[0].tables[0]
    rows = [[cell.value for cell in row.cells[1:]] for row in table.rows]

    assert [[value and value // 100_000 for value in row] for row in rows] == [
        [400, 420, 820],
        [37, None, 37],
        [437, 420, 857],
    ]
    live = table.cell("lokal", "2021").live
    assert isinstance(live, Ruled)
    assert live.exact == Fraction(36_450_00)
    assert isinstance(table.cell("total", "2021").live, Formula)
    assert [column.unit for column in table.columns[1:]] == ["tkr"] * 3


def test_thousands_are_read_and_whole_kronor_are_held(made, tmp_path):
    files = {"form": to_xlsx(made, catalog.labels("sv"))}
    seen, held = (recounted(files, tmp_path / name, to)["form"] for name, to in (("seen", SHOWN), ("held", PLAIN)))
    cells = ("B9", "B10", "B11", "D11")

    assert [seen["Budget", place] for place in cells] == ["400", "37", "437", "857"]
    assert [held["Budget", place] for place in cells] == ["400000", "37000", "437000", "857000"]
    assert any("tusental" in value for (tab, _), value in seen.items() if tab == "Budget")
    assert {seen[place] for place in seen if place[0] == "Kontroller" and place[1] in ("D4", "D5")} == {"stämmer"}
