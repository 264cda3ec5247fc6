"""A map proposed where columns are months, parts or phases, where rows are years, and where the sheet is a claim."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ledger.app.claims.steps import draft_claim
from ledger.app.funders.comparing import compare
from ledger.app.funders.filling import fill
from ledger.app.funders.learning import learn
from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from ledger.importers.funders.learned_address import Asked
from ledger.model.claims.claim import ClaimTerms
from tests.conftest import ACTUALS
from tests.conftest import STEGEN
from tests.fill.test_learn import proposed
from tests.fill.test_learn import sheet
from tests.render.office import office

SV = ["Januari", "Feb", "mars", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
EN = ["January", "Feb", "March", "apr", "May", "jun", "jul", "aug", "sep", "Oct", "nov", "dec"]
LONG = ["2021-01", "feb 2021", "mar-21", "April 2021"]
DIVIDED = (
    STEGEN
    + """
[[part]]
id = "norr"
name = "Delprojekt Norr"
[[part]]
id = "soder"
name = "Delprojekt Söder"
[[phase]]
id = "analys"
name = "Analys"
start = 2021-01-01
end = 2021-06-30
[[phase]]
id = "genomforande"
name = "Genomförande"
start = 2021-07-01
end = 2022-12-31
"""
)


def days(key, month, last, row="variance", column="actual"):
    return f"{row}/{key}.{column}?from=2021-{month:02}-01&to=2021-{month:02}-{last}"


@pytest.mark.parametrize(
    ("title", "months"), [("Utfall 2021", SV), ("Actual cost 2021", EN)], ids=["Swedish", "English"]
)
def test_months_across_and_categories_down(booked, tmp_path, title, months):
    total = "Totalt" if months is SV else "Total"
    rows = [[title], ["", *months, total], ["Personalkostnader", *[None] * 13], ["Summa kostnader", *[None] * 13]]
    found = proposed(learn(sheet(tmp_path / "f.xlsx", "Blad1", rows), booked, "stegen"))

    assert found["Blad1!B3"] == (days("personal", 1, 31), True)
    assert found["Blad1!C3"] == (days("personal", 2, 28), True)
    assert found["Blad1!M4"] == (days("total", 12, 31), True)
    assert found["Blad1!N3"] == ("variance/personal.actual?year=2021", True)


def test_months_that_carry_their_year_and_sources_down(booked, tmp_path):
    rows = [["", *LONG, "Utfall"], ["Personalkostnader", *[None] * 5], ["Förbundet", *[None] * 5]]
    found = proposed(learn(sheet(tmp_path / "f.xlsx", "Utfall", rows), booked, "stegen"))

    assert [found[f"Utfall!{at}2"][0] for at in "BCDE"] == [
        days("personal", number, last) for number, last in ((1, 31), (2, 28), (3, 31), (4, 30))
    ]
    assert found["Utfall!B3"] == (days("support/forbundet", 1, 31, "cofinancing", "earned"), True)
    assert found["Utfall!F2"] == ("variance/personal.actual", True)


def test_months_as_days_under_a_year_that_spans_them(booked, tmp_path, write):
    rows = [["", "Utfall", "Utfall"], ["", date(2021, 1, 1), date(2021, 2, 1)], ["Personalkostnader", None, None]]
    path = sheet(tmp_path / "f.xlsx", "Blad1", rows, form="mmm yy")
    done = learn(path, booked, "stegen")

    assert proposed(done)["Blad1!C3"] == (days("personal", 2, 28), True)
    assert "33508.5" in done.text
    filled = tmp_path / "ifylld.xlsx"
    filled.write_bytes(fill(booked, write("k.toml", done.text), path, "stegen").content)
    assert compare(booked, filled, "stegen").cells == 2
    assert not compare(booked, filled, "stegen").differences


def test_years_down_beneath_months_are_the_whole_project_s_and_unsure(booked, tmp_path):
    rows = [["Utfall per månad"], ["År", *SV], ["2021", *[None] * 12], ["2022", *[None] * 12]]
    found = proposed(learn(sheet(tmp_path / "f.xlsx", "Blad1", rows), booked, "stegen"))

    assert found["Blad1!B3"] == (days("total", 1, 31), False)
    assert found["Blad1!B4"][0] == "variance/total.actual?from=2022-01-01&to=2022-01-31"


@pytest.mark.parametrize(
    "rows",
    [
        [["", *SV], ["Personalkostnader", *[None] * 12]],
        [["Utfall 2021 och 2022"], ["", *SV], ["Personalkostnader", *[None] * 12]],
        [["Budget 2021"], ["", *SV], ["Personalkostnader", *[None] * 12]],
    ],
    ids=["without a year", "of two years", "of a budget, which has none"],
)
def test_months_of_which_there_is_no_figure_are_left(booked, tmp_path, rows):
    found = proposed(learn(sheet(tmp_path / "f.xlsx", "Blad1", rows), booked, "stegen"))

    assert not [shows for shows, _ in found.values() if "personal" in shows]


@pytest.fixture
def divided(book, write):
    """Return a book with a project of two parts and two phases."""
    add_projects(book, [write("stegen.toml", DIVIDED)])
    import_file(book, write("actuals.csv", ACTUALS), project="stegen")
    return book


def test_parts_and_phases_over_columns_and_down_the_rows(divided, tmp_path):
    rows = [
        ["", "Utfall", "Utfall", "Utfall 2021"],
        ["", "Analys", "Genomförande", "Delprojekt Norr"],
        ["Personalkostnader", None, None, None],
        ["Summa", None, None, None],
        ["", "Utfall"],
        ["Delprojekt Söder", None],
    ]
    found = proposed(learn(sheet(tmp_path / "f.xlsx", "Blad1", rows), divided, "stegen"))

    assert found["Blad1!B3"][0] == "variance/analys/personal.actual?by=phase,category"
    assert found["Blad1!C4"][0] == "variance/genomforande.actual?by=phase"
    assert found["Blad1!D3"][0] == "variance/norr/personal.actual?year=2021&by=part,category"
    assert found["Blad1!B6"][0] == "variance/soder.actual?by=part"


def test_a_sheet_of_a_part_alone(divided, tmp_path):
    rows = [["Delprojekt Norr"], ["", "Budget", "Utfall"], ["Personalkostnader", None, None], ["Förbundet", None, None]]
    found = proposed(learn(sheet(tmp_path / "f.xlsx", "Blad1", rows), divided, "stegen"))

    assert found["Blad1!B3"][0] == "variance/norr/personal.budget?by=part,category"
    assert "Blad1!C4" not in found


CLAIMS = [
    (
        ["Beviljat belopp", "Tidigare ansökt", "Sökt belopp", "Upparbetat", "Tidigare utbetalt", "Återstår"],
        "Att betala ut",
    ),
    (["Approved budget", "Previously claimed", "This claim", "Spent", "Received", "Remaining"], "Amount to pay"),
]


@pytest.mark.parametrize(("heads", "asked"), CLAIMS, ids=["Swedish", "English"])
def test_the_heads_of_a_payment_claim(booked, tmp_path, heads, asked):
    rows = [
        ["", *heads],
        ["Personalkostnader", *[None] * 6],
        ["Summa", *[None] * 6],
        ["Förbundet", *[None] * 6],
        [asked, None],
    ]
    path = sheet(tmp_path / "f.xlsx", "Blad1", rows)
    before = proposed(learn(path, booked, "stegen"))
    draft_claim(booked, "stegen", ClaimTerms(end=date(2021, 1, 31)))
    found = proposed(learn(path, booked, "stegen"))

    assert not any(sure for shows, sure in before.values() if shows.startswith("claim/"))
    assert [found[f"Blad1!{at}2"] for at in "BCDEG"] == [
        (f"claim/cost/personal.{column}", True)
        for column in ("budget", "previous", "current", "cumulative", "remaining")
    ]
    assert "Blad1!F2" not in found
    assert found["Blad1!D3"] == ("claim/cost/total.current", True)
    assert found["Blad1!D4"] == ("claim/financing/forbundet.current", True)
    assert found["Blad1!F4"] == ("cofinancing/support/forbundet.received", True)
    assert found["Blad1!B5"] == ("claim/asked/total.current", True)


def test_a_claim_s_template_is_filled_by_its_learned_map(booked, tmp_path, write):
    office()
    heads, asked = CLAIMS[0]
    path = sheet(
        tmp_path / "f.xlsx",
        "Ansökan om utbetalning 1",
        [["", *heads], ["Personalkostnader", *[None] * 6], [asked, None]],
    )
    draft_claim(booked, "stegen", ClaimTerms(end=date(2021, 1, 31)))
    by = write("k.toml", learn(path, booked, "stegen").text)
    done = fill(booked, by, path, "stegen")
    filled = tmp_path / "ifylld.xlsx"
    filled.write_bytes(done.content)

    assert {each.at.name: each.content for each, _ in done.outcomes}["Ansökan om utbetalning 1!D2"] == Decimal(
        "33412.5"
    )
    assert not compare(booked, filled, "stegen", by).differences


def test_what_claims_call_a_column_means_nothing_elsewhere(booked, tmp_path):
    rows = [["", "Sökt belopp", "Denna period", "Ackumulerat"], ["Personalkostnader", None, None, None]]
    found = proposed(learn(sheet(tmp_path / "f.xlsx", "Blad1", rows), booked, "stegen"))

    assert found == {"Blad1!B2": ("budget/personal.total", True)}


@pytest.mark.parametrize(
    ("terms", "address"),
    [
        ({"row": "cost/personal", "holds": "current"}, None),
        ({"row": "cost/personal", "holds": "received"}, None),
        ({"row": "source/support/a", "holds": "received", "year": "2021"}, None),
        ({"row": "part/norr", "holds": "current", "of_claim": True}, None),
        ({"row": "cost/personal", "holds": "current", "year": "2021", "of_claim": True}, None),
        ({"row": "source/support/a", "holds": "remaining"}, None),
        ({"row": "source/support/a", "holds": "budget", "year": "2021"}, "financing/support/a.2021"),
        ({"row": "phase/x", "holds": "budget"}, "variance/x.budget?by=phase"),
    ],
)
def test_what_row_and_heads_mean_together(terms, address):
    assert Asked(**terms).address == address
