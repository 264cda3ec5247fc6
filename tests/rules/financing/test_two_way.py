from __future__ import annotations

from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import settings

from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.reports.financing.payers import payers
from ledger.rules.financing.cofinance import cofinance
from ledger.rules.financing.draw import NOBODY
from ledger.rules.financing.two_way import two_way
from ledger.rules.variance import variance
from tests.reports.evaluate import sums_of_lines
from tests.reports.reading import read
from tests.rules.dossiers import TODAY
from tests.rules.dossiers import cases
from tests.rules.dossiers import dossier

ALL = View(today=TODAY)


@pytest.mark.no_cover
@settings(max_examples=100)
@given(cases())
def test_rows_are_the_categories_cost_and_columns_what_the_sources_earned(case):
    found, _, view = case

    table = two_way(found, view)

    cost = {group.keys[0]: group.actual_minor for group in variance(found, view, (Dimension.CATEGORY,))}
    earned = {share.id: share.earned_minor for share in cofinance(found, view).shares}
    assert {code: table.row_minor(code) for code in table.categories if table.row_minor(code)} == {
        code: minor for code, minor in cost.items() if minor
    }
    assert {id_: table.column_minor(id_) for id_ in table.sources if table.column_minor(id_)} == {
        id_: minor for id_, minor in earned.items() if minor
    }


@pytest.mark.no_cover
@settings(max_examples=60)
@given(cases())
def test_cells_are_near_their_exact_figures_and_the_mirror_gives_the_negatives(case):
    found, _, view = case
    mirrored = attrs.evolve(found, totals=tuple(each._replace(sum_minor=-each.sum_minor) for each in found.totals))

    there, back = two_way(found, view), two_way(mirrored, view)

    far = [key for key, minor in there.cells.items() if abs(minor - there.exact.get(key, 0)) >= 3]
    assert far == []
    assert {key: -exact for key, exact in there.exact.items()} == back.exact


def test_years_add_up_cell_by_cell():
    def cells(**view):
        asked = View(today=TODAY, **view)
        found = dossier(view=asked)
        before = dossier(view=View(today=TODAY, year=2020)).totals if view.get("year") == 2021 else ()
        return two_way(attrs.evolve(found, before=before), asked).cells

    whole, first, then = cells(), cells(year=2020), cells(year=2021)

    assert whole == {key: first.get(key, 0) + then.get(key, 0) for key in whole}


def test_categories_that_cancel_out_fall_on_nobody():
    found = dossier(())
    like = dossier().totals[0]._replace(kind="cost", source="", part="")
    both = (like._replace(category="personal", sum_minor=100), like._replace(category="lokal", sum_minor=-100))

    table = two_way(attrs.evolve(found, totals=both), ALL)

    assert table.cells == {("personal", NOBODY): 100, ("lokal", NOBODY): -100}


def test_the_report_reads_as_agreed_and_its_sums_are_formulas():
    table = payers(dossier(), ALL)

    assert sums_of_lines(table, "total") == table.cell("total", "total").value == 392_234_60
    assert table.cell("personal", "region").value == 63_157_92
    assert table.cell("personal", "region").live.exact == Fraction(300_000_10 * 4, 19)
    assert read(table).splitlines()[-1].startswith("== Summa")


def test_a_project_without_cost_has_an_empty_table():
    table = payers(dossier(()), ALL)

    assert [row.key for row in table.rows] == ["total"]
