"""Eight write at once, connections are cut, writers killed: what was confirmed is in once, and all chains are whole."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from collections import Counter

import pytest

from ledger.app.book import create_book
from ledger.app.book import open_book
from ledger.app.history import verify
from ledger.app.moving import copy_book
from ledger.app.projects import add_projects
from ledger.model.entry import COLUMNS
from tests.conftest import STEGEN
from tests.faults.conftest import ENVIRONMENT
from tests.faults.conftest import KILL

TEXT = COLUMNS.index("text")
WRITERS = 8
KILLED = 3
PROJECTS = ("stegen", "bryggan", "tornet")

WRITER = """
import sys
from ledger.app.imports.actuals import enter
from ledger.app.book import open_book
from ledger.errors import ConnectionLostError, TryAgainError

address, name, times, *projects = sys.argv[1:]
cut = 0
with open_book(address, author=name) as book:
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(int(times)):
        text = f"{name} {number}"
        cells = {"date": "2021-03-01", "amount": "10", "category": "lokal", "text": text}
        while True:
            try:
                done = enter(book, projects[number % len(projects)], cells)
                break
            except TryAgainError as error:
                cut += isinstance(error, ConnectionLostError)
        print(text, flush=True)
print("cut", cut, flush=True)
"""


def begun(address, number, times, projects):
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, address, f"skrivare-{number}", str(times), *projects],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
        text=True,
    )
    assert writer.stdout.readline() == "ready\n"
    return writer


def let_loose(address, times, projects, disturb):
    """Let eight write and some of them be killed; return what the killed and the others have had confirmed.

    Args:
        address: Of the book.
        times: How many entries each one enters.
        projects: In which projects.
        disturb: Called now and then meanwhile.
    """
    writers = [begun(address, number, times, projects) for number in range(WRITERS)]
    outputs = {}

    def listen(writer):
        outputs[writer.pid] = []
        for line in writer.stdout:
            outputs[writer.pid].append(line.strip())
            if writer in writers[:KILLED] and len(outputs[writer.pid]) == times // 2:
                writer.send_signal(KILL)

    listening = [threading.Thread(target=listen, args=(writer,)) for writer in writers]
    for thread, writer in zip(listening, writers, strict=True):
        writer.stdin.write("go\n")
        writer.stdin.flush()
        thread.start()
    while any(thread.is_alive() for thread in listening):
        disturb()
        listening[-1].join(timeout=0.05)
    for writer in writers:
        writer.wait(timeout=60)
        errors = writer.stderr.read()
        for stream in (writer.stdin, writer.stdout, writer.stderr):
            stream.close()
        assert (writer.returncode, errors) == (-KILL if writer in writers[:KILLED] else 0, "")
    return [outputs[writer.pid] for writer in writers]


def check(address, times, projects, outputs):
    with open_book(address) as book:
        assert list(verify(book)) == []
        texts = Counter(row[TEXT] for id_ in projects for row in book.store.entries(id_))
    for number, lines in enumerate(outputs):
        name = f"skrivare-{number}"
        confirmed = [line for line in lines if line.startswith(name)]
        booked = {text: count for text, count in texts.items() if text.startswith(f"{name} ")}
        assert set(booked.values()) == {1}
        if number < KILLED:
            # The last one may have been booked when the kill came, and not been told.
            assert set(confirmed) <= set(booked) <= {f"{name} {n}" for n in range(len(confirmed) + 1)}
        else:
            assert confirmed == [f"{name} {n}" for n in range(times)]
            assert set(booked) == set(confirmed)


@pytest.fixture
def projects(tmp_path):
    """Return a function that adds the projects to a new book."""

    def added(address):
        files = []
        for id_ in PROJECTS:
            file = tmp_path / f"{id_}.toml"
            file.write_text(STEGEN.replace("stegen", id_).replace("Stegen", id_.title()), encoding="utf-8")
            files.append(file)
        with create_book(address, author="Ekonomen") as book:
            assert len(add_projects(book, files).new) == len(PROJECTS)

    return added


@pytest.mark.parametrize("chosen", [PROJECTS[:1], PROJECTS], ids=["one project", "several projects"])
def test_on_a_server_with_connections_cut_and_writers_killed(server, server_address, projects, chosen, rounds):
    times = rounds(8, 80)
    dice = random.Random(len(chosen))
    projects(server_address)

    def cut():
        found = server.run("SELECT pid FROM pg_stat_activity WHERE application_name = 'medfin' ORDER BY pid")
        if found and dice.random() < 0.5:
            server.run(f"SELECT pg_terminate_backend({dice.choice(found)[0]})")

    outputs = let_loose(server_address, times, chosen, cut)

    check(server_address, times, chosen, outputs)
    assert sum(int(lines[-1].split()[1]) for lines in outputs[KILLED:]) > 0  # some were cut


def test_an_import_killed_at_any_moment_has_booked_all_or_nothing(server_address, projects, nursery, write, rounds):
    rows = [f"2021-{n % 12 + 1:02}-01;personal;{n},00;rad {n};{id_}\n" for n in range(1500) for id_ in PROJECTS]
    actuals = write("actuals.csv", "datum;kostnadsslag;belopp;text;projekt\n" + "".join(rows))
    projects(server_address)
    dice = random.Random(7)

    for _ in range(rounds(4, 40)):
        nursery.run("--book", server_address, "import", actuals, seconds=dice.uniform(0, 4), sent=KILL)
        with open_book(server_address) as book:
            assert list(verify(book)) == []
            entries = {book.store.head(id_).entries for id_ in PROJECTS}
        assert entries in ({0}, {1500})

    done = nursery.run("--book", server_address, "import", actuals)
    assert done["status"] == 0, done
    with open_book(server_address) as book:
        assert list(verify(book)) == []
        assert {book.store.head(id_).entries for id_ in PROJECTS} == {1500}


def test_in_a_file_that_was_moved_from_a_server_with_writers_killed(server_address, tmp_path, projects, rounds):
    times = rounds(6, 60)
    file = str(tmp_path / "bok.db")
    projects(server_address)
    check(server_address, 0, PROJECTS, [])
    copy_book(server_address, file)

    outputs = let_loose(file, times, PROJECTS, lambda: None)

    check(file, times, PROJECTS, outputs)
    copy_book(file, str(tmp_path / "vidare.db"))
    check(str(tmp_path / "vidare.db"), times, PROJECTS, outputs)
