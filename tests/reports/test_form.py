from __future__ import annotations

import re
import tomllib
from datetime import date
from fractions import Fraction
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ledger
from ledger.core.money import Money
from ledger.core.words import Labels
from ledger.core.words import Name
from ledger.core.words import label
from ledger.errors import FormSchemeError
from ledger.errors import NoBudgetError
from ledger.importers.forms.form_file import read_form_file
from ledger.model.budget import BudgetState
from ledger.model.budget import BudgetVersion
from ledger.model.budget import CostLine
from ledger.model.budget import Stated
from ledger.model.dossier import Dossier
from ledger.model.grid import Axis
from ledger.model.grid import Figure
from ledger.model.grid import FormRow
from ledger.model.grid import Grid
from ledger.model.head import Head as ChainHead
from ledger.model.layout import Bind
from ledger.model.layout import Blank
from ledger.model.layout import Field
from ledger.model.layout import FieldList
from ledger.model.layout import Language
from ledger.model.layout import Layout
from ledger.model.layout import LayoutKind
from ledger.model.layout import LayoutSheet
from ledger.model.party import Party
from ledger.model.project import Phase
from ledger.model.project import Project
from ledger.model.scheme import Category
from ledger.model.scheme import CategoryRole
from ledger.model.scheme import Scheme
from ledger.model.view import View
from ledger.reports.forms.form import form
from ledger.reports.table import Cell
from ledger.reports.table import Formula
from ledger.reports.table import RowKind
from ledger.reports.table import Ruled

DATA = Path(ledger.__file__).parent / "data"
TODAY = View(today=date(2024, 6, 1))

SCHEME = Scheme(
    id="exempel",
    name=Name("Exempel", "Example"),
    source="Made up for these tests.",
    valid_from=date(2024, 1, 1),
    categories=(
        Category(code="personal", name=Name("Personal", "Staff")),
        Category(code="resor", name=Name("Resor", "Travel")),
        Category(code="intakter", name=Name("Intäkter", "Income"), role=CategoryRole.INCOME),
    ),
)

GRID = Grid(
    key="kostnader",
    figure=Figure.BUDGET,
    axis=Axis.YEARS,
    row_heading="Kostnad",
    year_heading="År {year}",
    phase_heading="Fas {phase}",
    unit="kr",
    total="Summa",
)


def layout(*blocks, **changes):
    made = Layout(
        id="exempelfonden/budget",
        name="Budget",
        funder="Exempelfonden",
        kind=LayoutKind.VERBATIM,
        covers="raderna",
        language=Language.SV,
        source="Exempelfondens handbok",
        valid_from=date(2024, 1, 1),
        sheets=(LayoutSheet(name="Budget", blocks=blocks),),
    )
    return attrs.evolve(made, **changes)


def cost(category, amount, **when):
    return CostLine(category=category, amount_minor=amount, **when)


def version(*lines, **changes):
    return attrs.evolve(BudgetVersion(state=BudgetState.DECIDED, decided=date(2024, 1, 15), cost=lines), **changes)


def dossier(*versions, **changes):
    project = Project(id="exempel", name="Exempelprojektet", scheme=SCHEME.id, owner="kommunen")
    return Dossier(
        project=attrs.evolve(project, **changes),
        scheme=SCHEME,
        parties=(Party(id="kommunen", name="Exempelby kommun"),),
        versions=versions,
        head=ChainHead(scope="exempel", sequence=3, seal="0123456789abcdef" * 4),
    )


def filled(block, subject, view=TODAY):
    return form(layout(block), subject, view).sheets[0].tables[0]


def shown(table):
    """Return a table as its reader sees it: headings, units, then rows of label and figures."""
    texts = [[column.words for column in table.columns], [column.unit for column in table.columns]]
    return texts + [[cell.value for cell in row.cells] for row in table.rows]


def labels(language):
    return Labels(language, tomllib.loads((DATA / "labels" / language / "forms.toml").read_text(encoding="utf-8")))


# --- the first form ---------------------------------------------------------------------------------------------------

