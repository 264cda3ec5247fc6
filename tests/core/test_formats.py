from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.amounts import parse_amount
from ledger.core.formats import write_minor
from ledger.core.formats import write_money
from ledger.core.formats import write_percent
from ledger.core.money import SEK
from ledger.core.money import Currency
from ledger.core.money import Money
from tests import strategies

YEN = Currency("JPY", 0)
DINAR = Currency("KWD", 3)


@pytest.mark.parametrize(
    ("minor", "currency", "swedish", "english"),
    [
        pytest.param(123456789, SEK, "1 234 567,89", "1,234,567.89", id="thousands are set apart"),
        pytest.param(-123456, SEK, "−1 234,56", "-1,234.56", id="a negative amount has its language's minus"),
        pytest.param(-5, SEK, "−0,05", "-0.05", id="a few öre have a zero before them"),
        pytest.param(0, SEK, "0,00", "0.00", id="nothing has no sign"),
        pytest.param(99900, SEK, "999,00", "999.00", id="three digits need no separator"),
        pytest.param(1500, YEN, "1 500", "1,500", id="a currency without decimals shows none"),
        pytest.param(1500, DINAR, "1,500", "1.500", id="a currency with three decimals shows three"),
    ],
)
def test_amounts_are_written_as_each_language_writes_them(minor, currency, swedish, english):
    assert write_minor(minor, currency, "sv") == swedish.replace(" ", "\N{NO-BREAK SPACE}")
    assert write_minor(minor, currency, "en") == english


@pytest.mark.parametrize(
    ("minor", "expected"),
    [
        pytest.param(73500000, "735,000", id="whole kronor lose their zeros"),
        pytest.param(73500001, "735,000.01", id="öre are kept"),
        pytest.param(-100, "-1", id="a negative amount likewise"),
    ],
)
def test_only_empty_decimals_can_be_left_out(minor, expected):
    assert write_minor(minor, SEK, "en", decimals=False) == expected


@pytest.mark.parametrize(
    ("money", "swedish", "english"),
    [
        pytest.param(Money(73500000), "735 000 kr", "SEK 735,000", id="kronor have their own word in Swedish"),
        pytest.param(Money(-150, Currency("EUR")), "−1,50 EUR", "EUR -1.50", id="other currencies have their code"),
    ],
)
def test_money_has_its_unit(money, swedish, english):
    assert write_money(money, "sv") == swedish.replace(" ", "\N{NO-BREAK SPACE}")
    assert write_money(money, "en") == english


@given(strategies.minor_units(), st.sampled_from([SEK, Currency("EUR"), Currency("JPY", 0)]))
def test_what_is_written_in_swedish_reads_back_as_the_same_amount(minor, currency):
    read = parse_amount(write_money(Money(minor, currency), "sv"))

    assert (read.minor, read.currency) == (minor, currency)


@pytest.mark.parametrize(
    ("ratio", "decimals", "swedish", "english"),
    [
        pytest.param(Fraction(455, 1000), 1, "45,5 %", "45.5%", id="one decimal"),
        pytest.param(Fraction(46, 100), 0, "46 %", "46%", id="no decimals"),
        pytest.param(Fraction(1, 2000), 1, "0,1 %", "0.1%", id="the middle goes away from zero"),
        pytest.param(Fraction(-1, 2000), 1, "−0,1 %", "-0.1%", id="the negative middle goes away from zero"),
        pytest.param(Fraction(-1, 3000), 1, "0,0 %", "0.0%", id="what rounds to nothing has no sign"),
        pytest.param(Fraction(12), 1, "1 200,0 %", "1,200.0%", id="thousands of percent are set apart"),
    ],
)
def test_percentages_are_rounded_exactly(ratio, decimals, swedish, english):
    assert write_percent(ratio, "sv", decimals=decimals) == swedish.replace(" ", "\N{NO-BREAK SPACE}")
    assert write_percent(ratio, "en", decimals=decimals) == english
