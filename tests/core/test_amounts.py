from __future__ import annotations

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.amounts import Amount
from ledger.core.amounts import parse_amount
from ledger.core.amounts import plain_minor
from ledger.core.money import SEK
from ledger.core.money import Currency
from ledger.errors import AmbiguousAmountError
from ledger.errors import AmountError
from ledger.errors import AmountSizeError
from ledger.errors import BlankAmountError
from ledger.errors import DecimalsError
from ledger.errors import ExponentError
from ledger.errors import ParenthesesError
from ledger.errors import SeveralAmountsError
from ledger.errors import TrailingMinusError
from tests import strategies

EUR = Currency("EUR")
YEN = Currency("JPY", 0)
NBSP = "\N{NO-BREAK SPACE}"
THIN = "\N{THIN SPACE}"
NARROW = "\N{NARROW NO-BREAK SPACE}"

KRONOR = 100
THOUSAND = 1000 * KRONOR
MILLION = 1000 * THOUSAND
BILLION = 1000 * MILLION


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("600 000:-", 600 * THOUSAND),
        ("600 000: -", 600 * THOUSAND),
        ("600 000 :-", 600 * THOUSAND),
        ("500,-", 500 * KRONOR),
        ("300.000 kr", 300 * THOUSAND),
        ("437.940 kr", 437_940 * KRONOR),
        ("9 930 495 kr", 9_930_495 * KRONOR),
        (f"9{NBSP}930{NBSP}495{NBSP}kr", 9_930_495 * KRONOR),
        (f"9{THIN}930{NARROW}495 kr.", 9_930_495 * KRONOR),
        ("1 143 000 000 kr", 1_143 * MILLION),
        ("500kr", 500 * KRONOR),
        ("kr 500", 500 * KRONOR),
        ("SEK 735 000", 735 * THOUSAND),
        ("1,2 miljoner kronor", 1_200 * THOUSAND),
        ("26,1 miljoner kronor", 26_100 * THOUSAND),
        ("9,9 miljoner kr", 9_900 * THOUSAND),
        ("1 miljon kronor", MILLION),
        ("5 tusen kr", 5 * THOUSAND),
        ("435 mkr", 435 * MILLION),
        ("168 m.kr", 168 * MILLION),
        ("5 Mkr", 5 * MILLION),
        ("1 mnkr", MILLION),
        ("1,234 mkr", 1_234 * THOUSAND),
        ("0.123 mkr", 123 * THOUSAND),
        ("5 MSEK", 5 * MILLION),
        ("400 tkr", 400 * THOUSAND),
        ("300.000 tkr", 300 * MILLION),
        ("5,5 KSEK", 5_500 * KRONOR),
        ("10 mdkr", 10 * BILLION),
        ("2 miljarder kronor", 2 * BILLION),
        ("1,23456789 mkr", 123_456_789),
    ],
)
def test_kronor_are_read_in_every_way_they_are_written(text, minor):
    assert parse_amount(text) == Amount(minor=minor, currency=SEK)


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("1234", 123_400),
        ("1234,5", 123_450),
        ("1234,50", 123_450),
        ("1234.50", 123_450),
        ("12.50", 1_250),
        ("0,05", 5),
        ("0", 0),
        ("0,0", 0),
        ("-0,05", -5),
        ("+5", 500),
        (" 5 ", 500),
        ("136 883 875", 13_688_387_500),
        ("2 408 653", 240_865_300),
        ("1 234.50", 123_450),
        ("1.234.567,50", 123_456_750),
        ("1,234,567.50", 123_456_750),
        ("1,234,567", 123_456_700),
        ("1,234.50", 123_450),
        ("298 milj.", 298 * MILLION),
        ("1,2 miljarder", 1_200 * MILLION),
        ("-2 411,5", -241_150),
        ("– 1 930 976", -193_097_600),
        ("−1 116", -111_600),
        ("–122", -12_200),
        ("999999999999999", 99_999_999_999_999_900),
        ("9 999 999 999 999,99", 999_999_999_999_999),
        ("1 000,00-", -1000 * KRONOR),
        (f"1{NBSP}234,50−", -123_450),
        ("1.234,50–", -123_450),
        ("437.94-", -43_794),
    ],
)
def test_figures_without_a_currency_name_none(text, minor):
    assert parse_amount(text) == Amount(minor=minor)