PAS_LINES = {
    "personal": {2020: 550_000, 2021: 800_000, 2022: 800_000},
    "utbildning": {2020: 50_000},
    "tjanster": {2020: 15_000, 2021: 15_000, 2022: 15_000},
    "ovrigt": {2020: 20_000, 2021: 5_000, 2022: 5_000},
}


def pas():
    codes = ("personal", "utbildning", "utvardering", "tjanster", "ovrigt", "lokal")
    budget = BudgetVersion(
        state=BudgetState.SUBMITTED,
        submitted=date(2019, 12, 10),
        reason="Medelsansökan 191210, version 5",
        cost=tuple(
            cost(category, kronor * 100, year=year)
            for category, row in PAS_LINES.items()
            for year, kronor in row.items()
        ),
        stated=tuple(
            Stated(view="cost", amount_minor=kronor * 100, year=year)
            for year, kronor in {2020: 735_000, 2021: 820_000, 2022: 820_000}.items()
        ),
    )
    return attrs.evolve(
        dossier(
            budget,
            id="pas",
            name="Projekt för aktivitet och självständighet (PAS)",
            start=date(2020, 6, 1),
            end=date(2022, 12, 31),
        ),
        scheme=attrs.evolve(
            SCHEME,
            id="burlov-staffanstorp",
            categories=tuple(Category(code=code, name=Name(code, code)) for code in codes),
        ),
        parties=(Party(id="kommunen", name="Staffanstorps kommun"),),
    )


@pytest.fixture(scope="module")
def application():
    path = DATA / "forms" / "burlov-staffanstorp" / "medelsansokan.toml"
    read, _ = read_form_file(path.read_text(encoding="utf-8"), path.name)
    sheet, *_ = form(read, pas(), TODAY).sheets
    return {table.name: table for table in sheet.tables}


def test_the_application_shows_the_cost_table_as_the_document_prints_it(application):
    assert shown(application["kostnad"]) == [
        ["Resurser", "År 2020", "År 2021", "År 2022"],
        [None, "kr", "kr", "kr"],
        ["Personalkostnader", 550_000_00, 800_000_00, 800_000_00],
        ["Utbildningskostnader", 50_000_00, None, None],
        ["Utvärderingskostnader", None, None, None],
        ["Tjänster, tex tele, IT", 15_000_00, 15_000_00, 15_000_00],
        ["Övriga kostnader, tex marknadsföring, kontorsmaterial, inventarier mm", 20_000_00, 5_000_00, 5_000_00],
        ["Lokalkostnader", None, None, None],
        ["Summa kostnader", 635_000_00, 820_000_00, 820_000_00],
    ]


def test_the_application_tells_the_printed_sum_that_its_rows_do_not_give(application):
    assert [labels("sv").say(note).replace("\N{NO-BREAK SPACE}", " ") for note in application["kostnad"].notes] == [
        "Handlingen anger 735 000 kr som summa för 2020, men raderna ger 635 000 kr. Summan ovan är radernas."
    ]


def test_the_application_is_headed_and_dated_as_the_document(application):
    head, plan = application["huvud"], application["tidsplan"]

    assert head.title == "Medelsansökan till Samordningsförbundet Burlöv-Staffanstorp"
    assert [[cell.value for cell in row.cells] for row in head.rows] == [
        ["Datum", date(2019, 12, 10)],
        ["Version nr", None],
        ["Namn på verksamheten/insatsen/projektet", "Projekt för aktivitet och självständighet (PAS)"],
        ["Huvudman: vilken huvudman ska ansvara för insatsen samt kontaktperson", "Staffanstorps kommun"],
    ]
    assert [[cell.value for cell in row.cells] for row in plan.rows] == [
        ["Startdatum", date(2020, 6, 1)],
        ["Slutdatum", date(2022, 12, 31)],
    ]


@pytest.mark.parametrize("name", ["kontaktperson", "forankring"])
def test_the_application_leaves_persons_open(application, name):
    cells = [cell for row in application[name].rows for cell in row.cells]

    assert set(cells) == {Cell(open=True)}


