"""A project's claims in a form, reckoned by hand: one withdrawn, a cost reversed, money held back and released."""

from __future__ import annotations

from datetime import date

import pytest

from ledger import catalog
from ledger.app.claims.steps import draft_claim
from ledger.app.claims.steps import submit_claim
from ledger.app.claims.withdrawal import withdraw_claim
from ledger.app.corrections.corrections import reverse
from ledger.app.funders.forms import form
from ledger.app.imports.actuals import enter
from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from ledger.model.claims.claim import ClaimTerms
from ledger.model.view import View
from tests.conftest import ACTUALS
from tests.conftest import STEGEN
from tests.forms.texts import CLAIMED
from tests.forms.texts import column
from tests.forms.texts import figures
from tests.forms.texts import head
from tests.forms.texts import tie

RETAINED = column("inne", "Hålls inne", "retained")
WITHDRAWN, LAST = 2, 4


def form_text(financing, cost=CLAIMED):
    """Return a form with these columns for financing and for cost."""
    return (
        head("exempelfonden/utbetalning", "Ansökan")
        + figures("kostnader", "Kostnad", 'rows = "categories"')
        + cost
        + figures("finansiering", "Finansiering", 'rows = "sources"')
        + financing
        + tie("Kostnad och finansiering", "kostnader/total.alla", "finansiering/total.alla")
    )


def claim(book, end, **terms):
    draft_claim(book, "stegen", ClaimTerms(end=end, **terms))
    submit_claim(book, "stegen", dated=end)


@pytest.fixture
def claimed(book, write):
    """Return a book with four claims of a project whose funder holds back five per cent until the last one."""
    terms = 'form = "cash"\nretention = { of = "payment", share = "5 %" }'
    add_projects(book, [write("stegen.toml", STEGEN.replace('form = "cash"', terms, 1))])
    import_file(book, write("actuals.csv", ACTUALS), project="stegen")
    claim(book, date(2021, 1, 31))
    claim(book, date(2021, 2, 28))
    withdraw_claim(book, "stegen", WITHDRAWN, reason="Fel period")
    reverse(book, "stegen", 3, reason="Dubbelt")
    claim(book, date(2021, 3, 31))
    enter(book, "stegen", {"date": "2021-06-01", "category": "personal", "amount": "100"})
    claim(book, date(2021, 12, 31), final=True)
    return book


@pytest.fixture
def made(claimed, write):
    """Return a function that gives a form's tables for a claim, by name."""

    def tables(number, financing=CLAIMED):
        path = write("utbetalning.toml", form_text(financing))
        filled = form(claimed, str(path), "stegen", View(today=claimed.today, claim=number))
        return {table.name: table for sheet in filled.sheets for table in sheet.tables}

    return tables


FIGURES = {
    1: (0, 33_412_50, 33_412_50),
    2: (33_412_50, 33_508_50, 66_921_00),  # as it was handed in: both buses
    3: (33_412_50, 33_460_50, 66_873_00),  # goes on from the first; one bus has been reversed
    4: (66_873_00, 100_00, 66_973_00),
}
HELD = {
    1: 1_670_63,  # 5 % of 33 412.50, half up
    3: 1_673_02,  # 5 % of 66 873.00 is 3 343.65, less 1 670.63
    4: -3_343_65,
}


@pytest.mark.parametrize("number", FIGURES)
def test_each_claim_shows_what_was_before_what_it_adds_and_both(made, number):
    tables = made(number)

    for name in ("kostnader", "finansiering"):
        assert tuple(tables[name].cell("total", key).value for key in ("fore", "nu", "alla")) == FIGURES[number]
    assert {row.cells[-1].value for row in tables["kontroll"].rows} == {0}


@pytest.mark.parametrize("number", HELD)
def test_what_is_held_back_is_told_and_what_is_left_to_be_paid(made, number):
    words = [note for note in made(number)["finansiering"].notes if getattr(note, "key", "").startswith("form.re")]
    values = dict(words[0].values)

    assert [note.key for note in words] == ["form.released" if number == LAST else "form.retained"]
    assert values["minor"].minor == abs(HELD[number])
    assert values["left"].minor == FIGURES[number][1] - HELD[number]
    assert "kvar att betala ut" in catalog.labels("sv").say(words[0])


@pytest.mark.parametrize("number", HELD)
def test_a_form_can_have_a_column_for_it_and_then_needs_no_remark(made, number):
    table = made(number, CLAIMED + RETAINED)["finansiering"]

    assert (table.cell("forbundet", "inne").value, table.cell("total", "inne").value) == (HELD[number], HELD[number])
    assert table.notes == ()


def test_a_withdrawn_claim_says_so(made):
    assert any("withdrawn" in str(value) for _, value in made(WITHDRAWN)["kostnader"].about)


def test_without_a_claim_nobody_knows_what_is_held_back(claimed, write):
    path = write("utbetalning.toml", form_text(CLAIMED + RETAINED, CLAIMED + RETAINED))
    view = View(today=claimed.today, start=date(2021, 1, 1), end=date(2021, 1, 31))
    tables = {table.name: table for sheet in form(claimed, str(path), "stegen", view).sheets for table in sheet.tables}

    assert tables["finansiering"].cell("forbundet", "inne").open
    assert tables["kostnader"].cell("personal", "inne").value is None
    assert not tables["kostnader"].cell("personal", "inne").open
