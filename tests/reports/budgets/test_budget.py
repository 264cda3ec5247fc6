from __future__ import annotations

from datetime import date

import attrs
import pytest

from ledger.core.words import label
from ledger.model.budgets.budget import BudgetState
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.budgets.budget import CostLine
from ledger.model.budgets.budget import Stated
from ledger.model.head import Head
from ledger.model.view import View
from ledger.reports.budgets.budget import budget
from ledger.reports.table import Ruled
from tests.reports.reading import about
from tests.reports.reading import headings
from tests.reports.reading import read
from tests.reports.reading import told
from tests.rules.dossiers import DECIDED
from tests.rules.dossiers import SUBMITTED
from tests.rules.dossiers import TODAY
from tests.rules.dossiers import dossier

ALL = View(today=TODAY)


def test_the_budget_reads_as_agreed():
    table = budget(dossier(), ALL)

    assert headings(table) == "Kostnadsslag | 2020 | 2021 | ej periodiserat | Summa"
    assert read(table) == (
        "Personal | 300 000 | 600 000 |  | 900 000\n"
        "Lokaler |  | 60 000 |  | 60 000\n"
        "Schablon\n"
        "Egen tid |  |  | 100 000 | 100 000\n"
        "Intäkter |  | −10 000 |  | −10 000\n"
        "== Summa | 300 000 | 650 000 | 100 000 | 1 050 000\n"
        "= Summa enligt dokumentet |  | 650 000 |  | 1 060 000"
    )
    assert told(table) == ["Lokaler: 60 000 kr är ett ungefärligt belopp i dokumentet."]


def test_above_stand_project_owner_version_days_and_seal():
    assert about(budget(dossier(), ALL)) == {
        "Projekt": "Broar till arbete",
        "Projektägare": "Exempelby kommun",
        "Finansiär": "Fonden",
        "Projektperiod": "2020-07-01 – 2021-12-31",
        "Budget": "version 2, beslutad 2020-06-01 (Beslut 12)",
        "Utfallet följer": "bokföringsdagen",
        "Utfall för": "alla dagar",
        "Underlag": "antal poster: 9",
        "Sigill": "5ea15ea15ea1",
    }


@pytest.mark.parametrize(
    ("changes", "line", "text"),
    [
        pytest.param({"owner": None}, "Projektägare", "uppgift saknas", id="an owner that is not known"),
        pytest.param({"start": None}, "Projektperiod", "uppgift saknas", id="a period that is not known"),
        pytest.param(
            {"start": None, "period": "hösten 2020"}, "Projektperiod", "hösten 2020", id="the document's words"
        ),
    ],
)
def test_what_is_not_known_is_said_to_be(changes, line, text):
    assert about(budget(dossier(**changes), ALL))[line] == text


@pytest.mark.parametrize(
    ("view", "text"),
    [
        pytest.param(View(today=TODAY, year=2020), "2020", id="a year"),
        pytest.param(View(today=TODAY, start=date(2020, 9, 2)), "från och med 2020-09-02", id="from a day"),
        pytest.param(View(today=TODAY, end=date(2020, 9, 2)), "till och med 2020-09-02", id="to a day"),
        pytest.param(
            View(today=TODAY, year=2020, end=date(2020, 9, 2)), "2020-01-01 – 2020-09-02", id="a year to a day"
        ),
    ],
)
def test_the_days_are_told(view, text):
    assert about(budget(dossier(), view))["Utfall för"] == text


@pytest.mark.parametrize(
    ("version", "text"),
    [
        pytest.param(SUBMITTED, "version 1, inlämnad 2020-03-01 – gäller inte än", id="only submitted"),
        pytest.param(BudgetVersion(state=BudgetState.DRAFT), "version 1, utkast – gäller inte än", id="a draft"),
        pytest.param(
            BudgetVersion(state=BudgetState.DECIDED, reason="protokoll"), "version 1, beslutad (protokoll)", id="no day"
        ),
    ],
)
def test_the_version_is_named_with_what_is_known(version, text):
    assert about(budget(dossier(versions=(version,)), ALL))["Budget"] == text


@pytest.mark.parametrize(
    ("versions", "note"),
    [
        pytest.param((), "Projektet har ingen budget. Lägg in en med [[budget]] i projektfilen.", id="none"),
        pytest.param(
            (SUBMITTED,),
            "Budgeten är inte beslutad (inlämnad). Lägg in beslutet som en ny version när det finns.",
            id="not decided",
        ),
        pytest.param(
            (BudgetVersion(state=BudgetState.DECIDED, decided=date(2030, 1, 1)),),
            "Budgeten är beslutad men har inte börjat gälla.",
            id="decided for later",
        ),
    ],
)
def test_a_budget_that_does_not_hold_is_remarked(versions, note):
    assert told(budget(dossier(versions=versions), ALL))[0] == note


def test_printed_totals_stand_beside_those_of_the_lines():
    version = attrs.evolve(
        DECIDED,
        cost=(
            CostLine(category="personal", year=2020, amount_minor=550_000_00),
            CostLine(category="lokal", year=2020, amount_minor=85_000_00),
            CostLine(category="personal", year=2021, amount_minor=820_000_00),
        ),
        stated=(
            Stated(view="cost", year=2020, amount_minor=735_000_00),
            Stated(view="cost", year=2021, amount_minor=820_000_00),
        ),
    )

    table = budget(dossier(versions=(version,)), ALL)

    assert read(table).splitlines()[-3:] == [
        "== Summa | 635 000 | 820 000 | 1 455 000",
        "= Summa enligt dokumentet | 735 000 | 820 000",
        "= Dokumentets summa minus radernas | 100 000 | 0",
    ]
    assert told(table) == [
        "2020: dokumentet anger kostnaden 735 000 kr, men raderna ger 635 000 kr. Båda visas; raderna räknas."
    ]

    in_2021 = budget(dossier(versions=(version,)), View(today=TODAY, year=2021))
    assert told(in_2021) == []


def test_a_budget_for_the_whole_project_has_one_column():
    version = attrs.evolve(DECIDED, cost=(CostLine(category="personal", amount_minor=100),), stated=())

    assert headings(budget(dossier(versions=(version,)), ALL)) == "Kostnadsslag | Hela projektet"


def test_a_year_shows_its_own_lines_and_remarks_on_the_undated():
    table = budget(dossier(), View(today=TODAY, year=2021))

    assert headings(table) == "Kostnadsslag | 2021 | Summa"
    assert table.cell("total", "total").value == 650_000_00
    assert "100 000 kr i budgeten har inget år och ingår inte i 2021. Beloppet delas inte upp på år." in told(table)


def test_a_budget_by_phase_has_the_phases_as_columns():
    version = attrs.evolve(DECIDED, cost=(CostLine(category="personal", phase="start", amount_minor=100),), stated=())

    assert headings(budget(dossier(versions=(version,)), ALL)) == "Kostnadsslag | Uppstart | Summa"


def test_a_project_without_commits_has_no_seal():
    found = attrs.evolve(dossier(), head=Head(scope="broar"))

    assert "Sigill" not in about(budget(found, ALL))


def test_every_figure_names_the_version_that_decided_it():
    cell = budget(dossier(), ALL).cell("personal", "2020")

    assert isinstance(cell.live, Ruled)
    assert cell.live.rule.key == "rule.budget"
    assert dict(cell.live.rule.values)["version"].key == label("version.day.reason").key
