"""The made-up project and form that tests of forms begin from."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import attrs

import ledger
from ledger.core.words import Labels
from ledger.core.words import Name
from ledger.model.budgets.budget import BudgetState
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.budgets.budget import CostLine
from ledger.model.dossier import Dossier
from ledger.model.forms.grid import Axis
from ledger.model.forms.grid import Figure
from ledger.model.forms.grid import Grid
from ledger.model.forms.layout import Language
from ledger.model.forms.layout import Layout
from ledger.model.forms.layout import LayoutKind
from ledger.model.forms.layout import LayoutSheet
from ledger.model.head import Head as ChainHead
from ledger.model.party import Party
from ledger.model.project import Phase
from ledger.model.project import Project
from ledger.model.scheme import Category
from ledger.model.scheme import CategoryRole
from ledger.model.scheme import Scheme
from ledger.model.view import View
from ledger.reports.forms.form import form

DATA = Path(ledger.__file__).parent / "data"
TODAY = View(today=date(2024, 6, 1))

SCHEME = Scheme(
    id="exempel",
    name=Name("Exempel", "Example"),
    source="Made up for these tests.",
    valid_from=date(2024, 1, 1),
    categories=(
        Category(code="personal", name=Name("Personal", "Staff")),
        Category(code="resor", name=Name("Resor", "Travel")),
        Category(code="intakter", name=Name("Intäkter", "Income"), role=CategoryRole.INCOME),
    ),
)

GRID = Grid(
    key="kostnader",
    figure=Figure.BUDGET,
    axis=Axis.YEARS,
    row_heading="Kostnad",
    year_heading="År {year}",
    phase_heading="Fas {phase}",
    unit="kr",
    total="Summa",
)


def layout(*blocks, **changes):
    made = Layout(
        id="exempelfonden/budget",
        name="Budget",
        funder="Exempelfonden",
        kind=LayoutKind.VERBATIM,
        covers="raderna",
        language=Language.SV,
        source="Exempelfondens handbok",
        valid_from=date(2024, 1, 1),
        sheets=(LayoutSheet(name="Budget", blocks=blocks),),
    )
    return attrs.evolve(made, **changes)


def cost(category, amount, **when):
    return CostLine(category=category, amount_minor=amount, **when)


def version(*lines, **changes):
    return attrs.evolve(BudgetVersion(state=BudgetState.DECIDED, decided=date(2024, 1, 15), cost=lines), **changes)


def dossier(*versions, **changes):
    project = Project(id="exempel", name="Exempelprojektet", scheme=SCHEME.id, owner="kommunen")
    return Dossier(
        project=attrs.evolve(project, **changes),
        scheme=SCHEME,
        parties=(Party(id="kommunen", name="Exempelby kommun"),),
        versions=versions,
        head=ChainHead(scope="exempel", sequence=3, seal="0123456789abcdef" * 4),
    )


def filled(block, subject, view=TODAY):
    return form(layout(block), subject, view).sheets[0].tables[0]


def shown(table):
    """Return a table as its reader sees it: headings, units, then rows of label and figures."""
    texts = [[column.words for column in table.columns], [column.unit for column in table.columns]]
    return texts + [[cell.value for cell in row.cells] for row in table.rows]


def labels(language):
    return Labels(language, tomllib.loads((DATA / "labels" / language / "forms.toml").read_text(encoding="utf-8")))


# --- the first form ---------------------------------------------------------------------------------------------------

MIXED = (
    cost("resor", 70_00, year=2025),
    cost("personal", 100_00, year=2024),
    cost("personal", 5_00, phase="b"),
    cost("personal", 3_00, phase="a"),
    cost("intakter", 20_00, year=2024),
    cost("resor", 9_00),
)
PHASES = (
    Phase(id="a", name="Start", start=date(2024, 1, 1), end=date(2024, 6, 30)),
    Phase(id="b", start=date(2024, 7, 1), end=date(2025, 12, 31)),
)
