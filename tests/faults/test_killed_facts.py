"""Commands that book facts and no entries, killed at any moment: the fact is there and confirmed, or not at all."""

from __future__ import annotations

import random

import pytest

import ledger
from tests.conftest import ACTUALS
from tests.faults.conftest import KILL
from tests.faults.tamper import renew

COMMANDS = {
    "claim submit": ("claim", "submit", "stegen"),
    "budget amend": ("budget", "amend", "stegen", "--transfer", "personal:lokal:1000:2021", "--reason", "Skäl"),
    "redact": ("redact", "stegen", "--entry", "1", "--reason", "Skäl"),
    "lock": ("lock", "stegen", "--until", "2021-01-31"),
}


def seen(path):
    """Return what can be counted in a book, which must be whole: commits, facts, entries with words."""
    with ledger.open_book(path) as book:
        assert not [finding for finding in ledger.verify(book) if finding.stops]
        rows = tuple(book.store.entries("stegen"))
        return len(tuple(book.store.commits("stegen"))), len(tuple(book.store.facts("stegen"))), str(rows)


@pytest.fixture
def begun(path, write, nursery):
    """Return the bytes of a book with entries and a claim that is drafted."""
    for arguments in (("import", write("a.csv", ACTUALS)), ("claim", "draft")):
        done = nursery.run("--book", path, *arguments, *(("--project",) if "import" in arguments else ()), "stegen")
        assert done["status"] == 0, done
    return path.read_bytes()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_fact_is_booked_whole_or_not_at_all(name, path, begun, nursery, rounds):
    before, command = seen(path), ("--book", path, *COMMANDS[name])
    undisturbed = nursery.run(*command)
    assert undisturbed["status"] == 0, undisturbed
    done = seen(path)
    moments = random.Random(name)

    for _ in range(rounds(2, 60)):
        renew(path, begun)
        killed = nursery.run(*command, seconds=moments.uniform(0, undisturbed["seconds"]), sent=KILL)
        assert "Traceback" not in killed["errors"]
        after = seen(path)
        assert after == done if killed["output"] else after in (before, done)
    if after == before:
        assert nursery.run(*command)["status"] == 0
        assert seen(path) == done
