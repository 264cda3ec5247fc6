"""Claims in another currency."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.money import SEK
from ledger.core.money import Currency
from ledger.errors import NoRateError
from ledger.errors import RateBaseError
from ledger.model.claims.claim import ROUNDING
from ledger.model.claims.exchange import Conversion
from ledger.model.claims.exchange import ExchangeRates
from ledger.model.claims.exchange import RateMonth
from ledger.rules.claims.exchange import conversion
from ledger.rules.claims.exchange import converted_lines
from tests.rules.claims.kept import Kept
from tests.rules.claims.kept import cost
from tests.rules.dossiers import PROJECT

EUR = Currency("EUR")
RATES = ExchangeRates(
    currency=EUR,
    base="SEK",
    source="made up",
    file="kurser.toml",
    file_sha256="0" * 64,
    rates=(("2020-07", Fraction(10)), ("2020-12", Fraction("11.4865"))),
)


def _claim(rates, dated=date(2020, 12, 3), end=date(2020, 7, 31)):
    kept = Kept(cost(700))
    claim = kept.claim(10)
    terms = attrs.evolve(claim.terms, rates=rates, end=end)
    return attrs.evolve(claim, terms=terms, dated=dated)


@pytest.mark.parametrize(("by", "month"), [(RateMonth.SUBMITTED, "2020-12"), (RateMonth.PERIOD_END, "2020-07")])
def test_a_claim_goes_by_the_month_that_the_table_says(by, month):
    found = conversion(PROJECT, _claim(attrs.evolve(RATES, by=by)))

    assert (found.month, found.currency) == (month, EUR)


def test_a_claim_in_the_projects_own_currency_is_not_converted():
    assert conversion(PROJECT, _claim(None)) is None


def test_rates_for_another_currency_and_months_without_rate_are_refused():
    with pytest.raises(RateBaseError, match="NOK"):
        conversion(PROJECT, _claim(attrs.evolve(RATES, base="NOK")))
    with pytest.raises(NoRateError, match="2020-07 – 2020-12"):
        conversion(PROJECT, _claim(RATES, dated=date(2021, 1, 1)))


def test_the_rate_is_frozen_with_the_claim():
    kept = Kept(cost(700))

    claim = kept.claim(10, rates=RATES)

    assert claim.conversion == Conversion(currency=EUR, month="2020-07", rate=Fraction(10))


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.integers(-(10**9), 10**9), max_size=6),
    st.fractions(Fraction(1, 1000), 1000).filter(bool),
    st.sampled_from((EUR, Currency("JPY", 0))),
)
def test_lines_add_up_to_the_sum_that_is_converted_for_itself(amounts, rate, currency):
    lines = converted_lines(amounts, Conversion(currency=currency, month="2020-07", rate=rate), SEK)

    exact = Fraction(sum(amounts.values()) * 10**currency.decimals, 100) / rate
    assert abs(sum(lines.values()) - exact) <= Fraction(1, 2)
    assert abs(lines.get(ROUNDING, 0)) <= Fraction(len(amounts) + 1, 2)
    assert set(lines) - {ROUNDING} == set(amounts)
