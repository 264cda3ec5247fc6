"""English beside the words of a Swedish form, and only beside those."""

from __future__ import annotations

import attrs
import pytest

from ledger.core.words import label
from ledger.errors import FileRefusedError
from ledger.importers.forms.form_words import read_form_words
from ledger.model.forms.form_words import FormWords
from ledger.model.forms.grid import Axis
from ledger.model.forms.grid import FormRow
from ledger.model.forms.layout import Language
from ledger.model.forms.layout import LayoutSheet
from ledger.reports.forms.form import form
from ledger.reports.forms.gloss import glossed
from tests.reports.forms.form_samples import GRID
from tests.reports.forms.form_samples import TODAY
from tests.reports.forms.form_samples import cost
from tests.reports.forms.form_samples import dossier
from tests.reports.forms.form_samples import labels
from tests.reports.forms.form_samples import layout
from tests.reports.forms.form_samples import version

WORDS = FormWords(
    names={"Budget": "Budget", "Löner": "Salaries", "År {year}": "Year {year}", "Kostnadsslag": "Cost category"},
    texts={"Bara en del.": "A part only.", "Övrigt": "never asked for"},
)
ROWS = (FormRow("Löner", ("personal",)), FormRow("Resor", ("resor",)))


@pytest.fixture
def made():
    """Return a function that fills a form of one table and tells its words."""

    def told(language=Language.SV):
        grid = attrs.evolve(
            GRID,
            rows=ROWS,
            axis=Axis.YEARS,
            year_heading="År {year}",
            row_heading="Kostnadsslag",
            total="Summa",
            notes=("Bara en del.",),
        )
        own = layout(language=language, sheets=(LayoutSheet(name="Budget", blocks=(grid,)),))
        filled = form(own, dossier(version(cost("personal", 5, year=2024))), TODAY)
        return glossed(filled, own, WORDS)

    return told


def test_the_funders_words_stay_and_say_what_they_mean(made):
    table, english = made().sheets[0].tables[0], labels("en")

    assert english.say(table.columns[0].words) == "Kostnadsslag\n(Cost category)"
    assert [english.say(each.words) for each in table.columns[1:]] == ["År 2024\n(Year 2024)"]
    assert [english.say(row.cells[0].value) for row in table.rows] == ["Löner (Salaries)", "Resor", "Summa"]
    assert "A part only." in [english.say(each) for each in table.notes]


def test_in_swedish_nothing_is_added(made):
    table, swedish = made().sheets[0].tables[0], labels("sv")

    assert [swedish.say(each.words) for each in table.columns] == ["Kostnadsslag", "År 2024"]
    assert [swedish.say(row.cells[0].value) for row in table.rows] == ["Löner", "Resor", "Summa"]
    assert "Bara en del." in [swedish.say(each) for each in table.notes]


def test_what_labels_quote_is_told_and_a_word_that_is_the_same_stands_once(made):
    workbook, english = made(), labels("en")
    checks = next(table for sheet in workbook.sheets for table in sheet.tables if table.name == "kontroll")

    assert english.say(workbook.title) == "Budget"
    assert any("Year 2024" in english.say(row.cells[0].value) for row in checks.rows)


def test_a_form_in_english_needs_no_english(made):
    assert made(Language.EN).sheets[0].tables[0].columns[0].words == "Kostnadsslag"


def test_an_own_label_stays_a_label(made):
    about = made().sheets[0].tables[0].about

    assert about[0][0] == label("form.about.kind")


@pytest.mark.parametrize("text", ["[names]\n", "[names\n", "[names]\na = 1\n[texts]\n"])
def test_a_file_of_words_with_errors_is_refused(text):
    with pytest.raises(FileRefusedError):
        read_form_words(text, "english.toml")
