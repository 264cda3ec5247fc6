"""The lines of a budget one by one, with what the document says of each and no more."""

from __future__ import annotations

from fractions import Fraction

import attrs

from ledger.model.budgets.budget import CostLine
from ledger.model.budgets.budget import Units
from ledger.model.view import View
from ledger.reports.budgets.budget import budget
from ledger.reports.budgets.budget_lines import lines
from tests.reports.reading import headings
from tests.reports.reading import read
from tests.rules.dossiers import DECIDED
from tests.rules.dossiers import TODAY
from tests.rules.dossiers import dossier

ALL = View(today=TODAY)
HOURS = Units(quantity=Fraction(173, 2), price_minor=420_05, unit="timmar")
PLACES = Units(quantity=Fraction(1, 3), price_minor=300_00)


def of(*cost):
    return dossier((), versions=(attrs.evolve(DECIDED, cost=cost, stated=()),))


def test_lines_stand_under_their_category_with_quantity_and_price():
    table = lines(
        of(
            CostLine(category="personal", amount_minor=36_334_33, year=2020, note="ledare", units=HOURS),
            CostLine(category="lokal", amount_minor=100_00, units=PLACES),
            CostLine(category="personal", amount_minor=50_00, year=2021, note="stöd"),
        ),
        ALL,
    )

    assert headings(table) == "Kostnadsslag | När | Antal | Enhet | Pris | Belopp"
    assert read(table) == (
        "# Personal\n"
        "  ledare | 2020 | 86,5 | timmar | 420,05 | 36 334,33\n"
        "  stöd | 2021 |  |  |  | 50\n"
        "= Summa |  |  |  |  | 36 384,33\n"
        "# Lokaler\n"
        "  Lokaler | Hela projektet | 1/3 |  | 300 | 100\n"
        "= Summa |  |  |  |  | 100\n"
        "== Summa |  |  |  |  | 36 484,33"
    )


def test_columns_that_no_line_fills_are_left_out():
    table = lines(of(CostLine(category="personal", amount_minor=100, year=2020)), ALL)

    assert headings(table) == "Kostnadsslag | När | Belopp"


def test_income_is_negative_and_the_sum_is_the_budget_s():
    held = dossier()

    assert lines(held, ALL).cell("total", "amount").value == budget(held, ALL).cell("total", "total").value
    of_year = View(today=TODAY, year=2021)
    assert lines(held, of_year).cell("total", "amount").value == budget(held, of_year).cell("total", "total").value


def test_a_project_without_a_budget_has_no_lines():
    assert lines(dossier((), versions=()), ALL).rows == ()
