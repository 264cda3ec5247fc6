from __future__ import annotations

import attrs
import pytest
from hypothesis import given

from ledger.core.money import SEK
from ledger.core.money import Currency
from ledger.core.money import Money
from ledger.core.money import currency
from ledger.core.money import known_sum
from ledger.core.money import whole
from ledger.errors import CurrencyError
from ledger.errors import InexactError
from tests import strategies


@given(strategies.minor_units(), strategies.minor_units())
def test_money_adds_and_takes_away_exactly(one, other):
    assert Money(one) + Money(other) == Money(one + other)
    assert Money(one) - Money(other) == Money(one) + -Money(other)
    assert (Money(one) < Money(other)) is (one < other)
    assert (Money(one) <= Money(other)) is (one <= other)


@given(strategies.money())
def test_an_amount_and_its_reversal_give_nothing(amount):
    assert amount + -amount == Money(0, amount.currency)


@pytest.mark.parametrize(
    "meet",
    [
        pytest.param(lambda one, other: one + other, id="adding"),
        pytest.param(lambda one, other: one - other, id="taking away"),
        pytest.param(lambda one, other: one < other, id="comparing"),
        pytest.param(lambda one, other: one <= other, id="comparing or equal"),
    ],
)
def test_two_currencies_never_meet(meet):
    with pytest.raises(CurrencyError, match="EUR met SEK"):
        meet(Money(1), Money(1, Currency("EUR")))


@pytest.mark.parametrize("value", [1.0, True, "1", None], ids=["a float", "a truth value", "a text", "nothing"])
def test_only_whole_minor_units_are_money(value):
    with pytest.raises(InexactError):
        Money(value)
    with pytest.raises(InexactError):
        whole(value)


def test_money_cannot_be_changed():
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        Money(1).minor = 2


@pytest.mark.parametrize(("code", "decimals"), [("SEK", 2), ("EUR", 2), ("JPY", 0), ("KWD", 3)])
def test_a_currency_knows_its_decimals(code, decimals):
    assert currency(code) == Currency(code, decimals)


@pytest.mark.parametrize("code", ["", "sek", "KRONA", "SE", "ÅÄÖ", "S3K"])
def test_what_is_no_currency_code_is_refused(code):
    with pytest.raises(CurrencyError):
        currency(code)


def test_kronor_are_the_usual_currency():
    assert Money(1).currency == SEK


def test_what_is_not_known_is_left_out_of_a_sum_and_nothing_known_is_no_sum():
    assert known_sum([100, None, -30]) == 70
    assert known_sum([0]) == 0
    assert known_sum([None, None]) is None
    assert known_sum([]) is None
