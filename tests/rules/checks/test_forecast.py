"""Early warnings: unspent support, a share that will be missed, budgets passed, orders that are late."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs
import pytest

from ledger.model.entry import Entry
from ledger.model.forecasts.commitment import Commitment
from ledger.model.forecasts.commitment import Due
from ledger.model.forecasts.forecast import Forecast
from ledger.model.view import View
from ledger.rules.checks.case import Case
from ledger.rules.checks.forecast import check_commitments
from ledger.rules.checks.forecast import check_forecast
from tests.rules.dossiers import DECIDED
from tests.rules.dossiers import dossier

TODAY = date(2021, 4, 15)
BOOKED = (Entry(project="broar", number=1, category="personal", amount_minor=100_000_00, booked_on=date(2021, 3, 31)),)
PLAN = attrs.evolve(
    DECIDED,
    financing=tuple(
        attrs.evolve(each, amount_minor=minor)
        for each, minor in zip(DECIDED.financing, (500_000_00, 250_000_00, 100_000_00, 200_000_00), strict=True)
    ),
)


def said(found, today=TODAY):
    return {
        finding.code: dict(finding.values)
        for finding in check_forecast(Case(dossier=found, entries=tuple, today=today))
    }


def typed(category, minor):
    return Forecast(category=category, amount_minor=minor, typed_on=TODAY)


def case(**changes):
    return dossier(BOOKED, versions=(PLAN,), **changes)


def test_support_that_will_not_be_used_is_told_with_its_amount():
    values = said(case())["FOR-001"]

    assert values["granted"].minor - values["used"].minor == values["unspent"].minor > 0


def test_a_share_that_will_be_missed_is_told_with_the_amount_missing():
    values = said(case(required_cofinancing=Fraction(3, 4)))["FOR-002"]
    missing = Fraction(3, 4) * values["cost"].minor - values["paid"].minor

    assert 0 <= values["missing"].minor - missing < 1
    assert values["share"] == Fraction(values["paid"].minor, values["cost"].minor)
    assert "FOR-002" not in said(case(required_cofinancing=Fraction(1, 10)))


def test_a_category_that_will_cost_more_than_its_budget_is_told():
    values = said(attrs.evolve(case(), forecasts=(typed("personal", 900_000_01),)))["FOR-003"]

    assert values["over"].minor == 1


def test_a_typed_forecast_below_what_is_booked_is_told():
    values = said(attrs.evolve(case(), forecasts=(typed("personal", 99_999_99),)))["FOR-004"]

    assert values["least"].minor == 100_000_00


def test_more_income_than_expected_is_no_fault():
    assert "FOR-003" not in said(attrs.evolve(case(), forecasts=(typed("intakt", 1),)))


@pytest.mark.parametrize(
    ("changes", "today"),
    [({"end": date(2021, 4, 14)}, TODAY), ({}, date(2021, 3, 31)), ({"start": None}, TODAY)],
    ids=["the project is over", "no month with a cost is finished", "its days are not known"],
)
def test_nothing_is_foretold(changes, today):
    assert said(case(**changes), today) == {}


def test_an_unknown_amount_of_support_tells_nothing_of_what_is_unspent():
    plan = attrs.evolve(PLAN, financing=PLAN.financing[1:])

    assert "FOR-001" not in said(dossier(BOOKED, versions=(plan,)))


def test_orders_that_are_late_and_orders_without_a_day_are_told():
    dues = (Due(on=date(2021, 4, 14), amount_minor=30),)
    order = Commitment(id="7", category="lokal", amount_minor=50, made_on=TODAY, dues=dues)
    found = attrs.evolve(case(), commitments=(order,))

    assert [each.code for each in check_commitments(found, View(today=TODAY))] == ["FOR-005"]
    assert [each.code for each in check_commitments(found, View(today=TODAY, year=2021))] == ["FOR-005", "FOR-006"]
    assert list(check_commitments(found, View(today=date(2021, 4, 14)))) == []