def test_the_application_says_on_its_face_what_is_verbatim(application):
    said = [(labels("sv").say(key), labels("sv").say(value)) for key, value in application["huvud"].about]

    assert said == [
        (
            "Uppställning",
            (
                "ordagrant efter förlagan: kostnadstabellens kolumner, rader och ordning samt rubrikerna; "
                "förbundets anvisningar är utelämnade"
            ),
        ),
        (
            "Förlaga",
            "Medelsansökan för projektet PAS, daterad 191210, publicerad av Samordningsförbundet Burlöv-Staffanstorp",
        ),
        ("Belopp ur", "budgetversion 1, inlämnad 2019-12-10: Medelsansökan 191210, version 5"),
        ("Sigill", "0123456789ab"),
    ]


# --- what a form is ---------------------------------------------------------------------------------------------------


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


# --- heads ------------------------------------------------------------------------------------------------------------


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

MIXED = (
    cost("resor", 70_00, year=2025),
    cost("personal", 100_00, year=2024),
    cost("personal", 5_00, phase="b"),
    cost("personal", 3_00, phase="a"),
    cost("intakter", 20_00, year=2024),
    cost("resor", 9_00),
)
PHASES = (
    Phase(id="a", name="Start", start=date(2024, 1, 1), end=date(2024, 6, 30)),
    Phase(id="b", start=date(2024, 7, 1), end=date(2025, 12, 31)),
)


def test_a_form_by_years_has_the_budgets_years_first_and_the_whole_project_last():
    table = filled(GRID, dossier(version(*MIXED), phases=PHASES))

    assert shown(table) == [
        ["Kostnad", "År 2024", "År 2025", "Fas Start", "Fas b", label("form.whole")],
        [None, "kr", "kr", "kr", "kr", "kr"],
        [SCHEME.categories[0].name, 100_00, None, 3_00, 5_00, None],
        [SCHEME.categories[1].name, None, 70_00, None, None, 9_00],
        [SCHEME.categories[2].name, -20_00, None, None, None, None],
        ["Summa", 80_00, 70_00, 3_00, 5_00, 9_00],
    ]


def test_a_form_by_phases_has_the_projects_phases_first():
    block = attrs.evolve(GRID, axis=Axis.PHASES, whole_heading="Totalt projekt")
    table = filled(block, dossier(version(*MIXED), phases=PHASES))

    assert [column.key for column in table.columns] == ["row", "a", "b", "2024", "2025", "whole"]
    assert table.columns[-1].words == "Totalt projekt"


@pytest.mark.parametrize(
    ("axis", "told"),
    [
        (Axis.YEARS, [("Start", 3_00), ("b", 5_00)]),
        (Axis.PHASES, [("2024", 80_00), ("2025", 70_00)]),
        (Axis.WHOLE, []),
    ],
)
def test_amounts_of_times_that_the_form_does_not_ask_for_are_told(axis, told):
    table = filled(attrs.evolve(GRID, axis=axis), dossier(version(*MIXED), phases=PHASES))

    found = [dict(each.values) for each in table.findings]
    assert [(each["time"], each["amount"]) for each in found] == [(time, Money(minor)) for time, minor in told]


def test_a_form_on_the_whole_project_has_one_column_with_everything():
    table = filled(attrs.evolve(GRID, axis=Axis.WHOLE), dossier(version(*MIXED), phases=PHASES))

    assert [row[1:] for row in shown(table)] == [[label("form.whole")], ["kr"], [108_00], [79_00], [-20_00], [167_00]]


def test_a_budget_by_years_has_no_column_for_the_whole_project():
    table = filled(GRID, dossier(version(cost("resor", 1, year=2024))))

    assert [column.key for column in table.columns] == ["row", "2024"]


def test_a_year_asked_for_leaves_the_rest_out_and_says_so():
    table = filled(GRID, dossier(version(*MIXED)), View(today=TODAY.today, year=2024))

    assert [column.key for column in table.columns] == ["row", "2024"]
    assert table.notes == (label("form.only_year", year=2024),)


