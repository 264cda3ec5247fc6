"""A failure once something is booked must not pass for one before, or somebody would book it twice."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from cli import main
from ledger.app.book import open_book
from ledger.app.imports import actuals
from ledger.app.imports.actuals import enter
from ledger.errors import ConnectionLostError
from tests.conftest import STEGEN

CELLS = {"date": "2021-03-01", "amount": "10", "category": "lokal"}


def lost(*_args, **_terms):
    raise ConnectionLostError(book="postgresql://ekonom@server/bok")


def test_what_was_entered_is_told_without_asking_the_book_again(stegen, monkeypatch):
    append = stegen.store.append

    def last_word(*arguments):
        done = append(*arguments)
        for name in ("head", "commits", "entries", "facts", "scopes"):
            monkeypatch.setattr(stegen.store, name, lost)
        return done

    enter(stegen, "stegen", CELLS)
    monkeypatch.setattr(stegen.store, "append", last_word)

    assert enter(stegen, "stegen", CELLS).entry == 2


@pytest.mark.parametrize(
    ("language", "told"), [("sv", "ge inte kommandot igen"), ("en", "do not give the command again")]
)
def test_a_command_whose_answer_is_lost_says_that_all_is_booked(tmp_path, write, monkeypatch, language, told):
    address = str(tmp_path / "medfin.db")
    runner = CliRunner()
    assert runner.invoke(main, ["--book", address, "init"]).exit_code == 0
    assert runner.invoke(main, ["--book", address, "project", "add", str(write("stegen.toml", STEGEN))]).exit_code == 0

    def answerless(*arguments):
        enter(*arguments)
        lost()

    monkeypatch.setattr(actuals, "enter", answerless)
    cells = [word for name, cell in CELLS.items() for word in (f"--{name}", cell)]
    done = runner.invoke(main, ["--book", address, "--lang", language, "entry", "add", "stegen", *cells])

    assert done.exit_code == 0
    assert told in done.output
    with open_book(address) as book:
        assert book.store.head("stegen").entries == 1


def test_a_command_that_fails_before_anything_is_booked_may_be_given_again(tmp_path, write, monkeypatch):
    address = str(tmp_path / "medfin.db")
    runner = CliRunner()
    runner.invoke(main, ["--book", address, "init"])
    runner.invoke(main, ["--book", address, "project", "add", str(write("stegen.toml", STEGEN))])
    monkeypatch.setattr(actuals, "enter", lost)
    cells = [word for name, cell in CELLS.items() for word in (f"--{name}", cell)]

    assert runner.invoke(main, ["--book", address, "entry", "add", "stegen", *cells]).exit_code == 3
