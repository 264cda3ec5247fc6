"""LibreOffice computes every formula anew and must come to the library's own figures."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from ledger.render.xlsx import to_xlsx
from tests.render import hard
from tests.render import sample
from tests.render.office import recalculate

ADDED = 1_234_56
BOOKS = {
    "sample sv": (sample.workbook, "sv"),
    "sample en": (sample.workbook, "en"),
    "hard sv": (hard.workbook, "sv"),
    "hard en": (hard.workbook, "en"),
}


def changed(xlsx: bytes) -> bytes:
    """Return the sample with another amount on its first entry and a new entry typed beneath the last one."""
    book = load_workbook(io.BytesIO(xlsx))
    entries = book["Poster"]
    first = next(cell.row for cell in entries["A"] if cell.value == 1)
    entries.cell(first, 7).value = Decimal(entries.cell(first, 7).value) + Decimal(ADDED) / 100
    for column in range(1, 8):
        entries.cell(first + len(sample.ENTRIES), column).value = entries.cell(first, column).value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory):
    """Return each workbook before and after: one start of LibreOffice does for all."""
    before = {name: to_xlsx(made(), sample.labels(language)) for name, (made, language) in BOOKS.items()}
    before["changed"] = changed(before["sample sv"])
    after = recalculate(before, tmp_path_factory.mktemp("office"))
    return {name: (before[name], after[name]) for name in before}


def cells(xlsx: bytes, *, values: bool):
    book = load_workbook(io.BytesIO(xlsx), data_only=values)
    return {(sheet.title, cell.coordinate): cell.value for sheet in book for row in sheet.iter_rows() for cell in row}


def cents(value: object) -> object:
    """Return a figure as whole hundredths, and a ratio at twelve digits; anything else as it is."""
    if isinstance(value, int | float):
        return round(Decimal(repr(value)), 12)
    return value or None


@pytest.mark.parametrize("name", BOOKS)
def test_every_formula_comes_to_the_kept_value(recalculated, name):
    before, after = recalculated[name]
    formulas, kept, computed = cells(before, values=False), cells(before, values=True), cells(after, values=True)
    live = [at for at, text in formulas.items() if isinstance(text, str) and text.startswith("=") and text != "=1+1"]
    different = {at: (formulas[at], kept[at], computed[at]) for at in live if cents(kept[at]) != cents(computed[at])}

    assert len(live) > 30
    assert different == {}


def test_sums_follow_a_changed_entry_and_one_typed_beneath_the_last(recalculated):
    kept, computed = cells(recalculated["sample sv"][0], values=True), cells(recalculated["changed"][1], values=True)
    moved = Decimal(ADDED + ADDED + sample.ENTRIES[0][4]) / 100
    sheet = "Budget mot utfall"
    first = next(int(at[1:]) for (tab, at), value in kept.items() if tab == sheet and str(value).startswith("Personal"))
    last = next(int(at[1:]) for (tab, at), value in kept.items() if tab == sheet and value == "Summa")
    entries_total = next(at for (tab, at), value in kept.items() if tab == "Poster" and at[0] == "G" and value)

    def moves(sheet, cell):
        return Decimal(repr(computed[sheet, cell])) - Decimal(repr(kept[sheet, cell]))

    assert moves(sheet, f"C{first}") == moved
    assert moves(sheet, f"C{last}") == moved
    assert moves(sheet, f"D{last}") == -moved
    assert moves(sheet, f"B{last}") == 0
    assert moves("Poster", entries_total) == moved
    assert computed[sheet, f"E{last}"] > kept[sheet, f"E{last}"]
