from __future__ import annotations

from datetime import date

import pytest

from ledger import catalog
from ledger.core.words import Name
from ledger.importers.scheme_file import read_scheme_file
from ledger.model.scheme import Category
from ledger.model.scheme import CategoryRole
from ledger.model.scheme import Scheme

TEXT = """\
[scheme]
id = "egen"
name = { sv = "Egen", en = "Own" }
source = "Styrelsens beslut"
valid_from = 2020-01-01

[[category]]
code = "personal"
name = { sv = "Personal", en = "Staff" }

[[category]]
code = "in-natura"
name = { sv = "Naturabidrag", en = "In kind" }
role = "in_kind"
"""


def test_a_scheme_reads_as_it_is_written():
    assert read_scheme_file(TEXT, "egen.toml") == (
        Scheme(
            id="egen",
            name=Name("Egen", "Own"),
            source="Styrelsens beslut",
            valid_from=date(2020, 1, 1),
            categories=(
                Category(code="personal", name=Name("Personal", "Staff")),
                Category(code="in-natura", name=Name("Naturabidrag", "In kind"), role=CategoryRole.IN_KIND),
            ),
        ),
        (),
    )


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        pytest.param("x", "TOML-001", 1, id="a file that is no TOML"),
        pytest.param("", "TOML-005", 1, id="an empty file"),
        pytest.param(TEXT.partition("[[")[0], "TOML-005", 1, id="no category"),
        pytest.param(TEXT.replace("in_kind", "in-kind"), "TOML-004", 14, id="an unknown role"),
        pytest.param(TEXT.replace("in-natura", "personal"), "TOML-011", 12, id="the same code twice"),
        pytest.param(TEXT.replace("in-natura", "In natura"), "TOML-010", 12, id="a code that is none"),
        pytest.param(TEXT.replace('source = "Styrelsens beslut"\n', ""), "TOML-005", 1, id="no source"),
        pytest.param(TEXT.replace("valid_from = 2020-01-01\n", ""), "TOML-005", 1, id="no first day"),
        pytest.param(TEXT.replace(', en = "Own"', ""), "TOML-005", 3, id="no English name"),
        pytest.param(TEXT.replace('name = { sv = "Egen", en = "Own" }\n', ""), "TOML-005", 1, id="no name"),
        pytest.param(TEXT.replace('{ sv = "Egen", en = "Own" }', '"Egen"'), "TOML-003", 3, id="a name in one language"),
        pytest.param(TEXT.replace("code =", "kod =", 1), "TOML-002", 8, id="an unknown key"),
    ],
)
def test_a_problem_is_found_with_its_line(text, code, line):
    scheme, findings = read_scheme_file(text, "egen.toml")

    assert scheme is None
    assert (code, line) in [(finding.code, finding.place.line) for finding in findings]
    assert all(catalog.labels("sv").say(finding.words) for finding in findings)
