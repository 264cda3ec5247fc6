from __future__ import annotations

from datetime import date

import attrs
import pytest

from ledger.errors import NoAccountsError
from ledger.model.totals import Total
from ledger.model.view import View
from ledger.reports.federation.capital import capital
from ledger.reports.federation.funders import funders
from ledger.reports.federation.members import members
from ledger.reports.federation.operations import operations
from ledger.reports.federation.sus import sus
from ledger.rules.federation.funders import esf_and_others
from tests.reports.federations import FEDERATION
from tests.reports.federations import TODAY
from tests.reports.federations import VIEW
from tests.reports.federations import treasury
from tests.reports.reading import about
from tests.reports.reading import headings
from tests.reports.reading import read
from tests.reports.reading import told

YEAR = View(today=TODAY, year=2021)


def test_own_capital_develops_by_the_own_accounts():
    table = capital(treasury())

    assert read(table) == (
        "2021 | 210 000 | 600 000 | 1 000 | 547 000 | 54 000 | 264 000 | 1 200 000 | 11/50 | 1/5 | 240 000 | −24 000"
    )
    assert len(told(table)) == 1


def test_a_stated_opening_that_differs_is_told_and_counts():
    table = capital(treasury(opening_capital=((2020, 100_00), (2021, 90_00)), capital_steps=(), years=()))

    assert [line.split(" | ")[:2] for line in read(table).splitlines()] == [["2020", "100"], ["2021", "90"]]
    assert told(table)[1].startswith("Rekommendationen om högsta eget kapital är inte ifylld")
    assert told(table)[2].startswith("Ingående eget kapital 2021 är angivet till 90 kr, men året innan slutade på 100")


def test_the_end_of_a_year_carries_over():
    table = capital(treasury(opening_capital=((2019, 100_00),)))

    assert [row.cells[1].value for row in table.rows] == [100_00, 100_00, 100_00]


def test_capital_without_an_opening_says_what_to_fill_in():
    assert told(capital(treasury(opening_capital=())))[1].startswith("Ingående eget kapital är inte angivet")


def test_own_capital_goes_to_the_last_year_that_has_begun_though_nothing_is_booked_in_it():
    year = FEDERATION.years[0]
    years = tuple(attrs.evolve(year, year=number) for number in (2021, 2022, 2023))
    found = treasury(View(today=date(2022, 1, 15)), years=years, opening_capital=((2021, 100_00),))

    assert [row.key for row in capital(found).rows] == ["2021", "2022"]
    assert capital(found).cell("2022", "closing").value == capital(found).cell("2021", "closing").value


@pytest.mark.parametrize("report", [capital, operations, sus])
def test_reports_on_own_accounts_need_them(report):
    with pytest.raises(NoAccountsError):
        report(treasury(ids=("vag",)))


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


def test_operations_are_told_by_area_down_to_the_result():
    table = operations(treasury(ids=("konto", "bro")))

    assert read(table) == (
        "Styrelse | 0 | 12 000 | −12 000 | −60 000 | 48 000\n"
        "Insatser | 52 333 | 459 666 | −407 333 | −1 040 000 | 632 667\n"
        "utan område | 1 000 | 0 | 1 000 | 2 000 | −1 000\n"
        "= Verksamhetens netto | 53 333 | 471 666 | −418 333 | −1 098 000 | 679 667\n"
        "Medlemsbidrag | 600 000 | 0 | 600 000 | 1 200 000 | −600 000\n"
        "== Årets resultat | 653 333 | 471 666 | 181 667 | 102 000 | 79 667"
    )


def test_operations_stand_beside_those_of_the_year_before():
    ids = ("konto", "bro")
    earlier = treasury(YEAR, ids=ids)
    now = treasury(View(today=TODAY, year=2022), ids=ids)

    table = operations(now, earlier)

    assert headings(table).endswith("Avvikelse | Intäkter 2021 | Kostnader 2021 | Netto 2021")
    for now_, then in (("income_before", "income"), ("cost_before", "cost"), ("before", "net")):
        assert [table.cell(row.key, now_).value for row in table.rows] == [
            operations(earlier).cell(row.key, then).value for row in table.rows
        ]
    assert table.cell("no_area", "before").value == 1_000_00


def test_what_others_of_the_whole_pay_that_the_federation_does_not_own_is_income():
    found = treasury(YEAR, ids=("konto", "bro"), internals=FEDERATION.internals[:1])

    inside = operations(treasury(YEAR, ids=("konto", "bro"))).cell("insatser", "income").value
    assert operations(found).cell("insatser", "income").value > inside


def test_operations_with_negative_costs_and_money_from_others():
    found = treasury(
        attrs.evolve(VIEW, costs_negative=True), ids=("konto", "bro"), members=FEDERATION.members[1:], years=()
    )

    lines = read(operations(found)).splitlines()

    assert lines[0] == "Styrelse | 0 | −12 000 | −12 000 | −60 000 | 48 000"
    assert lines[-2] == "Övriga bidrag | 500 000 | 0 | 500 000 | 0 | 500 000"


