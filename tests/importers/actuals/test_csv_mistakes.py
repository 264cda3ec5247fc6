"""One mistake many times, and headings where they should not be: told once, by its place, and in little time."""

from __future__ import annotations

import io

import pytest

from ledger.core.finding import Finding
from ledger.importers.actuals import cells
from ledger.importers.actuals.map_file import ActualsMap
from ledger.importers.actuals.rows import RowReader
from ledger.importers.actuals.texts import csv_texts
from tests.importers.actuals.test_csv_file import read


def test_rows_that_all_are_bad_are_read_once_each_and_few_together(monkeypatch):
    """A file of a million rows with its days the wrong way round took four minutes to tell so."""
    days, amounts, reads = [], [], []
    parse_date, parse_amount, read_rows = cells.parse_date, cells.parse_amount, RowReader._read
    monkeypatch.setattr(cells, "parse_date", lambda text: days.append(text) or parse_date(text))
    monkeypatch.setattr(cells, "parse_amount", lambda text, **rest: amounts.append(text) or parse_amount(text, **rest))
    monkeypatch.setattr(RowReader, "_read", lambda self, chunk: reads.append(chunk) or read_rows(self, chunk))
    rows = [f"2020-13-{at % 28 + 1:02},x{at},personal" for at in range(3000)]

    found = read("\n".join(["date,amount,category", *rows]).encode())

    assert len(found) == 6000
    assert (len(days), len(amounts)) == (28, 3000)
    assert len(reads) < 3000 * 1.4


@pytest.mark.parametrize(
    "heading",
    ["datum,kostnadsslag,debet,kredit", "datum,kostnadsslag,kredit", " Datum ,kostnadsslag,belopp,"],
    ids=["debit and credit", "credit alone", "blanks and a column without heading"],
)
def test_headings_that_come_again_cost_one_row(heading):
    """Files are put one after the other, and their byte-order marks come along."""
    cells = {"datum": "2021-01-01", "kostnadsslag": "personal", "debet": "", "": ""}
    row = ",".join(cells.get(name.strip().lower(), "7") for name in heading.split(","))

    found = read("\n".join([heading, row, f"\ufeff{heading}", row]).encode())

    assert [(each.code, each.place.line) for each in found if isinstance(each, Finding)] == [("CSV-125", 3)]
    assert len(found) == 3


@pytest.mark.parametrize(
    "above", ["sep=;\n", "Huvudbok 2021\nExempelby kommun;;;\n\n", "\n;;;\nUtskrivet 2021-02-01;;;\n"]
)
def test_titles_above_the_headings_are_told_by_the_line_of_the_headings(above):
    content = f"{above}Bokföringsdatum;kostnadsslag;Belopp (kr);text\n2021-01-01;personal;7,50;x\n".encode()
    usual = ActualsMap(usual={"bokföringsdatum": "date", "beloppkr": "amount"})
    line = above.count("\n") + 1

    assert [(each.code, each.place.line) for each in read(content, rules=usual)] == [("CSV-018", line)]
    assert [(each.code, each.place.line) for each in csv_texts(io.BytesIO(content), "f.csv", usual)] == [
        ("CSV-018", line)
    ]


def test_a_file_without_headings_is_told_what_its_first_row_lacks():
    found = read(b"2021-01-01;personal;7,50\n" * 100)

    assert {each.place.line for each in found} == {1}
    assert "CSV-006" in {each.code for each in found}


def test_a_flood_of_wrong_headings_ends_after_a_hundred_with_a_count():
    found = read(",".join(["date", "amount", "category", *(f"c{at}" for at in range(5000))]).encode())

    assert [each.code for each in found] == ["CSV-004"] * 100 + ["CSV-017"]
    assert dict(found[-1].values) == {"count": 4900}


def test_an_amount_that_no_book_takes_is_told_by_its_line():
    found = read(
        b"date,category,amount,vat\n2021-01-01,personal,10000000000000,1\n2021-01-01,personal,1,10000000000001\n"
    )

    assert [(each.code, each.place.line, each.place.column) for each in found if isinstance(each, Finding)] == [
        ("CSV-124", 3, "vat")
    ]
