from __future__ import annotations

from datetime import date

import pytest

from ledger import catalog
from ledger.importers.mapping_file import read_mapping_file
from ledger.model.mapping import Mapping

TEXT = """\
[mapping]
origin = "burlov-staffanstorp"
target = "forbund"
source = "Beslut"
valid_from = 2020-01-01

[codes]
personal = "insatser"
lokal = "administration"
"""


def test_a_mapping_reads_as_it_is_written():
    assert read_mapping_file(TEXT, "m.toml", catalog.scheme) == (
        Mapping(
            origin="burlov-staffanstorp",
            target="forbund",
            source="Beslut",
            valid_from=date(2020, 1, 1),
            pairs=(("personal", "insatser"), ("lokal", "administration")),
        ),
        (),
    )


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        pytest.param("x", "TOML-001", 1, id="a file that is no TOML"),
        pytest.param("", "TOML-015", 1, id="an empty file"),
        pytest.param(TEXT.partition("[codes]")[0], "TOML-015", 1, id="no codes"),
        pytest.param(TEXT.replace("forbund", "forbundet"), "MPG-001", 3, id="an unknown scheme"),
        pytest.param(TEXT.replace("personal", "personell"), "MPG-002", 8, id="a code that is not the origin's"),
        pytest.param(TEXT.replace("insatser", "insats"), "MPG-002", 8, id="a code that is not the target's"),
        pytest.param(TEXT.replace('"insatser"', "1"), "TOML-003", 8, id="a number for a code"),
    ],
)
def test_a_problem_is_found_with_its_line(text, code, line):
    mapping, findings = read_mapping_file(text, "m.toml", catalog.scheme)

    assert mapping is None
    assert (code, line) in [(finding.code, finding.place.line) for finding in findings]
    assert all(catalog.labels("sv", "files").say(finding.words) for finding in findings)
