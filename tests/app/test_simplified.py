"""Simplified costs in a book: in reports, claims, forecasts, forms and over several projects."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.app.claims.report import prove
from ledger.app.claims.steps import Ruling
from ledger.app.claims.steps import decide_claim
from ledger.app.claims.steps import draft_claim
from ledger.app.claims.steps import submit_claim
from ledger.app.dossiers import dossier
from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from ledger.app.reports import check
from ledger.app.reports import report
from ledger.model.claims.claim import ClaimTerms
from ledger.model.view import Dimension
from ledger.model.view import View

PROJECT = """
[project]
id = "verkstan"
name = "Verkstan (påhittad)"
scheme = "esf-2021-2027-15"
start = 2023-01-01
end = 2024-12-31

[[source]]
id = "esf"
party = "Svenska ESF-rådet"
role = "support"
kind = "eu"
form = "grant"
share = "54 %"
share_of = "eligible_cost"

[[source]]
id = "kommunen"
party = "Kommunen"
role = "own"
kind = "municipality"
form = "cash"
pays = "rest"

[[option]]
id = "indirekta"
kind = "flat_rate"
category = "indirekta"
rule = "2021-1060-54-b"
rate = "15 %"
base = ["personal"]

[[budget]]
state = "decided"
decided = 2022-12-01
[budget.cost]
personal = { 2023 = "1 000 000", 2024 = "1 000 000" }
indirekta = { 2023 = "150 000", 2024 = "150 000" }
[budget.financing]
esf = { total = "1 242 000" }
kommunen = { total = "1 058 000" }
"""

ACTUALS = """datum;kostnadsslag;belopp;verifikation
2023-01-31;personal;33 333,33;A1
2023-02-28;personal;33 333,33;A2
2023-03-31;personal;33 333,33;A3
2024-01-31;personal;10 000,01;A1
"""


@pytest.fixture
def verkstan(book, write):
    add_projects(book, [write("verkstan.toml", PROJECT)])
    import_file(book, write("utfall.csv", ACTUALS), project="verkstan")
    return book


def test_years_add_up_to_the_whole_in_every_report(verkstan):
    def figure(name, address, column, **view):
        return report(verkstan, name, ["verkstan"], View(today=verkstan.today, **view)).cell(address, column).value

    whole = figure("variance", "indirekta", "actual")
    years = [figure("variance", "indirekta", "actual", year=year) for year in (2023, 2024)]

    assert whole == 16_500_00
    assert sum(years) == whole
    assert figure("cofinancing", "total", "earned") == 110_000_00 + whole
    assert figure("months", "total", "actual") == 110_000_00 + whole
    assert figure("variance", "total", "actual", by=(Dimension.PART,)) == 110_000_00 + whole


def test_several_projects_stand_side_by_side_with_what_they_reckon(verkstan, write):
    other = PROJECT.replace('id = "verkstan"', 'id = "andra"').replace("Verkstan", "Andra")
    add_projects(verkstan, [write("andra.toml", other)])

    table = report(verkstan, "consolidated", [], View(today=verkstan.today))

    assert table.cell("total", "actual").value == 126_500_00


def test_a_claim_asks_for_the_flat_rate_too_and_a_cut_takes_it_along(verkstan):
    first = draft_claim(verkstan, "verkstan", ClaimTerms(end=date(2023, 3, 31))).claim
    submit_claim(verkstan, "verkstan")
    ruling = Ruling(decided=date(2023, 5, 1), cuts=((1, 3_333_33, "fel timmar"),))
    decided = decide_claim(verkstan, "verkstan", None, ruling).claim
    last = draft_claim(verkstan, "verkstan", ClaimTerms(end=date(2024, 1, 31))).claim

    asked = costs_of(first.figures)
    approved = costs_of(decided.standing)
    assert asked == {"personal": 99_999_99, "indirekta": 14_999_99}
    assert approved == {"personal": 96_666_66, "indirekta": 14_499_99}
    assert costs_of(last.figures) == {"personal": 10_000_01, "indirekta": 1_500_01}
    for figures in (first.figures, decided.standing, last.figures):
        assert sum(share.current_minor for share in figures.shares) == sum(costs_of(figures).values())
    assert prove(verkstan, "verkstan", decided) == ()


def costs_of(figures):
    return {cost.category: cost.current_minor for cost in figures.costs}


def test_a_forecast_by_plan_takes_what_is_reckoned_as_booked(verkstan):
    table = report(verkstan, "forecast", ["verkstan"], View(today=date(2024, 2, 1)))

    assert table.cell("indirekta", "actual").value == 16_500_00


def test_nothing_is_amiss_with_the_project(verkstan):
    assert [finding.code for finding in check(verkstan, ["verkstan"]) if finding.code.startswith("OPT")] == []
    assert dossier(verkstan, "verkstan", View(today=verkstan.today)).terms is not None
