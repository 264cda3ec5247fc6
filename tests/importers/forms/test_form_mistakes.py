"""Mistakes in a form file are told with their lines."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.finding import Severity
from ledger.core.words import label
from ledger.importers.forms.form_file import read_form_file
from tests.importers.forms.form_texts import COLUMNS
from tests.importers.forms.form_texts import FORM
from tests.importers.forms.form_texts import ROW


@pytest.mark.parametrize(
    ("old", "new", "code", "at", "values"),
    [
        pytest.param(
            'id = "exempelfonden/budget"',
            'id = "Exempelfonden"',
            "FRM-001",
            'id = "Exempelfonden"',
            {"value": "Exempelfonden"},
            id="an id without a funder",
        ),
        pytest.param(
            'key = "huvud"',
            'key = "Huvud 1"',
            "TOML-010",
            'key = "Huvud 1"',
            {"value": "Huvud 1"},
            id="a block's key with a capital and a space",
        ),
        pytest.param(
            '"{year} kr"',
            '"År {yaer}"',
            "FRM-002",
            "year_heading",
            {"pattern": "År {yaer}", "slot": "{year}"},
            id="a heading with a misspelt slot",
        ),
        pytest.param(
            '"{year} kr"',
            '"År"',
            "FRM-002",
            "year_heading",
            {"pattern": "År", "slot": "{year}"},
            id="a heading of a year without the year",
        ),
        pytest.param(
            '"{year} kr"',
            '"{year} {"',
            "FRM-002",
            "year_heading",
            {"pattern": "{year} {", "slot": "{year}"},
            id="a heading with an open brace",
        ),
        pytest.param(
            '"{year} kr"',
            '"{year:>9999999}"',
            "FRM-002",
            "year_heading",
            {"pattern": "{year:>9999999}", "slot": "{year}"},
            id="a heading that formats its slot",
        ),
        pytest.param(
            'key = "underskrift"',
            'key = "kostnader"',
            "TOML-011",
            'key = "kostnader"',
            {"value": "kostnader"},
            id="two blocks of the same key",
        ),
        pytest.param(
            '["personal", "resor"]',
            '["personal", "personal"]',
            "TOML-011",
            "categories",
            {"value": "personal"},
            id="a category in two places",
        ),
        pytest.param(
            '["personal", "resor"]', "[]", "TOML-005", "categories", {"name": "categories"}, id="a row of no category"
        ),
        pytest.param(ROW, "", "TOML-005", "[[sheet.block]]", {"name": "row"}, id="a table without rows"),
        pytest.param(
            '["Datum", "Namn"]', "[]", "TOML-005", "headings", {"name": "headings"}, id="a table without headings"
        ),
        pytest.param(
            "rounding = 1000",
            "rounding = 10",
            "FRM-003",
            "rounding",
            {"unit": 10, "options": "1, 100, 1000"},
            id="a rounding that no form has",
        ),
        pytest.param(
            "rounding = 1000",
            "rounding = 100\nin_thousands = true",
            "FRM-003",
            "rounding",
            {"unit": 100, "options": "1000"},
            id="thousands rounded to less",
        ),
        pytest.param(
            "valid_to = 2024-12-31",
            "valid_to = 2023-12-31",
            "FRM-004",
            "valid_to",
            {"first": date(2024, 1, 1), "last": date(2023, 12, 31)},
            id="a form that ends before it begins",
        ),
        pytest.param(
            "rounding = 1000",
            'rows = "categories"',
            "FRM-005",
            "rows",
            {},
            id="rows both listed and every one",
        ),
        pytest.param(
            "count = 2", "count = 101", "FRM-006", "count", {"count": 101, "most": 100}, id="too many empty rows"
        ),
        pytest.param("count = 2", "count = 0", "FRM-006", "count", {"count": 0, "most": 100}, id="no empty rows"),
    ],
)
def test_a_problem_is_told_with_its_line(old, new, code, at, values):
    text = FORM.replace(old, new)
    layout, findings = read_form_file(text, "form.toml")

    assert layout is None
    assert [(found.code, dict(found.values)) for found in findings] == [(code, values)]
    assert findings[0].severity is Severity.STOP
    assert findings[0].place.file == "form.toml"
    assert text.splitlines()[findings[0].place.line - 1].startswith(at)


@pytest.mark.parametrize(
    ("old", "new", "code", "nearest"),
    [
        pytest.param('kind = "labels"', 'kind = "label"', "TOML-004", "labels", id="kind of layout"),
        pytest.param('bind = "project.name"', 'bind = "project.nam"', "TOML-004", "project.name", id="binding"),
        pytest.param('holds = "blanks"', 'holds = "blank"', "TOML-004", "blanks", id="what a block holds"),
        pytest.param('columns = "phases"', 'columns = "phase"', "TOML-004", "phases", id="columns"),
        pytest.param("row_heading =", "row_headng =", "TOML-002", "row_heading", id="key of a table"),
        pytest.param("funder =", "fundr =", "TOML-002", "funder", id="key of the form"),
    ],
)
def test_a_word_that_is_not_known_gets_the_nearest_one(old, new, code, nearest):
    text = FORM.replace(old, new)
    layout, findings = read_form_file(text, "form.toml")

    assert layout is None
    found = next(each for each in findings if each.code == code)
    assert text.splitlines()[found.place.line - 1].startswith(new)
    assert dict(found.values)["hint"] == label("hint.nearest", nearest=nearest)


@pytest.mark.parametrize("key", ["id", "name", "funder", "kind", "covers", "language", "source", "valid_from"])
def test_a_form_must_say(key):
    head, sheets = FORM.split("[[sheet]]", 1)
    lines = [line for line in head.splitlines() if not line.startswith(f"{key} =")]

    layout, findings = read_form_file("\n".join([*lines, "[[sheet]]"]) + sheets, "form.toml")

    assert layout is None
    assert [(found.code, dict(found.values)) for found in findings] == [("TOML-005", {"name": key})]


def test_a_form_without_sheets_is_told_so():
    _, findings = read_form_file(FORM[: FORM.index("[[sheet]]")], "form.toml")

    assert [(found.code, dict(found.values)) for found in findings] == [("TOML-005", {"name": "sheet"})]


def test_every_problem_is_found_at_once():
    broken = FORM.replace("rounding = 1000", "rounding = 7").replace("count = 2", "count = -1").replace('"sv"', '"se"')

    _, findings = read_form_file(broken, "form.toml")

    assert [found.code for found in findings] == ["TOML-004", "FRM-003", "FRM-006"]


@given(at=st.integers(0, len(FORM)), put=st.text(alphabet='[]{}="\n#xå0', max_size=4), cut=st.integers(0, 30))
def test_a_damaged_file_gives_a_layout_or_a_finding_that_stops(at, put, cut):
    layout, findings = read_form_file(FORM[:at] + put + FORM[at + cut :], "form.toml")

    assert (layout is None) is any(found.stops for found in findings)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        pytest.param(
            'of = ["budget", "budget"]', 'of = ["budget", "utfall"]', "FRM-007", id="a column that is not there"
        ),
        pytest.param('of = ["budget", "budget"]', 'of = ["budget"]', "FRM-008", id="one column too few"),
        pytest.param('of = ["budget", "budget"]', "", "FRM-008", id="no columns to compute from"),
        pytest.param('figure = "budget"\n[[', 'figure = "budget"\nof = ["x"]\n[[', "FRM-008", id="a budget of columns"),
        pytest.param("Budget {year}", "Budget {ar}", "FRM-009", id="an unknown slot in a heading"),
        pytest.param('"Belopp"]', '"Belopp", "Mer"]', "FRM-017", id="four headings for typing"),
        pytest.param('"kostnader.budget"', '"kostnad.budget"', "FRM-016", id="typing from no table"),
        pytest.param('"kostnader.budget"', '"kostnader.utfall"', "FRM-007", id="typing from no column"),
        pytest.param('left = "kostnader/', 'left = "kostnad/', "FRM-016", id="a tie of no table"),
        pytest.param("kostnader/total.", "kostnader/summa.", "FRM-007", id="a tie of no row"),
        pytest.param("total.budget", "total.utfall", "FRM-007", id="a tie of no column"),
        pytest.param('columns = ["budget"]', 'columns = ["x"]', "FRM-007", id="a chart of no column"),
        pytest.param('drawing = "bars"', 'drawing = "bar"', "TOML-004", id="a chart of no kind"),
        pytest.param(
            "costs_negative", 'sum_heading = "Totalt"\ncosts_negative', "TOML-002", id="a sum of listed columns"
        ),
        pytest.param('categories = ["personal", "resor"]', 'plus = ["x"]', "FRM-007", id="a sum of no row"),
        pytest.param(
            'categories = ["personal", "resor"]', "heading = true", "FRM-007", id="a tie with a row that is gone"
        ),
        pytest.param(
            'categories = ["personal", "resor"]', 'source_forms = ["grants"]', "TOML-004", id="no form of a source"
        ),
    ],
)
def test_a_mistake_in_columns_or_rows_is_told(old, new, code):
    assert old in COLUMNS
    text = COLUMNS.replace(old, new, 1)

    layout, findings = read_form_file(text, "form.toml")

    assert layout is None
    assert code in {found.code for found in findings}
    assert all(found.place.line for found in findings)
