"""Books to harm, and processes to harm them with."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import UTC
from datetime import date
from datetime import datetime
from pathlib import Path

import pytest

from ledger.app.book import create_book
from ledger.app.book import open_book
from ledger.app.books.history import verify
from ledger.app.projects import add_projects
from ledger.model.entry_kind import EntryKind
from tests.app.imports.sie_year import sie
from tests.conftest import STEGEN
from tests.conftest import same_bytes
from tests.faults.lost import BEGUN
from tests.faults.lost import FILES
from tests.faults.lost import anew
from tests.faults.lost import run
from tests.storage.samples import draft
from tests.storage.samples import kept
from tests.storage.samples import occasion
from tests.storage.samples import row

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "MEDFIN_AUTHOR": "Ekonomen", "PYTHONIOENCODING": "utf-8"}
MEDFIN = (sys.executable, str(ROOT / "cli.py"))


class Nursery:
    """The process of ``nursery.py``, asked from here."""

    def __init__(self, folder):
        command = [sys.executable, "-m", "tests.faults.nursery"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=ENVIRONMENT, cwd=folder, text=True
        )

    def run(self, *arguments, seconds=0.0, sent=0):
        asked = {"arguments": [str(each) for each in arguments], "seconds": seconds, "sent": int(sent)}
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def close(self):
        self._process.stdin.close()
        self._process.wait(timeout=60)
        self._process.stdout.close()


@pytest.fixture(scope="session")
def nursery(tmp_path_factory):
    """Return what runs the command in processes of its own and kills them."""
    if not hasattr(os, "fork"):
        pytest.skip("processes cannot be forked here")
    made = Nursery(tmp_path_factory.mktemp("nursery"))
    yield made
    made.close()


@pytest.fixture
def path(tmp_path, write):
    """Return the path of a book with two projects; its folder and name have spaces and Swedish letters."""
    folder = tmp_path / "Förbundets böcker åäö"
    folder.mkdir()
    found = folder / "Böcker 2021.db"
    with create_book(found, author="Ekonomen") as book:
        files = [
            write("stegen.toml", STEGEN),
            write("bryggan.toml", STEGEN.replace('"stegen"', '"bryggan"').replace("Stegen", "Bryggan")),
        ]
        assert len(add_projects(book, files).new) == 2
    return found


@pytest.fixture(scope="session")
def whole(tmp_path_factory):
    """Return the bytes of a book with two projects, several commits each, and what stands in it."""
    folder = tmp_path_factory.mktemp("whole")
    for id_, name in (("stegen", "Stegen"), ("bryggan", "Bryggan")):
        text = STEGEN.replace('"stegen"', f'"{id_}"').replace("Stegen", name)
        (folder / f"{id_}.toml").write_text(text, encoding="utf-8")
    made = {"author": "Ekonomen", "random": same_bytes(), "clock": lambda: datetime(2026, 1, 31, 12, tzinfo=UTC)}
    with create_book(folder / "whole.db", **made) as book:
        add_projects(book, sorted(folder.glob("*.toml")))
        for number in range(3):
            for id_ in ("stegen", "bryggan"):
                head = book.store.head(id_)
                book.store.append([draft(head, *entries(id_, number), message="Juni")], occasion(seed=id_.encode()))
        stands = dump(book.store)
    return (folder / "whole.db").read_bytes(), stands


def entries(project, number):
    day = date(2021, 1 + number, 15)
    yield row(10_000 + number, project=project, booked_on=day, text="Hyra", counterparty="Värden")
    yield row(20_000 - number, project=project, booked_on=day, voucher_series="A", voucher_number=str(number))
    yield row(5, project=project, booked_on=day, kind=EntryKind.IN_KIND, source="kommunen", account="7010")
    yield from (row(n, project=project, booked_on=day) for n in range(12))


def dump(store):
    """Return everything that can be read in a book."""
    scopes = store.scopes()
    chains = {
        scope: (tuple(store.commits(scope)), tuple(store.kept_facts(scope)), tuple(kept(store, scope)))
        for scope in scopes
    }
    by_days = {scope: tuple(store.entries(scope, first="2021-02-01", last="2021-02-20")) for scope in scopes}
    related = {scope: store.related([scope]) for scope in scopes}
    return chains, store.strays(), tuple(store.totals()), tuple(store.totals_by_year()), by_days, related


def state(path):
    """Return everything in a book that is whole, scope by scope."""
    with open_book(path) as book:
        assert list(verify(book)) == []
        store = book.store
        return {scope: (tuple(store.commits(scope)), tuple(store.entries(scope))) for scope in store.scopes()}


def medfin(*arguments, **options):
    """Run the command as a process of its own, from its start."""
    options = {"env": ENVIRONMENT, "capture_output": True, "text": True, "timeout": 120, "check": False} | options
    return subprocess.run([*MEDFIN, *map(str, arguments)], **options)  # noqa: PLW1510 - check is among them


KILL = getattr(signal, "SIGKILL", 9)


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """Return a folder with files, and a book in which each command has something to do."""
    folder = tmp_path_factory.mktemp("lost")
    later = STEGEN + '\n[[budget]]\nstate = "decided"\ndecided = 2021-11-01\n[budget.cost]\npersonal = { 2021 = "1" }\n'
    for name, text in {**FILES, "later.toml": later}.items():
        (folder / name).write_text(text, encoding="utf-8")
    vouchers = [(f"A {n} {{year}}0325 Hyra", ("6010 {{6 0815}} 2.00",)) for n in (1, 2)]
    (folder / "2021.se").write_bytes(sie(*vouchers).encode("cp437"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for seed, arguments in enumerate(BEGUN):
            done = run(folder / "bok.db", *arguments, seed=str(seed))
            assert done.exit_code == 0, done.output
    (folder / "begun.db").write_bytes((folder / "bok.db").read_bytes())
    return folder


@pytest.fixture
def folder(begun, monkeypatch):
    """Return the folder, with the book as it was in the beginning."""
    anew(begun)
    monkeypatch.chdir(begun)
    return begun
