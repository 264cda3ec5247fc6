from __future__ import annotations

from fractions import Fraction

import attrs
from hypothesis import given
from hypothesis import settings

from ledger.core.money import Currency
from ledger.core.words import label
from ledger.model.budgets.budget import FinancingLine
from ledger.model.view import View
from ledger.reports.financing.cofinancing import cofinancing
from ledger.rules.totals import cost_minor
from ledger.rules.totals import received_minor
from tests.reports.evaluate import sums_of_lines
from tests.reports.reading import headings
from tests.reports.reading import read
from tests.reports.reading import told
from tests.rules.dossiers import DECIDED
from tests.rules.dossiers import TODAY
from tests.rules.dossiers import cases
from tests.rules.dossiers import dossier

ALL = View(today=TODAY)


def _other(found, **changes):
    project = attrs.evolve(found.project, id="vagar", name="Vägar", **changes)
    return attrs.evolve(found, project=project)


def test_who_pays_reads_as_agreed():
    table = cofinancing((dossier(),), ALL)

    assert headings(table) == (
        "Finansiär | Planerat | Andel av planen | Upparbetat, pengar | Upparbetat, natura | Upparbetat"
        " | Andel av stödberättigande kostnad | Mottaget | Kvar att få"
    )
    assert read(table) == (
        "# Stöd\n"
        "  Fonden | 500 000 | 10/21 | 156 439,26 | 0 | 156 439,26 | 7821963/19611730 | 150 000 | 6 439,26\n"
        "= Summa stöd | 500 000 | 10/21 | 156 439,26 | 0 | 156 439,26 | 7821963/19611730 | 150 000 | 6 439,26\n"
        "# Medfinansiering\n"
        "  Exempelby kommun (medfinansiering, kontant) | 250 000 | 5/21 | 78 219,63 | 0 | 78 219,63"
        " | 7821963/39223460 | 45 000 | 33 219,63\n"
        "  Exempelby kommun (medfinansiering, natura) | 100 000 | 2/21 | 0 | 25 000 | 25 000"
        " | 125000/1961173 | 0 | 0\n"
        "  Exempelregionen | 200 000 | 4/21 | 132 575,71 | 0 | 132 575,71 | 13257571/39223460 | 0"
        " | 132 575,71\n"
        "= Summa medfinansiering | 550 000 | 11/21 | 210 795,34 | 25 000 | 235 795,34 | 11789767/19611730 | 45 000"
        " | 165 795,34\n"
        "== Summa | 1 050 000 | 1 | 367 234,60 | 25 000 | 392 234,60 | 1 | 195 000 | 172 234,60"
    )


def test_the_earned_figure_shows_what_it_was_before_rounding():
    live = cofinancing((dossier(),), ALL).cell("support/stod", "cash").live

    assert live.exact == Fraction(297_234_60 * 10, 19)
    assert live.rounding == label("rounding.split")


def test_what_nobody_has_planned_for_is_not_allocated():
    table = cofinancing((dossier(versions=()),), ALL)

    assert table.cell("unknown/unallocated", "earned").value == 297_234_60
    assert "# Utan finansiär i planen\n  ej fördelat |" in read(table)
    assert told(table)[:2] == [
        "Projektet har ingen budget. Lägg in en med [[budget]] i projektfilen.",
        "Fonden: beloppet är inte känt. Fältet är tomt och andelar av planen visas inte.",
    ]


def test_what_is_outstanding_at_the_end_of_some_days_counts_what_was_so_before():
    later = attrs.evolve(dossier(), before=dossier().totals, totals=())

    table = cofinancing((later,), View(today=TODAY, year=TODAY.year + 1))
    cells = {key: table.cell("support/stod", key).value for key in ("cash", "outstanding_before", "received")}

    assert cells == {"cash": 0, "outstanding_before": 6_439_26, "received": 0}
    assert (
        table.cell("support/stod", "outstanding").value == table.cell("support/total", "outstanding").value == 6_439_26
    )
    assert "outstanding_before" not in {column.key for column in cofinancing((dossier(),), ALL).columns}


def test_several_projects_stand_under_their_names_with_a_sum_of_all():
    table = cofinancing((dossier(), _other(dossier())), ALL)

    assert table.cell("total", "earned").value == 2 * 392_234_60
    assert table.cell("total", "earned_share").value is None
    assert table.cell("vagar/support/stod", "planned_share").value == Fraction(10, 21)
    assert [row.key for row in table.rows if "/" not in row.key] == ["broar", "vagar", "total"]


def test_a_project_in_another_currency_is_left_out_and_named():
    table = cofinancing((dossier(), _other(dossier(), currency=Currency("EUR"))), ALL)

    assert "Vägar förs i EUR och ingår inte i tabellen." in told(table)
    assert table.cell("total", "earned").value == 392_234_60


def test_a_year_leaves_the_undated_plan_to_a_note():
    dated = FinancingLine(source="stod", year=2021, amount_minor=7_00)
    version = attrs.evolve(DECIDED, financing=(dated, FinancingLine(source="kommun", amount_minor=3_00)))

    table = cofinancing((dossier(versions=(version,)),), View(today=TODAY, year=2021))

    assert table.cell("support/stod", "planned").value == 7_00
    assert "3 kr i budgeten har inget år och ingår inte i 2021. Beloppet delas inte upp på år." in told(table)


def test_a_project_without_anything_has_an_empty_table():
    assert read(cofinancing((dossier((), versions=(), sources=()),), ALL)) == "== Summa |  |  | 0 | 0 | 0 |  | 0 | 0"


@settings(max_examples=40)
@given(cases())
def test_earned_and_received_tie_to_the_entries(case):
    found, _, view = case

    table = cofinancing((found,), view)

    assert sums_of_lines(table, "earned") == cost_minor(found.totals) == (table.cell("total", "earned").value or 0)
    assert sums_of_lines(table, "received") == received_minor(found.totals)
