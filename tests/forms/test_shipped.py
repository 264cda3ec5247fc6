"""Every shipped form, filled: what it says on its face, that it ties, what is open in it, and all that stands in it."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell import MergedCell

from ledger import catalog
from ledger.app.funders.forms import form
from ledger.app.funders.forms import layout
from ledger.model.forms.layout import LayoutKind
from ledger.render.xlsx import to_xlsx
from tests.forms.filled import FILLED
from tests.forms.filled import filled_book
from tests.forms.filled import view
from tests.render.spell import spell_sheets
from tests.render.spell import spell_words

GOLDEN = Path(__file__).parent / "golden"
LANGUAGES = ("sv", "en")
SEAL = re.compile(r"'[0-9a-f]{12}'")


def stem(name, language):
    return f"{name.replace('/', '_')}.{language}"


@pytest.fixture(scope="module")
def workbooks():
    """Return each form, filled."""
    with filled_book() as book:
        return {name: form(book, name, project, view(book, terms)) for name, (project, terms) in FILLED.items()}


@pytest.fixture(scope="module")
def written(workbooks):
    """Return each form as a file, in both languages."""
    return {
        stem(name, language): to_xlsx(workbook, catalog.labels(language))
        for name, workbook in workbooks.items()
        for language in LANGUAGES
    }


def test_every_shipped_form_is_filled_for_a_project():
    assert set(FILLED) == set(catalog.form_ids())


@pytest.mark.parametrize("name", FILLED)
def test_it_says_on_its_face_what_it_is(workbooks, name):
    kind = layout(name).kind
    title = catalog.labels("sv").say(workbooks[name].title)
    face = [str(words) for table in workbooks[name].sheets[0].tables for pair in table.about for words in pair]

    assert title.startswith("Underlag: ") is (kind is not LayoutKind.VERBATIM)
    assert any(f"form.kind.{kind}" in words for words in face)
    assert "blankett" not in title.lower()


@pytest.mark.parametrize("name", FILLED)
def test_its_figures_tie(workbooks, name):
    tables = [table for sheet in workbooks[name].sheets for table in sheet.tables]
    apart = {row.key: row.cells[-1].value for table in tables if table.name == "kontroll" for row in table.rows}

    assert {key: value for key, value in apart.items() if value} == {}
    assert [found.code for table in tables for found in table.findings if found.code != "FRM-014"] == []


@pytest.mark.parametrize("name", FILLED)
def test_only_cells_for_people_can_be_written_in(written, name):
    book = load_workbook(io.BytesIO(written[stem(name, "sv")]))
    own = [sheet for sheet in book if sheet.title not in ("Poster", "Diagram")]

    assert [sheet.title for sheet in own if not sheet.protection.sheet or sheet.protection.password] == []
    free = [cell for sheet in own for row in sheet.iter_rows() for cell in row if not cell.protection.locked]
    assert [cell.coordinate for cell in free if cell.value is not None] == []
    assert {cell.fill.fgColor.rgb for cell in free if not isinstance(cell, MergedCell)} <= {"FFFFF9E5"}


def test_sums_and_figures_among_fields_have_names(written):
    names = load_workbook(io.BytesIO(written[stem("esf-2007-2013/utbetalning", "sv")])).defined_names

    assert names["utgifter_total_nu"].attr_text.startswith("'Ansökan om utbetalning'!$")
    bank = load_workbook(io.BytesIO(written[stem("esf-2007-2013/projektbank", "sv")])).defined_names
    assert "post_8_value" in bank


@pytest.mark.parametrize("name", FILLED)
def test_it_reads_as_agreed(written, name):
    agreed(name, "sv", spell_sheets(written[stem(name, "sv")], without="Poster"))


@pytest.mark.parametrize("name", FILLED)
def test_it_says_in_english_what_the_funder_does_not_say(written, name):
    agreed(name, "en", spell_words(written[stem(name, "en")], written[stem(name, "sv")], without="Entries"))


def agreed(name, language, text):
    """Compare with what is kept but for the seal, which follows every fact; write it anew where that is asked for."""
    path, text = GOLDEN / f"{stem(name, language)}.txt", SEAL.sub("'…'", text)
    if os.environ.get("GOLDEN_UPDATE"):
        path.write_text(text, encoding="utf-8")

    assert text == path.read_text(encoding="utf-8")


def test_the_same_facts_give_the_same_bytes(written):
    with filled_book() as book:
        name = "esf-2007-2013/utbetalning"
        project, terms = FILLED[name]
        again = to_xlsx(form(book, name, project, view(book, terms)), catalog.labels("sv"))

    assert again == written[stem(name, "sv")]
