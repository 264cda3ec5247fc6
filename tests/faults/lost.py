"""A book whose connection is lost as something is booked, and commands given to it."""

from __future__ import annotations

import hashlib
from datetime import UTC
from datetime import datetime
from itertools import count

from click.testing import CliRunner

from cli import main
from ledger.app import book as opening
from ledger.app.book import open_book
from ledger.console.settings import Settings
from ledger.errors import ConnectionLostError
from ledger.errors import StorageError
from ledger.storage.verify import verify
from tests.app.federation.test_federation import BARE
from tests.app.imports.sie_year import MAP
from tests.app.statements.stated import HEAD
from tests.app.statements.stated import ROWS
from tests.app.statements.stated import TABLE
from tests.conftest import ACTUALS
from tests.conftest import FIXTURES
from tests.conftest import STEGEN
from tests.faults.tamper import renew

FILES = {
    "stegen.toml": STEGEN,
    "tornet.toml": STEGEN.replace('"stegen"', '"tornet"').replace("Stegen", "Tornet"),
    "actuals.csv": ACTUALS,
    "more.csv": "datum;kostnadsslag;belopp\n2021-05-01;lokal;10,00\n2021-05-02;lokal;20,00\n",
    "voucher.csv": "datum;kostnadsslag;belopp;verifikation\n2021-05-01;lokal;10,00;C 1\n",
    "map.toml": MAP + '[[object]]\ncodes = ["0815"]\nproject = "stegen"\n',
    "federation.toml": BARE,
    "underlag.csv": ROWS,
    "underlag.toml": HEAD,
    "tabell.toml": TABLE,
    "faktura.pdf": "ingen riktig faktura",
}

ENTRY = ("entry", "add", "stegen", "--date", "2021-03-01", "--amount", "10", "--category", "lokal")

CONTRACT = ("contract", "add", "stegen", "--supplier", "AB", "--procedure", "direkt", "--value", "90000")

BEGUN = (
    ("init",),
    ("project", "add", "stegen.toml", str(FIXTURES / "resursmodellen" / "project.toml")),
    ("import", "actuals.csv", "--project", "stegen"),
    ("import", "voucher.csv", "--project", "stegen"),
    ("claim", "draft", "stegen", "--to", "2021-06-30"),
    ("claim", "submit", "stegen"),
    ("claim", "draft", "stegen", "--to", "2021-12-31"),
    ("receive", "stegen", "--amount", "100", "--date", "2021-08-01"),
    ("commit-to", "stegen", "--category", "lokal", "--amount", "1000"),
    ("lock", "stegen", "--until", "2021-01-31", "--reason", "Bokslut"),
    (*CONTRACT, "--signed", "2021-01-20"),
    ("contract", "tie", "stegen", "1", "--entry", "2"),
    ("entry", "attach", "stegen", "--entry", "2", "--file", "faktura.pdf"),
)
"""What has been done before: five costs, a claim and a draft, a receipt, an order, a lock, a contract, evidence."""

OPEN_STORE = opening.open_store


def lost(*_args, **_terms):
    raise ConnectionLostError(book="postgresql://ekonom@server/bok")


class Cut:
    """A store whose connection is lost for good when something is booked: just before, or just after.

    Args:
        store: The store.
        before: Whether it is lost before, so that nothing is booked.
    """

    def __init__(self, store, *, before):
        self._store, self._before, self._gone = store, before, False

    def __getattr__(self, name):
        if name == "close":
            return self._store.close
        if name == "scrub":
            return self._scrub
        if self._gone:
            return lost
        return self._booking(name) if name in ("append", "redact") else getattr(self._store, name)

    def _booking(self, name):
        def book(*arguments):
            if self._before:
                lost()
            done = getattr(self._store, name)(*arguments)
            self._gone = True
            return done

        return book

    def _scrub(self):
        raise StorageError(book="bok", reason="the connection was lost")


def anew(folder):
    """Put the folder's book back as it was in the beginning."""
    renew(folder / "bok.db", (folder / "begun.db").read_bytes())


def run(book, *arguments, seed="medfin"):
    """Give a command; the same seed gives the same ids and seals."""
    numbers = count()

    def random(size):
        return hashlib.shake_256(f"{seed} {next(numbers)}".encode()).digest(size)

    settings = Settings(author="Ekonomen", clock=lambda: datetime(2022, 1, 31, tzinfo=UTC), random=random)
    return CliRunner().invoke(main, ["--book", str(book), *arguments], obj=settings)


def heads(address):
    """Return the ends of all chains of a book, which must be whole."""
    with open_book(address) as book:
        assert [finding for finding in verify(book.store) if finding.stops] == []
        return [book.store.head(scope) for scope in book.store.scopes()]


def lose(monkeypatch, *, before):
    """Have every book that is opened from now on lose its connection."""
    open_store = opening.open_store
    monkeypatch.setattr(opening, "open_store", lambda address: Cut(open_store(address), before=before))
