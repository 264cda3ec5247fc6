"""Decided claims by accounting year: over several projects, with what was cut, and only those that are decided."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.app.claims.claims import claim_of
from ledger.app.claims.receipts import Receipt
from ledger.app.claims.receipts import receive
from ledger.app.claims.steps import Ruling
from ledger.app.claims.steps import decide_claim
from ledger.app.claims.steps import draft_claim
from ledger.app.claims.steps import submit_claim
from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from ledger.app.reports import report
from ledger.app.reports import workbook
from ledger.core.words import label
from ledger.model.claims.claim import ClaimTerms
from ledger.model.view import View
from tests.conftest import ACTUALS
from tests.conftest import STEGEN

PROGRAMME = """
[programme]
id = "eget"
name = { sv = "Eget", en = "Own" }
source = "Påhittat"
valid_from = 2020-01-01
schemes = ["burlov-staffanstorp"]
[accounting_years]
first_to = 2021-06-30
knowledge = "found"
source = "Påhittat"
"""


def _claim(book, project, end, decided, **ruling):
    draft_claim(book, project, ClaimTerms(end=end))
    claim = submit_claim(book, project, dated=end).claim
    if decided:
        decide_claim(book, project, claim.number, Ruling(decided=decided, **ruling))


@pytest.fixture
def decided(stegen, write):
    """Return a book with claims of two projects, one of which has accounting years of its own."""
    write("eget.toml", PROGRAMME)
    other = STEGEN.replace('"stegen"', '"cykeln"').replace('"finsam"', '"eget.toml"')
    add_projects(stegen, [write("cykeln.toml", other)])
    for id_ in ("stegen", "cykeln"):
        import_file(stegen, write("actuals.csv", ACTUALS), project=id_)
    _claim(stegen, "cykeln", date(2021, 6, 30), date(2021, 8, 1), cuts=((1, 100_00, ""),))
    _claim(stegen, "stegen", date(2021, 6, 30), date(2021, 8, 2))
    _claim(stegen, "stegen", date(2021, 12, 31), None)
    return stegen


def test_claims_stand_under_the_accounting_year_of_their_decision(decided):
    receive(decided, "stegen", Receipt(source="forbundet", amount_minor=500_00, day=date(2021, 9, 1)), 1)
    table = report(decided, "decisions")

    keys = ["2021-12-31", "stegen/1", "2021-12-31/total", "2022-06-30", "cykeln/1", "2022-06-30/total", "total"]
    assert [row.key for row in table.rows] == keys
    whole, cut = table.cell("stegen/1", "cost").value, table.cell("cykeln/1", "cut").value
    assert (table.cell("cykeln/1", "approved").value, cut) == (whole - 100_00, 100_00)
    assert (table.cell("stegen/1", "cut").value, table.cell("stegen/1", "paid").value) == (0, 500_00)
    for column in ("cost", "cut", "approved", "support", "paid"):
        both = table.cell("stegen/1", column).value + table.cell("cykeln/1", column).value
        assert table.cell("total", column).value == both
    assert table.cell("stegen/1", "support").value > 0


def test_only_decisions_of_the_days_asked_for_are_listed(decided):
    view = View(today=decided.today, start=date(2021, 8, 2))

    assert [row.key for row in report(decided, "decisions", (), view).rows][1:2] == ["stegen/1"]
    later = report(decided, "decisions", ("stegen",), View(today=decided.today, start=date(2023, 1, 1)))
    assert (later.rows, [note.key for note in later.notes]) == ((), ["decisions.note.none"])


def test_projects_in_other_currencies_are_left_out_and_named(decided, write):
    text = STEGEN.replace('"stegen"', '"bron"').replace("end = 2022-12-31", 'end = 2022-12-31\ncurrency = "EUR"')
    add_projects(decided, [write("bron.toml", text)])
    table = report(decided, "decisions", ("stegen", "bron"))

    assert [note.key for note in table.notes] == ["decisions.note", "note.left_out"]


def test_a_later_decision_stands_in_its_own_year_with_what_it_changed(decided):
    before = report(decided, "decisions")
    decide_claim(decided, "cykeln", 1, Ruling(decided=date(2023, 9, 1), cuts=((2, 412_50, "dubbelt"),)))
    table = report(decided, "decisions")

    assert table.rows[: len(before.rows) - 1] == before.rows[:-1]
    assert [row.key for row in table.rows][-4:] == ["2024-06-30", "cykeln/1/2", "2024-06-30/total", "total"]
    values = {key: table.cell("cykeln/1/2", key).value for key in ("cost", "cut", "approved", "support", "paid")}
    assert values == {"cost": 0, "cut": 412_50, "approved": -412_50, "support": -412_50, "paid": 0}
    held = claim_of(decided, "cykeln", 1).standing
    both = sum(table.cell(key, "approved").value for key in ("cykeln/1", "cykeln/1/2"))
    assert both == held.cost_minor


def test_a_programme_s_first_accounting_year_is_told_by_its_last_day(decided):
    draft_claim(decided, "cykeln", ClaimTerms(end=date(2021, 12, 31)))
    submit_claim(decided, "cykeln", dated=date(2021, 12, 31))
    decide_claim(decided, "cykeln", 2, Ruling(decided=date(2021, 6, 30)))
    (first,) = [row for row in report(decided, "decisions").rows if row.key == "2021-06-30"]

    assert first.cells[0].value == label("decisions.year.first", end=date(2021, 6, 30))


def test_it_is_a_workbook_by_itself(decided):
    made = workbook(decided, "decisions")

    assert [table.name for sheet in made.sheets for table in sheet.tables] == ["decisions"]
