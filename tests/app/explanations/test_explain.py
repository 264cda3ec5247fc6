"""Every figure of every report can be explained, and comes out the same when it is computed once more."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction

import attrs
import pytest

from ledger import catalog
from ledger.app.explanations.explain import Explainer
from ledger.app.explanations.explain import explain
from ledger.app.explanations.figures import Figures
from ledger.app.forecasts.commitments import commit_to
from ledger.app.imports.actuals import record
from ledger.app.projects import add_projects
from ledger.core.money import SEK
from ledger.errors import NothingToExplainError
from ledger.errors import UnknownFigureError
from ledger.model.entry import Entry
from ledger.model.entry_kind import EntryKind
from ledger.reports.explanations.explanation import HALF_UP
from ledger.reports.explanations.explanation import Explanation
from ledger.reports.explanations.explanation import Way
from ledger.reports.explanations.explanation import exact_words
from ledger.reports.explanations.explanation import explain_table
from ledger.reports.table import ColumnKind
from ledger.reports.table import Ruled
from tests.conftest import ACTUALS
from tests.conftest import STEGEN
from tests.reports.reading import about
from tests.reports.reading import read
from tests.reports.reading import told

SHARED = STEGEN.replace(
    "[[budget]]",
    """[[source]]
id = "region"
party = "Exempelregionen"
role = "cofinancing"
kind = "region"
form = "cash"

