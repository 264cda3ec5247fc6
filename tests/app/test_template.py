"""The entry workbook there and back: made, filled in as people do, saved by another program, imported."""

from __future__ import annotations

import csv
import io
import random
from datetime import date
from decimal import Decimal

import attrs
import pytest
from openpyxl import load_workbook

from ledger import catalog
from ledger.app.dossiers import dossier
from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from ledger.app.template import entry_template
from ledger.core.words import folded
from ledger.core.words import label
from ledger.importers.actuals.actuals import VAT_TREATMENTS
from ledger.model.claims.vat import VatTreatment
from ledger.model.entry import from_row
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.render.workbook.input import to_entry_xlsx
from ledger.rules.variance import variance
from tests.conftest import ACTUALS
from tests.conftest import STEGEN
from tests.render.office import recalculate

HARD = """
[project]
id = "knepig"
name = "=1+1 Knepiga namn"
owner = "@SUM(A1)"
scheme = "burlov-staffanstorp"
start = 2021-01-01
end = 2022-12-31

[[source]]
id = "a"
party = "=HYPERLINK(\\"http://x\\")"
role = "support"
kind = "federation"
form = "cash"

[[source]]
id = "b"
party = "Exempelby kommun"
role = "own"
kind = "municipality"
form = "in_kind"

[[source]]
id = "c"
party = "Exempelby kommun"
role = "cofinancing"
kind = "municipality"
form = "cash"

[[part]]
id = "norr"
name = "Delen"

[[part]]
id = "soder"
name = "Delen"

[[phase]]
id = "start"
name = "Uppstart"
start = 2021-01-01
end = 2021-06-30

[[phase]]
id = "drift"
start = 2021-07-01
end = 2022-12-31

[[budget]]
state = "decided"
decided = 2020-12-01
[budget.cost]
personal = { start = "100 000", drift = "300 000" }
utbildning = { 2021 = "20 000", total = "5 000" }
tjanster = { total = "40 000" }
"""

# Columns in English, as people read the choices.
ROWS = [
    {"date": date(2021, 2, 1), "category": "Personalkostnader", "amount": 1000.1, "phase": "Uppstart",
     "voucher": "A 1"},
    {"date": date(2021, 8, 1), "category": "Personalkostnader", "amount": 2000, "phase": "drift", "text": "=2+2"},
    {"date": date(2021, 8, 2), "category": "Personalkostnader", "amount": 300, "part": "Delen (soder)"},
    {"date": date(2021, 9, 1), "category": "Utbildningskostnader", "amount": 500.5, "account": "0042",
     "vat": 100.1, "vat_treatment": "ej avdragsgill"},
    {"date": date(2022, 9, 1), "category": "Utbildningskostnader", "amount": 40, "quantity": 7.5, "unit": "h",
     "vat_treatment": "schablon: upphandling och bidrag"},
    {"date": date(2022, 9, 1), "category": "Lokalkostnader", "amount": 70, "kind": "naturabidrag",
     "source": "Exempelby kommun (b)"},
    {"date": date(2022, 9, 2), "amount": 9000, "kind": "inbetalning", "source": '=HYPERLINK("http://x")'},
    {"date": date(2022, 9, 3), "category": "Tjänster, tex tele, IT", "amount": -12.34, "paid": date(2022, 10, 1)},
    {"date": date(2022, 9, 3), "category": "Tjänster, tex tele, IT", "amount": -12.34, "paid": date(2022, 10, 1)},
]  # fmt: skip
HEAD = 5


@pytest.fixture
def hard(book, write):
    add_projects(book, [write("knepig.toml", HARD)])
    return book


def made(book, language="sv", rows=20):
    return to_entry_xlsx(attrs.evolve(entry_template(book, "knepig"), rows=rows), catalog.labels(language))


def headings(sheet, language="sv"):
    from ledger.importers.actuals.actuals import COLUMNS  # noqa: PLC0415

    at = {cell.value: cell.column for cell in sheet[HEAD]}
    return {key: at[getattr(name, language)] for key, name in COLUMNS.items() if getattr(name, language) in at}


def filled(content, rows=ROWS, tab="Utfall"):
    """Return the workbook with rows typed into it, open."""
    book = load_workbook(io.BytesIO(content))
    columns = headings(book[tab], "sv" if tab == "Utfall" else "en")
    for row, cells in enumerate(rows, start=HEAD + 1):
        for key, value in cells.items():
            cell = book[tab].cell(row, columns[key])
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    return book


def saved(book, path):
    book.save(path)
    return path


def facts(book, id_="knepig"):
    """Return what is booked, in an order of its own, without the numbers."""
    found = [from_row(row) for row in book.store.entries(id_)]
    return sorted(str((each.booked_on, each.amount_minor, each.category, each.text, each.origin)) for each in found)


@pytest.fixture
def expected(tmp_path):
    """Return a CSV file with the same rows."""
    path = tmp_path / "same.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, fieldnames=sorted({key for row in ROWS for key in row}))
        writer.writeheader()
        writer.writerows(ROWS)
    return path


