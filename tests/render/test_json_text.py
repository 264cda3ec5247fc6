from __future__ import annotations

import json
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.render.json_text import to_json
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import Table
from tests.render import sample

EN = sample.labels("en")


def cell(kind, value):
    row = Row(key="r", cells=(Cell(value),))
    made = Table(name="t", title="T", columns=(Column(key="c", words="C", kind=kind),), rows=(row,))
    return json.loads(to_json(made, EN))["rows"][0]["cells"].get("c")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_table_is_written_as_agreed(golden, language):
    golden(f"variance.{language}.json", to_json(sample.variance(), sample.labels(language)))


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        pytest.param(ColumnKind.MONEY, -150, {"value": -150, "address": "t/r.c"}, id="money in minor units"),
        pytest.param(ColumnKind.PERCENT, Fraction(23, 50), {"value": "23/50", "address": "t/r.c"}, id="an exact ratio"),
        pytest.param(ColumnKind.PERCENT, 1, {"value": "1", "address": "t/r.c"}, id="a whole ratio is a text too"),
        pytest.param(ColumnKind.COUNT, 3, {"value": 3, "address": "t/r.c"}, id="a count"),
        pytest.param(ColumnKind.DATE, date(2020, 6, 1), {"value": "2020-06-01", "address": "t/r.c"}, id="a date"),
        pytest.param(ColumnKind.TEXT, sample.COST, {"value": "Cost"}, id="a text has no address"),
        pytest.param(ColumnKind.MONEY, None, {"value": None}, id="an empty cell has no address"),
        pytest.param(ColumnKind.BAR, Fraction(1, 2), None, id="a bar is left out"),
    ],
)
def test_a_cell_is_exact(kind, value, expected):
    assert cell(kind, value) == expected


@given(text=st.text(), minor=st.integers())
def test_texts_and_figures_come_back_as_they_were(text, minor):
    assert cell(ColumnKind.TEXT, text)["value"] == text
    assert cell(ColumnKind.MONEY, minor)["value"] == minor


def test_what_a_terminal_would_obey_is_escaped():
    made = Table(name="t", title="\u202e\x9b", columns=(), rows=())

    assert '"title": "\\u202e\\u009b"' in to_json(made, EN)
