from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.formats import write_percent
from ledger.core.rate import parse_rate
from ledger.errors import RateError
from ledger.errors import RateRangeError
from ledger.errors import RateUnitError


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("3,7 %", Fraction(37, 1000)),
        ("50%", Fraction(1, 2)),
        ("53 procent", Fraction(53, 100)),
        ("46 Procent", Fraction(46, 100)),
        ("45.5 percent", Fraction(455, 1000)),
        ("0,1149 promille", Fraction(1149, 10_000_000)),
        ("5 ‰", Fraction(1, 200)),
        (" 12\N{NO-BREAK SPACE}% ", Fraction(12, 100)),
        ("120 %", Fraction(6, 5)),
        ("1/3", Fraction(1, 3)),
        ("23 / 50", Fraction(23, 50)),
    ],
)
def test_a_rate_is_read_exactly(text, rate):
    assert parse_rate(text) == rate


@pytest.mark.parametrize(
    ("text", "error"),
    [
        pytest.param("40-45%", RateRangeError, id="a range"),
        pytest.param("40 % – 45 %", RateRangeError, id="a range with a dash and two marks"),
        pytest.param("40 till 45 procent", RateRangeError, id="a range in words"),
        pytest.param("46", RateUnitError, id="a bare number"),
        pytest.param("-3 %", RateError, id="a negative rate"),
        pytest.param("1/0", RateError, id="a part of nothing"),
        pytest.param("1e1 %", RateError, id="an exponent"),
        pytest.param("46 kr", RateError, id="an amount"),
        pytest.param("ungefär hälften", RateError, id="words"),
        pytest.param("", RateError, id="an empty text"),
    ],
)
def test_what_is_no_rate_is_refused_with_the_reason(text, error):
    with pytest.raises(RateError) as refused:
        parse_rate(text)

    assert type(refused.value) is error
    assert f"'{text}'" in str(refused.value)


def test_the_message_about_a_range_says_so():
    with pytest.raises(RateError, match="is a range"):
        parse_rate("40-45%")


@given(st.integers(0, 100_000), st.sampled_from(["sv", "en"]))
def test_what_is_written_reads_back(thousandths, language):
    rate = Fraction(thousandths, 100_000)

    assert parse_rate(write_percent(rate, language, decimals=3).replace("\N{NO-BREAK SPACE}", "")) == rate
