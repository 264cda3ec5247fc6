"""The entry workbook as a file: what may be typed, what is locked, and that no text becomes a formula."""

from __future__ import annotations

import io
from datetime import date

import attrs
import pytest
from openpyxl import load_workbook

from ledger import catalog
from ledger.core.words import Name
from ledger.importers.actuals.actuals import COLUMNS
from ledger.model.view import View
from ledger.render.workbook.input import to_entry_xlsx
from ledger.reports.entries.entry_sheet import entry_sheet
from tests.reports.entries.test_entry_sheet import PROJECT
from tests.reports.entries.test_entry_sheet import dossier

FORMULA = "=HYPERLINK(\"http://x\")&'x'!A1"
HEAD = 5


def sheet(rows=3):
    nasty = attrs.evolve(PROJECT, name=FORMULA, parts=(attrs.evolve(PROJECT.parts[0], name="+1-1"),))
    made = entry_sheet(attrs.evolve(dossier(), project=nasty), View(today=date(2021, 6, 1)), COLUMNS)
    return attrs.evolve(made, rows=rows)


def opened(language="sv"):
    return load_workbook(io.BytesIO(to_entry_xlsx(sheet(), catalog.labels(language))))


def heads(entries):
    return {cell.value: cell.column_letter for cell in entries[HEAD]}


def test_the_same_sheet_gives_the_same_bytes():
    labels = catalog.labels("sv")

    assert to_entry_xlsx(sheet(), labels) == to_entry_xlsx(sheet(), labels)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_columns_are_those_of_the_actuals_file_after_the_computed_ones(language):
    (names,) = opened(language).worksheets[1].iter_rows(min_row=HEAD, max_row=HEAD, values_only=True)

    assert set(names[2:]) == {
        getattr(name, language) for key, name in COLUMNS.items() if key not in ("project", "phase")
    }


def test_no_text_from_outside_is_a_formula():
    book = opened()
    live = {(tab.title, cell.column_letter) for tab in book for row in tab for cell in row if cell.data_type == "f"}
    texts = [cell.value for tab in book for row in tab for cell in row if cell.data_type == "s"]

    assert live == {("Utfall", "A"), ("Utfall", "B"), ("Utfall", "E"), *(("Kvar av budgeten", at) for at in "CDEF")}
    assert FORMULA in texts
    assert "+1-1" in texts
    assert not any(FORMULA in str(cell.value) for tab in book for row in tab for cell in row if cell.data_type == "f")


def test_only_the_cells_to_type_in_are_open():
    book = opened()
    entries = book["Utfall"]
    open_ = {cell.coordinate for tab in book for row in tab for cell in row if not cell.protection.locked}
    last = entries.max_column

    assert all(tab.protection.sheet and tab.protection.password is None for tab in book)
    assert not entries.protection.sort
    assert open_ == {entries.cell(row, at).coordinate for row in range(HEAD + 1, HEAD + 4) for at in range(3, last + 1)}


def test_drop_downs_days_and_amounts_are_checked_while_typing():
    entries = opened()["Utfall"]
    at = heads(entries)
    kinds = {
        str(rule.sqref).split(":")[0].rstrip("0123456789"): rule for rule in entries.data_validations.dataValidation
    }

    assert {key for key, rule in kinds.items() if rule.type == "list"} == {
        at[name] for name in ("kostnadsslag", "finansiär", "typ", "delprojekt", "momshantering")
    }
    assert {key for key, rule in kinds.items() if rule.type == "date"} == {
        at[name] for name in ("datum", "avser", "betald")
    }
    assert kinds[at["belopp"]].formula1 == "AND(ISNUMBER(E6),ROUND(E6,2)=E6,ABS(E6)<10000000000000)"
    assert kinds[at["moms"]].formula1 == "AND(ISNUMBER(R6),ROUND(R6,2)=R6,ABS(R6)<10000000000000)"
    assert all(rule.showErrorMessage and rule.errorStyle in (None, "stop") for rule in kinds.values())


def test_days_outside_the_project_are_only_coloured():
    entries = opened()["Utfall"]
    formulas = [text for rules in entries.conditional_formatting for rule in rules.rules for text in rule.formula]

    assert any("DATE(2021,1,1)" in text and "DATE(2022,12,31)" in text for text in formulas)


def test_a_project_whose_days_are_not_known_has_no_days_outside():
    without = attrs.evolve(sheet(), span=None)
    content = to_entry_xlsx(without, catalog.labels("sv"))

    assert "DATE(2021" not in "".join(
        str(rule.formula)
        for rules in load_workbook(io.BytesIO(content))["Utfall"].conditional_formatting
        for rule in rules.rules
    )


def test_each_list_holds_what_its_column_offers():
    lists = opened("en")["Lists"]
    columns = {column[0].value: [cell.value for cell in column[1:] if cell.value] for column in lists.columns}

    assert list(columns) == ["category", "source", "part", "kind", "vat_treatment"]
    assert columns["kind"] == ["cost", "contribution in kind", "income", "receipt", "advance", "repayment"]
    assert columns["part"] == ["+1-1"]


def test_names_of_both_languages_are_kept_apart():
    assert opened("en")["Lists"]["A2"].value == "Staff"
    assert opened("sv")["Listor"]["A2"].value == "Personal (personal)"
    assert isinstance(sheet().choices[0].names[0][1], Name)


def test_on_paper_a_long_title_is_broken_and_headings_go_with_the_budget_lines():
    long = attrs.evolve(sheet(), name="Ett projekt med ett mycket långt namn " * 4)
    how_to, _, left, _ = load_workbook(io.BytesIO(to_entry_xlsx(long, catalog.labels("sv")))).worksheets
    head = max(row for row in range(1, left.max_row) if left.cell(row, 2).value == "Gäller")

    assert "A1:C1" in {str(each) for each in how_to.merged_cells.ranges}
    assert how_to["A1"].alignment.wrap_text
    assert how_to.row_dimensions[1].height > 40
    assert left.print_title_rows == f"${head}:${head}"
