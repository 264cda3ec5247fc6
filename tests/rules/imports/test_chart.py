from __future__ import annotations

from datetime import date

import pytest

from ledger import catalog
from ledger.core.words import Name
from ledger.importers.accounts.chart_file import read_chart_file
from ledger.model.imports.chart import AccountGroup
from ledger.model.imports.chart import Chart
from ledger.rules.imports.chart import agreement

CHART = Chart(
    id="prov",
    name=Name("Prov", "Test"),
    source="made up",
    valid_from=date(2020, 1, 1),
    groups=(
        AccountGroup(accounts=("5",), name=Name("Lokal", "Premises"), category="lokal", verified=True, words=("hyra",)),
        AccountGroup(accounts=("52",), name=Name("Hyrd utrustning", "Hire"), category="material", verified=True),
        AccountGroup(accounts=("7",), name=Name("Löner", "Wages"), category="personal", verified=True, words=("lön",)),
    ),
)
BAS = (("5010", "Lokalhyra"), ("7010", "Löner till tjänstemän"), ("7510", "Arbetsgivaravgifter"), ("5810", "Biljetter"))
KOMMUNBAS = (
    ("5021", "Lön arbetad tid"),
    ("6011", "Lokalhyra"),
    ("6411", "Förbrukningsinventarier"),
    ("5611", "PO-pålägg"),
)


def test_the_longest_beginning_names_an_account_s_group():
    assert CHART.group("5010").category == "lokal"
    assert CHART.group("5210").category == "material"
    assert CHART.group("8999") is None


def test_names_agree_speak_against_or_tell_nothing():
    found = agreement(
        CHART, [("5010", "Lokalhyra"), ("5020", "LÖNER"), ("5030", "Diverse"), ("5210", "Lön"), ("9", "x")]
    )

    assert (found.agreeing, [each.account for each in found.against]) == (1, ["5020"])
    assert found.tells
    assert not found.holds
    assert not agreement(CHART, [("5030", "Diverse")]).tells


@pytest.mark.parametrize(
    ("chart", "accounts", "holds"),
    [
        pytest.param("bas", BAS, True, id="BAS on accounts of BAS"),
        pytest.param("kommunbas", BAS, False, id="Kommun-Bas on accounts of BAS"),
        pytest.param("kommunbas", KOMMUNBAS, True, id="Kommun-Bas on accounts of Kommun-Bas"),
        pytest.param("bas", KOMMUNBAS, False, id="BAS on accounts of Kommun-Bas"),
    ],
)
def test_the_shipped_charts_tell_each_other_s_accounts_apart(chart, accounts, holds):
    assert agreement(catalog.chart(chart), accounts).holds is holds


def test_income_and_finance_which_all_charts_number_alike_tell_nothing():
    income = [(str(number), "Försäljning, bidrag och ränteintäkter") for number in range(3001, 3400)]

    assert not agreement(catalog.chart("kommunbas"), income).tells
    assert not agreement(catalog.chart("kommunbas"), [*income, *BAS]).holds
    assert agreement(catalog.chart("bas"), [*income, *BAS]).holds


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(
            '[chart]\nid = "a"\nname = { sv = "a", en = "a" }\nsource = "b"\nvalid_from = 2020-01-01', id="no group"
        ),
        pytest.param('[[group]]\nname = { sv = "a", en = "a" }', id="no accounts"),
        pytest.param("[", id="no TOML"),
    ],
)
def test_a_chart_file_with_errors_gives_no_chart(text):
    chart, findings = read_chart_file(text, "chart.toml")

    assert chart is None
    assert findings
