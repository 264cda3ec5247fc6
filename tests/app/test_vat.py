"""Value added tax: read from files, kept with the cost, refunded beside it and never netted."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ledger import catalog
from ledger.app.imports.actuals import enter
from ledger.app.imports.actuals import import_file
from ledger.app.reports import report
from ledger.importers.vat_file import read_vat_file
from ledger.model.claims.vat import VatTreatment
from ledger.model.entry import COLUMNS

FILE = """datum;kostnadsslag;belopp;moms;momshantering
2021-01-25;personal;1 000;;
2021-02-25;lokal;1 250,00;250,00;Ej avdragsgill
2021-02-26;tjanster;800,05;200,01;ersätts
2021-02-27;tjanster;333,33;;upphandling
2021-02-28;lokal;500;;premises
"""
_VAT, _TREATMENT = (COLUMNS.index(name) for name in ("vat_minor", "vat_treatment"))


def _told(book):
    return [(row[_VAT], row[_TREATMENT]) for row in book.store.entries("stegen")]


def test_a_file_tells_vat_and_what_becomes_of_it(stegen, write):
    done = import_file(stegen, write("moms.csv", FILE), project="stegen")

    assert done.findings == ()
    assert _told(stegen) == [
        (None, None),
        (250_00, "non_deductible"),
        (200_01, "compensated"),
        (None, "purchase"),
        (None, "premises"),
    ]


def test_the_refund_stands_beside_the_cost_and_lowers_none(stegen, write):
    import_file(stegen, write("moms.csv", FILE), project="stegen")

    table = report(stegen, "vat", ("stegen",))

    assert {row.key: table.cell(row.key, "refund").value for row in table.rows} == {
        "non_deductible": 0,
        "compensated": 200_01,
        "purchase": 20_00,
        "premises": 90_00,
        "total": 310_01,
    }
    assert table.cell("purchase", "refund").live.exact == Fraction(19_99_98, 100)
    assert report(stegen, "variance", ("stegen",)).cell("total", "actual").value == 3_883_38


def test_vat_without_a_treatment_is_told_in_a_note(stegen, write):
    rows = "2021-03-01;lokal;100;20;\n2021-03-02;lokal;-50;-10;\n"
    import_file(stegen, write("moms.csv", FILE + rows), project="stegen")

    (note,) = (each for each in report(stegen, "vat", ("stegen",)).notes if each.key == "vat.note.unsaid")

    assert {slot: getattr(value, "minor", value) for slot, value in note.values} == {"count": 2, "vat": 10_00}


def test_without_vat_the_report_says_how_to_tell_it(stegen):
    table = report(stegen, "vat", ("stegen",))

    assert (table.rows, table.notes[0].key) == ((), "vat.note.none")


SPLIT = """
[columns]
Slag = "category"

[[split]]
column = "Slag"
value = "personal"
[[split.part]]
percent = 40
category = "personal"
[[split.part]]
percent = 20
category = "lokal"
"""


def test_a_split_row_s_vat_is_split_with_it(stegen, write):
    rows = write("a.csv", "datum;belopp;moms;Slag\n2021-01-25;100,00;10,01;personal\n2021-01-26;0;1;personal\n")

    done = import_file(stegen, rows, project="stegen", map_path=write("karta.toml", SPLIT))

    assert [finding.code for finding in done.findings if finding.stops] == []
    assert [vat for vat, _ in _told(stegen)] == [4_01, 2_00, 34, 33]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        pytest.param({"vat_treatment": "kanske"}, "CSV-121", id="an unknown treatment"),
        pytest.param({"vat": "mycket"}, "CSV-103", id="an amount that is none"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_column(stegen, cells, code):
    done = enter(stegen, "stegen", {"date": "2021-01-25", "amount": "5", "category": "personal", **cells})

    assert [(finding.code, finding.place.column) for finding in done.findings] == [(code, *cells)]


def test_the_shipped_rates_are_those_of_the_ordinance():
    rates = {each.treatment: each for each in catalog.vat_compensations()}

    assert {treatment: rate.rate * 100 for treatment, rate in rates.items()} == {
        VatTreatment.PURCHASE: 6,
        VatTreatment.PREMISES: 18,
        VatTreatment.REST: 5,
    }
    assert all("2005:811" in rate.source and rate.base.sv for rate in rates.values())


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param("[[compensation]]\n", {"TOML-005"}, id="nothing said"),
        pytest.param("[[compensations]]\n", {"TOML-002"}, id="another table"),
        pytest.param("[[", {"TOML-001"}, id="no TOML"),
    ],
)
def test_a_file_of_rates_with_mistakes_is_told(text, codes):
    rates, findings = read_vat_file(text, "vat.toml")

    assert rates is None
    assert {finding.code for finding in findings} == codes
