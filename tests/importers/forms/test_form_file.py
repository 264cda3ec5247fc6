from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ledger
from ledger.core.finding import Severity
from ledger.core.words import label
from ledger.importers.forms.form_file import read_form_file
from ledger.model.forms.grid import Axis
from ledger.model.forms.grid import Every
from ledger.model.forms.grid import Figure
from ledger.model.forms.grid import FormRow
from ledger.model.forms.grid import Grid
from ledger.model.forms.grid import Span
from ledger.model.forms.layout import Bind
from ledger.model.forms.layout import Blank
from ledger.model.forms.layout import Field
from ledger.model.forms.layout import FieldList
from ledger.model.forms.layout import Language
from ledger.model.forms.layout import Layout
from ledger.model.forms.layout import LayoutKind
from ledger.model.forms.layout import LayoutSheet

DATA = Path(ledger.__file__).parent / "data"

FORM = """\
[form]
id = "exempelfonden/budget"
name = "Budget"
funder = "Exempelfonden"
kind = "labels"
covers = "raderna"
language = "sv"
source = "Exempelfondens handbok, sidan 3"
scheme = "generell"
valid_from = 2024-01-01
valid_to = 2024-12-31

[[sheet]]
name = "Budget"
landscape = true

[[sheet.block]]
key = "huvud"
holds = "fields"
title = "Om projektet"
[[sheet.block.field]]
label = "Projekt"
bind = "project.name"

[[sheet.block]]
key = "kostnader"
holds = "figures"
figure = "budget"
columns = "phases"
row_heading = "Kostnad"
year_heading = "{year} kr"
phase_heading = "Fas {phase}"
whole_heading = "Allt"
unit = "tkr"
total = "Summa"
sum_heading = "Totalt"
shows_zero = true
costs_negative = true
rounding = 1000
notes = ["Avrundat."]
[[sheet.block.row]]
label = "Löner och resor"
categories = ["personal", "resor"]

[[sheet.block]]
key = "underskrift"
holds = "blanks"
headings = ["Datum", "Namn"]
count = 2
"""

LAYOUT = Layout(
    id="exempelfonden/budget",
    name="Budget",
    funder="Exempelfonden",
    kind=LayoutKind.LABELS,
    covers="raderna",
    language=Language.SV,
    source="Exempelfondens handbok, sidan 3",
    scheme="generell",
    valid_from=date(2024, 1, 1),
    valid_to=date(2024, 12, 31),
    sheets=(
        LayoutSheet(
            name="Budget",
            landscape=True,
            blocks=(
                FieldList(key="huvud", title="Om projektet", fields=(Field("Projekt", Bind.PROJECT_NAME),)),
                Grid(
                    key="kostnader",
                    notes=("Avrundat.",),
                    figure=Figure.BUDGET,
                    axis=Axis.PHASES,
                    row_heading="Kostnad",
                    year_heading="{year} kr",
                    phase_heading="Fas {phase}",
                    whole_heading="Allt",
                    unit="tkr",
                    rows=(FormRow("Löner och resor", ("personal", "resor")),),
                    total="Summa",
                    sum_heading="Totalt",
                    shows_zero=True,
                    costs_negative=True,
                    rounding=1000,
                ),
                Blank(key="underskrift", headings=("Datum", "Namn"), count=2),
            ),
        ),
    ),
)

ROW = '[[sheet.block.row]]\nlabel = "Löner och resor"\ncategories = ["personal", "resor"]\n'


def test_a_layout_says_all_that_its_file_says():
    assert read_form_file(FORM, "form.toml") == (LAYOUT, ())


def test_rows_may_be_every_category_instead_of_a_list():
    layout, findings = read_form_file(FORM.replace(ROW, 'rows = "categories"\n'), "form.toml")

    assert findings == ()
    assert layout is not None
    assert layout.sheets[0].blocks[1].rows == ()


def test_headings_of_years_and_phases_are_plain_unless_the_file_says_otherwise():
    plain = FORM.replace('year_heading = "{year} kr"\n', "").replace('phase_heading = "Fas {phase}"\n', "")
    layout, _ = read_form_file(plain, "form.toml")

    assert layout is not None
    assert (layout.sheets[0].blocks[1].year_heading, layout.sheets[0].blocks[1].phase_heading) == ("{year}", "{phase}")


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


