from __future__ import annotations

from datetime import date
from datetime import timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.model.entry_kind import EntryKind
from ledger.model.project import Phase
from ledger.rules.checks.period import check_budget_years
from ledger.rules.checks.period import check_entry_days
from ledger.rules.checks.period import check_entry_phases
from ledger.rules.checks.period import check_period
from tests.rules.checks.cases import BUDGET
from tests.rules.checks.cases import case
from tests.rules.checks.cases import codes
from tests.rules.checks.cases import cost
from tests.rules.checks.cases import entry
from tests.rules.checks.cases import paid
from tests.rules.checks.cases import told

START, END = date(2020, 1, 1), date(2021, 12, 31)


def test_a_cost_after_the_last_day_is_told_with_the_day_it_belongs_to():
    late = entry(500, booked_on=date(2021, 12, 1), belongs_to=date(2022, 1, 1))

    expected = {"day": date(2022, 1, 1), "amount": 500, "start": START, "end": END}
    assert told(check_entry_days(case(entry(), late))) == [("PER-001", 2, expected)]


def test_a_cost_outside_that_was_reversed_is_told_no_more():
    day = date(2022, 1, 1)

    assert codes(check_entry_days(case(entry(5, booked_on=day), entry(-5, booked_on=day, reverses=1)))) == []


FIRST = Phase(id="analys", start=START, end=date(2020, 6, 30), name="Analys")


def test_a_cost_in_a_phase_that_was_over_is_told_with_the_phases_days():
    fits = entry(booked_on=date(2020, 9, 1), belongs_to=FIRST.end, phase="analys")
    money = entry(category=None, kind=EntryKind.RECEIPT, source="stod", booked_on=date(2020, 9, 1), phase="analys")
    late = entry(500, booked_on=date(2020, 7, 1), phase="analys")

    found = told(check_entry_phases(case(fits, money, entry(), late, phases=(FIRST,))))

    days = {"start": FIRST.start, "end": FIRST.end, "day": date(2020, 7, 1)}
    assert found == [("PER-005", 4, {**days, "amount": 500, "phase": "Analys", "number": 4})]


def test_a_cost_in_the_wrong_phase_that_was_moved_is_told_no_more():
    day = date(2020, 7, 1)
    moved = (entry(5, booked_on=day, phase="analys"), entry(-5, booked_on=day, phase="analys", reverses=1))

    assert codes(check_entry_phases(case(*moved, phases=(FIRST,)))) == []
    assert codes(check_entry_phases(case(entry(booked_on=day)))) == []


def test_a_cost_booked_late_that_belongs_to_the_project_is_fine():
    assert codes(check_entry_days(case(entry(booked_on=date(2022, 2, 1), belongs_to=END)))) == []


def test_money_may_be_received_after_the_last_day():
    receipt = entry(500, None, kind=EntryKind.RECEIPT, source="stod", booked_on=date(2022, 3, 1))

    assert codes(check_entry_days(case(receipt))) == []


def test_without_known_days_no_entry_is_outside_them():
    assert codes(check_entry_days(case(entry(booked_on=date(1999, 1, 1)), start=None))) == []


def test_a_version_may_prolong_the_project():
    prolonged = attrs.evolve(BUDGET, end=date(2022, 6, 30))

    assert codes(check_entry_days(case(entry(booked_on=date(2022, 6, 30)), versions=(prolonged,)))) == []


@given(st.integers(-400, 1200))
def test_an_entry_is_told_exactly_when_its_day_is_outside(days):
    day = START + timedelta(days=days)

    assert codes(check_entry_days(case(entry(booked_on=day)))) == ([] if START <= day <= END else ["PER-001"])


def test_a_budget_year_outside_the_project_is_told_once():
    version = attrs.evolve(
        BUDGET,
        cost=(cost(1, year=2022), cost(1), cost(1, "resor", year=2022)),
        financing=(paid(1, year=2019), paid(1, "regionen", year=2021)),
    )

    days = {"start": START, "end": END}
    assert told(check_budget_years(case(versions=(version,)))) == [
        ("PER-002", "budget.1.2019", {"year": 2019, **days}),
        ("PER-002", "budget.1.2022", {"year": 2022, **days}),
    ]


@pytest.mark.parametrize("missing", [{"versions": ()}, {"end": None}], ids=["no budget", "no known days"])
def test_budget_years_are_not_told_without(missing):
    assert codes(check_budget_years(case(**missing))) == []


def test_a_period_known_only_in_words_is_told_with_the_words():
    expected = {"period": "två år"}

    assert told(check_period(case(start=None, end=None, period="två år"))) == [("PER-003", "project.period", expected)]


def test_a_period_not_known_at_all_is_told():
    assert told(check_period(case(end=None))) == [("PER-004", "project.start", {})]


def test_known_days_call_for_nothing():
    assert codes(check_period(case(period="2020 och 2021"))) == []
