"""A form file is read whole, and says all that its layout says."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

import ledger
from ledger.importers.forms.form_file import read_form_file
from ledger.model.forms.grid import Axis
from ledger.model.forms.grid import Figure
from ledger.model.forms.grid import FormRow
from ledger.model.forms.grid import Grid
from ledger.model.forms.layout import Bind
from ledger.model.forms.layout import Blank
from ledger.model.forms.layout import Field
from ledger.model.forms.layout import FieldList
from ledger.model.forms.layout import Language
from ledger.model.forms.layout import Layout
from ledger.model.forms.layout import LayoutKind
from ledger.model.forms.layout import LayoutSheet
from tests.importers.forms.form_texts import COLUMNS
from tests.importers.forms.form_texts import FORM
from tests.importers.forms.form_texts import ROW

DATA = Path(ledger.__file__).parent / "data"

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


def test_columns_of_ones_own_are_read():
    layout, findings = read_form_file(COLUMNS, "form.toml")

    assert findings == ()
    assert [column.key for column in layout.sheets[0].blocks[1].columns] == ["budget", "kvar"]
    assert layout.sheets[0].ties[0].right == "kostnader/personal.kvar"
