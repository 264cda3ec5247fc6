from __future__ import annotations

import attrs

from ledger.model.view import View
from ledger.reports.federation.funders import funders
from ledger.reports.federation.members import members
from ledger.rules.federation.funders import esf_and_others
from tests.reports.federations import FEDERATION
from tests.reports.federations import TODAY
from tests.reports.federations import treasury
from tests.reports.reading import read

YEAR = View(today=TODAY, year=2021)


def test_funders_outside_stand_apart_from_what_is_internal():
    table = funders(treasury())

    assert read(table) == (
        "# Finansiärer utanför helheten\n"
        "  Fonden | 1 | 400 000 | 52 333 | 0 | 60 000 | −7 667\n"
        "  Exempelby kommun | 1 | 40 000 | 0 | 20 000 | 0 | 0\n"
        "= Summa utanför |  | 440 000 | 52 333 | 20 000 | 60 000 | −7 667\n"
        "# Internt, mellan projekten\n"
        "  Förbundet Exempel | 2 | 1 040 000 | 202 333 | 0 | 500 000 | −297 667\n"
        "= Summa internt |  | 1 040 000 | 202 333 | 0 | 500 000 | −297 667"
    )


def test_without_the_payer_in_the_whole_its_money_comes_from_outside():
    table = funders(treasury(ids=("vag",)))

    assert [row.key for row in table.rows] == ["external", "external/kommunen", "external/oss", "external/total"]


def test_cost_that_nobody_has_been_planned_for_has_a_row():
    found = treasury()
    parts = tuple(
        attrs.evolve(each, project=attrs.evolve(each.project, sources=()), versions=()) for each in found.found.parts
    )
    table = funders(attrs.evolve(found, found=attrs.evolve(found.found, parts=parts)))

    assert "  Utan finansiär i planen" in read(table)


def test_money_of_other_projects_and_of_others_in_an_esf_project_is_told_apart():
    found = treasury(YEAR, ids=("konto", "vag", "bro"), internals=FEDERATION.internals[1:])
    third = attrs.evolve(found.federation, party="ingen", internals=FEDERATION.internals)

    told_apart = esf_and_others(found.found, third, found.earned())

    assert told_apart == {"esf": (400_000_00, 52_333_00), "others": (0, 0)}
    assert esf_and_others(found.found, attrs.evolve(third, internals=()), found.earned())["others"] == (
        1_040_000_00,
        202_333_00,
    )


def test_members_and_funders_stand_beside_the_same_days_of_the_year_before():
    years = (*FEDERATION.years, attrs.evolve(FEDERATION.years[0], year=2020))
    now, earlier = treasury(YEAR, years=years), treasury(attrs.evolve(YEAR, year=2020), years=years)
    same = treasury(YEAR)

    told = members(now, earlier)
    paid = funders(now, same)

    assert told.cell("2021/total", "decided_before").value == told.cell("2021/total", "decided").value
    assert told.cell("2021/total", "received_before").value == 0
    assert members(now, treasury(attrs.evolve(YEAR, year=2019))).cell("2021/total", "received_before").value is None
    for row in ("external/total", "internal/total"):
        for name in ("cash", "received"):
            assert paid.cell(row, f"{name}_before").value == paid.cell(row, name).value
