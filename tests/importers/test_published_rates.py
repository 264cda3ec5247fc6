"""Rates as their publishers write them; every figure here is made up."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.importers.published_rates import read_published_rates
from ledger.model.claims.exchange import Publisher

CSV = "Date,USD,SEK,\n2025-03-03,1.05,11.0500,\n2025-02-28,1.04,N/A,\n2025-02-27,1.04,11.1340,\n\n"
XML = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" '
    'xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">\n<gesmes:subject>Reference rates</gesmes:subject>\n'
    "<Cube>\n<Cube time='2025-03-03'>\n<Cube currency='USD' rate='1.05'/>\n<Cube currency='SEK' rate='11.0500'/>\n"
    "</Cube>\n<Cube time='2025-02-27'><Cube currency='SEK' rate='11.1340'/></Cube></Cube></gesmes:Envelope>\n"
)


def month(start="01/03/2025", end="31/03/2025", amount=11.05, **other):
    held = {"currencyIso": "SEK", "refCurrencyIso": "EUR", "amount": amount, "dateStart": start, "dateEnd": end}
    return held | other


def commission(*months):
    return json.dumps(months)


@pytest.mark.parametrize("text", [CSV, XML], ids=["CSV", "XML"])
def test_the_central_bank_s_days_are_read_oldest_first(text):
    rates, findings = read_published_rates(text, "f", "SEK")

    assert findings == ()
    assert (rates.publisher, rates.currency) == (Publisher.ECB, "SEK")
    assert rates.rates == (("2025-02-27", Fraction("11.134")), ("2025-03-03", Fraction("11.05")))


def test_the_commission_s_months_are_read_as_exactly_as_they_are_written():
    text = commission(month(), month("01/02/2025", "28/02/2025", 11)).replace("11.05", "11.123450")

    rates, findings = read_published_rates(text, "f", "SEK")

    assert findings == ()
    assert rates.publisher is Publisher.COMMISSION
    assert rates.rates == (("2025-02", Fraction(11)), ("2025-03", Fraction("11.12345")))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("", "EXR-002", id="an empty file"),
        pytest.param("kurser", "EXR-002", id="another CSV file"),
        pytest.param("Date,SEK\n28 December 2020,11.1\n", "EXR-002", id="days in words"),
        pytest.param("Date,SEK\n2025-02-30,11.1\n", "EXR-002", id="a day that is none"),
        pytest.param('Date,SEK\n"\r\n' + "x" * 200_000, "EXR-002", id="a field without end"),
        pytest.param("Date,SEK\n2025-02-03,elva\n", "EXR-005", id="no figure"),
        pytest.param("Date,SEK\n2025-02-03,0\n", "EXR-005", id="a rate of nothing"),
        pytest.param("Date,USD,NOK\n2025-02-03,1,2\n", "EXR-004", id="another currency"),
        pytest.param("<Cube", "EXR-002", id="XML that breaks off"),
        pytest.param("<a/>", "EXR-004", id="other XML"),
        pytest.param("<Cube currency='SEK' rate='1'/>", "EXR-002", id="XML without days"),
        pytest.param("<Cube time='2025-02-03'><Cube currency='SEK'/></Cube>", "EXR-005", id="XML without a rate"),
        pytest.param("<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", "EXR-002", id="XML with entities"),
        pytest.param("[", "EXR-002", id="JSON that breaks off"),
        pytest.param("[" * 100_000, "EXR-002", id="JSON without bottom"),
        pytest.param("{}", "EXR-002", id="other JSON"),
        pytest.param("[1]", "EXR-002", id="a list of figures"),
        pytest.param("[]", "EXR-004", id="a list of nothing"),
        pytest.param('[{"isoA3Code": "SEK", "value": 11.1}]', "EXR-002", id="a list without months"),
        pytest.param(commission(month(refCurrencyIso="USD")), "EXR-002", id="rates against dollars"),
        pytest.param(commission(month(currencyIso="NOK")), "EXR-004", id="kroner"),
        pytest.param(commission(month(end="15/03/2025")), "EXR-003", id="half a month"),
        pytest.param(commission(month(start="31/02/2025")), "EXR-003", id="no day"),
        pytest.param(commission(month(start="2025-03-01")), "EXR-003", id="days written otherwise"),
        pytest.param(commission(month(amount="NaN")), "EXR-005", id="no number"),
    ],
)
def test_what_cannot_be_read_is_told(text, code):
    rates, findings = read_published_rates(text, "f", "SEK")

    assert rates is None
    assert {finding.code for finding in findings} == {code}
    assert all(finding.place.file == "f" for finding in findings)


@given(st.text(max_size=60) | st.text("[]{},\"<>/=' CubeDatecurrencyIso0123456789-\n", max_size=120))
def test_no_text_breaks_the_reader(text):
    for each in (text, f"Date,SEK\n{text}", f"[{text}]", f"<Cube>{text}</Cube>"):
        rates, findings = read_published_rates(each, "f", "SEK")
        assert (rates is None) == bool(findings)
