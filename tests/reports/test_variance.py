from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import settings

from ledger.core.money import Currency
from ledger.core.period import DAY
from ledger.core.words import Name
from ledger.core.words import label
from ledger.errors import BreakdownError
from ledger.model.totals import Basis
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.reports.table import Criterion
from ledger.reports.table import Ruled
from ledger.reports.table import SumOf
from ledger.reports.variance import variance
from ledger.rules.totals import cost_minor
from tests.reports.evaluate import sums_of_lines
from tests.reports.reading import headings
from tests.reports.reading import read
from tests.reports.reading import told
from tests.rules.dossiers import TODAY
from tests.rules.dossiers import cases
from tests.rules.dossiers import dossier

ALL = View(today=TODAY)


def _by(*by, **days):
    return View(today=TODAY, by=by, **days)


def _other(found, id_="vagar", **changes):
    project = attrs.evolve(found.project, id=id_, name="Vägar till arbete", **changes)
    return attrs.evolve(found, project=project, totals=tuple(each._replace(project=id_) for each in found.totals))


def test_budget_against_actual_reads_as_agreed():
    table = variance((dossier(),), ALL)

    assert headings(table) == "Kostnadsslag | Budget | Utfall | Kvar | Förbrukat | Andel av budget"
    assert read(table) == (
        "Personal | 900 000 | 300 000,10 | 599 999,90 | 3000001/9000000 | 3000001/9000000\n"
        "Lokaler | 60 000 | 70 000 | −10 000 | 7/6 | 7/6\n"
        "Schablon |  | 0 | 0\n"
        "Egen tid | 100 000 | 25 000 | 75 000 | 1/4 | 1/4\n"
        "Intäkter | −10 000 | −4 000 | −6 000 | 2/5 | 2/5\n"
        "resor |  | 1 234,50 | −1 234,50\n"
        "== Summa | 1 050 000 | 392 234,60 | 657 765,40 | 1961173/5250000 | 1961173/5250000"
    )


def test_groups_stand_under_their_headings_with_a_sum_each():
    assert read(variance((dossier(),), _by(Dimension.PART, Dimension.YEAR))) == (
        "# Norra delen\n"
        "  2021 |  | 200 000 | −200 000\n"
        "= Summa Norra delen |  | 200 000 | −200 000\n"
        "# ej fördelat\n"
        "  2020 | 300 000 | 100 000,10 | 199 999,90 | 1000001/3000000 | 1000001/3000000\n"
        "  2021 | 650 000 | 92 234,50 | 557 765,50 | 184469/1300000 | 184469/1300000\n"
        "  ej periodiserat | 100 000 |  | 100 000 | 0 | 0\n"
        "= Summa ej fördelat | 1 050 000 | 192 234,60 | 857 765,40 | 320391/1750000 | 320391/1750000\n"
        "== Summa | 1 050 000 | 392 234,60 | 657 765,40 | 1961173/5250000 | 1961173/5250000"
    )


def test_a_year_shows_the_undated_budget_beneath_its_sum():
    table = variance((dossier(view=_by(year=2021)),), _by(year=2021))

    assert read(table).splitlines()[-2:] == [
        "== Summa | 650 000 | 292 234,50 | 357 765,50 | 584469/1300000 | 584469/1300000",
        "= ej periodiserat (utöver året) | 100 000",
    ]
    assert told(table)[-1].startswith("100 000 kr i budgeten har inget år och ingår inte i 2021.")


def test_by_source_planned_stands_against_earned():
    table = variance((dossier(),), _by(Dimension.SOURCE))

    assert headings(table) == "Finansiär | Planerat | Upparbetat | Kvar | Förbrukat | Andel av budget"
    assert table.cell("total", "actual").value == 392_234_60
    assert isinstance(table.cell("stod", "actual").live, Ruled)
    assert round(table.cell("stod", "actual").live.exact) == table.cell("stod", "actual").value


def test_several_projects_stand_under_their_names_and_leave_blank_categories_out():
    both = (dossier(), _other(dossier()))

    table = variance(both, ALL)

    assert [row.key for row in table.rows][:8] == [
        "broar",
        "broar/personal",
        "broar/lokal",
        "broar/tid",
        "broar/intakt",
        "broar/resor",
        "broar/total",
        "vagar",
    ]
    assert table.cell("total", "budget").value == 2_100_000_00
    assert Criterion("project", "vagar") in table.cell("vagar/lokal", "actual").live.terms[0][1]


def test_of_several_projects_a_year_tells_what_all_of_them_leave_undated():
    view = _by(Dimension.PROJECT, year=2021)
    both = (dossier(view=view), _other(dossier(view=view)))

    assert variance(both, view).cell("without_year", "budget").value == 200_000_00


def test_a_project_in_another_currency_stands_in_a_note():
    there = _other(dossier(), currency=Currency("EUR"))
    without = attrs.evolve(there, project=attrs.evolve(there.project, id="utan"), versions=())

    table = variance((dossier(), there, without), ALL)

    assert table.cell("total", "budget").value == 1_050_000_00
    assert told(table)[-2:] == [
        "Vägar till arbete förs i annan valuta och ingår inte i summan: budget 1 050 000 EUR, utfall 392 234,60 EUR.",
        "Vägar till arbete förs i annan valuta och ingår inte i summan: budget –, utfall 392 234,60 EUR.",
    ]


def test_rows_that_cannot_be_are_refused():
    with pytest.raises(BreakdownError):
        variance((dossier(),), _by(Dimension.SOURCE, Dimension.CATEGORY))


def test_an_actual_is_the_sum_of_the_entries_that_its_words_name():
    live = (
        variance((dossier(),), _by(basis=Basis.BELONGS, year=2021, start=date(2021, 2, 1))).cell("lokal", "actual").live
    )

    kinds = [(sign, criteria[0].value) for sign, criteria in live.terms]
    assert kinds == [(1, label("kind.cost")), (1, label("kind.in_kind")), (-1, label("kind.income"))]
    assert live.terms[0][1][1:] == (
        Criterion("category", Name("Lokaler", "Premises")),
        Criterion("belongs", date(2021, 2, 1), ">="),
        Criterion("belongs", date(2021, 12, 31), "<="),
    )


def test_what_has_no_part_is_summed_by_the_empty_cell():
    live = variance((dossier(),), _by(Dimension.PART)).cell("unallocated", "actual").live

    assert Criterion("part", "") in live.terms[0][1]


def test_by_payment_only_entries_with_a_day_of_payment_are_summed():
    table = variance((dossier(view=_by(basis=Basis.PAID)),), _by(basis=Basis.PAID))

    assert isinstance(table.cell("lokal", "actual").live, SumOf)
    assert table.cell("lokal", "actual").live.terms[0][1][-1] == Criterion("paid", date(1900, 1, 1), ">=")
    assert "Bara betalda poster räknas." in told(table)


def test_days_are_said_to_limit_only_the_actual():
    assert "Dagarna begränsar bara utfallet, inte budgeten." in told(variance((dossier(),), _by(end=TODAY + DAY)))


@settings(max_examples=40)
@given(cases())
def test_the_lines_add_up_to_the_total_and_to_the_project(case):
    found, _, view = case
    for by in (each for each in Dimension if each not in (Dimension.AREA, Dimension.MEMBER)):
        table = variance((found,), attrs.evolve(view, by=(by,)))

        assert sums_of_lines(table, "actual") == cost_minor(found.totals) == (table.cell("total", "actual").value or 0)
        assert sums_of_lines(table, "budget") == (table.cell("total", "budget").value or 0)
