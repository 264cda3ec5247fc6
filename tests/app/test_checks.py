"""Entries are read no oftener than need be, and what is said of them is the same."""

from __future__ import annotations

import pytest

from ledger.app import checks
from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from ledger.app.reports import check
from ledger.app.reports import workbook
from tests.conftest import ACTUALS
from tests.conftest import STEGEN

ROWS = f"{ACTUALS}2024-01-25;personal;10,00;Lön efter projektets slut\n"


@pytest.fixture
def readings(stegen, write, monkeypatch):
    """Return how often the entries of each project have been read from a book with two projects."""
    add_projects(stegen, [write("bron.toml", STEGEN.replace('"stegen"', '"bron"'))])
    import_file(stegen, write("a.csv", ROWS), project="stegen")
    found = []
    read = stegen.store.entries
    # A book in memory finds related projects by reading their entries; one in a file keeps clues of them.
    monkeypatch.setattr(stegen.store, "related", lambda *_: ())
    monkeypatch.setattr(stegen.store, "entries", lambda project: found.append(project) or read(project))
    return stegen, found


def test_a_project_with_few_entries_is_read_once_for_its_workbook(readings):
    book, found = readings

    made = workbook(book, "variance", ["stegen"])

    assert found == ["stegen"]
    assert len(made.sheets[-1].tables[0].rows) == ROWS.count("\n") - 1


def test_a_project_with_many_entries_is_streamed_and_the_same_is_said(readings, monkeypatch):
    book, found = readings
    kept = check(book, ["stegen"])
    once = len(found)

    monkeypatch.setattr(checks, "_KEPT_MAX", 0)

    assert check(book, ["stegen"]) == kept
    assert once == 1
    assert len(found) > 2 * once
    assert kept


def test_several_projects_are_not_kept_in_memory_together(readings):
    book, found = readings

    check(book)

    assert found.count("stegen") > 1
