"""Small projects to be checked. Everything here is made up."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs

from ledger.core.money import Money
from ledger.core.words import Name
from ledger.model.budgets.budget import BudgetState
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.budgets.budget import CostLine
from ledger.model.budgets.budget import FinancingLine
from ledger.model.dossier import Dossier
from ledger.model.entry import Entry
from ledger.model.entry import to_row
from ledger.model.head import Head
from ledger.model.party import Party
from ledger.model.programme import Area
from ledger.model.programme import Programme
from ledger.model.project import Part
from ledger.model.project import Phase
from ledger.model.project import Project
from ledger.model.scheme import Category
from ledger.model.scheme import CategoryRole
from ledger.model.scheme import Scheme
from ledger.model.source import Source
from ledger.model.source import SourceForm
from ledger.model.source import SourceKind
from ledger.model.source import SourceRole
from ledger.model.totals import Basis
from ledger.rules.checks import Case
from ledger.rules.totals import count

TODAY = date(2021, 6, 30)

SCHEME = Scheme(
    id="exempel",
    name=Name("Exempel", "Example"),
    source="Made up for tests.",
    valid_from=date(2020, 1, 1),
    categories=(
        Category(code="personal", name=Name("Personal", "Staff")),
        Category(code="resor", name=Name("Resor", "Travel")),
        Category(code="tid", name=Name("Arbetstid", "Working time"), role=CategoryRole.IN_KIND),
        Category(code="intakter", name=Name("Intäkter", "Income"), role=CategoryRole.INCOME),
    ),
)

PARTIES = (
    Party(id="fonden", name="Fonden"),
    Party(id="kommunen", name="Exempelby kommun"),
    Party(id="regionen", name="Region Exempel"),
)

FUND = Source(id="stod", party="fonden", role=SourceRole.SUPPORT, kind=SourceKind.EU, form=SourceForm.GRANT)
REGION = Source(
    id="regionen", party="regionen", role=SourceRole.COFINANCING, kind=SourceKind.REGION, form=SourceForm.CASH
)

PROJECT = Project(
    id="exempel",
    name="Exempel",
    scheme="exempel",
    owner="kommunen",
    funder="fonden",
    programme="exempel",
    area="A",
    start=date(2020, 1, 1),
    end=date(2021, 12, 31),
    sources=(FUND, REGION),
    parts=(Part(id="norr", name="Norr"),),
    phases=(Phase(id="start", start=date(2020, 1, 1), end=date(2020, 6, 30)),),
)


def cost(amount_minor: int, category: str = "personal", **more) -> CostLine:
    return CostLine(category=category, amount_minor=amount_minor, **more)


def paid(amount_minor: int, source: str = "stod", **more) -> FinancingLine:
    return FinancingLine(source=source, amount_minor=amount_minor, **more)


# Ties, is decided, and calls for no finding: 1 000 kr, 600 of them support.
BUDGET = BudgetVersion(
    state=BudgetState.DECIDED,
    decided=date(2020, 1, 1),
    cost=(cost(100_000, year=2020),),
    financing=(paid(60_000, year=2020), paid(40_000, "regionen", year=2020)),
)


def programme(required: Fraction | None) -> Programme:
    return Programme(
        id="exempel",
        name=Name("Exempel", "Example"),
        source="Made up for tests.",
        valid_from=date(2020, 1, 1),
        areas=(Area(code="A", name=Name("A", "A"), required_cofinancing=required),),
    )


def entry(amount_minor: int = 10_000, category: str | None = "personal", **more) -> Entry:
    return Entry(
        project="exempel",
        amount_minor=amount_minor,
        category=category,
        booked_on=more.pop("booked_on", date(2020, 5, 1)),
        **more,
    )


def case(*entries: Entry, versions=(BUDGET,), terms: Programme | None = None, **project) -> Case:
    """Return a case with numbered entries and their totals; `project` replaces fields of the example project."""
    rows = tuple(to_row(attrs.evolve(each, number=number)) for number, each in enumerate(entries, start=1))
    dossier = Dossier(
        project=attrs.evolve(PROJECT, **project),
        scheme=SCHEME,
        programme=terms,
        parties=PARTIES,
        versions=versions,
        totals=count(rows, Basis.BOOKED, None, None),
        head=Head(scope="exempel", entries=len(rows)),
    )
    return Case(dossier=dossier, entries=lambda: rows, today=TODAY)


def told(findings) -> list[tuple]:
    """Return code, key or entry, and values of findings, with money as minor units."""
    return [
        (
            finding.code,
            finding.place.entry or finding.place.key,
            {slot: value.minor if isinstance(value, Money) else value for slot, value in finding.values},
        )
        for finding in findings
    ]


def codes(findings) -> list[str]:
    return [finding.code for finding in findings]
