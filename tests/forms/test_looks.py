"""How forms look where that is more than taste: nothing is cut off, and costs grow to the right."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import load_workbook

from ledger import catalog
from ledger.app.funders.forms import form
from ledger.render.workbook.width import lines
from ledger.render.xlsx import to_xlsx
from tests.forms.filled import FILLED
from tests.forms.filled import filled_book
from tests.forms.filled import view


@pytest.fixture(scope="module")
def written():
    """Return a function that writes a form in Swedish."""
    with filled_book() as book:

        def write(name):
            project, terms = FILLED[name]
            return to_xlsx(form(book, name, project, view(book, terms)), catalog.labels("sv"))

        yield write


def value_axis(xlsx):
    with zipfile.ZipFile(io.BytesIO(xlsx)) as parts:
        drawn = parts.read("xl/charts/chart1.xml").decode()
    return drawn.partition("<c:valAx>")[2]


@pytest.mark.parametrize(
    ("name", "orientation"),
    [("finsam/driftsredovisning", "maxMin"), ("esf-2007-2013/utbetalning", "minMax")],
    ids=["with a minus sign", "without"],
)
def test_bars_of_costs_grow_to_the_right(written, name, orientation):
    assert f'<c:orientation val="{orientation}"/>' in value_axis(written(name))


def test_a_form_of_two_columns_has_room_for_what_stands_above(written):
    sheet = load_workbook(io.BytesIO(written("esf-2021-2027/projektbudget-15")))["Projektbudget"]

    assert {str(each) for each in sheet.merged_cells.ranges} >= {"B2:D2", "B3:D3"}


def test_a_web_address_begins_a_line_and_gets_the_lines_into_which_it_is_broken():
    address = "https://exempel.se/" + "a" * 37

    assert lines(f"Förlaga: {address}", 52) == 3
    assert lines(address, 52) == 2
    assert lines(f"{address} sidan 3", 52) == 2
    assert lines("Förlaga: " + "ord " * 12, 52) == 1


def test_bold_words_get_the_lines_that_they_need():
    assert lines("Summa finansiering (Sum of financing)", 34) == 1
    assert lines("Summa finansiering (Sum of financing)", 34, percent=115) == 2


def test_where_an_amount_is_typed_no_text_is_taken(written):
    sheet = load_workbook(io.BytesIO(written("finsam/halvarsuppfoljning")))["Uppföljning"]
    rules = {str(rule.sqref): (rule.type, rule.error) for rule in sheet.data_validations.dataValidation}
    free = [cell for row in sheet.iter_rows(min_row=20) for cell in row if not cell.protection.locked]
    amounts = {cell.coordinate for cell in free if cell.number_format != "General"}

    assert amounts
    assert set(rules) == amounts
    assert {kind for kind, _ in rules.values()} == {"decimal"}
    assert all("utan kr" in said for _, said in rules.values())


def test_the_supports_share_is_computed_from_the_forms_own_figures(written):
    sheet = load_workbook(io.BytesIO(written("esf-2007-2013/projektbank")))["Projektbanken"]
    formulas = [cell.value for row in sheet.iter_rows() for cell in row if cell.number_format == "0.0%"]

    assert formulas == ['=IF(B14=0,"",B13/B14)']
