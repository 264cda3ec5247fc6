"""What is to be looked after on a day: the day before a limit, on it and after it."""

from __future__ import annotations

from datetime import UTC
from datetime import date
from datetime import datetime

import pytest

from ledger.app.book import create_book
from ledger.app.claims.receipts import Receipt
from ledger.app.claims.receipts import receive
from ledger.app.claims.steps import Ruling
from ledger.app.claims.steps import decide_claim
from ledger.app.claims.steps import draft_claim
from ledger.app.claims.steps import submit_claim
from ledger.app.federation.federation import add_federation
from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from ledger.app.reports import report
from ledger.model.claims.claim import ClaimTerms
from ledger.model.view import View

TODAY = date(2022, 6, 1)

PROJECT = """
[project]
id = "bron"
name = "Bron (påhittat)"
owner = "Exempelby kommun"
scheme = "generell"
start = 2021-01-01
end = 2022-12-31
[[source]]
id = "esf"
party = "Fonden"
role = "support"
kind = "eu"
form = "grant"
claims = { every_months = 3, within_months = 1, pays_within_days = 30 }
[[budget]]
state = "decided"
decided = 2020-12-01
[budget.cost]
personal = { total = "800 000" }
[budget.financing]
esf = { total = "800 000" }
"""

ACCOUNTS = """
[project]
id = "konto"
name = "Egna räkenskaper (påhittade)"
owner = "Förbundet"
scheme = "forbund"
start = 2021-01-01
end = 2022-12-31
[[source]]
id = "fk"
party = "Försäkringskassan"
role = "own"
kind = "state"
form = "cash"
"""

FEDERATION = """
[federation]
name = "Förbundet"
accounts = "konto"
[[member]]
id = "fk"
party = "Försäkringskassan"
group = "state"
[[year]]
year = 2021
contributions = "900"
amounts = { fk = "900" }
[[year]]
year = 2022
contributions = "900"
amounts = { fk = "900" }
[[payment]]
member = "fk"
day = 2021-01-31
amount = "300"
[[payment]]
member = "fk"
day = 2021-07-31
amount = "300"
[[payment]]
member = "fk"
day = 2021-11-30
amount = "300"
[[payment]]
member = "fk"
day = 2022-01-31
amount = "900"
[[project]]
id = "bron"
involvement = "owned"
"""

