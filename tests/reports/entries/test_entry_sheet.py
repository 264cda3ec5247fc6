"""The entry workbook before it is written: names that can be read back, and which line an entry counts on."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from ledger.core.words import Label
from ledger.core.words import Name
from ledger.core.words import folded
from ledger.importers.actuals.actuals import COLUMNS
from ledger.importers.actuals.actuals import KINDS
from ledger.importers.actuals.actuals import Target
from ledger.model.budgets.budget import BudgetState
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.budgets.budget import CostLine
from ledger.model.dossier import Dossier
from ledger.model.head import Head
from ledger.model.party import Party
from ledger.model.project import Part
from ledger.model.project import Project
from ledger.model.scheme import Category
from ledger.model.scheme import CategoryRole
from ledger.model.scheme import Scheme
from ledger.model.source import Source
from ledger.model.source import SourceForm
from ledger.model.source import SourceKind
from ledger.model.source import SourceRole
from ledger.model.totals import Total
from ledger.model.view import View
from ledger.reports.entries.entry_sheet import entry_sheet

VIEW = View(today=date(2021, 6, 1))


def category(code, sv, en, role=CategoryRole.DIRECT):
    return Category(code=code, name=Name(sv, en), role=role)


SCHEME = Scheme(
    id="s",
    name=Name("s", "s"),
    source="made up",
    valid_from=date(2020, 1, 1),
    categories=(
        category("personal", "Personal", "Staff"),
        category("resor", "Resor", "personal"),
        category("a", "Övrigt", "Other"),
        category("b", "övrigt ", "Rest"),
        category("intakt", "Intäkter", "Income", CategoryRole.INCOME),
    ),
)


def source(id_, party):
    return Source(id=id_, party=party, role=SourceRole.OWN, kind=SourceKind.PUBLIC, form=SourceForm.CASH)


PROJECT = Project(
    id="p",
    name="P",
    scheme="s",
    start=date(2021, 1, 1),
    end=date(2022, 12, 31),
    sources=(source("x", "kommunen"), source("y", "kommunen"), source("z", "regionen"), source("v", "AME")),
    parts=(Part(id="norr", name="Delen"), Part(id="soder", name="delen")),
)
PARTIES = (Party(id="kommunen", name="Kommunen"), Party(id="regionen", name="Regionen", aliases=("AME",)))


def total(category, month, minor, kind="cost"):
    return Total("p", "", "", category, "", kind, month, month, minor, 1)


def dossier(*totals, cost=()):
    version = BudgetVersion(state=BudgetState.DECIDED, decided=date(2020, 12, 1), cost=tuple(cost))
    return Dossier(
        project=PROJECT,
        scheme=SCHEME,
        parties=PARTIES,
        versions=(version,),
        totals=totals,
        head=Head(scope="p"),
    )


def lines(*totals, cost=()):
    made = entry_sheet(dossier(*totals, cost=cost), VIEW, COLUMNS)
    return {(each.code, each.year): (each.budget_minor, each.booked_minor) for each in made.lines}


def test_every_name_that_is_offered_is_read_back_as_what_it_stands_for():
    target = Target(project=PROJECT, scheme=SCHEME, parties=PARTIES)
    known = {"category": target.categories, "source": target.sources, "part": target.parts, "kind": KINDS}
    made = entry_sheet(dossier(), VIEW, COLUMNS)

    assert [each.key for each in made.choices] == ["category", "source", "part", "kind", "vat_treatment"]
    for each in made.choices:
        for id_, words in each.names:
            if isinstance(words, Label):
                continue
            for text in (words.sv, words.en):
                assert known[each.key][folded(text)] == (id_,), text


def test_only_names_that_could_mean_another_bear_their_id():
    made = {each.key: dict(each.names) for each in entry_sheet(dossier(), VIEW, COLUMNS).choices}

    assert made["category"]["personal"] == Name("Personal (personal)", "Staff")
    assert made["category"]["resor"] == Name("Resor", "personal (resor)")
    assert made["category"]["a"] == Name("Övrigt (a)", "Other")
    assert made["source"]["x"].sv == "Kommunen (x)"
    assert made["source"]["z"].sv == "Regionen"
    assert made["source"]["v"].sv == "AME (v)"
    assert made["part"]["norr"].sv == "Delen (norr)"


def test_parts_and_phases_have_columns_only_where_there_are_some():
    made = entry_sheet(dossier(), VIEW, COLUMNS)
    without = entry_sheet(attrs.evolve(dossier(), project=attrs.evolve(PROJECT, parts=())), VIEW, COLUMNS)

    assert {column.key for column in made.columns} - {column.key for column in without.columns} == {"part"}


def test_entries_count_on_their_year_and_else_on_the_rest_of_their_category():
    cost = (
        CostLine(category="personal", year=2021, amount_minor=1000),
        CostLine(category="personal", year=2021, amount_minor=500, part="norr"),
        CostLine(category="intakt", amount_minor=300),
    )
    found = lines(
        total("personal", "2021-03", 100),
        total("personal", "2022-03", 10),
        total("personal", "2021-04", 5, kind="receipt"),
        total("intakt", "2021-04", 40, kind="income"),
        cost=cost,
    )

    assert found["personal", 2021] == (1500, 100)
    assert found["personal", None] == (None, 10)
    assert found["intakt", None] == (-300, -40)
    assert found["resor", None] == (None, 0)


@pytest.mark.parametrize("versions", [(), (BudgetVersion(state=BudgetState.DRAFT),)], ids=["no budget", "an empty one"])
def test_a_project_without_budget_lines_has_its_categories_all_the_same(versions):
    made = entry_sheet(attrs.evolve(dossier(), versions=versions), VIEW, COLUMNS)

    assert [(each.code, each.budget_minor) for each in made.lines] == [(each.code, None) for each in SCHEME.categories]
