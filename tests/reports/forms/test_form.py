from __future__ import annotations

import re
from datetime import date

import attrs
import pytest

from ledger.core.words import label
from ledger.errors import FormSchemeError
from ledger.errors import NoBudgetError
from ledger.model.budgets.budget import BudgetState
from ledger.model.budgets.budget import Stated
from ledger.model.forms.grid import Axis
from ledger.model.forms.grid import FormRow
from ledger.model.forms.layout import Bind
from ledger.model.forms.layout import Blank
from ledger.model.forms.layout import Field
from ledger.model.forms.layout import FieldList
from ledger.model.forms.layout import LayoutKind
from ledger.model.forms.layout import LayoutSheet
from ledger.model.head import Head as ChainHead
from ledger.model.view import View
from ledger.reports.forms.form import form
from ledger.reports.table import Cell
from ledger.reports.table import Ruled
from tests.reports.forms.form_samples import GRID
from tests.reports.forms.form_samples import MIXED
from tests.reports.forms.form_samples import PHASES
from tests.reports.forms.form_samples import TODAY
from tests.reports.forms.form_samples import cost
from tests.reports.forms.form_samples import dossier
from tests.reports.forms.form_samples import filled
from tests.reports.forms.form_samples import labels
from tests.reports.forms.form_samples import layout
from tests.reports.forms.form_samples import version


@pytest.mark.parametrize("kind", [LayoutKind.LABELS, LayoutKind.ARRANGED])
@pytest.mark.parametrize(("language", "word"), [("sv", "underlag, ingen blankett"), ("en", "summary, not a form")])
def test_what_is_not_verbatim_says_so_on_every_sheet(kind, language, word):
    head = FieldList(key="ett", fields=(Field("Projekt", Bind.PROJECT_NAME),))
    sheets = (LayoutSheet(name="1", blocks=(head,)), LayoutSheet(name="2", blocks=(attrs.evolve(head, key="två"),)))

    book = form(layout(kind=kind, sheets=sheets), dossier(version()), TODAY)

    assert book.title == label("form.summary", name="Budget")
    assert book.sheets[0].tables[0].title == book.title
    for sheet in book.sheets:
        assert word in labels(language).say(sheet.tables[0].about[0][1])


def test_a_first_block_with_a_heading_of_its_own_keeps_it_beside_the_forms_title():
    head = FieldList(key="ett", title="Om projektet", fields=(Field("Projekt", Bind.PROJECT_NAME),))

    assert filled(head, dossier(version())).title == label("form.title", form="Budget", block="Om projektet")


@pytest.mark.parametrize(
    ("day", "told"),
    [
        pytest.param(date(2023, 12, 31), True, id="before its first day"),
        pytest.param(date(2024, 1, 1), False, id="on its first day"),
        pytest.param(date(2024, 12, 31), False, id="on its last day"),
        pytest.param(date(2025, 1, 1), True, id="after its last day"),
    ],
)
def test_a_form_outside_its_validity_is_told(day, told):
    made = layout(Blank(key="namn", headings=("Namn",)), valid_to=date(2024, 12, 31))

    table = form(made, dossier(version()), View(today=day)).sheets[0].tables[0]

    assert [found.code for found in table.findings] == (["FRM-013"] if told else [])


def test_a_form_of_another_scheme_is_refused_with_the_scheme_it_takes():
    with pytest.raises(FormSchemeError, match=r"takes the scheme 'annan', but project 'exempel' is kept in 'exempel'"):
        form(layout(GRID, scheme="annan"), dossier(version()), TODAY)


def test_a_project_without_a_budget_is_refused():
    with pytest.raises(NoBudgetError, match=r"project 'exempel' has no budget version"):
        form(layout(GRID), dossier(), TODAY)


