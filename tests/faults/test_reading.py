"""A command on a book that somebody has written in past medfin refuses or answers; it never breaks down."""

from __future__ import annotations

import random

import pytest
from click.testing import CliRunner

from cli import main
from ledger.console.settings import Settings
from tests.faults import tamper
from tests.faults.tamper import renew

COMMANDS = (
    ("project", "list"),
    ("project", "export", "stegen"),
    ("report", "budget", "stegen"),
    ("report", "financing", "stegen"),
    ("report", "variance"),
    ("report", "variance", "stegen", "--format", "csv"),
    ("report", "variance", "stegen", "--from", "2021-01-10", "--to", "2021-02-20"),
    ("report", "cofinancing", "stegen"),
    ("report", "consolidated"),
    ("report", "entries", "stegen"),
    ("check",),
    ("log",),
    ("verify",),
    ("entry", "add", "stegen", "--date", "2021-03-01", "--amount", "10", "--category", "lokal"),
    ("reverse", "stegen", "--entry", "3", "--reason", "Fel"),
)


@pytest.mark.parametrize("level", ["bytes", "rows"])
def test_no_command_breaks_down_over_a_changed_book(level, whole, tmp_path, rounds):
    path = tmp_path / "changed.db"
    for seed in range(rounds(25, 2000)):
        dice = random.Random(f"{level} {seed}")
        renew(path, tamper.in_bytes(whole[0], dice) if level == "bytes" else whole[0])
        done = tamper.in_rows(path, dice) if level == "rows" else ()
        command = dice.choice(COMMANDS)

        result = CliRunner().invoke(main, ("--book", str(path), *command), obj=Settings(author="Ekonomen"))

        assert result.exit_code in (0, 1, 2, 3), (seed, done, command, result.exception)
        assert result.exception is None or isinstance(result.exception, SystemExit), (seed, done, command, result)