def test_what_is_typed_is_booked_and_a_csv_file_with_the_same_rows_adds_nothing(hard, tmp_path, expected):
    done = import_file(hard, saved(filled(made(hard)), tmp_path / "f.xlsx"))
    again = import_file(hard, expected, project="knepig")

    assert done.findings == ()
    assert [(share.project, share.new) for share in done.shares] == [("knepig", len(ROWS))]
    assert [(share.new, share.already) for share in again.shares] == [(0, len(ROWS))]
    assert {from_row(row).source for row in hard.store.entries("knepig")} == {None, "a", "b"}
    assert {from_row(row).part for row in hard.store.entries("knepig")} == {None, "soder"}
    told = {(entry.vat_minor, entry.vat_treatment) for entry in map(from_row, hard.store.entries("knepig"))}
    assert told == {(None, None), (100_10, "non_deductible"), (None, "purchase")}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_choice_of_what_becomes_of_the_tax_is_understood(language):
    labels = catalog.labels(language)

    for each in VatTreatment:
        assert VAT_TREATMENTS[folded(labels.say(label(f"actuals.vat.{each}")))] == (each.value,)


def test_a_workbook_from_before_the_tax_had_columns_is_taken_all_the_same(hard, tmp_path):
    book = filled(made(hard), ROWS[:3])
    sheet = book["Utfall"]
    sheet.delete_cols(headings(sheet)["vat"], 2)
    sheet.cell(HEAD, sheet.max_column + 1, "moms 25 %?")

    done = import_file(hard, saved(book, tmp_path / "f.xlsx"))

    assert [found.code for found in done.findings] == ["WKS-013"]
    assert [share.new for share in done.shares] == [3]


def blank_rows(book):
    book["Utfall"].insert_rows(HEAD + 3, amount=4)
    book["Utfall"].insert_rows(HEAD, amount=2)


def sorted_otherwise(book):
    sheet = book["Utfall"]
    rows = list(range(HEAD + 1, HEAD + 1 + 20))
    cells = [[sheet.cell(row, at).value for at in range(1, sheet.max_column + 1)] for row in rows]
    random.Random(7).shuffle(cells)
    for row, values in zip(rows, cells, strict=True):
        for at, value in enumerate(values, start=1):
            sheet.cell(row, at).value = value
            if isinstance(value, str) and at > 2:
                sheet.cell(row, at).data_type = "s"


def inserted_columns(book):
    sheet = book["Utfall"]
    sheet.insert_cols(6)
    sheet.insert_cols(4)
    sheet.cell(HEAD, 4).value = "Egen anteckning"
    sheet.cell(HEAD + 1, 4).value = "fråga Anna"
    sheet.cell(HEAD + 2, 7).value = "?"


def moved_columns(book):
    sheet = book["Utfall"]
    width = sheet.max_column
    for row in sheet.iter_rows(min_row=HEAD, max_row=HEAD + 40):
        values = [(cell.value, cell.data_type, cell.number_format) for cell in row]
        for cell, (value, kind, form) in zip(row, reversed(values), strict=True):
            cell.value, cell.number_format = value, form
            cell.data_type = kind
    assert sheet.cell(HEAD, width).value == "att rätta"


def amounts_as_text(book):
    sheet = book["Utfall"]
    for row in range(HEAD + 1, HEAD + 1 + len(ROWS)):
        cell = sheet.cell(row, headings(sheet)["amount"])
        cell.value = f"{Decimal(str(cell.value)):.2f}".replace(".", ",")


def a_total_and_notes(book):
    sheet, below = book["Utfall"], HEAD + 600
    sheet.cell(below, headings(sheet)["category"]).value = "Summa"
    sheet.cell(below, headings(sheet)["amount"]).value = 12886
    sheet.cell(below + 1, headings(sheet)["amount"]).value = "=SUM(E6:E20)"
    sheet.cell(below + 3, headings(sheet)["text"]).value = "Ifyllt av Anna"


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (blank_rows, []),
        (sorted_otherwise, []),
        (inserted_columns, ["WKS-013"]),
        (moved_columns, []),
        (amounts_as_text, []),
    ],
)
def test_the_workbook_is_taken_back_however_it_was_rearranged(hard, tmp_path, expected, change, codes):
    book = filled(made(hard))
    change(book)

    done = import_file(hard, saved(book, tmp_path / "f.xlsx"))
    again = import_file(hard, expected, project="knepig")

    assert [finding.code for finding in done.findings] == codes
    assert [(share.new, share.already) for share in again.shares] == [(0, len(ROWS))]


