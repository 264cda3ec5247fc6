from __future__ import annotations

import attrs

from ledger.model.budgets.budget import CostLine
from ledger.model.budgets.budget import FinancingLine
from ledger.model.budgets.budget import Stated
from ledger.model.view import View
from ledger.reports.financing.financing import financing
from tests.reports.reading import headings
from tests.reports.reading import read
from tests.reports.reading import told
from tests.rules.dossiers import DECIDED
from tests.rules.dossiers import TODAY
from tests.rules.dossiers import dossier
from tests.rules.dossiers import source

ALL = View(today=TODAY)


def test_the_plan_reads_as_agreed():
    table = financing(dossier(), ALL)

    assert headings(table) == "Finansiär | Form | 2020 | 2021 | ej periodiserat | Summa | Andel"
    assert read(table) == (
        "# Stöd\n"
        "  Fonden | bidrag |  |  | 500 000 | 500 000 | 10/21\n"
        "= Summa stöd |  |  |  | 500 000 | 500 000 | 10/21\n"
        "# Medfinansiering\n"
        "  Exempelby kommun (medfinansiering, kontant) | kontant |  |  | 250 000 | 250 000 | 5/21\n"
        "  Exempelby kommun (medfinansiering, natura) | natura |  |  | 100 000 | 100 000 | 2/21\n"
        "  Exempelregionen | kontant |  |  | 200 000 | 200 000 | 4/21\n"
        "= Summa medfinansiering |  |  |  | 550 000 | 550 000 | 11/21\n"
        "== Summa finansiering |  |  |  | 1 050 000 | 1 050 000 | 1\n"
        "= Budgeterad kostnad |  | 300 000 | 650 000 | 100 000 | 1 050 000\n"
        "= Kostnad utan känd finansiering |  |  |  |  | 0\n"
        "= Stöd enligt dokumentet |  |  |  |  | 500 000\n"
        "= Dokumentets stöd minus radernas |  |  |  |  | 0"
    )
    assert told(table) == ["Exempelregionen: 200 000 kr är ett ungefärligt belopp i dokumentet."]


def test_an_unknown_amount_is_empty_and_takes_the_shares_with_it():
    version = attrs.evolve(
        DECIDED,
        cost=(CostLine(category="personal", year=2020, amount_minor=100_00),),
        financing=(FinancingLine(source="stod", year=2020, amount_minor=40_00),),
        stated=(Stated(view="support", amount_minor=50_00),),
    )
    table = financing(
        dossier(versions=(version,), sources=(source("stod", "fonden", "support"), source("k", "kommunen", "own"))), ALL
    )

    assert read(table) == (
        "# Stöd\n"
        "  Fonden | kontant | 40 | 40\n"
        "= Summa stöd |  | 40 | 40\n"
        "# Egen finansiering\n"
        "  Exempelby kommun | kontant\n"
        "= Summa egen finansiering\n"
        "== Summa finansiering |  | 40 | 40\n"
        "= Budgeterad kostnad |  | 100 | 100\n"
        "= Kostnad utan känd finansiering |  | 60 | 60\n"
        "= Stöd enligt dokumentet |  |  | 50\n"
        "= Dokumentets stöd minus radernas |  |  | 10"
    )
    assert told(table) == [
        "Hela projektet: dokumentet anger stödet 50 kr, men raderna ger 40 kr. Båda visas; raderna räknas.",
        "Exempelby kommun: beloppet är inte känt. Fältet är tomt och andelar av planen visas inte.",
    ]


def test_a_source_that_the_project_does_not_know_stands_on_its_own():
    version = attrs.evolve(DECIDED, cost=(), financing=(FinancingLine(source="okand", amount_minor=1_00),), stated=())

    table = financing(dossier(versions=(version,), sources=()), ALL)

    assert read(table) == (
        "# Utan finansiär i planen\n  okand |  | 1 | 1\n= Summa utan finansiär i planen |  | 1 | 1\n"
        "== Summa finansiering |  | 1 | 1"
    )


def test_a_project_without_sources_and_budget_has_an_empty_plan():
    table = financing(dossier(versions=(), sources=()), ALL)

    assert read(table) == "== Summa finansiering"


def test_a_year_leaves_the_undated_plan_to_a_note():
    table = financing(dossier(), View(today=TODAY, year=2021))

    assert "1 050 000 kr i budgeten har inget år och ingår inte i 2021. Beloppet delas inte upp på år." in told(table)