@pytest.mark.parametrize("path", sorted((DATA / "forms").rglob("*.toml")), ids=lambda path: path.stem)
def test_a_shipped_form_is_sound_and_named_as_its_file(path):
    layout, findings = read_form_file(path.read_text(encoding="utf-8"), path.name)

    assert findings == ()
    assert layout is not None
    assert layout.id == f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", sorted((DATA / "forms").rglob("*.toml")), ids=lambda path: path.stem)
def test_a_shipped_form_takes_only_categories_of_its_scheme(path):
    layout, _ = read_form_file(path.read_text(encoding="utf-8"), path.name)
    assert layout is not None
    scheme = {"category": []}
    if layout.scheme:
        scheme = tomllib.loads((DATA / "schemes" / f"{layout.scheme}.toml").read_text(encoding="utf-8"))
    grids = [block for sheet in layout.sheets for block in sheet.blocks if isinstance(block, Grid)]

    codes = {code for grid in grids for line in grid.rows for code in line.categories}

    assert codes <= {category["code"] for category in scheme["category"]}


def test_the_example_in_the_documentation_is_sound():
    page = (Path(__file__).parents[3] / "docs" / "forms.md").read_text(encoding="utf-8")
    example = page.split("```toml\n")[1].split("```")[0]

    layout, findings = read_form_file(example, "forms.md")

    assert findings == ()
    assert layout is not None


def test_every_block_in_the_documentation_is_read():
    page = (Path(__file__).parents[3] / "docs" / "forms.md").read_text(encoding="utf-8")
    example, *blocks = re.findall(r"```toml\n(.*?)```", page, flags=re.DOTALL)
    added = [block for block in blocks if block.startswith("[[")]
    tie = next(block for block in added if "[[sheet.tie]]" in block)
    others = [block for block in added if block != tie]

    layout, findings = read_form_file(
        "\n".join(
            [
                example,
                *others,
                tie.replace("kostnader/total.budget", "uppfoljning/total.budget").replace(
                    "finansiering/", "uppfoljning/"
                ),
            ]
        ),
        "forms.md",
    )

    assert findings == ()
    assert layout is not None
    assert [len(sheet.ties) + len(sheet.charts) for sheet in layout.sheets] == [2]


@pytest.mark.parametrize(
    "word",
    [
        *Bind,
        *LayoutKind,
        *Axis,
        *Figure,
        *Span,
        *Every,
        *(field.name for field in attrs.fields(Grid) if field.name not in {"axis", "rows", "every"}),
    ],
)
def test_the_documentation_names(word):
    page = (Path(__file__).parents[3] / "docs" / "forms.md").read_text(encoding="utf-8")

    assert re.search(rf"\b{re.escape(word)}\b", page)


COLUMNS = (
    FORM.replace(
        'columns = "phases"\n',
        "",
    )
    .replace('sum_heading = "Totalt"\n', "")
    .replace(
        "[[sheet.block.row]]",
        """[[sheet.block.column]]
key = "budget"
heading = "Budget {year}"
figure = "budget"
[[sheet.block.column]]
key = "kvar"
heading = "Kvar"
figure = "difference"
of = ["budget", "budget"]
[[sheet.block.row]]""",
        1,
    )
    + """
[[sheet.block]]
key = "inmatning"
holds = "keying"
headings = ["Nr", "Fält", "Belopp"]
of = ["kostnader.budget"]
[[sheet.tie]]
label = "Lika"
left = "kostnader/total.budget"
right = "kostnader/personal.kvar"
[[sheet.chart]]
title = "Diagram"
drawing = "bars"
grid = "kostnader"
columns = ["budget"]
"""
)


def test_columns_of_ones_own_are_read():
    layout, findings = read_form_file(COLUMNS, "form.toml")

    assert findings == ()
    assert [column.key for column in layout.sheets[0].blocks[1].columns] == ["budget", "kvar"]
    assert layout.sheets[0].ties[0].right == "kostnader/personal.kvar"


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
