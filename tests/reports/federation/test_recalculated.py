"""LibreOffice computes the reports' own workbooks anew and must come to the library's figures."""

from __future__ import annotations

import io
from decimal import Decimal

import attrs
import pytest
from openpyxl import load_workbook

from ledger.model.totals import Basis
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.render.xlsx import to_xlsx
from ledger.reports.federation.board import board
from ledger.reports.federation.capital import capital
from ledger.reports.federation.changes import changes
from ledger.reports.federation.eliminations import eliminations
from ledger.reports.federation.funders import funders
from ledger.reports.federation.members import members
from ledger.reports.federation.operations import operations
from ledger.reports.federation.sus import sus
from ledger.reports.federation.whole import whole
from ledger.reports.federation.workbook import federation_workbook
from ledger.reports.workbook import consolidated_workbook
from ledger.reports.workbook import project_workbook
from tests.render.office import recalculate
from tests.reports.federations import treasury
from tests.reports.reading import labels
from tests.rules.dossiers import ENTRIES
from tests.rules.dossiers import TODAY
from tests.rules.dossiers import dossier
from tests.rules.dossiers import rows_of
from tests.rules.test_consolidate import COMMON
from tests.rules.test_consolidate import MAPPING

VIEWS = {
    "by category": View(today=TODAY),
    "by part and year": View(today=TODAY, by=(Dimension.PART, Dimension.YEAR)),
    "by source": View(today=TODAY, by=(Dimension.SOURCE,)),
    "a year by cost day": View(today=TODAY, year=2020, basis=Basis.BELONGS),
    "what is paid": View(today=TODAY, basis=Basis.PAID),
}


def _several() -> bytes:
    view = View(today=TODAY, by=(Dimension.CATEGORY,))
    here = dossier()
    there = attrs.evolve(
        here,
        project=attrs.evolve(here.project, id="vagar", name="Vägar"),
        totals=tuple(each._replace(project="vagar") for each in here.totals),
    )
    return to_xlsx(consolidated_workbook((here, there), view, {"rad": MAPPING}, COMMON), labels())


def _federation(**terms: bool) -> bytes:
    found = treasury(View(today=TODAY, year=2021, **terms))
    owned = treasury(View(today=TODAY, year=2021, **terms), ids=("konto", "bro"))
    tables = {
        "board": board(found),
        "whole": whole(found),
        "eliminations": eliminations(found, {}),
        "members": members(found),
        "capital": capital(found),
        "funders": funders(found),
        "operations": operations(owned),
        "sus": sus(found),
        "changes": changes(owned, found, "2021-03-31"),
    }
    return to_xlsx(federation_workbook(found, tables, "sus"), labels())


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory):
    """Return each workbook before and after: one start of LibreOffice does for all."""
    before = {
        name.replace(" ", "-"): to_xlsx(project_workbook(dossier(view=view), rows_of(ENTRIES), view), labels(language))
        for (name, view), language in zip(VIEWS.items(), ("sv", "en", "sv", "en", "sv"), strict=True)
    }
    before["several-projects"] = _several()
    before["a-federation"] = _federation()
    before["a-federation-with-negative-costs"] = _federation(costs_negative=True)
    after = recalculate(before, tmp_path_factory.mktemp("office"))
    return {name: (before[name], after[name]) for name in before}


@pytest.mark.parametrize("name", [*VIEWS, "several projects", "a federation", "a federation with negative costs"])
def test_every_formula_comes_to_the_figure_of_the_library(recalculated, name):
    kept, computed = (_figures(each) for each in recalculated[name.replace(" ", "-")])

    assert len(kept) > 100
    assert {place: (value, computed.get(place)) for place, value in kept.items() if computed.get(place) != value} == {}


def _figures(xlsx: bytes) -> dict[tuple[str, str], Decimal]:
    book = load_workbook(io.BytesIO(xlsx), data_only=True)
    return {
        (sheet.title, cell.coordinate): round(Decimal(repr(cell.value)), 10)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float)
    }
