from __future__ import annotations

import time
from datetime import date
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.amounts import Amount
from ledger.core.amounts import parse_amount
from ledger.core.finding import warning
from ledger.core.rate import parse_rate
from ledger.core.section import words_of
from ledger.core.toml_file import FINDINGS_MAX
from ledger.core.toml_file import read_toml
from ledger.core.toml_file import read_whole
from ledger.core.words import Label
from ledger.core.words import label
from ledger.errors import RateRangeError


class Role(StrEnum):
    SUPPORT = "support"
    OWN = "own"


FILE = """\
# a comment
[project]
id = "pas"
name = '''
Projekt för aktivitet
= och självständighet'''
start = 2020-06-01
count = 3
open = true
role = "support"
names = ["a", " b "]
budget = { 2020 = "550 000", 2021 = 800000 }

[[source]]
id = "forbundet"
share = "46 %"

[[source]]
id = "kommunen"
  [[source.component]]
  kind = "eu"
  [[source.component]]
  kind = "state"
["a".b]
c = 1
d.e = 2
"""


def outermost(text):
    section, findings = read_toml(text, "pas.toml")
    assert section is not None
    return section, findings


def told(findings):
    return [(finding.code, finding.place.line, finding.place.key) for finding in findings]


def project():
    section, findings = outermost(FILE)
    table = section.table("project")
    assert table is not None
    return table, findings


def test_a_section_gives_what_the_file_holds():
    table, findings = project()

    assert table.text("id") == "pas"
    assert table.text("name") == "Projekt för aktivitet\n= och självständighet"
    assert table.day("start") == date(2020, 6, 1)
    assert table.whole("count") == 3
    assert table.flag("open") is True
    assert table.choice("role", Role) is Role.SUPPORT
    assert table.texts("names") == ("a", "b")
    assert table.members("names", ("a", "b"), "X-001") == ("a", "b")
    assert table.holds_table("budget")
    assert not table.holds_table("id")
    budget = table.table("budget")
    assert budget.keys() == ("2020", "2021")
    assert budget.parsed("2020", parse_amount) == Amount(minor=55_000_000)
    assert budget.parsed("2021", parse_amount) == Amount(minor=80_000_000)
    budget.close()
    table.close()
    assert findings == []


def test_what_is_not_there_is_nothing():
    table, findings = project()

    assert "id" in table
    assert "nothing" not in table
    assert table.text("nothing") is None
    assert table.whole("nothing") is None
    assert table.flag("nothing") is False
    assert table.day("nothing") is None
    assert table.choice("nothing", Role) is None
    assert table.parsed("nothing", parse_rate) is None
    assert table.texts("nothing") == ()
    assert table.table("nothing") is None
    assert list(table.tables("nothing")) == []
    assert findings == []


def test_every_key_has_its_line_and_path():
    section, _ = outermost(FILE)
    one, two = section.tables("source")
    components = list(two.tables("component"))

    assert (section.place().line, section.place().key) == (1, None)
    assert (one.place("share").line, one.place("share").key) == (16, "source.1.share")
    assert (two.place().line, two.place().key) == (18, "source.2")
    assert (two.place("missing").line, two.place("missing").key) == (18, "source.2.missing")
    assert [(part.place("kind").line, part.path) for part in components] == [
        (21, "source.2.component.1"),
        (23, "source.2.component.2"),
    ]
    inner = section.table("a").table("b")
    assert inner.place("c").line == 25
    assert inner.table("d").place("e").line == 26
    assert section.table("project").place("start").line == 7


def test_keys_that_nobody_took_are_reported_with_the_nearest_known_one():
    section, findings = outermost('nam = "PAS"\nzzz = 1\n')
    section.text("name")
    section.close()

    assert told(findings) == [("TOML-002", 1, "nam"), ("TOML-002", 2, "zzz")]
    assert dict(findings[0].values)["hint"] == label("hint.nearest", nearest="name")
    assert dict(findings[1].values)["hint"] == label("hint.none")


def test_tables_that_nobody_asked_for_are_reported_where_the_first_of_them_begins():
    section, findings = read_toml("a = 1\n\n[[objekt]]\nb = 1\n\n[[objekt]]\n\n[konto.x]\n", "f.toml")
    section.whole("a")
    section.close()

    assert told(findings) == [("TOML-002", 3, "objekt"), ("TOML-002", 8, "konto")]


