from __future__ import annotations

from fractions import Fraction

import pytest

from ledger.importers.actuals.map_file import Slice
from ledger.importers.actuals.map_file import Split
from ledger.importers.actuals.map_file import read_map_file

WHOLE_FILE = """
organisation = "212000-0000"

[columns]
"Ver.datum" = "date"
Konto = "account, kostnadsslag"
BELOPP = "Belopp"

[constants]
projekt = "pas"

[values.category]
7010 = "personal"

[[split]]
column = "Anställd"
value = "P1"
[[split.part]]
percent = 40
category = "personal"
[[split.part]]
percent = "1/3"
source = "region"
part = "north"
phase = "start"
project = "other"
"""


def test_a_map_file_says_what_it_says():
    rules, findings = read_map_file(WHOLE_FILE, "map.toml")

    assert findings == ()
    assert rules.organisation == "212000-0000"
    assert rules.columns == {"ver.datum": ("date",), "konto": ("account", "category"), "belopp": ("amount",)}
    assert rules.constants == {"project": "pas"}
    assert rules.values == {"category": {"7010": "personal"}}
    other = (("project", "other"), ("source", "region"), ("part", "north"), ("phase", "start"))
    slices = (Slice(Fraction(2, 5), (("category", "personal"),)), Slice(Fraction(1, 3), other))
    assert rules.splits == (Split(column="anställd", value="p1", slices=slices),)


def test_an_empty_map_file_changes_nothing():
    rules, findings = read_map_file("", "map.toml")

    assert (rules.organisation, rules.columns, rules.splits, findings) == ("", {}, (), ())


SPLIT = '[[split]]\ncolumn = "A"\nvalue = "x"\n'
PART = "[[split.part]]\npercent = {}\n"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        pytest.param("[columns]\nA = 'datee'\n", "MAP-001", 2, id="an unknown column of ours"),
        pytest.param("[constants]\ndatee = '2020-01-01'\n", "MAP-001", 2, id="an unknown column that is constant"),
        pytest.param("[columns]\nA = 'date'\nB = 'datum'\n", "MAP-002", 3, id="two columns for one of ours"),
        pytest.param(
            "[columns]\nA = 'kind'\n[constants]\ntyp = 'cost'\n", "MAP-003", 4, id="a column that is constant"
        ),
        pytest.param(SPLIT + PART.format(60) + PART.format("'41 %'"), "MAP-004", 1, id="a split into more than all"),
        pytest.param(SPLIT, "MAP-005", 1, id="a split into nothing"),
        pytest.param((SPLIT + PART.format(60)) * 2, "MAP-006", 6, id="the same rows split twice"),
        pytest.param(SPLIT + PART.format("'40-45 %'"), "TOML-008", 5, id="a range for a percent"),
        pytest.param(SPLIT + PART.format(0), "TOML-008", 5, id="a part of nothing"),
        pytest.param(SPLIT + PART.format(12.5), "TOML-006", 5, id="a binary fraction for a percent"),
        pytest.param(SPLIT + PART.format(5) + "outside = true\n", "TOML-002", 6, id="an unknown key in a part"),
        pytest.param("[[split]]\nvalue = 'x'\n" + PART.format(5), "TOML-005", 1, id="a split without column"),
        pytest.param("[values.categori]\n1 = 'x'\n", "TOML-002", 1, id="values of a column that names nothing"),
        pytest.param("[columns]\nA = 5\n", "TOML-003", 2, id="a number for a column"),
        pytest.param("colums = 5\n", "TOML-002", 1, id="an unknown key"),
        pytest.param("[columns\n", "TOML-001", 1, id="a file that is no TOML"),
    ],
)
def test_a_mistake_is_found_where_it_stands(text, code, line):
    rules, findings = read_map_file(text, "map.toml")

    assert rules is None
    assert (code, line) in [(found.code, found.place.line) for found in findings]
    assert {found.place.file for found in findings} == {"map.toml"}
