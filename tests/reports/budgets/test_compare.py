"""Two versions side by side, and one laid out by project year: figures that compute themselves, words that tell."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.model.budgets.budget import CostLine
from ledger.model.project import Part
from ledger.model.project import Phase
from ledger.model.source import ShareBasis
from ledger.model.view import View
from ledger.reports.budgets.compare import compare
from ledger.reports.budgets.project_years import project_years
from ledger.reports.budgets.versions import versions as list_of_versions
from ledger.reports.workbook import alone
from ledger.rules import budget
from ledger.rules.budgets.project_years import Spread
from ledger.rules.budgets.project_years import SpreadKey
from tests.reports.evaluate import spots
from tests.reports.reading import read
from tests.reports.reading import told
from tests.rules.dossiers import DECIDED
from tests.rules.dossiers import PROJECT
from tests.rules.dossiers import SCHEME
from tests.rules.dossiers import TODAY
from tests.rules.dossiers import dossier
from tests.rules.dossiers import source
from tests.rules.dossiers import versions

VIEW = View(today=TODAY)


def wrong(table):
    return [spot for spot in spots(alone(table, VIEW)) if (spot.said or 0) != (spot.computed or 0)]


def compared(second, first=DECIDED):
    return compare(dossier((), versions=(first, second)), (first, second), VIEW)


@given(first=versions(), second=versions())
def test_the_sums_are_those_of_the_versions_and_every_figure_computes_itself(first, second):
    table = compared(second, first)
    keys = [row.key for row in table.rows]

    assert len(set(keys)) == len(keys)
    assert wrong(table) == []
    if "cost/total" in keys:
        for column, version in (("before", first), ("after", second)):
            assert table.cell("cost/total", column).value == budget.sum_minor(version.cost, SCHEME)


def test_lines_of_parts_and_several_lines_of_a_cell_are_told_apart():
    lines = tuple(
        CostLine(category="lokal", amount_minor=minor, year=2021, part=part, note=note)
        for minor, part, note in ((100, None, "a"), (200, None, "b"), (300, "norr", None), (400, None, "c"))
    )
    table = compared(attrs.evolve(DECIDED, cost=(*DECIDED.cost, *lines)))

    assert read(table).splitlines()[1:5] == [
        "  Lokaler | 2021 |  | 1 | 1",
        "  Lokaler | 2021 |  | 2 | 2",
        "  Lokaler | 2021, Norra delen |  | 3 | 3",
        "  Lokaler | 2021 |  | 4 | 4",
    ]


def test_other_terms_of_sources_parts_and_phases_are_told_in_words():
    region = attrs.evolve(
        PROJECT.sources[3], share=Fraction(1, 4), share_of=ShareBasis.ELIGIBLE_COST, cap_minor=50_000_00
    )
    region = attrs.evolve(region, takes_rounding=True, categories=("lokal", "personal"), end=date(2021, 6, 30))
    second = attrs.evolve(
        DECIDED,
        sources=(region, source("ny", "fonden", "own")),
        parts=(Part(id="norr", name="Norr", owner="kommunen"),),
        phases=(Phase(id="start", start=date(2020, 7, 1), end=date(2021, 1, 31), name="Uppstart"),),
        decided_by="fonden",
    )
    rows = [line.strip() for line in read(compared(second)).split("# Övrigt\n")[1].splitlines()]

    assert rows == [
        "beslutad av |  |  |  |  |  | Fonden",
        "finansiär region: andel |  |  |  |  |  | 25\N{NO-BREAK SPACE}%",
        "finansiär region: andelens bas |  |  |  |  |  | eligible_cost",
        "finansiär region: tak |  |  |  |  |  | 50\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr",
        "finansiär region: kostnadsslag |  |  |  |  |  | lokal, personal",
        "finansiär region: sista dag |  |  |  |  |  | 2021-06-30",
        "finansiär region: tar öret |  |  |  |  | nej | ja",
        "finansiär ny |  |  |  |  |  | finns",
        "delprojekt norr: namn |  |  |  |  | Norra delen | Norr",
        "delprojekt norr: ägare |  |  |  |  |  | Exempelby kommun",
        "fas start: sista dag |  |  |  |  | 2020-12-31 | 2021-01-31",
    ]


def test_versions_that_say_the_same_are_said_to():
    assert told(compared(DECIDED)) == ["Versionerna säger samma sak."]


@given(version=versions(), key=st.sampled_from([SpreadKey.MONTHS, SpreadKey.DAYS]))
def test_project_years_compute_themselves_and_tie_to_the_budget(version, key):
    found = dossier((), versions=(version,))
    table = project_years(found, VIEW, Spread(key=key))
    cells = {column.key: table.cell("total", column.key).value or 0 for column in table.columns[1:]}

    assert wrong(table) == []
    assert (
        sum(minor for key, minor in cells.items() if key.startswith(("project_year", "unplaced"))) == (cells["total"])
    )


@given(found=st.lists(versions(), max_size=3))
def test_the_list_of_versions_computes_itself(found):
    assert wrong(list_of_versions(dossier((), versions=found), VIEW)) == []


@pytest.mark.parametrize("shown", [None, DECIDED], ids=["in force", "named"])
def test_a_version_that_is_named_is_laid_out_like_the_one_in_force(shown):
    table = project_years(dossier((), versions=(DECIDED,)), VIEW, Spread(key=SpreadKey.DAYS), shown)

    assert table.cell("tid", "unplaced").value == 100_000_00