ACTUALS = """projekt;datum;kostnadsslag;belopp;typ;finansiär
bron;2021-03-31;personal;10 000;;
bron;2021-05-31;personal;5 000;;
konto;2021-01-31;;400;inbetalning;fk
konto;2022-01-03;;500;inbetalning;fk
konto;2022-01-20;;600;inbetalning;fk
konto;2022-03-20;;1 200;återbetalning;fk
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """Return a book with a project whose first claim was submitted, decided, and paid in two parts."""
    folder = tmp_path_factory.mktemp("attention")
    for name, text in (("bron", PROJECT), ("konto", ACCOUNTS), ("federation", FEDERATION), ("utfall", ACTUALS)):
        (folder / name).write_text(text, encoding="utf-8")
    days = [datetime(2022, 5, 1, 12, tzinfo=UTC)]
    with create_book(folder / "medfin.db", author="Kassören", clock=lambda: days[-1]) as made:
        assert not [each for each in add_projects(made, [folder / "bron", folder / "konto"]).findings if each.stops]
        assert not [each for each in import_file(made, folder / "utfall", project=None).findings if each.stops]
        assert add_federation(made, folder / "federation").findings == ()
        draft_claim(made, "bron", ClaimTerms(end=date(2021, 3, 31)))
        submit_claim(made, "bron", dated=date(2021, 4, 20))
        decide_claim(made, "bron", 1, Ruling(decided=date(2021, 5, 10)))
        days.append(datetime(2022, 6, 1, 12, tzinfo=UTC))  # what came is entered a month later
        receive(made, "bron", Receipt(source="esf", amount_minor=400_000, day=date(2021, 5, 15)), 1)
        receive(made, "bron", Receipt(source="esf", amount_minor=600_000, day=date(2021, 5, 25)), 1)
        yield made


ASKED = ("member_late", "claim_late", "claim_due", "receipt_late", "not_claimed", "draft", "undecided", "unpaid")
"""The matters of members and claims; what forecasts warn of is another story."""


def on(book, day, **terms):
    table = report(book, "attention", (), View(today=TODAY, end=day, **terms))
    keys = [row.key for row in table.rows if row.key.startswith(tuple(f"{matter}/" for matter in ASKED))]
    return {key: table.cell(key, "amount").value for key in keys}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2021-03-31", {}),
        ("2021-04-01", {"claim_due/bron/esf/2021-03-31": 10_000}),
        ("2021-04-19", {"claim_due/bron/esf/2021-03-31": 10_000}),
        ("2021-04-20", {"undecided/bron/1": 10_000}),
        ("2021-05-10", {"unpaid/bron/1": 10_000}),
        ("2021-05-15", {"unpaid/bron/1": 6_000}),
        ("2021-05-20", {"unpaid/bron/1": 6_000}),
        ("2021-05-21", {"receipt_late/bron/1": 6_000}),
        ("2021-05-24", {"receipt_late/bron/1": 6_000}),
        ("2021-05-25", {}),
        ("2021-06-30", {}),
        ("2021-07-01", {"claim_due/bron/esf/2021-06-30": 5_000}),
        ("2021-07-31", {"claim_due/bron/esf/2021-06-30": 5_000}),
        ("2021-08-01", {"claim_late/bron/esf/2021-06-30": 5_000}),
    ],
)
def test_claims_and_payments_stand_as_they_did_on_the_day(book, day, expected):
    found = {key: minor for key, minor in on(book, date.fromisoformat(day)).items() if "/fk/" not in key}

    assert found == {key: kr * 100 for key, kr in expected.items()}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2021-01-31", {}),
        ("2021-07-30", {}),
        ("2021-07-31", {2021: ("2021-07-31", 200)}),
        ("2021-12-31", {2021: ("2021-07-31", 500)}),
        ("2022-01-02", {2021: ("2021-07-31", 500)}),
        ("2022-01-03", {}),
        ("2022-01-31", {2022: ("2022-01-31", 300)}),
        ("2022-03-20", {2021: ("2021-07-31", 600), 2022: ("2022-01-31", 900)}),
    ],
)
def test_what_a_member_pays_pays_the_oldest_first_in_whatever_year_it_comes(book, day, expected):
    asked = date.fromisoformat(day)
    table = report(book, "attention", (), View(today=TODAY, end=asked))

    rows = {row.key: row.key for row in table.rows if row.key.startswith("member_late/")}
    found = {key: tuple(table.cell(key, column).value for column in ("day", "days", "amount")) for key in rows}
    assert found == {
        f"member_late/fk/{year}": (since, (asked - since).days, kr * 100)
        for year, (since, kr) in ((year, (date.fromisoformat(text), kr)) for year, (text, kr) in expected.items())
    }


def test_as_known_before_the_money_was_entered_it_is_still_to_come(book):
    assert "receipt_late/bron/1" not in on(book, None)
    assert on(book, None, known=date(2022, 5, 31))["receipt_late/bron/1"] == 10_000_00


def test_a_year_is_asked_about_on_its_last_day(book):
    assert on(book, None, year=2021) == on(book, date(2021, 12, 31), year=2021) != on(book, None)
    assert on(book, None, year=2022) == on(book, None)


def test_a_member_that_has_been_paid_back_more_than_it_paid_owes_no_more_than_is_due(book):
    table = report(book, "members", (), View(today=TODAY, end=date(2022, 3, 20), year=2022))

    assert [table.cell("2022/fk", key).value for key in ("due", "received", "late", "left")] == [
        90_000,
        -10_000,
        90_000,
        100_000,
    ]
