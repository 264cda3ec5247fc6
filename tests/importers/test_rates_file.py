"""Tables of exchange rates."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ledger.importers.rates_file import read_rates_file
from ledger.model.claims.exchange import RateMonth

RATES = """
currency = "EUR"
base = "SEK"
by = "period_end"
source = "Påhittade kurser"

[rate]
2025-02 = "11,2"
2025-01 = "11,4865"
"""


def test_a_table_is_read_oldest_month_first():
    rates, findings = read_rates_file(RATES, "kurser.toml", "ab")

    assert findings == ()
    assert rates.rates == (("2025-01", Fraction("11.4865")), ("2025-02", Fraction("11.2")))
    assert (rates.currency.code, rates.base, rates.by, rates.file_sha256) == ("EUR", "SEK", RateMonth.PERIOD_END, "ab")


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        pytest.param(('2025-02 = "11,2"', '2025-13 = "11,2"'), ["EXR-001"], id="no month"),
        pytest.param(('"11,2"', '"0"'), ["TOML-008"], id="a rate of nothing"),
        pytest.param(('"11,2"', '"elva"'), ["TOML-008"], id="no figure"),
        pytest.param(('currency = "EUR"', 'currency = "euro"'), ["TOML-008"], id="no currency"),
        pytest.param(('base = "SEK"', ""), ["TOML-005"], id="no base"),
        pytest.param(('2025-02 = "11,2"\n2025-01 = "11,4865"', ""), ["TOML-005"], id="no rates"),
        pytest.param(("[rate]", "[rates]"), ["TOML-002", "TOML-015"], id="another table"),
        pytest.param(("[rate]", "[rate"), ["TOML-001"], id="no TOML"),
    ],
)
def test_what_is_wrong_is_told(change, codes):
    rates, findings = read_rates_file(RATES.replace(*change), "kurser.toml", "ab")

    assert rates is None
    assert sorted(finding.code for finding in findings) == codes
