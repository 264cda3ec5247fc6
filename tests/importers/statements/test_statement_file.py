"""Statements from CSV, with their heads. Every participant here is made up."""

from __future__ import annotations

import io
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st

from ledger import catalog
from ledger.core.finding import Finding
from ledger.core.money import SEK
from ledger.importers.actuals.actuals import Target
from ledger.importers.statements.head import is_personal_number
from ledger.importers.statements.head import read_statement_head
from ledger.importers.statements.statement_file import Request
from ledger.importers.statements.statement_file import read_statement
from ledger.model.source import SourceForm
from ledger.model.statements.statement import HoursRule
from ledger.model.statements.statement import StatementHead
from ledger.model.statements.statement import StatementRow
from tests.rules.checks.cases import PARTIES
from tests.rules.checks.cases import PROJECT
from tests.rules.checks.cases import SCHEME

HEADER = "deltagare;månad;timmar;enhetskostnad;timpris;belopp\n"
REQUEST = Request("underlag.csv", SEK, ("tid",))


def read(text, request=REQUEST, encoding="utf-8"):
    return list(read_statement(io.BytesIO(text.encode(encoding)), request))


def told(text, request=REQUEST):
    found = read(text, request)
    assert all(isinstance(each, Finding) and each.stops for each in found)
    return [(each.code, each.place.line, each.place.column) for each in found]


def test_a_statement_is_read():
    assert read(HEADER + "D01;2012-01;40,5;tid;;\nD02;mars 2012;7;;304,5050;\n\nD03;2012-01-01;0;;;1 234,50 kr\n") == [
        StatementRow(participant="D01", month="2012-01", hours=Fraction(81, 2), unit_cost="tid", line=2),
        StatementRow(participant="D02", month="2012-03", hours=Fraction(7), rate=Fraction(60901, 2), line=3),
        StatementRow(participant="D03", month="2012-01", hours=Fraction(0), amount_minor=123450, line=5),
    ]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("participant,month,hours,rate\nD01,2012-01,7,100\n", "utf-8"),
        ('"Deltagare";Månad;Timmar;Timpris\r\nD01;2012-01;7;100\r\n', "utf-8-sig"),
        ("Deltagare\tmånad\ttimmar\ttimpris\nD01\t2012-01\t7\t100\n", "cp1252"),
    ],
    ids=["commas and English", "semicolons, byte-order mark, quotation marks", "tabs and CP1252"],
)
def test_separator_language_and_encoding_are_told_by_content(text, encoding):
    rows = [each for each in read(text, encoding=encoding) if isinstance(each, StatementRow)]

    assert [(row.participant, row.month, row.rate) for row in rows] == [("D01", "2012-01", 10000)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("STM-001", 1, None)]),
        ("deltagare;månad;timmar\n", [("STM-006", 1, None)]),
        ("deltagare;månad;belopp\n", [("STM-005", 1, None)]),
        (HEADER.replace("timmar", "timar"), [("STM-003", 1, None), ("STM-005", 1, None)]),
        (HEADER.replace("timpris", "belopp"), [("STM-004", 1, None)]),
        (HEADER.replace("timpris", "19800101-1234"), [("STM-103", 1, None)]),
        (HEADER + 'D1;2012-01;"7;tid;;\n', [("STM-002", 2, None)]),
        ("deltagare;månad;timmar\0;belopp\n", [("CSV-009", 1, None)]),
    ],
    ids=[
        "empty",
        "worth nothing",
        "a missing column",
        "a mistyped column",
        "a column twice",
        "a number in the header",
        "an open quotation mark",
        "a zero byte",
    ],
)
def test_what_is_wrong_with_the_whole_file_is_told(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("D1;2012-01;7;tid;", [("STM-101", 2, None)]),
        (";;;tid;;", [("STM-102", 2, "deltagare"), ("STM-102", 2, "månad"), ("STM-102", 2, "timmar")]),
        ("19800101-1234;2012-01;7;tid;;", [("STM-103", 2, "deltagare")]),
        ("198001011234;2012-01;7;tid;;", [("STM-103", 2, "deltagare")]),
        ("8001011234;2012-01;7;tid;;", [("STM-103", 2, "deltagare")]),
        ("D1;800161-1234;7;tid;;", [("STM-103", 2, "månad")]),
        ("Kalle;2012-01;7;tid;;", [("STM-104", 2, "deltagare")]),
        ("Kalle Ek 2;2012-01;7;tid;;", [("STM-104", 2, "deltagare")]),
        ("D1;våren 2012;7;tid;;", [("STM-105", 2, "månad")]),
        ("D1;2012-01-15;7;tid;;", [("STM-105", 2, "månad")]),
        ("D1;2012-13;7;tid;;", [("STM-105", 2, "månad")]),
        ("D1;från januari 2012;7;tid;;", [("STM-105", 2, "månad")]),
        ("D1;2012-01;-7;tid;;", [("STM-106", 2, "timmar")]),
        ("D1;2012-01;7:30;tid;;", [("STM-106", 2, "timmar")]),
        ("D1;2012-01;7;;cirka 300;", [("STM-107", 2, "timpris")]),
        ("D1;2012-01;7;;;tolv", [("STM-107", 2, "belopp")]),
        ("D1;2012-01;7;;;ca 300 kr", [("STM-108", 2, "belopp")]),
        ("D1;2012-01;7;;;-300", [("STM-108", 2, "belopp")]),
        ("D1;2012-01;7;;;300 EUR", [("STM-108", 2, "belopp")]),
        ("D1;2012-01;7;annan;;", [("STM-109", 2, "enhetskostnad")]),
        ('D1;"2012\n-01";7;tid;;', [("STM-110", 2, "månad")]),
        ("D1;2012-01;7;;;", [("STM-112", 2, None)]),
        ("Summa;;7;;;300", [("STM-113", 2, None)]),
    ],
)
def test_what_is_wrong_with_a_row_is_told_at_its_cell(row, expected):
    assert told(HEADER + row + "\n") == expected


