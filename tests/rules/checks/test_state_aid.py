from __future__ import annotations

from datetime import date

import attrs
import pytest

from ledger import catalog
from ledger.model.terms import DeMinimis
from ledger.model.terms import Terms
from ledger.rules.checks.state_aid import check_de_minimis
from tests.rules.checks.cases import case
from tests.rules.checks.cases import codes
from tests.rules.checks.cases import told

OLD, NEW = catalog.programme("esf-2014-2020"), catalog.programme("esf-2021-2027")


def aid(day, euro, undertaking="Verkstaden AB", **more):
    return DeMinimis(undertaking=undertaking, granted=date.fromisoformat(day), amount_minor=euro * 100, **more)


def declared(programme, *aids):
    plain = case(terms=programme)
    return attrs.evolve(plain, dossier=attrs.evolve(plain.dossier, terms=Terms(de_minimis=aids)))


def test_aid_above_the_ceiling_within_three_fiscal_years_is_told_at_its_first_day():
    aids = (aid("2019-12-01", 50_000), aid("2017-01-01", 150_000), aid("2019-12-31", 1), aid("2016-12-31", 200_000))

    found = check_de_minimis(declared(OLD, *aids))

    values = {
        "undertaking": "Verkstaden AB",
        "day": date(2017, 1, 1),
        "first": date(2015, 1, 1),
        "summed": 350_000_00,
        "ceiling": 200_000_00,
        "over": 150_000_00,
    }
    assert told(found) == [("AID-001", "de_minimis", values)]


QUIET = {
    "the ceiling itself": (aid("2019-12-01", 200_000),),
    "aid that is three fiscal years old": (aid("2016-12-31", 200_000), aid("2019-01-01", 200_000)),
    "different undertakings": (aid("2019-01-01", 200_000), aid("2019-01-01", 200_000, "Butiken AB")),
}


@pytest.mark.parametrize("aids", QUIET.values(), ids=QUIET.keys())
def test_nothing_is_told_for(aids):
    assert codes(check_de_minimis(declared(OLD, *aids))) == []


SAME = {
    "a group": (aid("2019-01-01", 150_000, group="Koncernen"), aid("2019-01-01", 51_000, "Butiken", group="koncernen")),
    "a number": (aid("2019-01-01", 150_000, orgnr="556000-0000"), aid("2019-01-01", 51_000, "V", orgnr="556000-0000")),
    "a name": (aid("2019-01-01", 150_000), aid("2019-01-01", 51_000, "VERKSTADEN AB")),
}


@pytest.mark.parametrize("aids", SAME.values(), ids=SAME.keys())
def test_undertakings_are_one_by(aids):
    assert codes(check_de_minimis(declared(OLD, *aids))) == ["AID-001"]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param(("2021-05-01", "2024-05-01"), ["AID-002", "AID-001"], id="three years to the day"),
        pytest.param(("2021-04-30", "2024-05-01"), ["AID-002"], id="a day more than three years"),
        pytest.param(("2021-02-28", "2024-02-29"), ["AID-002"], id="from a leap day"),
    ],
)
def test_a_ceiling_that_was_read_in_no_source_says_so_and_its_years_go_back_from_the_day(days, expected):
    assert codes(check_de_minimis(declared(NEW, *(aid(day, 200_000) for day in days)))) == expected


def test_a_programme_without_a_ceiling_leaves_the_comparison_to_people():
    assert codes(check_de_minimis(declared(catalog.programme("finsam"), aid("2021-01-01", 1)))) == ["AID-003"]
    assert codes(check_de_minimis(declared(None, aid("2021-01-01", 1)))) == ["AID-003"]
    assert codes(check_de_minimis(case())) == []
