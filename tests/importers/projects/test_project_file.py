from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from ledger.core.money import Currency
from ledger.importers.scheme_file import read_scheme_file
from ledger.model.budgets.budget import BudgetState
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.budgets.budget import CostLine
from ledger.model.budgets.budget import Stated
from ledger.model.claims.retention import Retention
from ledger.model.claims.retention import RetentionBasis
from ledger.model.claims.rhythm import ClaimRhythm
from ledger.model.party import Party
from ledger.model.project import Part
from ledger.model.project import Phase
from ledger.model.project import Project
from ledger.model.source import Component
from ledger.model.source import ShareBasis
from ledger.model.source import Source
from ledger.model.source import SourceForm
from ledger.model.source import SourceKind
from ledger.model.source import SourceRole
from tests.importers.projects.project_texts import BUDGET
from tests.importers.projects.project_texts import PAS
from tests.importers.projects.project_texts import PHASE
from tests.importers.projects.project_texts import SMALL
from tests.importers.projects.project_texts import held


def test_the_application_of_pas_reads_as_it_is_written():
    file = held(PAS)

    assert file.project == Project(
        id="pas",
        name="Projekt för aktivitet och självständighet (PAS)",
        scheme="burlov-staffanstorp",
        owner="staffanstorps-kommun",
        funder="samordningsforbundet-burlov-staffanstorp",
        programme="finsam",
        start=date(2020, 6, 1),
        end=date(2022, 12, 31),
        sources=(
            Source(
                id="forbundet",
                party="samordningsforbundet-burlov-staffanstorp",
                role=SourceRole.SUPPORT,
                kind=SourceKind.FEDERATION,
                form=SourceForm.CASH,
            ),
        ),
    )
    assert file.parties == (
        Party(id="staffanstorps-kommun", name="Staffanstorps kommun"),
        Party(id="samordningsforbundet-burlov-staffanstorp", name="Samordningsförbundet Burlöv-Staffanstorp"),
    )
    assert file.budgets == (
        BudgetVersion(
            state=BudgetState.SUBMITTED,
            submitted=date(2019, 12, 10),
            reason="Medelsansökan 191210, version 5",
            cost=(
                CostLine(category="personal", amount_minor=550_000_00, year=2020),
                CostLine(category="personal", amount_minor=800_000_00, year=2021),
                CostLine(category="personal", amount_minor=800_000_00, year=2022),
                CostLine(category="utbildning", amount_minor=50_000_00, year=2020),
            ),
            stated=(Stated(view="cost", amount_minor=735_000_00, year=2020),),
        ),
    )
    assert (file.scheme.id, file.programme.id) == ("burlov-staffanstorp", "finsam")


def test_parties_parts_phases_and_terms_read_as_they_are_written():
    file = held(
        SMALL.replace(
            'id = "exempel"', 'id = "exempel"\nowner = "arbetsmarknadsenheten"\nperformers = ["AF", "Åre kommun"]'
        )
        + """
[severity]
BUD-001 = "off"
[[party]]
id = "kommunen"
name = "Exempelby kommun"
orgnr = "212000-0000"
aliases = ["Arbetsmarknadsenheten"]
[[part]]
id = "delprojekt-1"
name = "Första delprojektet"
owner = "Exempelby kommun"
[[source]]
party = "kommunen"
role = "own"
kind = "municipality"
form = "in_kind"
share = "1/3"
share_of = "eligible_cost"
cap = 12345
priority = 2
categories = ["lon", "resa"]
parts = ["delprojekt-1"]
start = 2011-01-01
end = 2011-12-31
takes_rounding = true
retention = { of = "grant", share = "10 %", amount = "12 000" }
claims = { every_months = 3, begins = 2011-01-01, within_months = 2, pays_within_days = 60 }
components = [{ kind = "eu", share = "50 %" }, { kind = "state" }]
"""
        + PHASE
    )

    assert file.project.owner == "kommunen"
    assert file.project.performers == ("af", "are-kommun")
    assert file.project.severities == (("BUD-001", "off"),)
    assert file.project.parts == (Part(id="delprojekt-1", name="Första delprojektet", owner="kommunen"),)
    assert file.project.phases == (Phase(id="start", start=date(2011, 1, 1), end=date(2011, 12, 31)),)
    assert [party.id for party in file.parties] == ["kommunen", "af", "are-kommun"]
    assert file.project.sources == (
        Source(
            id="kommunen",
            party="kommunen",
            role=SourceRole.OWN,
            kind=SourceKind.MUNICIPALITY,
            form=SourceForm.IN_KIND,
            share=Fraction(1, 3),
            share_of=ShareBasis.ELIGIBLE_COST,
            cap_minor=12_345_00,
            priority=2,
            categories=("lon", "resa"),
            parts=("delprojekt-1",),
            start=date(2011, 1, 1),
            end=date(2011, 12, 31),
            takes_rounding=True,
            retention=Retention(of=RetentionBasis.GRANT, share=Fraction(1, 10), amount_minor=12_000_00),
            claims=ClaimRhythm(every_months=3, begins=date(2011, 1, 1), within_months=2, pays_within_days=60),
            components=(Component(kind=SourceKind.EU, share=Fraction(1, 2)), Component(kind=SourceKind.STATE)),
        ),
    )


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        pytest.param('period = "15.01.01-15.12.31"', (date(2015, 1, 1), date(2015, 12, 31)), id="an exact period"),
        pytest.param('period = "november 2011 - juni 2014"', (None, None), id="months are not days"),
        pytest.param('period = "tills vidare"', (None, None), id="words that are no period are kept"),
        pytest.param('period = "2015"\nstart = 2015-02-01', (date(2015, 2, 1), None), id="days given go first"),
    ],
)
def test_the_days_of_a_project_come_from_a_period_only_if_it_names_them(lines, days):
    file = held(SMALL.replace('name = "Exempel"', f'name = "Exempel"\n{lines}'))

    assert (file.project.start, file.project.end) == days
    assert file.project.period is not None


def test_a_project_may_be_in_another_currency():
    file = held(SMALL + 'currency = "EUR"\n' + BUDGET + '[budget.cost]\nlon = { total = "372 226 EUR" }\n')

    assert file.project.currency == Currency("EUR")
    assert file.budgets[0].cost[0].amount_minor == 372_226_00


def test_a_byte_order_mark_and_windows_line_ends_change_nothing():
    assert held("\ufeff" + PAS.replace("\n", "\r\n")) == held(PAS)


def test_the_examples_of_the_documentation_are_sound():
    page = (Path(__file__).parents[3] / "docs" / "project-file.md").read_text(encoding="utf-8")
    texts = re.findall(r"^```toml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    projects = [text for text in texts if text.startswith("[project]")]

    assert [held(text).project.id for text in projects] == ["pas", "exempel"]
    assert read_scheme_file(texts[-1], "egen.toml")[1] == ()
