"""Eight write at once, connections are cut, writers killed: what was confirmed is in once, and all chains are whole."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from collections import Counter

import pytest

from ledger.app.book import create_book
from ledger.app.book import open_book
from ledger.app.books.history import verify
from ledger.app.books.moving import copy_book
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
import threading
from itertools import count
from ledger.app.imports.actuals import enter
from ledger.app.book import open_book
from ledger.errors import ConnectionLostError, TryAgainError, UnknownOutcomeError
from ledger.model.entry import COLUMNS

address, name, *projects = sys.argv[1:]
TEXT = COLUMNS.index("text")
enough = threading.Event()


def listen():
    sys.stdin.readline()
    enough.set()


def booked(book, project, text):
    # What an unknown outcome asks for: to look before trying again.
    while True:
        try:
            return any(row[TEXT] == text for row in book.store.entries(project))
        except ConnectionLostError:
            print("cut", flush=True)


with open_book(address, author=name) as book:
    print("ready", flush=True)
    sys.stdin.readline()
    threading.Thread(target=listen, daemon=True).start()
    for number in count():
        if enough.is_set():
            break
        project, text = projects[number % len(projects)], f"{name} {number}"
        cells = {"date": "2021-03-01", "amount": "10", "category": "lokal", "text": text}
        while True:
            try:
                enter(book, project, cells)
                break
            except TryAgainError as error:
                if isinstance(error, ConnectionLostError):
                    print("cut", flush=True)
                if isinstance(error, UnknownOutcomeError) and booked(book, project, text):
                    break
        print(text, flush=True)
"""
"""Enters until it is told that it is enough, or killed; says what was confirmed and when its connection was lost."""

SECONDS_MAX = 600
"""By when all must have come to pass that is waited for, however busy the machine is."""


class Writer:
    """A process that writes, and what it has said so far.

    Attributes:
        name: Who writes.
        lines: Texts that were confirmed.
        cuts: How often its connection was lost.
    """

    def __init__(self, address, number, projects):
        self.name, self.lines, self.cuts = f"skrivare-{number}", [], 0
        command = [sys.executable, "-c", WRITER, address, self.name, *projects]
        pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        self._process = subprocess.Popen(command, env=ENVIRONMENT, text=True, **pipes)
        assert self._process.stdout.readline() == "ready\n"
        self._listening = threading.Thread(target=self._listen)

    def begin(self):
        self.say("go")
        self._listening.start()

    def say(self, word):
        self._process.stdin.write(word + "\n")
        self._process.stdin.flush()

    def kill(self):
        self._process.send_signal(KILL)

    def ended(self):
        """Return its exit status and what it has complained of, once all that it has said is heard."""
        self._listening.join(timeout=SECONDS_MAX)
        status = self._process.wait(timeout=SECONDS_MAX)
        errors = self._process.stderr.read()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            stream.close()
        return status, errors

    def _listen(self):
        for line in self._process.stdout:
            # A killed one may not have come to the end of its line.
            if line.strip() == "cut":
                self.cuts += 1
            else:
                self.lines.append(line.strip())


def let_loose(address, times, projects, disturb=None):
    """Let eight write, and kill some of them in the midst of it; return those that were killed and the others.

    Args:
        address: Of the book.
        times: How many entries each of the others has confirmed at least; the killed have half as many.
        projects: In which projects.
        disturb: Called now and then meanwhile, until each of the others has lost its connection.
    """
    writers = [Writer(address, number, projects) for number in range(WRITERS)]
    doomed, others = writers[:KILLED], writers[KILLED:]
    for writer in writers:
        writer.begin()
    alive = list(doomed)
    end = time.monotonic() + SECONDS_MAX

    def done():
        busy = any(len(writer.lines) < times or (disturb and not writer.cuts) for writer in others)
        return not alive and not busy

    while not done():
        assert time.monotonic() < end, [(len(writer.lines), writer.cuts) for writer in writers]
        if disturb:
            disturb()
        for writer in [each for each in alive if len(each.lines) >= times // 2]:
            writer.kill()
            alive.remove(writer)
        time.sleep(0.05)
    for writer in others:
        writer.say("enough")
    assert [writer.ended() for writer in writers] == [(-KILL, "")] * KILLED + [(0, "")] * len(others)
    return doomed, others


def check(address, projects, doomed=(), others=()):
    with open_book(address) as book:
        assert list(verify(book)) == []
        texts = Counter(row[TEXT] for id_ in projects for row in book.store.entries(id_))
    for writer in (*doomed, *others):
        booked = {text: count for text, count in texts.items() if text.startswith(f"{writer.name} ")}
        told = [f"{writer.name} {n}" for n in range(len(writer.lines))]
        assert writer.lines == told
        assert set(booked.values()) == {1}
        # The last one of a killed writer may have been booked when the kill came, and not been told.
        last = {f"{writer.name} {len(told)}"} if writer in doomed else set()
        assert set(told) <= set(booked) <= {*told, *last}


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
    times = rounds(4, 80)
    dice = random.Random(len(chosen))
    projects(server_address)

    def cut():
        found = server.run("SELECT pid FROM pg_stat_activity WHERE application_name = 'medfin' ORDER BY pid")
        if found and dice.random() < 0.5:
            server.run(f"SELECT pg_terminate_backend({dice.choice(found)[0]})")

    check(server_address, chosen, *let_loose(server_address, times, chosen, cut))


def test_an_import_killed_at_any_moment_has_booked_all_or_nothing(server_address, projects, nursery, write, rounds):
    rows = [f"2021-{n % 12 + 1:02}-01;personal;{n},00;rad {n};{id_}\n" for n in range(1500) for id_ in PROJECTS]
    actuals = write("actuals.csv", "datum;kostnadsslag;belopp;text;projekt\n" + "".join(rows))
    projects(server_address)
    dice = random.Random(7)
    empty = nursery.run("--book", server_address, "import", actuals, "--dry-run")
    assert empty["status"] == 0, empty

    for _ in range(rounds(4, 40)):
        # A whole import takes some times as long as one that books nothing.
        seconds = dice.uniform(0, 3 * empty["seconds"])
        nursery.run("--book", server_address, "import", actuals, seconds=seconds, sent=KILL)
        with open_book(server_address) as book:
            assert list(verify(book)) == []
            entries = {book.store.head(id_).entries for id_ in PROJECTS}
        assert entries in ({0}, {1500})

    done = nursery.run("--book", server_address, "import", actuals)
    assert done["status"] == 0, done
    with open_book(server_address) as book:
        assert list(verify(book)) == []
        assert {book.store.head(id_).entries for id_ in PROJECTS} == {1500}


@pytest.mark.parametrize("chosen", [PROJECTS[:1], PROJECTS], ids=["one project", "several projects"])
def test_in_a_file_that_was_moved_from_a_server_with_writers_killed(server_address, tmp_path, projects, chosen, rounds):
    times = rounds(4, 60)
    file = str(tmp_path / "bok.db")
    projects(server_address)
    check(server_address, PROJECTS)
    copy_book(server_address, file)

    writers = let_loose(file, times, chosen)

    check(file, chosen, *writers)
    copy_book(file, str(tmp_path / "vidare.db"))
    check(str(tmp_path / "vidare.db"), chosen, *writers)
