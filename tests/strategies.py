"""What property tests draw from, shared by all of them."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from ledger.core.money import SEK
from ledger.core.money import Currency
from ledger.core.money import Money
from ledger.core.period import Period

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

CURRENCIES = (SEK, Currency("EUR"), Currency("JPY", 0), Currency("KWD", 3))


def minor_units(most: int = 10**12) -> SearchStrategy[int]:
    """Whole minor units of either sign; small ones are drawn often."""
    return st.one_of(st.integers(-200, 200), st.integers(-most, most))


def money(most: int = 10**12) -> SearchStrategy[Money]:
    """Amounts in currencies with none, two and three decimals."""
    return st.builds(Money, minor_units(most), st.sampled_from(CURRENCIES))


def fractions(most: int = 10**9) -> SearchStrategy[Fraction]:
    """Exact numbers of either sign with awkward denominators, among them whole ones."""
    return st.builds(
        Fraction, st.integers(-most, most), st.one_of(st.just(1), st.integers(1, 12), st.integers(1, 10**6))
    )


def ratios() -> SearchStrategy[Fraction]:
    """Shares from nothing to the whole."""
    return st.builds(
        lambda whole, part: Fraction(min(part, whole), whole), st.integers(1, 10**6), st.integers(0, 10**6)
    )


def weights(most: int = 12) -> SearchStrategy[list[int | Fraction]]:
    """Weights that can carry a split: none negative, one at least above zero."""
    one = st.one_of(st.integers(0, 10**6), st.builds(Fraction, st.integers(0, 1000), st.integers(1, 1000)))
    return st.lists(one, min_size=1, max_size=most).filter(any)


@st.composite
def two_way_tables(draw: st.DrawFn, rows: int = 8, columns: int = 8) -> list[list[Fraction]]:
    """Tables of exact numbers, at most so large; whole numbers, halves and rows of zeros among them."""
    width = draw(st.integers(0, columns))
    cell = st.one_of(st.just(Fraction(0)), st.builds(Fraction, st.integers(-9, 9), st.just(2)), fractions())
    row = st.one_of(st.lists(cell, min_size=width, max_size=width), st.just([Fraction(0)] * width))
    return draw(st.lists(row, max_size=rows))


def days() -> SearchStrategy[date]:
    """Days of the years that projects live in; with some years to come, two digits still tell the century."""
    return st.dates(date(2000, 1, 1), date(2060, 12, 31))


@st.composite
def periods(draw: st.DrawFn, days_max: int = 2500) -> Period:
    """Periods of a day to some years."""
    start = draw(days())
    return Period(start, start + timedelta(days=draw(st.integers(0, days_max))))
