"""LibreOffice recalculates every form for projects in turns, to the öre; what cannot be made is refused.

Before a release it recalculates every form for every project, in both languages. Else two projects a form do, taken in
turns, and a third one in English, where formulas name the sheets otherwise and reckon the same.

One test for each book and language, so that they run side by side and each starts LibreOffice once.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cache

import pytest

from ledger import catalog
from ledger.errors import FormAccountsError
from ledger.errors import FormSchemeError
from ledger.errors import NoBudgetError
from ledger.render.workbook.layout import lay_out
from ledger.render.xlsx import to_xlsx
from ledger.reports.table import ColumnKind
from tests.forms.pairs import BOOKS
from tests.forms.pairs import pairs
from tests.render.office import kept
from tests.render.office import recounted

MONEY = (ColumnKind.MONEY, ColumnKind.CHECK)
PLACES = Decimal("1e-10")
"""Ratios are compared to so many places; amounts exactly."""


RED = {
    "esf-2014-2020_klumpsumma.vagval": {"underlag-whole", "finansiering-whole", "lika-1"},
    "finsam_verksamhetsplan-budget.pas": {"lika-1"},
}
"""Checks that must turn red: a lump sum has no phases, as that budget has; that application says not who pays."""


@cache
def filled(book):
    """Return every pair of a book; kept, for the tests of one process share it."""
    with BOOKS[book]() as opened:
        return tuple(pairs(opened))


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("book", BOOKS)
def test_libreoffice_comes_to_the_same_figures(book, language, rounds, tmp_path):
    labels = catalog.labels(language)
    made = {pair: workbook for _, _, pair, workbook in filled(book) if not isinstance(workbook, Exception)}
    chosen = rounds(in_turns(book, language), made)
    written = {pair: to_xlsx(made[pair], labels) for pair in chosen}
    computed = recounted(written, tmp_path)

    apart = {pair: differing(kept(xlsx), computed[pair]) for pair, xlsx in written.items()}
    assert {pair: cells for pair, cells in apart.items() if cells} == {}
    apart = {pair: differing(booked(made[pair], labels), computed[pair]) for pair in chosen}
    assert {pair: cells for pair, cells in apart.items() if cells} == {}


def in_turns(book, language):
    """Return some pairs of each form, beginning with another project each time: two in Swedish, the next in English."""
    by_form = {}
    for form, _, pair, workbook in filled(book):
        if not isinstance(workbook, Exception):
            by_form.setdefault(form, []).append(pair)
    turned = ([*each[at % len(each) :], *each[: at % len(each)]] for at, each in enumerate(by_form.values()))
    return [pair for each in turned for pair in (each[:2] if language == "sv" else (each[2:] or each)[:1])]


def differing(expected, computed):
    """Return each cell that LibreOffice computes to something else, with both values."""
    assert expected
    each = ((place, value, computed.get(place, "")) for place, value in expected.items())
    return {place: (value, found) for place, value, found in each if plain(value) != plain(found)}


def plain(text):
    """Return a figure whatever way it is written; a text as it is."""
    try:
        return Decimal(text.removesuffix("%")).scaleb(-2 if text.endswith("%") else 0).quantize(PLACES)
    except ArithmeticError:
        return text


def booked(workbook, labels):
    """Return the book's own figure, exact, for every cell that shows one."""
    layout = lay_out(workbook.sheets, labels)
    return {
        (layout.blocks[table.name].tab, layout.blocks[table.name].cell(row.key, column.key)): exact(
            cell.value, cell.kind or column.kind, table.currency
        )
        for sheet in workbook.sheets
        for table in sheet.tables
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
        if isinstance(cell.value, int | Fraction) and (cell.kind or column.kind).is_figure
    }


def exact(value, kind, currency):
    """Return a figure as a decimal text: amounts in whole units of the currency."""
    if kind in MONEY:
        return str(Decimal(value).scaleb(-currency.decimals))
    return str(Decimal(value.numerator) / Decimal(value.denominator))


@pytest.mark.parametrize("book", BOOKS)
def test_its_sums_tie_and_are_red_where_the_project_does_not(book):
    red = {pair: set(apart(workbook)) for _, _, pair, workbook in filled(book) if not isinstance(workbook, Exception)}

    assert {pair: keys for pair, keys in red.items() if keys} == {
        pair: keys for pair, keys in RED.items() if pair in red
    }


def apart(workbook):
    """Yield the checks of a form that do not hold."""
    tables = [table for sheet in workbook.sheets for table in sheet.tables if table.name == "kontroll"]
    return (row.key for table in tables for row in table.rows if row.cells[-1].value)


SCHEME = "the form '{form}' takes the scheme '"
BUDGET = "project '{project}' has no budget version; add one to its file as [[budget]]"
ACCOUNTS = "ask for it by the project that the federation's file names as its accounts: "


@pytest.mark.parametrize("book", BOOKS)
def test_what_cannot_be_made_is_refused_with_the_way_out(book):
    refused = [each for each in filled(book) if isinstance(each[-1], Exception)]
    ways_out = {FormSchemeError: SCHEME, NoBudgetError: BUDGET, FormAccountsError: ACCOUNTS}

    assert {type(error) for *_, error in refused} == set(ways_out) - ({NoBudgetError} if book == "own" else set())
    for form, project, _, error in refused:
        assert ways_out[type(error)].format(form=form, project=project) in str(error)
        assert f"'{project}'" in str(error)