def test_listed_rows_stand_in_the_funders_words_and_may_join_categories():
    block = attrs.evolve(
        GRID, rows=(FormRow("Löner och resor", ("resor", "personal")), FormRow("Intäkt", ("intakter",)))
    )

    table = filled(block, dossier(version(cost("personal", 3, year=2024), cost("resor", 4, year=2024))))

    assert [(row.key, row.cells[0].value, row.cells[1].value) for row in table.rows] == [
        ("resor", "Löner och resor", 7),
        ("intakter", "Intäkt", None),
        ("total", "Summa", 7),
    ]


def test_a_budgeted_category_without_a_row_is_told_with_its_amount():
    block = attrs.evolve(GRID, rows=(FormRow("Löner", ("personal",)),))
    lines = (cost("resor", 70, year=2024), cost("resor", 7, year=2025), cost("intakter", 5))

    table = filled(block, dossier(version(*lines)))

    assert [(found.code, dict(found.values)) for found in table.findings] == [
        ("FRM-010", {"category": "resor", "amount": Money(77)}),
        ("FRM-010", {"category": "intakter", "amount": Money(-5)}),
    ]


@pytest.mark.parametrize(("code", "nearest"), [("personel", "personal"), ("xyz", "–")])
def test_a_row_of_a_category_that_the_scheme_lacks_is_told_with_the_nearest(code, nearest):
    table = filled(attrs.evolve(GRID, rows=(FormRow("Löner", (code,)),)), dossier(version()))

    assert [(found.code, dict(found.values)) for found in table.findings] == [
        ("FRM-012", {"category": code, "scheme": "exempel", "nearest": nearest})
    ]


def test_budget_cells_name_the_version_in_force_and_sums_are_formulas():
    block = attrs.evolve(GRID, sum_heading="Totalt")
    first, second = version(cost("resor", 1, year=2024)), version(cost("resor", 2, year=2024), reason="Ändring")

    table = filled(block, dossier(first, second))

    state = label("form.state.decided", day=date(2024, 1, 15))
    rule = label("form.version.reason", number=2, state=state, reason="Ändring")
    assert table.cell("resor", "2024") == Cell(2, Ruled(rule))
    assert table.cell("resor", "sum") == Cell(2, Formula("ROUND(SUM({2024}:{2024}),2)"))
    assert table.cell("total", "2024") == Cell(2, Formula("ROUND(SUM({personal.2024}:{intakter.2024}),2)"))
    assert table.cell("total", "sum") == Cell(2, Formula("ROUND(SUM({2024}:{2024}),2)"))
    assert table.rows[-1].kind is RowKind.TOTAL


def test_zero_and_nothing_are_blank_unless_the_form_prints_zero():
    subject = dossier(version(cost("resor", 0, year=2024)))

    assert filled(GRID, subject).cell("resor", "2024") == Cell()
    assert filled(attrs.evolve(GRID, shows_zero=True), subject).cell("personal", "2024").value == 0


def test_a_form_may_turn_the_sign_of_costs():
    block = attrs.evolve(GRID, costs_negative=True)

    table = filled(block, dossier(version(cost("resor", 70, year=2024), cost("intakter", 20, year=2024))))

    assert [row.cells[1].value for row in table.rows] == [None, -70, 20, -50]


def test_a_budget_of_nothing_gives_a_table_without_figures():
    table = filled(attrs.evolve(GRID, sum_heading="Totalt"), dossier(version()))

    assert [row.cells[1:] for row in table.rows] == [(Cell(),)] * 4


def test_a_form_without_a_row_of_sums_has_none():
    table = filled(attrs.evolve(GRID, total=None), dossier(version(*MIXED), phases=PHASES))

    assert [row.key for row in table.rows] == ["personal", "resor", "intakter"]


