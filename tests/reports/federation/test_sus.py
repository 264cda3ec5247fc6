from __future__ import annotations

import attrs

from ledger.model.view import View
from ledger.reports.federation.capital import capital
from ledger.reports.federation.sus import sus
from tests.reports.federations import FEDERATION
from tests.reports.federations import TODAY
from tests.reports.federations import treasury
from tests.reports.reading import about
from tests.reports.reading import read
from tests.reports.reading import told

YEAR = View(today=TODAY, year=2021)


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