def test_the_cost_report_has_its_four_parts():
    table = sus(treasury(YEAR))

    assert read(table) == (
        "# Medelstillgångar\n"
        "  Stat | 600 000 | 500 000\n"
        "  Regioner | 300 000 | 100 000\n"
        "  Kommuner | 300 000 | 0\n"
        "  Samordningsförbund: Eget kapital | 210 000 | 210 000\n"
        "  ESF-medel | 400 000 | 52 333\n"
        "  Övriga | 0 | 0\n"
        "= Summa medelstillgångar | 1 810 000 | 862 333\n"
        "# Insatskostnader\n"
        "  Insatskostnad | 600 000 | 150 000\n"
        "    Vägen in | 600 000 | 150 000\n"
        "  ESF Insatskostnad | 800 000 | 104 666\n"
        "    Bron | 800 000 | 104 666\n"
        "  Insatser, utan eget projekt i helheten | 0 | 35 000\n"
        "= Summa insatskostnader | 1 400 000 | 289 666\n"
        "# Administrativa kostnader\n"
        "  Styrelse | 60 000 | 12 000\n"
        "  utan område | −2 000 | −1 000\n"
        "= Summa administrativa kostnader | 58 000 | 11 000\n"
        "# Sammanställning\n"
        "  Medelstillgångar | 1 810 000 | 862 333\n"
        "  Administrativa kostnader | 58 000 | 11 000\n"
        "  Insatskostnader | 1 400 000 | 289 666\n"
        "== Medel minus kostnader | 352 000 | 561 667"
    )
    assert told(sus(treasury(years=(), opening_capital=())))[-1].startswith("SUS är per kalenderår")


def test_the_cost_report_takes_negative_costs_and_comes_to_the_same():
    plain, signed = (sus(treasury(attrs.evolve(YEAR, costs_negative=negative))) for negative in (False, True))

    assert signed.cell("total", "actual").value == plain.cell("total", "actual").value
    for row in ("measures/bro", "measures/total", "administration/total", "summary/measures"):
        assert signed.cell(row, "actual").value == -plain.cell(row, "actual").value
    assert signed.cell("total", "actual").live.text == (
        "ROUND({summary/means.actual}+{summary/administration.actual}+{summary/measures.actual},2)"
    )


def test_several_members_of_a_group_are_told_beneath_its_sum_and_seals_above_it():
    region = attrs.evolve(FEDERATION.members[1], id="grann", party="fonden")
    keys = tuple((each.id, 1) for each in (FEDERATION.members[1], region))
    year = attrs.evolve(FEDERATION.years[0], region_key=keys)
    found = treasury(View(today=TODAY, year=2021), members=(*FEDERATION.members, region), years=(year,))

    table = sus(found)

    assert [row.key for row in table.rows[1:5]] == [
        *("means/state", "means/region", "means/region/regionen", "means/region/grann")
    ]
    assert table.cell("means/region", "budget").value == 300_000_00
    assert table.cell("means/region/grann", "budget").value == 150_000_00
    assert table.cell("means/total", "budget").value == 1_810_000_00
    assert about(table)["Sigill"] == "konto 5ea15ea15ea1, vag 5ea15ea15ea1, bro 5ea15ea15ea1"
    assert about(capital(found))["Sigill"] == "konto 5ea15ea15ea1"


def test_a_year_that_has_not_begun_is_said_to_be_so():
    assert any("2022 har inte börjat" in note for note in told(operations(treasury(View(today=TODAY, year=2022)))))


def test_contributions_in_kind_are_neither_income_nor_cost_of_the_own_accounts():
    found = treasury(ids=("konto", "bro"))
    given = Total("konto", "", "", "styrelse", "kommun", "in_kind", "2021-03", "2021-03", 5_000_00, 1)
    changed = attrs.evolve(
        found.found,
        parts=(attrs.evolve(found.found.parts[0], totals=(*found.found.parts[0].totals, given)), found.found.parts[1]),
        whole=(attrs.evolve(found.found.whole[0], totals=(*found.found.whole[0].totals, given)), found.found.whole[1]),
    )
    with_time = attrs.evolve(found, found=changed)

    assert read(operations(with_time)) == read(operations(found))
    assert read(capital(with_time)) == read(capital(found))


def test_money_of_other_projects_and_of_others_in_an_esf_project_is_told_apart():
    found = treasury(YEAR, ids=("konto", "vag", "bro"), internals=FEDERATION.internals[1:])
    third = attrs.evolve(found.federation, party="ingen", internals=FEDERATION.internals)

    told_apart = esf_and_others(found.found, third, found.earned())

    assert told_apart == {"esf": (400_000_00, 52_333_00), "others": (0, 0)}
    assert esf_and_others(found.found, attrs.evolve(third, internals=()), found.earned())["others"] == (
        1_040_000_00,
        202_333_00,
    )


def test_what_came_before_the_days_asked_for_still_counts_for_members_and_capital():
    found = treasury(View(today=TODAY, start=date(2021, 3, 1)))
    earlier = treasury(View(today=TODAY, end=date(2021, 2, 28))).accounts.totals
    konto = attrs.evolve(found.found.parts[0], before=earlier)
    changed = attrs.evolve(found, found=attrs.evolve(found.found, parts=(konto, *found.found.parts[1:])))

    assert read(capital(changed)) == read(capital(treasury()))
    assert read(members(changed)) == read(members(treasury()))


def test_a_budget_in_kind_is_no_cost_of_operations():
    table = operations(treasury(ids=("konto", "vag")))

    assert table.cell("insatser", "budget").value == -(600_000_00 + 400_000_00)


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
