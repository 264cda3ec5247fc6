from __future__ import annotations

import attrs
import pytest

from ledger.errors import AccountsLeftOutError
from ledger.errors import BreakdownError
from ledger.model.budgets.budget import CostLine
from ledger.model.federation.federation import MemberYear
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.reports.federation.plan import PlanColumn
from ledger.reports.federation.plan import plan
from ledger.rules.federation.plan import plan_years
from ledger.rules.federation.whole import whole as put_together
from tests.reports.federations import FEDERATION
from tests.reports.federations import TODAY
from tests.reports.federations import treasury
from tests.reports.reading import headings
from tests.reports.reading import read
from tests.reports.reading import told

YEARS = (*FEDERATION.years, MemberYear(year=2022, total_minor=1_300_000_00))


def planned(found, year):
    """Return a federation whose own accounts plan a board for a year."""
    konto, *others = found.found.parts
    (version,) = konto.versions
    line = CostLine(category="styrelse", year=year, amount_minor=65_000_00)
    konto = attrs.evolve(konto, versions=(attrs.evolve(version, cost=(*version.cost, line)),))
    return attrs.evolve(found, found=put_together((konto, *others), found.federation, found.view))


def columns(*by, ids=("konto", "bro"), year=2021, **changes):
    federation = attrs.evolve(FEDERATION, plan_years=(2022, 2023), years=YEARS)
    found = []
    for each in plan_years(federation, View(today=TODAY, year=year)):
        view = View(today=TODAY, year=each.year, by=tuple(map(Dimension, by)), **changes)
        made = treasury(view, ids=ids, plan_years=(2022, 2023), years=YEARS)
        found.append(PlanColumn(each, planned(made, 2022)))
    return tuple(found)


def test_accounts_budgets_and_plan_years_stand_beside_each_other():
    table = plan(columns())

    assert headings(table) == "Område | Bokslut 2019 | Budget 2020 | Budget 2021 | Plan 2022 | Plan 2023"
    assert read(table) == (
        "Styrelse |  |  | −60 000 | −65 000\n"
        "Insatser |  |  | −1 040 000 | 0\n"
        "utan område |  |  | 2 000 | 0\n"
        "= Verksamhetens netto |  |  | −1 098 000 | −65 000\n"
        "Medlemsbidrag |  |  | 1 200 000 | 1 300 000\n"
        "== Årets resultat |  |  | 102 000 | 1 235 000"
    )
    assert told(table)[-2:] == [
        (
            "Ingen budget är beslutad och inget bokfört för 2019, 2020, 2023; "
            "av de åren visas bara vad medlemmarna har beslutat."
        ),
        "Medlemsbidragen är inte beslutade för 2020, 2023 ([[year]] i förbundets fil), så resultatet kan inte visas.",
    ]


def test_the_accounts_are_what_is_booked():
    table = plan(columns(year=2023))

    assert headings(table).startswith("Område | Bokslut 2021 | Budget 2022 | Budget 2023")
    assert table.cell("styrelse", "actual_2021").value == -12_000_00
    assert table.cell("members", "actual_2021").value == 600_000_00
    assert table.cell("total", "actual_2021").value == 181_667_00


def test_of_a_year_without_budget_what_members_have_decided_is_shown():
    (*others, last) = columns()
    year = attrs.evolve(FEDERATION.years[0], year=2023)
    federation = attrs.evolve(last.treasury.federation, years=(*YEARS, year))
    table = plan((*others, attrs.evolve(last, treasury=attrs.evolve(last.treasury, federation=federation))))

    assert table.cell("members", "plan_2023").value == 1_200_000_00
    assert (table.cell("areas", "plan_2023").value, table.cell("total", "plan_2023").value) == (None, None)


def test_by_other_rows_the_whole_s_cost_is_planned():
    table = plan(columns("project", ids=("konto", "vag", "bro"), costs_negative=True))

    assert read(table) == (
        "Egna räkenskaper |  |  | −58 000 | −65 000\n"
        "Vägen in |  |  | −600 000 | 0\n"
        "Bron |  |  | −800 000 | 0\n"
        "== Summa förbundet |  |  | −1 458 000 | −65 000"
    )
    assert "medlemsbidragen" not in told(table)[-1].lower()


def test_by_other_rows_the_accounts_are_what_it_cost():
    table = plan(columns("source", ids=("konto", "vag", "bro"), year=2023))

    assert table.cell("total", "actual_2021").value == 300_666_00


def test_a_plan_without_own_accounts_or_with_other_rows_is_refused():
    with pytest.raises(AccountsLeftOutError):
        plan(columns(ids=("vag",)))
    with pytest.raises(BreakdownError):
        plan(columns("month"))
