from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from ledger.core.words import Name
from ledger.importers.programme_file import read_programme_file
from ledger.model.knowledge import Knowledge
from ledger.model.programme import AccountingYears
from ledger.model.programme import Area
from ledger.model.programme import Programme

TEXT = """\
[programme]
id = "eget"
name = { sv = "Eget", en = "Own" }
source = "Beslut"
valid_from = 2020-01-01
schemes = ["generell"]

[[area]]
code = "A"
name = { sv = "Område A", en = "Area A" }
required_cofinancing = "46 %"
source = "Utlysning"

[[area]]
code = "B"
name = { sv = "Område B", en = "Area B" }
source = "Inte funnen"
"""


def test_a_programme_reads_as_it_is_written():
    assert read_programme_file(TEXT, "eget.toml") == (
        Programme(
            id="eget",
            name=Name("Eget", "Own"),
            source="Beslut",
            valid_from=date(2020, 1, 1),
            schemes=("generell",),
            areas=(
                Area(
                    code="A",
                    name=Name("Område A", "Area A"),
                    required_cofinancing=Fraction(46, 100),
                    source="Utlysning",
                ),
                Area(code="B", name=Name("Område B", "Area B"), source="Inte funnen"),
            ),
        ),
        (),
    )


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        pytest.param("x", "TOML-001", 1, id="a file that is no TOML"),
        pytest.param("", "TOML-015", 1, id="an empty file"),
        pytest.param(TEXT.replace('"B"', '"A"'), "TOML-011", 15, id="the same area twice"),
        pytest.param(TEXT.replace("46 %", "146 %"), "TOML-012", 11, id="more than the whole"),
        pytest.param(TEXT.replace("46 %", "40-45%"), "TOML-008", 11, id="a range for a rate"),
        pytest.param(TEXT.replace('"46 %"', "0.46"), "TOML-006", 11, id="a decimal number for a rate"),
        pytest.param(TEXT.replace('source = "Utlysning"\n', ""), "TOML-005", 8, id="an area without source"),
    ],
)
def test_a_problem_is_found_with_its_line(text, code, line):
    programme, findings = read_programme_file(text, "eget.toml")

    assert programme is None
    assert (code, line) in [(finding.code, finding.place.line) for finding in findings]


YEARS = '[accounting_years]\nfirst_to = 2021-06-30\nknowledge = "found"\nsource = "Påhittad"\n'


def test_accounting_years_say_how_surely_they_are_known():
    programme, findings = read_programme_file(TEXT + YEARS, "eget.toml")

    assert findings == ()
    known = AccountingYears(first_to=date(2021, 6, 30), knowledge=Knowledge.FOUND, source="Påhittad")
    assert programme.accounting_years == known


@pytest.mark.parametrize("left_out", range(1, 4))
def test_accounting_years_that_say_too_little_are_told(left_out):
    lines = YEARS.splitlines(keepends=True)
    text = TEXT + "".join(line for at, line in enumerate(lines) if at != left_out)
    programme, findings = read_programme_file(text, "eget.toml")

    assert programme is None
    assert [finding.code for finding in findings] == ["TOML-005"]