@pytest.mark.parametrize(
    ("text", "take", "code"),
    [
        pytest.param("a = 1", lambda s: s.text("a"), "TOML-003", id="a number for a text"),
        pytest.param("a = true", lambda s: s.whole("a"), "TOML-003", id="a truth value for a number"),
        pytest.param('a = "1"', lambda s: s.flag("a"), "TOML-003", id="a text for a truth value"),
        pytest.param("a = 2020-06-01T12:00:00", lambda s: s.day("a"), "TOML-003", id="a time for a date"),
        pytest.param("a = 1", lambda s: s.table("a"), "TOML-003", id="a number for a table"),
        pytest.param("a = [1]", lambda s: list(s.tables("a")), "TOML-003", id="numbers for tables"),
        pytest.param("a = [1]", lambda s: s.texts("a"), "TOML-003", id="numbers for texts"),
        pytest.param('a = "b"', lambda s: s.texts("a"), "TOML-003", id="a text for a list"),
        pytest.param('a = "suport"', lambda s: s.choice("a", Role), "TOML-004", id="none of the choices"),
        pytest.param('a = ["x"]', lambda s: s.members("a", ("y",), "TOML-004"), "TOML-004", id="none of the names"),
        pytest.param("a = 1.5", lambda s: s.whole("a"), "TOML-006", id="a decimal number"),
        pytest.param("a = 1e5", lambda s: s.parsed("a", parse_amount), "TOML-006", id="an exponent for an amount"),
        pytest.param('a = "x\\u0007y"', lambda s: s.text("a"), "TOML-007", id="a bell in a text"),
        pytest.param('a = "x\\u202ey"', lambda s: s.text("a"), "TOML-007", id="a turn of direction in a text"),
        pytest.param('a = "x\\u200fy"', lambda s: s.text("a"), "TOML-007", id="a mark of direction in a text"),
        pytest.param('a = ["x\\u0000"]', lambda s: s.texts("a"), "TOML-007", id="a zero byte in a list"),
        pytest.param('a = "40-45 %"', lambda s: s.parsed("a", parse_rate), "TOML-008", id="a range for a rate"),
        pytest.param(f"a = 1{'0' * 30}", lambda s: s.parsed("a", parse_amount), "TOML-009", id="a number too large"),
        pytest.param(f"a = 0x{'f' * 30}", lambda s: s.whole("a"), "TOML-009", id="a whole number too large"),
        pytest.param("a = 9999-12-31", lambda s: s.day("a"), "TOML-008", id="a day without end"),
    ],
)
def test_what_does_not_fit_is_reported_at_its_place(text, take, code):
    section, findings = outermost(text)

    assert not take(section)
    assert told(findings) == [(code, 1, findings[0].place.key)]
    assert findings[0].place.key.startswith("a")
    assert findings[0].stops


def test_what_a_value_needs_is_said_in_the_readers_language():
    section, findings = outermost('a = "40-45 %"')
    section.parsed("a", parse_rate)

    assert findings[0].values == (("why", Label("error.RAT-002", (("text", "40-45 %"),))),)
    assert words_of(RateRangeError(text="40-45 %")) == findings[0].values[0][1]


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "TOML-005"), ('a = ""', "TOML-016"), ('a = "  "', "TOML-016")],
    ids=["no key", "an empty text", "only spaces"],
)
def test_what_is_needed_and_missing_is_reported(text, code):
    section, findings = outermost(text)

    assert section.text("a", needed=True) is None
    assert [finding.code for finding in findings] == [code]


def test_a_choice_that_is_unknown_lists_the_known_ones():
    section, findings = outermost('a = "suport"')
    section.choice("a", Role)

    assert dict(findings[0].values) == {
        "value": "suport",
        "hint": label("hint.nearest", nearest="support"),
        "known": label("choices.role"),
    }


