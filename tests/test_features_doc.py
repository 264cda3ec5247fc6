"""docs/features.md: every command, option and report that it names is there, and so is every page."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

import cli
from ledger.app.tables import REPORTS

DOCS = Path(__file__).parents[1] / "docs"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (DOCS / "features.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| \d", line)
]


def _command(words):
    """Return the command that some words name, and the words that are left."""
    found: click.Command = cli.main
    while words and isinstance(found, click.Group):
        inner = found.get_command(click.Context(found), words[0])
        if inner is None:
            break
        found, words = inner, words[1:]
    return found, words


@pytest.mark.parametrize("row", ROWS, ids=[f"row {row[0]}" for row in ROWS])
def test_what_a_row_names_is_there(row):
    _, _, how, where = row
    written = re.findall(r"`medfin([^`]*)`", how)
    for text in written:
        command, rest = _command(text.split())
        names = [word for word in rest if not word.startswith("--")]
        options = {option for each in command.params for option in each.opts}

        assert {word for word in rest if word.startswith("--")} <= options | {"--lang"}, text
        assert names == [] or (command.name == "report" and set(names) <= set(REPORTS)), text
    assert written
    for page in re.findall(r"\]\(([^)]*)\)", where):
        assert (DOCS / page).is_file(), page


def test_rows_are_numbered_through():
    assert [int(row[0]) for row in ROWS] == list(range(1, len(ROWS) + 1))