@pytest.mark.parametrize(
    ("text", "minor", "code", "decimals"),
    [
        ("372 226 EUR", 37_222_600, "EUR", 2),
        ("€1,234.50", 123_450, "EUR", 2),
        ("12 euro", 1_200, "EUR", 2),
        ("3 MEUR", 300_000_000, "EUR", 2),
        ("1 614 450 NOK", 161_445_000, "NOK", 2),
        ("5 million EUR", 500_000_000, "EUR", 2),
        ("1 500 JPY", 1_500, "JPY", 0),
    ],
)
def test_other_currencies_are_named(text, minor, code, decimals):
    assert parse_amount(text) == Amount(minor=minor, currency=Currency(code, decimals))


@pytest.mark.parametrize(
    ("text", "minor", "qualifier"),
    [
        ("cirka 600 000: -", 600 * THOUSAND, "cirka"),
        ("Cirka 600 000 kr", 600 * THOUSAND, "cirka"),
        ("circa 5 tkr", 5 * THOUSAND, "circa"),
        ("ca 1,2 milj kr", 1_200 * THOUSAND, "ca"),
        ("ca. 1,2 milj. kr", 1_200 * THOUSAND, "ca"),
        ("drygt 87 mkr", 87 * MILLION, "drygt"),
        ("knappt 1 mkr", MILLION, "knappt"),
        ("nästan 17 mkr", 17 * MILLION, "nästan"),
        ("minst 5 tkr", 5 * THOUSAND, "minst"),
        ("uppemot 3 tkr", 3 * THOUSAND, "uppemot"),
        ("mer än 2 miljarder kr", 2 * BILLION, "mer än"),
        ("about 5 tkr", 5 * THOUSAND, "about"),
    ],
)
def test_an_approximate_amount_says_so(text, minor, qualifier):
    assert parse_amount(text) == Amount(minor=minor, currency=SEK, approximate=True, qualifier=qualifier)


@pytest.mark.parametrize(
    ("text", "vat_excluded", "note"),
    [
        ("300.000 kr (exkl moms)", True, None),
        ("300.000 kr exkl. moms", True, None),
        ("300 000 kr excl. VAT", True, None),
        ("300 000 kr inkl moms", False, None),
        ("300.000 kr under 2014 (exkl moms)", True, "under 2014"),
        ("300 tkr per år", False, "per år"),
    ],
)
def test_what_is_said_of_tax_and_time_is_kept(text, vat_excluded, note):
    assert parse_amount(text) == Amount(minor=300 * THOUSAND, currency=SEK, vat_excluded=vat_excluded, note=note)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        pytest.param("1,234", AmbiguousAmountError, id="a comma before three digits"),
        pytest.param("1,234 million", AmbiguousAmountError, id="a comma before three digits of English millions"),
        pytest.param("1.234 mkr", AmbiguousAmountError, id="a dot before three digits of millions"),
        pytest.param("(1 234,50)", ParenthesesError, id="parentheses"),
        pytest.param("1 234-", TrailingMinusError, id="a dash behind whole kronor"),
        pytest.param("40 000 50", SeveralAmountsError, id="two numbers"),
        pytest.param("1 2345", SeveralAmountsError, id="groups that are not of three digits"),
        pytest.param("0 123", SeveralAmountsError, id="a zero before a group"),
        pytest.param("234  567", SeveralAmountsError, id="two columns"),
        pytest.param("40-45 tkr", SeveralAmountsError, id="a range"),
        pytest.param("12 kr 50", SeveralAmountsError, id="a figure on each side of the unit"),
        pytest.param("1,5E+06", ExponentError, id="an exponent"),
        pytest.param("1e5", ExponentError, id="a short exponent"),
        pytest.param("1234.567", DecimalsError, id="three decimals"),
        pytest.param("0,123", DecimalsError, id="three decimals after a zero"),
        pytest.param("12,345.678", DecimalsError, id="three decimals in English"),
        pytest.param("1,2345678 tkr", DecimalsError, id="a part of an öre in thousands"),
        pytest.param("100,5 JPY", DecimalsError, id="decimals in a currency without"),
        pytest.param("1234567890123456", AmountSizeError, id="more digits than can be carried"),
        pytest.param("99 999 999 999 999,99", AmountSizeError, id="more digits with the decimals"),
        pytest.param("20 000 000 mdkr", AmountSizeError, id="more than fits"),
        pytest.param("", BlankAmountError, id="an empty text"),
        pytest.param("–", BlankAmountError, id="a lone dash"),
        pytest.param("kr", BlankAmountError, id="a lone unit"),
        pytest.param("drygt 40 000 hushåll", AmountError, id="something else than money"),
        pytest.param("5 mkr EUR", AmountError, id="two currencies"),
        pytest.param("SEK 5 EUR", AmountError, id="a currency on each side"),
        pytest.param("5,", AmountError, id="a comma without decimals"),
        pytest.param("1.2.3", AmountError, id="a version number"),
        pytest.param("50%", AmountError, id="percent"),
        pytest.param("nej", AmountError, id="words"),
        pytest.param("5 ſek", AmountError, id="a letter that only looks like another"),
        pytest.param("٣", AmountError, id="digits of another script"),
        pytest.param("1" * 5000, AmountError, id="thousands of digits"),
    ],
)
def test_what_cannot_be_read_exactly_is_refused_with_the_reason(text, error):
    with pytest.raises(AmountError) as refused:
        parse_amount(text)

    assert type(refused.value) is error
    assert len(str(refused.value)) < 300


