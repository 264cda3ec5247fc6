"""A ledger's or a bank's own files: debit and credit in two columns, the other sign, rows of others left out."""

from __future__ import annotations

import io

import attrs
import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.core.finding import Finding
from ledger.importers.actuals.csv_file import read_csv
from ledger.importers.actuals.map_file import ActualsMap
from ledger.importers.actuals.map_file import read_map_file
from ledger.importers.actuals.rows import Request
from ledger.importers.actuals.rows import one_by_one
from ledger.importers.actuals.shaping import negated
from ledger.importers.workbooks.xlsx_file import xlsx_batches
from ledger.model.entry import from_row
from ledger.model.entry_kind import EntryKind
from ledger.model.scheme import CategoryRole
from tests.importers.actuals.test_csv_file import SCHEME
from tests.importers.actuals.test_csv_file import TARGETS
from tests.importers.workbooks.test_xlsx_file import workbook

*_OTHERS, _INCOME = SCHEME.categories
LEDGER = attrs.evolve(
    TARGETS["pas"],
    scheme=attrs.evolve(SCHEME, categories=(*_OTHERS, attrs.evolve(_INCOME, role=CategoryRole.INCOME))),
)
MAP = """
[columns]
Dag = "date"
Konto = "category"
Debet = "debit"
Kredit = "credit"
Moms = "vat"
[constants]
project = "pas"
"""


def read(text, rules=""):
    found, about_map = read_map_file(rules, "map.toml")
    assert about_map == ()
    stream = io.BytesIO(text.encode())
    items = tuple(
        read_csv(stream, file="f.csv", targets={"pas": LEDGER}, project=None if rules else "pas", rules=found)
    )
    findings = [item for item in items if isinstance(item, Finding)]
    return [from_row(item) for item in items if not isinstance(item, Finding)], findings


def figures(entries):
    return [(entry.kind.value, entry.amount_minor, entry.vat_minor) for entry in entries]


def test_debits_and_credits_are_one_amount_with_the_sign_of_its_kind():
    entries, findings = read(
        "Dag;Konto;Debet;Kredit;Moms\n"
        "2020-06-25;personal;1 000,50;;\n"
        "2020-06-26;lokal;0,00;200;-40\n"
        "2020-06-27;intakter;;300;60\n"
        "2020-06-28;intakter;-5;0;\n"
        "2020-06-29;lokal;;−7,00;\n",
        MAP,
    )

    assert findings == []
    assert figures(entries) == [
        ("cost", 1_000_50, None),
        ("cost", -200_00, -40_00),
        ("income", 300_00, -60_00),
        ("income", 5_00, None),
        ("cost", 7_00, None),
    ]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        pytest.param("2020-06-25;lokal;5;6", "CSV-122", "kredit", id="both"),
        pytest.param("2020-06-25;lokal;;", "CSV-102", "debet", id="neither"),
        pytest.param("2020-06-25;lokal;;x", "CSV-103", "debet", id="no amount"),
        pytest.param("2020-06-25;lokal;5", "CSV-101", None, id="too few cells"),
    ],
)
def test_a_row_whose_amount_cannot_be_told_is_told_itself(row, code, column):
    entries, findings = read(f"datum;kostnadsslag;debet;kredit\n{row}\n\n")

    assert entries == []
    assert [(each.code, each.place.line, each.place.column) for each in findings] == [(code, 2, column)]


def test_one_column_of_the_two_is_enough_and_an_amount_beside_them_too_much():
    assert figures(read("datum;kostnadsslag;kredit\n2020-06-25;lokal;5\n")[0]) == [("cost", -5_00, None)]
    entries, (finding,) = read("datum;kostnadsslag;belopp;kredit\n2020-06-25;lokal;5;6\n")
    assert (entries, finding.code, dict(finding.values)) == ([], "CSV-014", {"name": "kredit", "amount": "belopp"})


def test_signs_are_turned_by_kind():
    text = "datum;kostnadsslag;typ;finansiär;belopp\n2020-06-25;lokal;;;-8\n2020-06-26;;inbetalning;region;9\n"
    text += "2020-06-27;intakter;;;3\n"
    rules = 'signs = "{}"\n[constants]\nproject = "pas"\n'

    assert figures(read(text, rules.format("credit"))[0]) == [
        ("cost", 8_00, None),
        ("receipt", 9_00, None),
        ("income", 3_00, None),
    ]
    assert [minor for _, minor, _ in figures(read(text, rules.format("debit"))[0])] == [-8_00, -9_00, -3_00]
    assert [minor for _, minor, _ in figures(read(text, rules.format("kind"))[0])] == [-8_00, 9_00, 3_00]


