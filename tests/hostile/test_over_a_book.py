"""No report, export or form is written over a book, however somebody names it."""

from __future__ import annotations

import os
import sqlite3

import pytest
from click.testing import CliRunner

from cli import main
from ledger.app.book import create_book
from ledger.app.files import write_whole
from ledger.app.projects import add_projects
from ledger.errors import OutputExistsError
from tests.conftest import STEGEN
from tests.faults.conftest import state

NAMES = {
    "its own name": "bok.db",
    "another way there": "mapp/../bok.db",
    "a link": "länk.csv",
    "another name of the file": "hård.csv",
    "what was written last": "bok.db-wal",
    "its index": "bok.db-shm",
    "its journal": "bok.db-journal",
}


@pytest.fixture
def book(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mapp").mkdir()
    (tmp_path / "mapp" / "stegen.toml").write_text(STEGEN, encoding="utf-8")
    with create_book("bok.db", author="Ekonomen") as made:
        add_projects(made, [tmp_path / "mapp" / "stegen.toml"])
    (tmp_path / "länk.csv").symlink_to("bok.db")
    os.link("bok.db", "hård.csv")
    return tmp_path / "bok.db"


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_nothing_is_written_over_a_book(book, name):
    before = book.read_bytes()

    with pytest.raises(OutputExistsError, match="left as it is"):
        write_whole(book.parent / name, b"x")

    assert book.read_bytes() == before
    assert sorted(each.name for each in book.parent.iterdir()) == ["bok.db", "hård.csv", "länk.csv", "mapp"]


@pytest.mark.parametrize(
    "command",
    [
        ("report", "entries", "--format", "csv"),
        ("report", "variance", "--format", "xlsx"),
        ("project", "export", "stegen"),
        ("export", "chain", "stegen"),
    ],
    ids=" ".join,
)
def test_the_command_says_so_and_the_book_stands(book, command):
    before = state(book)

    done = CliRunner().invoke(main, ["--book", str(book), *command, "-o", str(book)])

    assert (done.exit_code, "FIL-011" in done.output) == (2, True), done.output
    assert state(book) == before


def test_another_program_s_database_is_left_alone_too(tmp_path):
    path = tmp_path / "annat.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE a (b)")
    other.close()

    with pytest.raises(OutputExistsError):
        write_whole(path, b"x")


def test_a_file_that_the_command_reads_is_left_as_it_is(book, tmp_path):
    actuals = tmp_path / "utfall.csv"
    actuals.write_text("Datum;Konto;Belopp\n2021-03-01;5010;10,00\n", encoding="utf-8")
    before = actuals.read_bytes()
    (tmp_path / "annat namn.csv").symlink_to(actuals)

    command = ("--book", str(book), "map", "suggest", str(actuals), "--project", "stegen", "-o")
    done = CliRunner().invoke(main, [*command, str(tmp_path / "annat namn.csv")])

    assert (done.exit_code, "FIL-011" in done.output) == (2, True), done.output
    assert actuals.read_bytes() == before
    assert CliRunner().invoke(main, [*command, str(tmp_path / "karta.toml")]).exit_code == 0
