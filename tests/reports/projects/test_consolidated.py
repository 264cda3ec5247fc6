from __future__ import annotations

import attrs

from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.reports.projects.consolidated import consolidated
from tests.reports.reading import headings
from tests.reports.reading import read
from tests.reports.reading import told
from tests.rules.dossiers import TODAY
from tests.rules.dossiers import dossier
from tests.rules.test_consolidate import COMMON
from tests.rules.test_consolidate import MAPPING

BLANK = "tomt"


def _projects():
    here = dossier()
    there = attrs.evolve(
        here,
        project=attrs.evolve(here.project, id=BLANK, name="Tomt projekt"),
        versions=(),
        totals=(),
    )
    return (here, there)


def _by(*by):
    return View(today=TODAY, by=by)


def test_projects_stand_side_by_side_also_those_without_figures():
    table = consolidated(_projects(), _by(), {})

    assert headings(table) == "Projekt | Budget | Utfall | Kvar | Förbrukat | Andel av budget"
    assert read(table) == (
        "Broar till arbete | 1 050 000 | 392 234,60 | 657 765,40 | 1961173/5250000 | 1961173/5250000\n"
        "Tomt projekt |  | 0 | 0\n"
        "== Summa | 1 050 000 | 392 234,60 | 657 765,40 | 1961173/5250000 | 1961173/5250000"
    )
    assert told(table)[0].startswith("Projekt utan budget för perioden: 1. Deras utfall ingår i summan")
    (internal,) = told(table)[1:]
    assert internal.startswith("Interna bidrag mellan projekten är inte borträknade. Det gör medfin report whole")


def test_categories_are_brought_to_the_common_scheme_and_the_rest_is_marked():
    table = consolidated(_projects(), _by(Dimension.CATEGORY), {"rad": MAPPING}, COMMON)

    assert read(table) == (
        "# Broar till arbete\n"
        "  Löner | 1 000 000 | 325 000,10 | 674 999,90 | 3250001/10000000 | 3250001/10000000\n"
        "  Drift | 60 000 | 70 000 | −10 000 | 7/6 | 7/6\n"
        "  Intäkter (ej mappad) | −10 000 | −4 000 | −6 000 | 2/5 | 2/5\n"
        "  resor (ej mappad) |  | 1 234,50 | −1 234,50\n"
        "= Summa Broar till arbete | 1 050 000 | 392 234,60 | 657 765,40 | 1961173/5250000 | 1961173/5250000\n"
        "== Summa | 1 050 000 | 392 234,60 | 657 765,40 | 1961173/5250000 | 1961173/5250000"
    )
    assert told(table)[0] == (
        "2 kostnadsslag saknar motsvarighet i den gemensamma indelningen och står på egna rader, märkta (ej mappad)."
    )


def test_without_a_common_scheme_each_project_keeps_its_own():
    table = consolidated(_projects(), _by(Dimension.CATEGORY), {})

    assert "  Egen tid | 100 000 | 25 000 | 75 000 | 1/4 | 1/4" in read(table).splitlines()


def test_years_and_sources_stand_under_each_project():
    assert "  ej periodiserat | 100 000 |  | 100 000 | 0 | 0" in read(
        consolidated(_projects(), _by(Dimension.YEAR), {})
    )
    assert "  Exempelregionen | 200 000 |" in read(consolidated(_projects(), _by(Dimension.SOURCE), {}))
