from __future__ import annotations

from datetime import date

import attrs

from ledger.model.view import View
from ledger.reports.federation.capital import capital
from ledger.reports.federation.members import members
from tests.reports.federations import FEDERATION
from tests.reports.federations import TODAY
from tests.reports.federations import treasury
from tests.reports.reading import read
from tests.reports.reading import told


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


def test_no_year_is_told_that_begins_after_the_day_asked_for():
    table = capital(treasury(View(today=TODAY, end=date(2019, 12, 31)), opening_capital=((2020, 100_00),)))

    assert table.rows == ()
    assert told(table)[-1].startswith("Ingående eget kapital är inte angivet för något av åren")


def test_capital_without_an_opening_says_what_to_fill_in():
    assert told(capital(treasury(opening_capital=())))[1].startswith("Ingående eget kapital är inte angivet")


def test_own_capital_goes_to_the_last_year_that_has_begun_though_nothing_is_booked_in_it():
    year = FEDERATION.years[0]
    years = tuple(attrs.evolve(year, year=number) for number in (2021, 2022, 2023))
    found = treasury(View(today=date(2022, 1, 15)), years=years, opening_capital=((2021, 100_00),))

    assert [row.key for row in capital(found).rows] == ["2021", "2022"]
    assert capital(found).cell("2022", "closing").value == capital(found).cell("2021", "closing").value


def test_what_came_before_the_days_asked_for_still_counts_for_members_and_capital():
    found = treasury(View(today=TODAY, start=date(2021, 3, 1)))
    earlier = treasury(View(today=TODAY, end=date(2021, 2, 28))).accounts.totals
    konto = attrs.evolve(found.found.parts[0], before=earlier)
    changed = attrs.evolve(found, found=attrs.evolve(found.found, parts=(konto, *found.found.parts[1:])))

    assert read(capital(changed)) == read(capital(treasury()))
    assert read(members(changed)) == read(members(treasury()))