def test_the_assumed_currency_tells_the_decimals():
    assert parse_amount("1500", assumed=YEN).minor == 1_500


def group(digits, mark):
    first = len(digits) % 3 or 3
    return mark.join([digits[:first], *(digits[at : at + 3] for at in range(first, len(digits), 3))])


@given(
    st.integers(0, 10**12),
    st.integers(0, 99),
    st.sampled_from([("", ","), ("", "."), (" ", ","), (" ", "."), (NBSP, ","), (".", ","), (",", ".")]),
    st.sampled_from(["", "-", "– ", "−"]),
)
def test_every_way_of_setting_thousands_and_decimals_apart_gives_the_same_amount(units, cents, marks, sign):
    thousands, decimal = marks
    text = f"{sign}{group(str(units), thousands)}{decimal}{cents:02d}"

    assert parse_amount(text).minor == (units * 100 + cents) * (-1 if sign else 1)


@given(strategies.minor_units(10**14))
def test_the_plain_way_agrees_with_the_careful_one(minor):
    text = f"{'-' if minor < 0 else ''}{abs(minor) // 100},{abs(minor) % 100:02d}"

    assert plain_minor(text) == parse_amount(f"{text} kr").minor == minor


@pytest.mark.parametrize("text", ["", "-", "1 234", "1,234", "12345678901234", "1_000", " 1", "٣", "−1"])
def test_what_is_not_plain_is_left_to_the_careful_way(text):
    assert plain_minor(text) is None


@given(st.integers(0, 10**9), st.integers(0, 999_999), st.sampled_from([("tkr", 3), ("mkr", 6), ("mdkr", 9)]))
def test_a_scaled_amount_is_exact_or_refused(whole, part, scale):
    word, power = scale
    text = f"{whole},{part:06d} {word}"
    exact = (whole + Fraction(part, 10**6)) * 10 ** (power + 2)

    try:
        assert parse_amount(text).minor == exact
    except DecimalsError:
        assert power == 3
    except AmountSizeError:
        assert exact > 10**18 or len(f"{whole}{part:06d}".strip("0")) > 15


@given(st.text(max_size=40) | st.text("0123456789 .,-–:krmca()eE", max_size=20))
@example("5 K")
def test_any_text_is_either_an_amount_or_refused(text):
    with suppress(AmountError):
        assert type(parse_amount(text).minor) is int
