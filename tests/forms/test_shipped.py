"""Every shipped form, filled: it ties, LibreOffice comes to the same figures, and what is altered on it is noticed."""

from __future__ import annotations

import io
import os
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell import MergedCell

from ledger import catalog
from ledger.app.funders.forms import form
from ledger.app.funders.forms import layout
from ledger.model.layout import LayoutKind
from ledger.render.xlsx import to_xlsx
from tests.forms.filled import ALSO
from tests.forms.filled import FILLED
from tests.forms.filled import filled_book
from tests.forms.filled import view
from tests.render.office import recalculate
from tests.render.spell import spell

GOLDEN = Path(__file__).parent / "golden"
LANGUAGES = ("sv", "en")

SPELLED = (
    "burlov-staffanstorp/medelsansokan",
    "esf-2007-2013/utbetalning",
    "esf-2014-2020/projektbudget",
    "esf-2021-2027/utbetalning-15",
    "finsam/halvarsuppfoljning",
    "finsam/verksamhetsplan-budget",
    "sus/kostnadsrapport",
    "arvsfonden/arsrapport",
)
"""Forms whose workbooks are kept cell by cell; between them they use every kind of figure."""

ALTERED = ("esf-2007-2013/utbetalning", "Ansökan om utbetalning")
"""A form and the sheet on which a figure is overwritten."""


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


@pytest.fixture(scope="module")
def others():
    """Return the same forms filled for other projects, by form and project."""
    with filled_book() as book:
        return {
            f"{name.replace('/', '_')}.{project}": form(book, name, project, view(book, terms))
            for name, project, terms in ALSO
        }


@pytest.fixture(scope="module")
def recalculated(written, others, tmp_path_factory):
    """Return each file as LibreOffice computes it, and one with a figure overwritten: one start does for all."""
    rest = {name: to_xlsx(workbook, catalog.labels("sv")) for name, workbook in others.items()}
    before = {**written, **rest, "altered": altered(written[stem(ALTERED[0], "sv")])}
    return recalculate(before, tmp_path_factory.mktemp("office"))


def altered(xlsx):
    """Return a form in which somebody has typed a figure over a formula."""
    book = load_workbook(io.BytesIO(xlsx))
    cell = next(cell for row in book[ALTERED[1]].iter_rows() for cell in row if cell.value == "Köp av tjänst")
    book[ALTERED[1]].cell(cell.row, 4).value = 1
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def figures(xlsx):
    book = load_workbook(io.BytesIO(xlsx), data_only=True)
    return {
        (sheet.title, cell.coordinate): round(Decimal(repr(cell.value)), 10)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float)
    }


def control(xlsx):
    """Return what differs, by what is checked."""
    sheet = load_workbook(io.BytesIO(xlsx), data_only=True)["Kontroller"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    return {row[0]: row[3] for row in rows if len(row) > 3 and row[3] is not None}


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


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FILLED)
def test_libreoffice_comes_to_the_same_figures(written, recalculated, name, language):
    kept, computed = (figures(each[stem(name, language)]) for each in (written, recalculated))

    assert len(kept) > 3
    assert {place: (value, computed.get(place)) for place, value in kept.items() if computed.get(place) != value} == {}


@pytest.mark.parametrize("name", [f"{name.replace('/', '_')}.{project}" for name, project, _ in ALSO])
def test_it_ties_and_recalculates_for_other_projects(others, recalculated, name):
    kept, computed = figures(to_xlsx(others[name], catalog.labels("sv"))), figures(recalculated[name])
    tables = [table for sheet in others[name].sheets for table in sheet.tables if table.name == "kontroll"]

    assert {row.key: row.cells[-1].value for table in tables for row in table.rows if row.cells[-1].value} == {}
    assert {place: (value, computed.get(place)) for place, value in kept.items() if computed.get(place) != value} == {}


def test_a_figure_that_is_typed_over_is_noticed(written, recalculated):
    before, after = control(written[stem(ALTERED[0], "sv")]), control(recalculated["altered"])

    assert set(before.values()) == {0}
    assert {what: apart for what, apart in after.items() if apart} != {}


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


@pytest.mark.parametrize("name", SPELLED)
def test_it_reads_as_agreed(written, name):
    path, text = GOLDEN / f"{stem(name, 'sv')}.txt", spell(written[stem(name, "sv")])
    if os.environ.get("GOLDEN_UPDATE"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    assert text == path.read_text(encoding="utf-8")


def test_the_same_facts_give_the_same_bytes(written):
    with filled_book() as book:
        name = "esf-2007-2013/utbetalning"
        project, terms = FILLED[name]
        again = to_xlsx(form(book, name, project, view(book, terms)), catalog.labels("sv"))

    assert again == written[stem(name, "sv")]