@pytest.mark.parametrize(
    ("stated", "notes"),
    [
        pytest.param(Stated(view="cost", amount_minor=80_00, year=2024), 0, id="a year's sum that agrees"),
        pytest.param(Stated(view="cost", amount_minor=81_00, year=2024), 1, id="a year's sum that differs"),
        pytest.param(Stated(view="cost", amount_minor=1, phase="a"), 1, id="a phase's sum that differs"),
        pytest.param(Stated(view="cost", amount_minor=1), 1, id="a sum of everything that differs"),
        pytest.param(Stated(view="support", amount_minor=1), 0, id="a sum of support, which is not in the table"),
        pytest.param(Stated(view="cost", amount_minor=1, approximate=True), 0, id="an approximate sum"),
    ],
)
def test_a_printed_sum_is_noted_where_the_rows_do_not_give_it(stated, notes):
    by_year, by_phase = (line for line in MIXED if line.year), (line for line in MIXED if line.phase)
    lines = by_phase if stated.phase else by_year

    table = filled(GRID, dossier(version(*lines, stated=(stated,)), phases=PHASES))

    assert len(table.notes) == notes


def test_approximate_amounts_are_counted_in_a_note():
    lines = (cost("resor", 1, year=2024, approximate=True), cost("resor", 2, year=2025))

    assert filled(GRID, dossier(version(*lines))).notes == (label("form.approximate", count=1),)


def test_rounded_figures_carry_the_exact_amount_and_the_step():
    block = attrs.evolve(GRID, rounding=1000)

    cell = filled(block, dossier(version(cost("resor", 1_400_00, year=2024)))).cell("resor", "2024")

    assert cell.value in (1_000_00, 2_000_00)
    assert cell.live.exact == Fraction(1_400_00)
    assert cell.live.rounding == label("form.rounding", unit=Money(1_000_00))


def test_what_is_rounded_to_zero_is_not_blank():
    block = attrs.evolve(GRID, rounding=1000)
    lines = (cost("resor", 1_00, year=2024), cost("personal", 999_00, year=2024))

    column = [row.cells[1].value for row in filled(block, dossier(version(*lines))).rows]

    assert sorted(column[:2]) == [0, 1_000_00]
    assert column[2:] == [None, 1_000_00]


LINES = st.lists(
    st.builds(
        CostLine,
        category=st.sampled_from(["personal", "resor", "intakter"]),
        amount_minor=st.integers(0, 10**12),
        year=st.sampled_from([None, 2023, 2024, 2025]),
    )
    | st.builds(
        CostLine,
        category=st.sampled_from(["personal", "resor"]),
        amount_minor=st.integers(0, 10**12),
        phase=st.sampled_from(["a", "b"]),
    ),
    max_size=12,
)


def evaluate(table, row, text):
    """Return what a sum formula comes to, minor units."""
    first, last = re.fullmatch(r"ROUND\(SUM\(\{(.+)\}:\{(.+)\}\),2\)", text).groups()
    at = {column.key: place for place, column in enumerate(table.columns)}
    rows = {each.key: place for place, each in enumerate(table.rows)}
    (top, left), (bottom, right) = (
        (rows[key.rpartition(".")[0]] if "." in key else row, at[key.rpartition(".")[2]]) for key in (first, last)
    )
    cells = [each.cells[place] for each in table.rows[top : bottom + 1] for place in range(left, right + 1)]
    return sum(cell.value or 0 for cell in cells)


@given(
    lines=LINES,
    axis=st.sampled_from(Axis),
    rounding=st.sampled_from([None, 1, 100, 1000]),
    negative=st.booleans(),
)
def test_formulas_give_their_cells_and_the_grand_total_is_the_budgets(lines, axis, rounding, negative):
    block = attrs.evolve(GRID, axis=axis, rounding=rounding, costs_negative=negative, sum_heading="Totalt")
    table = filled(block, dossier(version(*lines), phases=PHASES))
    sign = -1 if negative else 1
    exact = sign * sum(-line.amount_minor if line.category == "intakter" else line.amount_minor for line in lines)

    for at, row in enumerate(table.rows):
        for cell in row.cells:
            if isinstance(cell.live, Formula):
                assert evaluate(table, at, cell.live.text) == cell.value
            if isinstance(cell.live, Ruled) and cell.live.exact is not None:
                assert abs(cell.value - cell.live.exact) < rounding * 100
    if lines:
        assert abs(table.rows[-1].cells[-1].value - exact) < (rounding * 100 if rounding else 1)


# --- words ------------------------------------------------------------------------------------------------------------


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
