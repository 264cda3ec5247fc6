"""Several entries moved at a time: all in one commit, each to its own new entry, or none."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.app.corrections.corrections import move
from ledger.app.corrections.corrections import move_entries
from ledger.app.corrections.locking import lock
from ledger.app.imports.actuals import import_file
from ledger.errors import NothingToReverseError
from ledger.errors import UnknownEntryError
from tests.conftest import ACTUALS
from tests.conftest import STEGEN


@pytest.fixture
def book(stegen, write):
    import_file(stegen, write("actuals.csv", ACTUALS), project="stegen")
    return stegen


def test_each_entry_gets_its_own_reversal_and_new_entry_in_one_commit(book):
    done = move_entries(book, "stegen", (3, 1), {"category": "lokal"}, reason="Hyra")

    (commit,) = done.commits
    assert (commit.entries, done.moved, done.moved_to) == (4, (6, 8), 6)
    assert done.pairs == (("stegen", 1, 5), ("stegen", 3, 7))
    assert commit.message == "1, 3 → 6, 8: Hyra"
    with pytest.raises(NothingToReverseError):
        move(book, "stegen", 1, {"category": "ovrigt"}, reason="Nej")
    move_entries(book, "stegen", done.moved, {"category": "ovrigt"}, reason="Nej")


def test_none_is_moved_where_one_of_them_cannot_be(book):
    before = book.store.head("stegen")

    with pytest.raises(UnknownEntryError):
        move_entries(book, "stegen", (1, 9), {"category": "lokal"}, reason="Hyra")

    assert book.store.head("stegen") == before


def test_those_of_locked_days_are_told_together(book):
    lock(book, "stegen", date(2021, 1, 31), reason="Januari")

    done = move_entries(book, "stegen", (1, 2, 3, 4), {"category": "ovrigt"}, reason="Övrigt")

    ((code, values),) = [(finding.code, dict(finding.values)) for finding in done.findings]
    assert (code, values["until"], values["day"]) == ("COR-002", date(2021, 1, 31), date(2021, 2, 1))


def test_the_command_takes_spans(prompt, write):
    run = prompt(2026, 1, 31)
    write("stegen.toml", STEGEN)
    write("actuals.csv", ACTUALS)
    for command in (("init",), ("project", "add", "stegen.toml"), ("import", "actuals.csv", "--project", "stegen")):
        run(*command)

    several = run("move", "stegen", "--entry", "1–2,4", "--category", "lokal", "--reason", "Hyra")

    assert several.exit_code == 0, several.output
    assert "3 poster vändes" in several.output
    assert "post 10" in several.output
    assert run("verify").exit_code == 0
