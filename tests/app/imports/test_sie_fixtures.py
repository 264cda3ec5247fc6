"""The example projects' SIE files: made up and saying so, whole, and the same actuals as their CSV files."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from ledger import catalog
from ledger.app.book import create_book
from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from ledger.app.reports import report
from ledger.importers.sie import read_sie
from ledger.model.entry import COLUMNS

KIND, CATEGORY, SOURCE, AMOUNT, BOOKED = (
    COLUMNS.index(name) for name in ("kind", "category", "source", "amount_minor", "booked_on")
)
FILES = sorted(catalog.fixtures().glob("*/*.se"))


def sums(book, id_, year):
    """Return what a year's costs and receipts come to by kind, category and source."""
    found = Counter()
    for row in book.store.entries(id_):
        if row[BOOKED].startswith(year) and row[KIND] != "in_kind":
            found[row[KIND], row[CATEGORY], row[SOURCE]] += row[AMOUNT]
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_an_example_s_sie_file_gives_what_its_csv_gives(path: Path):
    id_, year = path.parent.name, path.stem[-4:]
    books = []
    for file, rules in ((path, path.with_name("sie.map.toml")), (path.with_name("actuals.csv"), None)):
        with create_book(":memory:", author="Ekonomen") as book:
            add_projects(book, [path.with_name("project.toml")])
            done = import_file(book, file, project=id_, map_path=rules)
            books.append(sums(book, id_, year))
            if rules:
                assert [finding.code for finding in done.findings if finding.code.startswith("SIM")] == []
                table = report(book, "reconciliation", [id_])
                assert table.cell("total", "difference").value == table.cell("total", "unmapped").value == 0

    assert books[0] == books[1]
    assert sum(books[0].values()) > 0


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_an_example_s_sie_file_is_whole_and_says_that_it_is_made_up(path: Path):
    with path.open("rb") as stream:
        books = read_sie(stream, file=path.name)
        assert sum(1 for _ in books.rows()) > 0

    assert books.proof.holds
    assert b'#PROSA "P\x86hittade' in path.read_bytes()


def test_there_is_one_of_a_municipality_and_one_of_a_company():
    assert [path.parent.name for path in FILES] == ["pas", "torget"]