[[budget]]""",
).replace(
    'forbundet = { 2021 = "400 000", 2022 = "420 000" }',
    'forbundet = { 2021 = "300 000" }\nregion = { 2021 = "200 000" }',
)


@pytest.fixture
def shared(book, write):
    """Return a book with a project that two sources pay for in proportion, and an amount that leaves a fraction."""
    add_projects(book, [write("stegen.toml", SHARED)])
    costs = {"project": "stegen", "category": "personal", "booked_on": date(2021, 3, 1)}
    record(
        book,
        [
            Entry(amount_minor=100_01, voucher_series="A", voucher_number="1", **costs),
            Entry(amount_minor=50_00, source="region", **costs),
            Entry(amount_minor=10_00, kind=EntryKind.IN_KIND, source="kommunen", **{**costs, "category": "lokal"}),
        ],
    )
    return book


def said(found):
    return about(explain_table(found))


def test_a_sum_of_entries_lists_its_conditions_and_its_entries(shared):
    found = explain(shared, "stegen", "variance/personal.actual")

    assert (found.way, found.recount, found.agrees) == (Way.ENTRIES, 150_01, True)
    assert [(each.number, each.amount_minor) for each in found.entries] == [(1, 100_01), (2, 50_00)]
    assert (found.entries_count, found.entries_minor) == (2, 150_01)
    assert read(explain_table(found, entries=True)) == (
        "# Underlag\n"
        "  Läggs till: Typ är kostnad och Kostnadsslag är Personalkostnader\n"
        "  Läggs till: Typ är naturabidrag och Kostnadsslag är Personalkostnader\n"
        "  Dras ifrån: Typ är intäkt och Kostnadsslag är Personalkostnader\n"
        "# Poster\n"
        "  2021-03-01 Personalkostnader | stegen#1 | 100,01\n"
        "  2021-03-01 Personalkostnader | stegen#2 | 50\n"
        "== Summa poster |  | 150,01"
    )


def test_a_year_and_a_basis_are_conditions_too(shared):
    found = explain(shared, "stegen", "variance/personal.actual?year=2021&basis=belongs")

    assert "Avser är från och med 2021-01-01" in read(explain_table(found))
    assert found.agrees


def test_arithmetic_shows_its_formula_its_inputs_and_the_entries_beneath_them(shared):
    found = explain(shared, "stegen", "variance/total.used")

    assert found.formula == 'IF({budget}=0,"",{actual}/{budget})'
    assert [each.address for each in found.inputs] == ["variance/total.budget", "variance/total.actual"]
    assert found.value == found.recount == Fraction(160_01, 856_000_00)
    assert [each.number for each in found.entries] == [1, 2, 3]


def test_a_split_shows_terms_exact_fraction_and_rounding(shared):
    found = explain(shared, "stegen", "cofinancing/support/forbundet.cash")

    assert (found.way, found.exact) == (Way.RULE, Fraction(3 * 100_01, 5))
    assert [(each.value, each.kind) for each in found.inputs] == [
        (300_000_00, ColumnKind.MONEY),
        (500_000_00, ColumnKind.MONEY),
        (100_01, ColumnKind.MONEY),
    ]
    assert said(found)["Före avrundning"] == "60\N{NO-BREAK SPACE}kr + 3/5 öre"
    assert said(found)["Formel"].startswith("planerat för finansiären ÷ planerat för alla som delar")
    assert said(found)["Avrundning"].startswith("Delat så att öret går jämnt ut")
    assert "[[source]] forbundet" in said(found)["Regelns källa"]
    assert explain(shared, "stegen", "cofinancing/cofinancing/region.cash").inputs[-1].value == 50_00
    assert explain(shared, "stegen", "cofinancing/own/kommunen.earned").agrees


def test_a_budget_figure_is_the_sum_of_its_lines(shared):
    found = explain(shared, "stegen", "variance/personal.budget")

    assert [each.address for each in found.inputs] == ["budget/personal.2021", "budget/personal.2022"]
    assert sum(each.value for each in found.inputs) == found.value == found.recount
    assert said(found)["Regelns källa"] == "projektets budgetversion 1"
    assert explain(shared, "stegen", "financing/support/forbundet.2021").inputs[0].address == (
        "financing/support/forbundet.2021"
    )


PRICED = """
[[budget]]
state = "decided"
decided = 2021-01-01
[[budget.line]]
category = "personal"
year = 2021
quantity = "86,5"
unit = "timmar"
price = "420,05"
note = "projektledare"
[[budget.line]]
category = "personal"
year = 2021
quantity = "1/3"
price = "300"
note = "stöd"
"""


def test_a_budget_line_of_quantity_and_price_tells_both(book, write):
    head = '[project]\nid = "prissatt"\nname = "Påhittat"\nscheme = "generell"\n'
    add_projects(book, [write("prissatt.toml", head + PRICED)])
    found = explain(book, "prissatt", "budget/personal.2021")

    assert [catalog.labels("sv").say(each.words).replace("\xa0", " ") for each in found.inputs] == [
        "Personal, 2021 (projektledare): 86,5 timmar à 420,05 kr",
        "Personal, 2021 (stöd): 1/3 st à 300 kr",
    ]
    assert catalog.labels("en").say(found.inputs[0].words).endswith("86.5 timmar at SEK 420.05")
    assert found.value == found.recount == 36_334_33 + 100_00


def test_a_forecast_names_what_its_rules_look_at(shared):
    commit_to(shared, "stegen", {"category": "personal", "amount": "500"}, ["2022-10-01"])
    ordered = explain(shared, "stegen", "forecast/personal.committed")
    left = explain(shared, "stegen", "forecast/personal.remaining_plan?year=2021")

    assert [each.address for each in ordered.inputs] == ["commitments/1.open"]
    assert ordered.recount == 500_00
    assert [each.address for each in left.inputs] == [
        f"forecast/personal.{column}?year=2021" for column in ("budget", "actual", "committed")
    ]
    assert explain(shared, "stegen", "forecast/personal.by_pace").agrees


def test_a_fact_is_told_as_such(shared):
    commit_to(shared, "stegen", {"category": "personal", "amount": "500", "date": "2021-02-01"})
    found = explain(shared, "stegen", "commitments/1.made")

    assert (found.way, found.value, found.agrees) == (Way.FACT, date(2021, 2, 1), True)


def test_an_empty_place_and_an_unknown_one_are_refused(shared):
    with pytest.raises(NothingToExplainError):
        explain(shared, "stegen", "variance/utbildning.budget")
    with pytest.raises(UnknownFigureError):
        explain(shared, "stegen", "variance/personal.sum")


def changed(book, address, **cell):
    """Return the explanation of a figure whose cell says something else than the book gives."""
    figure = Figures(book, "stegen").at(address)
    return Explainer(book, "stegen").of(attrs.evolve(figure, cell=figure.cell._replace(**cell)))


@pytest.mark.parametrize(
    "address",
    [
        "variance/personal.actual",
        "variance/total.actual",
        "variance/personal.budget",
        "cofinancing/support/forbundet.cash",
    ],
    ids=["sum", "arithmetic", "decision", "rule"],
)
def test_a_wrong_figure_is_found_out(shared, address):
    found = changed(shared, address, value=1)

    assert not found.agrees
    assert told(explain_table(found))[0].startswith("STÄMMER INTE")


def test_a_figure_that_is_not_what_its_exact_one_rounds_to_is_found_out(shared):
    figure = Figures(shared, "stegen").at("forecast/personal.by_pace?year=2021")
    live = figure.cell.live
    exact = Fraction(figure.cell.value) + Fraction(1, 3)

    assert changed(shared, figure.address, live=Ruled(live.rule, exact, HALF_UP)).agrees
    assert not changed(shared, figure.address, live=Ruled(live.rule, exact + 1, HALF_UP)).agrees


def test_a_figure_that_cannot_be_recounted_says_so():
    found = Explanation(
        address="a/b.c",
        report="A",
        row="B",
        column="C",
        value=Fraction(7, 2),
        kind=ColumnKind.COUNT,
        currency=SEK,
        way=Way.FACT,
        rule="R",
        exact=Fraction(3),
    )

    assert told(explain_table(found)) == ["Siffran kunde inte räknas om."]
    assert said(found)["Siffra"] == "7/2"
    assert said(attrs.evolve(found, value=Fraction(4)))["Siffra"] == "4"
    assert said(attrs.evolve(found, value=None))["Siffra"] == "inget"
    assert said(found)["Avrundning"] == "ingen"
    assert exact_words(Fraction(3), SEK) != exact_words(Fraction(10, 3), SEK)


@pytest.fixture
def medfin(prompt, write):
    """Return a function that runs the command on a book with four imported entries."""
    run = prompt(2021, 5, 15)
    write("stegen.toml", STEGEN)
    write("actuals.csv", ACTUALS)
    run("init")
    run("project", "add", "stegen.toml")
    run("import", "actuals.csv", "--project", "stegen")
    return run


def test_the_command_tells_in_both_languages_and_as_data(medfin):
    swedish = medfin("explain", "stegen", "variance/total.actual", "--entries")
    english = medfin("explain", "stegen", "variance/total.actual", "--lang", "en")
    data = json.loads(medfin("explain", "stegen", "variance/total.actual", "--entries", "--format", "json").output)

    assert (swedish.exit_code, english.exit_code) == (0, 0)
    assert "Stämmer: omräkningen ger" in swedish.output
    assert "It agrees" in english.output
    assert data["rows"][-1]["key"] == "entries/total"


def test_what_cannot_be_explained_is_refused_without_a_traceback(medfin):
    for address in ("variance/personal", "variance/utbildning.budget", "nothing/at.all"):
        result = medfin("explain", "stegen", address)

        assert result.exit_code == 2
        assert "Traceback" not in result.output


def test_an_agreed_share_shows_its_basis_and_the_cap_that_held_it_back(book, write):
    text = STEGEN.replace('form = "cash"', 'form = "cash"\nshare = "60 %"\nshare_of = "eligible_cost"\ncap = "0,50"')
    add_projects(book, [write("stegen.toml", text)])
    record(book, [Entry(project="stegen", category="personal", amount_minor=100_01, booked_on=date(2021, 3, 1))])
    found = explain(book, "stegen", "cofinancing/support/forbundet.cash")

    assert [(each.words.key, each.value) for each in found.inputs] == [
        ("explain.input.share", Fraction(3, 5)),
        ("explain.input.basis", 100_01),
        ("explain.input.cost", 100_01),
        ("explain.bound.cap", 50),
    ]
    assert said(found)["Formel"] == "avtalad andel × kostnad som andelen är en del av"
    assert (found.value, found.agrees) == (50, True)


def test_what_no_source_pays_names_the_cost_alone(book, write):
    add_projects(book, [write("stegen.toml", STEGEN.partition("[[budget]]")[0])])
    record(book, [Entry(project="stegen", category="personal", amount_minor=100_01, booked_on=date(2021, 3, 1))])
    found = explain(book, "stegen", "cofinancing/unknown/unallocated.cash")

    assert (found.value, found.source, found.agrees) == (100_01, None, True)


def test_a_figure_of_what_was_known_is_recounted_as_it_was_known(shared):
    assert explain(shared, "stegen", "cofinancing/support/forbundet.cash?known=2026-01-31").agrees