def test_totals_and_notes_beneath_are_left_out_and_told(hard, tmp_path):
    book = filled(made(hard))
    a_total_and_notes(book)
    path = saved(book, tmp_path / "f.xlsx")

    done = import_file(hard, path)

    assert [(found.code, dict(found.values)["rows"]) for found in done.findings] == [
        ("WKS-011", "608"),
        ("WKS-012", "605, 606"),
    ]
    assert len(facts(hard)) == len(ROWS)


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("date", None, "CSV-102"),
        ("date", "förra veckan", "CSV-105"),
        ("amount", None, "CSV-102"),
        ("amount", 10.001, "WKS-105"),
        ("category", None, "CSV-113"),
        ("category", "Personalen", "CSV-116"),
        ("kind", "utlägg", "CSV-116"),
        ("part", "Delen", "CSV-117"),
        ("paid", "senare", "CSV-105"),
        ("quantity", "mycket", "CSV-107"),
        ("vat", 1.125, "WKS-105"),
        ("vat_treatment", "kanske", "CSV-121"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(hard, tmp_path, key, value, code):
    book = filled(made(hard))
    cell = book["Utfall"].cell(HEAD + 2, headings(book["Utfall"])[key])
    cell.value = value
    done = import_file(hard, saved(book, tmp_path / "f.xlsx"))

    stops = [(found.code, found.place.column) for found in done.findings if found.stops]
    assert stops == [(code, f"Utfall!{cell.coordinate}")]
    assert facts(hard) == []


def test_a_heading_that_somebody_renamed_is_not_passed_over(hard, tmp_path):
    book = filled(made(hard))
    sheet = book["Utfall"]
    sheet.cell(HEAD, headings(sheet)["source"]).value = "Finansiar"
    done = import_file(hard, saved(book, tmp_path / "f.xlsx"))

    assert [(found.code, found.place.column) for found in done.findings if found.stops] == [("CSV-004", "Utfall!I5")]


def test_a_workbook_for_another_project_is_refused(hard, write, tmp_path):
    add_projects(hard, [write("stegen.toml", STEGEN)])
    done = import_file(hard, saved(filled(made(hard)), tmp_path / "f.xlsx"), project="stegen")

    assert [found.code for found in done.findings] == ["WKS-005"]


def test_the_english_workbook_is_taken_back_too(hard, tmp_path):
    row = {"date": date(2021, 2, 1), "category": "Premises", "amount": 5, "kind": "contribution in kind"}
    names = [cell.value for cell in load_workbook(io.BytesIO(made(hard, language="en")))["Lists"]["A"]]
    row["category"] = names[1]
    book = filled(made(hard, language="en"), [{**row, "source": "Exempelby kommun (b)"}], tab="Actuals")

    done = import_file(hard, saved(book, tmp_path / "f.xlsx"))

    assert done.findings == ()
    assert [share.new for share in done.shares] == [1]


def left(content):
    """Return what the workbook says is left of each category, in öre, and the column beside each row."""
    book = load_workbook(io.BytesIO(content), data_only=True)
    rows = book["Kvar av budgeten"].iter_rows(min_row=6, values_only=True)
    by_category = {}
    for name, _, _, _, _, value, *_ in rows:
        if name == "Summa":
            break
        by_category[name] = cents(value)
    sheet = book["Utfall"]
    return by_category, [
        (sheet.cell(row, 1).value, cents(sheet.cell(row, 2).value)) for row in range(HEAD + 1, HEAD + 1 + len(ROWS))
    ]


def cents(value):
    return None if value in (None, "") else int((Decimal(repr(value)) * 100).to_integral_value())


def test_libreoffice_computes_what_is_left_and_its_copy_is_imported_the_same(hard, tmp_path, expected):
    import_file(hard, before(tmp_path), project="knepig")
    stream = io.BytesIO()
    filled(made(hard, rows=500)).save(stream)
    copy = recalculate({"filled": stream.getvalue()}, tmp_path)["filled"]
    by_category, rows = left(copy)
    path = tmp_path / "copy.xlsx"
    path.write_bytes(copy)

    done = import_file(hard, path)
    again = import_file(hard, expected, project="knepig")

    assert not any(finding.stops for finding in done.findings)
    assert [share.new for share in done.shares] == [len(ROWS)]
    assert [(share.new, share.already) for share in again.shares] == [(0, len(ROWS))]
    view = View(today=hard.today)
    found = dossier(hard, "knepig", view)
    names = {category.code: category.name.sv for category in found.scheme.categories}
    assert by_category == {
        names[each.keys[0]]: each.remaining_minor for each in variance(found, view, (Dimension.CATEGORY,))
    }
    # By phase, by phase, the rest of personal; 2021 and the rest of utbildning; no budget; a receipt has none.
    assert rows == [
        ("klar", 9_899_990),
        ("klar", 29_800_000),
        ("klar", -30_000 - 3_341_250),
        ("klar", 1_949_950),
        ("klar", 496_000),
        ("klar", -7_000),
        ("klar", None),
        ("klar", 4_002_468),
        ("klar", 4_002_468),
    ]


def before(folder):
    path = folder / "before.csv"
    path.write_text("\n".join(ACTUALS.splitlines()[:2]) + "\n", encoding="utf-8")
    return path
