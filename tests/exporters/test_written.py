from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.amounts import parse_amount
from ledger.core.money import SEK
from ledger.core.money import Currency
from ledger.core.rate import parse_rate
from ledger.exporters.written import written_amount
from ledger.exporters.written import written_share

CURRENCIES = [SEK, Currency("JPY", 0), Currency("KWD", 3)]


@given(minor=st.integers(0, 10**15 - 1), currency=st.sampled_from(CURRENCIES), approximate=st.booleans())
def test_an_amount_reads_back_as_it_was(minor, currency, approximate):
    amount = parse_amount(written_amount(minor, currency, approximate=approximate), assumed=currency)

    assert (amount.minor, amount.approximate) == (minor, approximate)


@given(share=st.fractions(0, 1, max_denominator=10**9))
def test_a_share_reads_back_as_it_was(share):
    assert parse_rate(written_share(share)) == share


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        pytest.param(0, SEK, "0", id="nothing"),
        pytest.param(5, SEK, "0,05", id="öre alone"),
        pytest.param(123_450, SEK, "1 234,50", id="thousands and öre"),
        pytest.param(55_000_000, SEK, "550 000", id="whole kronor"),
        pytest.param(1_234, CURRENCIES[1], "1 234", id="a currency without decimals"),
        pytest.param(1_234, CURRENCIES[2], "01,234", id="three decimals are not taken for thousands"),
    ],
)
def test_an_amount_is_written_the_swedish_way(minor, currency, text):
    assert written_amount(minor, currency) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Fraction(0), "0 %"),
        (Fraction(1), "100 %"),
        (Fraction(91, 200), "45,5 %"),
        (Fraction(1, 3000), "1/3000"),
        (Fraction(1149, 10**7), "0,01149 %"),
    ],
)
def test_a_share_is_written_as_a_percentage_where_one_is_exact(share, text):
    assert written_share(share) == text