def test_a_split_row_of_a_bank_keeps_its_tax():
    rules = 'signs = "credit"\n[constants]\nproject = "pas"\n[[split]]\ncolumn = "text"\nvalue = "p1"\n'
    rules += "[[split.part]]\npercent = 25\n"
    (entry,), _ = read("datum;kostnadsslag;belopp;moms;text\n2020-06-25;lokal;-100;-20;P1\n", rules)

    assert (entry.amount_minor, entry.vat_minor) == (25_00, 5_00)


ONLY = '[constants]\nproject = "pas"\n[columns]\n[only]\nProj = ["9107", "Broar"]\ntext = ["hyra", ""]\n'


def test_rows_of_others_are_left_out_and_counted():
    text = "datum;kostnadsslag;belopp;text;Proj\n2020-06-25;lokal;5;Hyra;9107\n2020-06-25;vem vet;7;;0815\n"
    text += "2020-06-26;lokal;6;;BROAR\nSumma;;x;;\n;;;;\n2020-06-26;lokal;6;el;broar\n"
    rules = ONLY.replace("[columns]\n", '[columns]\nProj = "account"\n')

    entries, findings = read(text, rules)

    assert [(entry.amount_minor, entry.account) for entry in entries] == [(5_00, "9107"), (6_00, "BROAR")]
    (left,) = findings
    assert (left.code, dict(left.values)["rows"], dict(left.values)["sum"].minor) == ("MAP-010", 3, 13_00)


def test_a_file_of_nothing_but_others_rows_is_read_to_its_end():
    rules = ONLY.replace("[columns]\n", '[columns]\nProj = "account"\n')

    entries, findings = read("datum;kostnadsslag;belopp;text;Proj\n" + "2020-06-25;lokal;5;Hyra;0815\n" * 3, rules)

    assert entries == []
    assert (findings[-1].code, dict(findings[-1].values)["rows"]) == ("MAP-010", 3)


def test_a_column_that_the_file_does_not_have_tells_no_rows_apart():
    assert [each.code for each in read("datum;kostnadsslag;belopp\n", ONLY)[1]] == ["MAP-007", "MAP-007"]


def test_a_workbook_is_read_the_same_way():
    content = workbook(
        ("Huvudbok", [["datum", "kostnadsslag", "debet", "kredit"], ["2020-06-25", "lokal", None, 7.5]]),
        ("Annat", [["hej"]]),
    )
    request = Request(file="f.xlsx", targets={"pas": LEDGER}, project="pas", rules=ActualsMap())
    (row,) = one_by_one(xlsx_batches(io.BytesIO(content), request))

    assert from_row(row).amount_minor == -7_50


@settings(max_examples=60)
@given(
    minors=st.lists(st.integers(-(10**9), 10**9).filter(bool), min_size=1, max_size=6),
    kind=st.sampled_from([EntryKind.COST, EntryKind.INCOME]),
)
@example(minors=[-1], kind=EntryKind.INCOME)
def test_the_same_amounts_in_two_columns_in_one_or_with_a_banks_sign_are_the_same_entries(minors, kind):
    category, sign = ("intakter", -1) if kind is EntryKind.INCOME else ("lokal", 1)

    def written(minor):
        return f"{'-' if minor < 0 else ''}{abs(minor) // 100},{abs(minor) % 100:02d}"

    def sides(minor):
        return f"{written(minor)};" if minor > 0 else f";{written(-minor)}"

    def file(heading, cells):
        rows = (f"2020-06-25;{category};{cell}\n" for cell in cells)
        return f"datum;kostnadsslag;{heading}\n{''.join(rows)}"

    bank = 'signs = "credit"\n[constants]\nproject = "pas"\n'
    two = read(file("debet;kredit", (sides(sign * minor) for minor in minors)))[0]
    one = read(file("belopp", (written(-sign * minor) for minor in minors)), bank)[0]

    assert two == one
    assert figures(two) == [(kind.value, minor, None) for minor in minors]


@pytest.mark.parametrize(
    ("cell", "other"), [("5", "-5"), (" -5 ", "5"), ("−5,00 kr", "5,00 kr"), ("+5", "-5"), ("– 5", "5")]
)
def test_an_amount_is_written_with_the_other_sign(cell, other):
    assert negated(cell) == other
