"""A book whose file is taken away or replaced while it is in use loses nothing that was said to be booked."""

from __future__ import annotations

import os
import shutil
import sqlite3
from datetime import date

import pytest

import ledger
from ledger.errors import MovedBookError
from ledger.errors import UnreadableFactError
from ledger.errors import UnreadableProjectError
from tests.faults.conftest import state

COST = ledger.Entry(project="stegen", category="lokal", amount_minor=100, booked_on=date(2021, 3, 1))


def removed(path):
    path.unlink()


def moved_away(path):
    path.rename(path.with_name("undan.db"))


def replaced(path):
    shutil.copy(path, path.with_name("synkad.db"))
    path.with_name("synkad.db").replace(path)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere an open file stays where it is")
@pytest.mark.parametrize("change", [removed, moved_away, replaced], ids=lambda change: change.__name__)
def test_nothing_is_booked_in_a_file_that_is_no_longer_there(path, change):
    before = state(path)
    with ledger.open_book(path, author="Ekonomen") as book:
        change(path)
        with pytest.raises(MovedBookError):
            ledger.record(book, [COST])

    left = next((each for each in (path, path.with_name("undan.db")) if each.exists()), None)
    assert left is None or state(left) == before


def test_a_fact_that_cannot_be_read_is_told_with_its_project(path):
    with sqlite3.connect(path) as other:
        other.execute("UPDATE facts SET body = '{\"a\": 1}' WHERE scope = 'bryggan' AND kind = 'budget'")
    other.close()

    with ledger.open_book(path) as book:
        with pytest.raises(UnreadableProjectError, match="'bryggan'"):
            ledger.report(book, "variance")
        assert ledger.report(book, "variance", "stegen")
        assert any(finding.place.project == "bryggan" for finding in ledger.verify(book))


def test_a_fact_that_no_report_is_made_of_is_told_with_its_project_too(path):
    with ledger.open_book(path, author="Ekonomen") as book:
        ledger.lock(book, "bryggan", date(2021, 1, 31), reason="Bokslut")
    with sqlite3.connect(path) as other:
        other.execute("UPDATE facts SET body = '[]' WHERE kind = 'lock'")
    other.close()

    with (
        pytest.raises(UnreadableProjectError, match=r"'bryggan'.* as Lock"),
        ledger.open_book(path) as book,
    ):
        ledger.unlock(book, "bryggan", reason="Rättelse")


@pytest.mark.parametrize("scope", [None, "@book"], ids=["nothing in the book", "something above projects"])
def test_no_project_is_named_where_none_is_damaged(scope, path):
    with sqlite3.connect(path) as other:
        other.execute("UPDATE facts SET body = '[]' WHERE scope = ?", (scope,))
    other.close()

    with pytest.raises(UnreadableFactError) as refused, ledger.open_book(path):
        raise UnreadableFactError(kind="Lock", why="another form")

    assert type(refused.value) is UnreadableFactError