def test_a_long_list_of_known_names_is_cut_short():
    section, findings = outermost('a = "x"')
    section.member("a", tuple(f"name-{number}" for number in range(1000)), "X-001")
    section.member("a", (), "X-001")

    assert len(dict(findings[0].values)["known"]) < 300
    assert dict(findings[1].values)["known"] == "–"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("a = 1\nb = = 2\n", 2, id="a mistake in the second line"),
        pytest.param('a = 1\nb = "x', 2, id="a text that is not closed"),
        pytest.param("a = [1,\n\n", 1, id="a list that is not closed"),
        pytest.param(f"a = {'9' * 6000}", 1, id="a number of thousands of digits"),
        pytest.param("a = " + "[" * 5000, 1, id="lists within lists without end"),
    ],
)
def test_what_is_no_toml_is_a_finding_with_its_line(text, line):
    section, findings = read_toml(text, "pas.toml")

    assert section is None
    assert told(findings) == [("TOML-001", line, None)]
    assert " (at " not in str(dict(findings[0].values)["why"])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("a = 1\na = 2\n", "Cannot overwrite a value", id="a key twice"),
        pytest.param('a = { 2025 = "1", 2025 = "2" }', "Cannot overwrite a value", id="a year twice"),
        pytest.param("[a]\n[a]\n", "Cannot declare twice", id="a section twice"),
        pytest.param('a = "x\nb = 1\n', "Unterminated string", id="a text that runs over its line"),
        pytest.param("a = 'x", "Unterminated string", id="a text in single marks that is not closed"),
        pytest.param("a = 2026-13-31", "Invalid date or datetime", id="a month 13"),
        pytest.param("a = 2026-12-32", "Invalid date or datetime", id="a day 32"),
        pytest.param("a = 2026-02-30", "Invalid date or datetime", id="a day that the month has not"),
        pytest.param('a = { 2025 = "1", }', "Comma before a brace", id="a comma too many"),
        pytest.param('a = { b = { 2025 = "1" }, }', "Comma before a brace", id="a comma too many after a table"),
        pytest.param("a = 20 000", "Expected newline or end of document after a statement", id="thousands"),
    ],
)
def test_what_the_parser_says_has_words_in_the_label_files(text, why):
    (found,) = read_toml(text, "pas.toml")[1]

    assert dict(found.values)["why"] == label(f"syntax.{why}")


def test_what_a_line_shows_takes_no_more_time_than_its_length():
    start = time.process_time()

    read_toml("a = " + "{a=" * 100_000, "pas.toml")

    assert time.process_time() - start < 5  # 16 s by the square of the braces


def test_what_has_no_words_is_told_as_the_parser_says_it():
    (found,) = read_toml('a = "\x00"', "pas.toml")[1]

    assert dict(found.values)["why"] == "Illegal character '\\x00'"


def test_a_byte_order_mark_is_no_part_of_the_file():
    section, findings = outermost("\ufeffa = 1")

    assert section.whole("a") == 1
    assert findings == []


@given(st.text(st.sampled_from("abc=[]\"'.#\n 12{},"), max_size=60))
def test_no_file_is_ever_raised_about(text):
    section, findings = read_toml(text, "any.toml")

    assert (section is None) is bool(findings)
    if section is not None:
        section.close()
        assert [finding.place.key for finding in findings] == list(section.keys())


def test_a_file_is_read_to_its_end_and_what_nobody_asks_for_is_told():
    assert read_whole('a = "1"', "f.toml", lambda section: section.text("a")) == ("1", ())
    assert read_whole("a = ", "f.toml", lambda _: pytest.fail("it is no TOML"))[0] is None
    found, findings = read_whole('a = "1"\nb = 2', "f.toml", lambda section: section.text("a"))

    assert found is None or not any(finding.stops for finding in findings)
    assert [finding.place.line for finding in findings] == [2]


def test_a_file_full_of_mistakes_is_told_of_with_as_many_as_anybody_reads():
    text = "".join(f"key{n} = 1\n" for n in range(FINDINGS_MAX + 5000))

    _, few = read_whole("".join(text.splitlines(keepends=True)[:FINDINGS_MAX]), "f.toml", lambda _: None)
    found, findings = read_whole(text, "f.toml", lambda _: None)

    assert [finding.code for finding in few] == ["TOML-002"] * FINDINGS_MAX
    assert found is None
    assert findings[:FINDINGS_MAX] == few
    assert [(finding.code, finding.place.line, dict(finding.values)) for finding in findings[FINDINGS_MAX:]] == [
        ("TOML-017", FINDINGS_MAX + 1, {"count": 5000})
    ]
    assert findings[-1].stops


def test_what_warns_only_is_cut_short_by_a_warning():
    def read(section):
        section._findings.extend([warning("PRJ-001")] * (FINDINGS_MAX + 1))
        return "found"

    found, findings = read_whole("", "f.toml", read)

    assert found == "found"
    assert [finding.code for finding in findings][-1] == "TOML-017"
    assert not findings[-1].stops