@pytest.mark.parametrize("cell", ["19800101-1234", "800101+1234", "198001011234", "Kalle Anka", "19 80 01 01–1234"])
def test_no_finding_repeats_a_personal_number_or_a_name(cell):
    findings = read(HEADER + f"{cell};{cell};7;{cell};;\n")

    for language in ("sv", "en"):
        labels = catalog.labels(language)
        assert findings
        for finding in findings if "Kalle" not in cell else findings[:1]:
            assert cell not in labels.say(finding.words)
            assert "1234" not in repr(finding.values)


def test_a_participant_s_month_counts_once():
    first, second = read(HEADER + "D1;2012-01;7;tid;;\nd1;2012-01;8;tid;;\n")

    assert first.line == 2
    assert (second.code, second.place.line, dict(second.values)["first"]) == ("STM-111", 3, 2)


def test_rows_may_leave_out_what_an_hour_is_worth_if_the_head_tells():
    request = REQUEST._replace(has_unit_cost=True)

    assert [row.hours for row in read("deltagare;månad;timmar\nD1;2012-01;7\n", request)] == [7]


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
@example(HEADER.encode() + b'D1;2012-01;"7\r\n"x;;;\r\n')
@example(b"deltagare;m\xe5nad;timmar;belopp\nD1;2012-01;7;1\n")
def test_nothing_that_a_file_holds_makes_reading_fail(content):
    for each in read_statement(io.BytesIO(content), REQUEST):
        assert isinstance(each, StatementRow | Finding)


@given(
    st.lists(st.lists(st.text("D0123456789;,.-\"' åé\t2012-01kr\0\n", max_size=12), max_size=7), max_size=5),
    st.sampled_from(";,\t"),
)
def test_nothing_that_a_row_holds_makes_reading_fail(rows, mark):
    text = HEADER.replace(";", mark) + "\n".join(mark.join(cells) for cells in rows)

    for each in read(text):
        assert isinstance(each, StatementRow | Finding)


TARGET = Target(project=PROJECT, scheme=SCHEME, parties=PARTIES)

HEAD = """[statement]
project = "stegen"
source = "Exempelby kommun"
series = "vux"
form = "in_kind"
category = "lokal"
part = "norr"
phase = "start"
unit_cost = "tid"
hours = "exact"
signed_by = "Eva Ek (påhittad)"
date = 2012-04-10
total = "1 234,50"
"""


def test_a_head_is_read():
    assert read_statement_head(HEAD, "underlag.toml", {"project": "stegen"}, TARGET) == (
        StatementHead(
            project="stegen",
            source="Exempelby kommun",
            series="vux",
            form=SourceForm.IN_KIND,
            category="lokal",
            part="norr",
            phase="start",
            unit_cost="tid",
            hours=HoursRule.EXACT,
            signed_by="Eva Ek (påhittad)",
            dated=date(2012, 4, 10),
            total_minor=123450,
        ),
        (),
    )


def test_an_id_and_its_party_s_name_are_the_same_source():
    text = HEAD.replace("Exempelby kommun", "Region Exempel")

    for told in ("regionen", "region exempel"):
        assert read_statement_head(text, "underlag.toml", {"source": told}, TARGET)[1] == ()


def test_the_command_can_tell_all_of_it():
    head, findings = read_statement_head("", "underlag.csv", {"source": "kommunen", "signed_by": "Eva"}, TARGET)

    assert findings == ()
    assert head == StatementHead(source="kommunen", signed_by="Eva")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('source = "', 'source = "Annan ', "STM-008"),
        ("(påhittad)", "19800101-1234", "STM-007"),
        ('"in_kind"', '"cash"', "STM-009"),
        ('"1 234,50"', '"cirka 1 234"', "TOML-008"),
        ('"exact"', '"precis"', "TOML-004"),
        ('"vux"', '"Vux enheten"', "TOML-010"),
        ("unit_cost", "unitcost", "TOML-002"),
        ("[statement]", "[[", "TOML-001"),
    ],
)
def test_what_is_wrong_in_a_head_is_told(old, new, code):
    head, findings = read_statement_head(
        HEAD.replace(old, new), "underlag.toml", {"source": "Exempelby kommun"}, TARGET
    )

    assert head is None
    assert code in [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("19800101-1234", True),
        ("800101-1234", True),
        ("1980-01-01-1234", False),
        ("Eva 19800161-1234", True),
        ("212000-0142", False),
        ("2012-01", False),
        ("080101-12345", False),
    ],
    ids=["long", "short", "a date", "coordination number", "organisation number", "month", "longer number"],
)
def test_personal_numbers_are_known_by_their_look(text, is_one):
    assert is_personal_number(text) is is_one
