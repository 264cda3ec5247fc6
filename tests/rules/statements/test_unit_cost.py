from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import catalog
from ledger.model.statements.statement import HoursRule
from ledger.rules.statements.unit_cost import hours_of
from ledger.rules.statements.unit_cost import rates_of
from ledger.rules.statements.unit_cost import read_hours
from ledger.rules.statements.unit_cost import worth_minor

TABLE = catalog.unit_cost_table("esf-2021-2027-funktion")
OLD, NEW = (catalog.time_bases()[id_] for id_ in ("esf-2014-2020", "esf-2021-2027"))


def test_a_month_of_1720_hours_a_year_is_a_twelfth_and_not_rounded():
    assert hours_of(NEW, Fraction(1)) == Fraction(1720, 12)
    assert hours_of(NEW, Fraction(12)) == 1720


def test_a_month_of_2014_to_2020_is_as_published_and_36_months_are_32_13_working_ones():
    assert hours_of(OLD, Fraction(12)) == Fraction("10.71") * Fraction("155.16")
    assert hours_of(OLD, Fraction(36)) == Fraction("32.13") * Fraction("155.16")
    assert hours_of(OLD, Fraction(36), Fraction(1, 2)) * 2 == hours_of(OLD, Fraction(36))


def test_the_published_mark_ups_are_the_products_they_are_said_to_be():
    products = [(each.rate * (1 + mark), marked) for each in TABLE.rates for mark, marked in each.marked_up]

    assert len(products) == 20
    assert [exact for exact, _ in products] == [marked for _, marked in products]


def test_rates_are_those_of_the_region_and_the_mark_up():
    plain = {each.code: rate for each, rate in rates_of(TABLE, "riket", None)}
    marked = {each.code: rate for each, rate in rates_of(TABLE, "stockholm", Fraction(40, 100))}

    assert plain["projektekonom"] == 579_00
    assert marked["projektekonom"] == 889_00
    assert len(rates_of(TABLE, None, None)) == 10
    assert rates_of(TABLE, "riket", Fraction(1, 3)) == ()


@pytest.mark.parametrize(
    ("hours", "rule", "minor"),
    [
        pytest.param("7.75", HoursRule.EXACT, 448725, id="fractions of an hour count"),
        pytest.param("7.75", HoursRule.WHOLE, 405300, id="only whole hours count"),
        pytest.param("-7.75", HoursRule.WHOLE, -405300, id="a reversal mirrors"),
    ],
)
def test_hours_are_worth_their_rate(hours, rule, minor):
    assert worth_minor(Fraction(hours), Fraction(579_00), rule) == minor


@given(st.fractions(0, 3000, max_denominator=100), st.integers(0, 10**6))
def test_what_hours_are_worth_is_within_half_an_ore_of_exact(hours, rate):
    assert abs(worth_minor(hours, Fraction(rate), HoursRule.EXACT) - hours * rate) <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("quantity", "unit", "hours"),
    [
        pytest.param("7.75", "h", Fraction("7.75"), id="hours"),
        pytest.param("8", "Tim.", Fraction(8), id="hours with a full stop"),
        pytest.param("-8", "timmar", Fraction(-8), id="a reversal"),
        pytest.param("3", "mån", 3 * Fraction(1720, 12), id="months of a year's hours"),
        pytest.param("3", "st", None, id="pieces"),
        pytest.param("3", None, None, id="no unit"),
        pytest.param(None, "h", None, id="no quantity"),
        pytest.param("sju", "h", None, id="no number"),
    ],
)
def test_an_entry_tells_its_hours(quantity, unit, hours):
    assert read_hours(quantity, unit, Fraction(1720)) == hours


def test_months_tell_nothing_where_the_table_has_no_year():
    assert read_hours("3", "mån", None) is None
