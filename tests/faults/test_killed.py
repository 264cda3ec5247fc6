"""A command that is killed at any moment has booked all that it was asked, or nothing, and can be given again."""

from __future__ import annotations

import random
import subprocess
import time

import pytest

from ledger.app.book import open_book
from ledger.app.books.history import verify
from tests.app.imports.sie_year import MAP
from tests.app.imports.sie_year import sie
from tests.conftest import STEGEN
from tests.faults.conftest import ENVIRONMENT
from tests.faults.conftest import KILL
from tests.faults.conftest import MEDFIN
from tests.faults.tamper import renew

ROWS = 3000


def seen(path):
    """Return what can be counted in a book, which must be whole: projects, entries, reversals."""
    with open_book(path) as book:
        assert list(verify(book)) == []
        projects = [scope for scope in book.store.scopes() if scope != "@book"]
        return len(projects), {id_: book.store.head(id_).entries for id_ in projects}


@pytest.fixture
def commands(path, write, nursery):
    """Return, by name, the arguments of a command, and what the book gains by it: projects, entries."""
    rows = "".join(f"2021-{n % 12 + 1:02}-01;personal;{n},00;rad {n};stegen\n" for n in range(ROWS))
    others = rows.replace(";stegen", ";bryggan")
    actuals = write("actuals.csv", "datum;kostnadsslag;belopp;text;projekt\n" + rows + others)
    new = write("tornet.toml", STEGEN.replace('"stegen"', '"tornet"').replace("Stegen", "Tornet"))
    entry = ("entry", "add", "stegen", "--date", "2021-03-01", "--amount", "10", "--category", "lokal")
    booked = nursery.run("--book", path, *entry)
    assert booked["status"] == 0, booked
    year = write("2021.se", "")
    vouchers = ((f"A {n} {{year}}0125 Lön", ("5020 {{6 4711}} 1.00", "6010 {{6 0815}} 2.00")) for n in range(ROWS))
    year.write_bytes(sie(*vouchers).encode("cp437"))
    rules = write("map.toml", MAP + '[[object]]\ncodes = ["0815"]\nproject = "bryggan"\n')
    return {
        "SIE import": (("import", year, "--map", rules), 0, {"stegen": ROWS, "bryggan": ROWS}),
        "import": (("import", actuals), 0, {"stegen": ROWS, "bryggan": ROWS}),
        "entry add": (entry, 0, {"stegen": 1}),
        "reverse": (("reverse", "stegen", "--entry", "1", "--reason", "Fel"), 0, {"stegen": 1}),
        "project add": (("project", "add", new), 1, {"tornet": 0}),
    }


@pytest.mark.parametrize("name", ["import", "SIE import", "entry add", "reverse", "project add"])
def test_killed_at_any_moment_it_has_booked_all_or_nothing(name, path, commands, nursery, rounds):
    arguments, projects, entries = commands[name]
    before = path.read_bytes()
    began = seen(path)
    done = (began[0] + projects, {**began[1], **{id_: began[1].get(id_, 0) + n for id_, n in entries.items()}})
    undisturbed = nursery.run("--book", path, *arguments)
    assert undisturbed["status"] == 0, undisturbed
    assert seen(path) == done
    moments = random.Random(name)
    outcomes = {True: 0, False: 0}
    longest = undisturbed["seconds"]
    wanted = rounds(4, 200)

    # Until some were killed before the end, however quick the machine has become since it was timed.
    while sum(outcomes.values()) < wanted or not outcomes[False]:
        assert sum(outcomes.values()) < 10 * wanted
        renew(path, before)
        seconds = moments.uniform(0, longest)
        killed = nursery.run("--book", path, *arguments, seconds=seconds, sent=KILL)
        assert killed["status"] in (-KILL, 0), killed
        assert "Traceback" not in killed["errors"]
        # What was confirmed is there; what was not is there whole, or not at all.
        after = seen(path)
        assert after == done if killed["output"] else after in (began, done)
        outcomes[after == done] += 1
        if killed["status"] == 0:
            longest = min(longest, killed["seconds"])
        if after == began:
            assert nursery.run("--book", path, *arguments)["status"] == 0
            assert seen(path) == done


def test_a_whole_process_killed_from_its_start_on_leaves_a_whole_book(path, commands, rounds):
    arguments, _, entries = commands["import"]
    before = path.read_bytes()
    began = seen(path)[1]
    moments = random.Random(1)

    for _ in range(rounds(2, 30)):
        renew(path, before)
        process = subprocess.Popen(
            [*MEDFIN, "--book", str(path), *map(str, arguments)],
            env=ENVIRONMENT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(moments.uniform(0.05, 0.8))
        process.kill()
        process.wait(timeout=60)
        found = seen(path)[1]
        assert {id_: found[id_] - began[id_] for id_ in entries} in (entries, dict.fromkeys(entries, 0))


@pytest.mark.parametrize("seconds", [0.0, 0.002, 0.005, 0.01, 0.02])
def test_a_book_whose_making_was_killed_can_be_made_again(seconds, tmp_path, nursery):
    book = tmp_path / "ny.db"

    nursery.run("--book", book, "init", seconds=seconds, sent=KILL)
    again = nursery.run("--book", book, "init")

    assert again["status"] in (0, 2), again
    assert nursery.run("--book", book, "verify")["status"] == 0