@pytest.mark.parametrize(
    ("bind", "value"),
    [
        (Bind.PROJECT_ID, "exempel"),
        (Bind.PROJECT_NAME, "Exempelprojektet"),
        (Bind.PROJECT_OWNER, "Exempelby kommun"),
        (Bind.PROJECT_FUNDER, "Exempelfonden"),
        (Bind.PROJECT_START, date(2024, 1, 1)),
        (Bind.PROJECT_END, date(2025, 12, 31)),
        (Bind.VERSION_NUMBER, "2"),
        (Bind.VERSION_SUBMITTED, date(2024, 2, 1)),
        (Bind.VERSION_DECIDED, date(2024, 3, 1)),
        (Bind.VERSION_REASON, "Ändring"),
        (Bind.SEAL, "0123456789ab"),
    ],
)
def test_a_field_shows_the_fact_it_is_bound_to(bind, value):
    changed = version(decided=date(2024, 3, 1), submitted=date(2024, 2, 1), reason="Ändring", end=date(2025, 12, 31))
    subject = dossier(version(), changed, funder="Exempelfonden", start=date(2024, 1, 1), end=date(2024, 12, 31))

    table = filled(FieldList(key="huvud", fields=(Field("Fält", bind),)), subject)

    assert table.rows[0].cells == (Cell("Fält"), Cell(value))
    assert table.findings == ()


@pytest.mark.parametrize(
    "bind", sorted(set(Bind) - {Bind.OPEN, Bind.PROJECT_ID, Bind.PROJECT_NAME, Bind.VERSION_NUMBER, Bind.TODAY})
)
def test_a_field_whose_fact_the_book_lacks_is_left_open_and_told(bind):
    bare = attrs.evolve(dossier(version(decided=None), owner=None), head=ChainHead(scope="exempel"))

    table = filled(FieldList(key="huvud", fields=(Field("Fält", bind),)), bare)

    assert table.rows[0].cells == (Cell("Fält"), Cell(open=True))
    assert [(found.code, found.values) for found in table.findings] == [("FRM-014", (("field", "Fält"),))]


def test_a_field_that_only_people_can_answer_is_left_open_without_a_word():
    table = filled(FieldList(key="huvud", fields=(Field("Telefon", Bind.OPEN),)), dossier(version()))

    assert table.rows[0].cells == (Cell("Telefon"), Cell(open=True))
    assert (table.findings, table.headed) == ((), False)


# --- figures ----------------------------------------------------------------------------------------------------------


def test_every_label_of_the_forms_is_in_both_languages_with_the_same_slots():
    swedish, english = labels("sv").texts, labels("en").texts

    def slots(texts):
        return {key: sorted(re.findall(r"\{(\w+)\}", text)) for key, text in texts.items()}

    assert slots(swedish) == slots(english)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_word_that_a_form_adds_can_be_said(language):
    made = labels(language)
    said = []
    for kind in LayoutKind:
        for state in BudgetState:
            budget = version(
                *MIXED,
                cost("lokal", 3, year=2024, approximate=True),
                state=state,
                stated=(Stated(view="cost", amount_minor=1, year=2024),),
            )
            subject = dossier(budget, phases=PHASES)
            grids = tuple(
                attrs.evolve(
                    GRID, key=axis, title="Titel", axis=axis, rounding=100, rows=(FormRow("x", ("personel",)),)
                )
                for axis in Axis
            )
            head = FieldList(key="h", fields=(Field("Datum", Bind.VERSION_SUBMITTED),))
            book = form(layout(*grids, head, kind=kind), subject, View(today=date(2023, 1, 1), year=2024))
            said.append(made.say(book.title))
            for table in book.sheets[0].tables:
                said += [made.say(words) for pair in table.about for words in pair]
                said += [made.say(words) for words in (table.title, *table.notes)]
                said += [made.say(column.words) for column in table.columns]
                said += [made.say(found.words) for found in table.findings]
                live = [cell.live for row in table.rows for cell in row.cells if isinstance(cell.live, Ruled)]
                said += [made.say(words) for each in live for words in (each.rule, each.rounding)]
    assert [text for text in said if "{" in text] == []
