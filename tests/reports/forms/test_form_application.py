from __future__ import annotations

from datetime import date

import attrs
import pytest

from ledger.core.words import Name
from ledger.importers.forms.form_file import read_form_file
from ledger.model.budgets.budget import BudgetState
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.budgets.budget import Stated
from ledger.model.party import Party
from ledger.model.scheme import Category
from ledger.reports.forms.form import form
from ledger.reports.table import Cell
from tests.reports.forms.form_samples import DATA
from tests.reports.forms.form_samples import SCHEME
from tests.reports.forms.form_samples import TODAY
from tests.reports.forms.form_samples import cost
from tests.reports.forms.form_samples import dossier
from tests.reports.forms.form_samples import labels
from tests.reports.forms.form_samples import shown

PAS_LINES = {
    "personal": {2020: 550_000, 2021: 800_000, 2022: 800_000},
    "utbildning": {2020: 50_000},
    "tjanster": {2020: 15_000, 2021: 15_000, 2022: 15_000},
    "ovrigt": {2020: 20_000, 2021: 5_000, 2022: 5_000},
}


def pas():
    codes = ("personal", "utbildning", "utvardering", "tjanster", "ovrigt", "lokal")
    budget = BudgetVersion(
        state=BudgetState.SUBMITTED,
        submitted=date(2019, 12, 10),
        reason="Medelsansökan 191210, version 5",
        cost=tuple(
            cost(category, kronor * 100, year=year)
            for category, row in PAS_LINES.items()
            for year, kronor in row.items()
        ),
        stated=tuple(
            Stated(view="cost", amount_minor=kronor * 100, year=year)
            for year, kronor in {2020: 735_000, 2021: 820_000, 2022: 820_000}.items()
        ),
    )
    return attrs.evolve(
        dossier(
            budget,
            id="pas",
            name="Projekt för aktivitet och självständighet (PAS)",
            start=date(2020, 6, 1),
            end=date(2022, 12, 31),
        ),
        scheme=attrs.evolve(
            SCHEME,
            id="burlov-staffanstorp",
            categories=tuple(Category(code=code, name=Name(code, code)) for code in codes),
        ),
        parties=(Party(id="kommunen", name="Staffanstorps kommun"),),
    )


@pytest.fixture(scope="module")
def application():
    path = DATA / "forms" / "burlov-staffanstorp" / "medelsansokan.toml"
    read, _ = read_form_file(path.read_text(encoding="utf-8"), path.name)
    sheet, *_ = form(read, pas(), TODAY).sheets
    return {table.name: table for table in sheet.tables}


def test_the_application_shows_the_cost_table_as_the_document_prints_it(application):
    assert shown(application["kostnad"]) == [
        ["Resurser", "År 2020", "År 2021", "År 2022"],
        [None, "kr", "kr", "kr"],
        ["Personalkostnader", 550_000_00, 800_000_00, 800_000_00],
        ["Utbildningskostnader", 50_000_00, None, None],
        ["Utvärderingskostnader", None, None, None],
        ["Tjänster, tex tele, IT", 15_000_00, 15_000_00, 15_000_00],
        ["Övriga kostnader, tex marknadsföring, kontorsmaterial, inventarier mm", 20_000_00, 5_000_00, 5_000_00],
        ["Lokalkostnader", None, None, None],
        ["Summa kostnader", 635_000_00, 820_000_00, 820_000_00],
    ]


def test_the_application_tells_the_printed_sum_that_its_rows_do_not_give(application):
    assert [labels("sv").say(note).replace("\N{NO-BREAK SPACE}", " ") for note in application["kostnad"].notes] == [
        "Handlingen anger 735 000 kr som summa för 2020, men raderna ger 635 000 kr. Summan ovan är radernas."
    ]


def test_the_application_is_headed_and_dated_as_the_document(application):
    head, plan = application["huvud"], application["tidsplan"]

    assert head.title == "Medelsansökan till Samordningsförbundet Burlöv-Staffanstorp"
    assert [[cell.value for cell in row.cells] for row in head.rows] == [
        ["Datum", date(2019, 12, 10)],
        ["Version nr", None],
        ["Namn på verksamheten/insatsen/projektet", "Projekt för aktivitet och självständighet (PAS)"],
        ["Huvudman: vilken huvudman ska ansvara för insatsen samt kontaktperson", "Staffanstorps kommun"],
    ]
    assert [[cell.value for cell in row.cells] for row in plan.rows] == [
        ["Startdatum", date(2020, 6, 1)],
        ["Slutdatum", date(2022, 12, 31)],
    ]


@pytest.mark.parametrize("name", ["kontaktperson", "forankring"])
def test_the_application_leaves_persons_open(application, name):
    cells = [cell for row in application[name].rows for cell in row.cells]

    assert set(cells) == {Cell(open=True)}


def test_the_application_says_on_its_face_what_is_verbatim(application):
    said = [(labels("sv").say(key), labels("sv").say(value)) for key, value in application["huvud"].about]

    assert said == [
        (
            "Uppställning",
            (
                "ordagrant efter förlagan: kostnadstabellens kolumner, rader och ordning samt rubrikerna; "
                "förbundets anvisningar är utelämnade"
            ),
        ),
        (
            "Förlaga",
            "Medelsansökan för projektet PAS, daterad 191210, publicerad av Samordningsförbundet Burlöv-Staffanstorp",
        ),
        ("Belopp ur", "budgetversion 1, inlämnad 2019-12-10: Medelsansökan 191210, version 5"),
        ("Sigill", "0123456789ab"),
    ]
