"""A connection that is lost around the commit, at every command and call that writes: nothing lost, nothing doubled.

Lost before anything is booked, the command says so, leaves with status 3, and does its work when it is given again.
Lost once all is booked, it says what it has done, for nothing is read after booking.
"""

from __future__ import annotations

import hashlib
from datetime import UTC
from datetime import date
from datetime import datetime
from itertools import count
from pathlib import Path
from types import FunctionType

import attrs
import click
import pytest
from click.testing import CliRunner

import ledger
from cli import main
from ledger.app import book as opening
from ledger.app.book import open_book
from ledger.app.books.moving import copy_book
from ledger.app.claims.receipts import Receipt
from ledger.app.claims.steps import Ruling
from ledger.app.dossiers import dossier
from ledger.app.statements.reading import StatementFile
from ledger.console.settings import Settings
from ledger.errors import ConnectionLostError
from ledger.errors import StorageError
from ledger.model.claims.claim import ClaimTerms
from ledger.model.commit import CommitKind
from ledger.model.entry import Entry
from ledger.model.project_file import ProjectFile
from ledger.storage.postgresql.store import PostgresStore
from ledger.storage.verify import verify
from tests.app.federation.test_federation import BARE
from tests.app.imports.sie_year import MAP
from tests.app.imports.sie_year import sie
from tests.app.statements.stated import HEAD
from tests.app.statements.stated import ROWS
from tests.app.statements.stated import TABLE
from tests.conftest import ACTUALS
from tests.conftest import FIXTURES
from tests.conftest import STEGEN
from tests.conftest import same_bytes
from tests.faults.conftest import renew

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
)
"""What has been done to the book before: five costs, a claim and a draft, a receipt, an order, a lock, a contract."""

WRITING = {
    "attest": ("attest", "stegen", "--all"),
    "budget amend": ("budget", "amend", "stegen", "--transfer", "personal:lokal:100:2022", "--reason", "Beslut"),
    "claim decide": ("claim", "decide", "stegen", "--claim", "1", "--cut", "1"),
    "claim draft": ("claim", "draft", "stegen", "--to", "2021-12-31", "--park", "2"),
    "claim submit": ("claim", "submit", "stegen"),
    "claim withdraw": ("claim", "withdraw", "stegen", "--reason", "Fel period"),
    "comment": ("comment", "stegen", "Sent ute"),
    "commit-to": ("commit-to", "stegen", "--category", "lokal", "--amount", "500"),
    "commit-to --settle": ("commit-to", "stegen", "--settle", "1", "--amount", "100"),
    "commit-to --release": ("commit-to", "stegen", "--release", "1", "--reason", "Avbeställt"),
    "contract add": (*CONTRACT, "--signed", "2021-02-20"),
    "contract change": ("contract", "change", "stegen", "1", "--value", "99000", "--reason", "Option"),
    "contract tie": ("contract", "tie", "stegen", "1", "--entry", "3"),
    "contract untie": ("contract", "untie", "stegen", "1", "--entry", "2"),
    "entry add": ENTRY,
    "entry attach": ("entry", "attach", "stegen", "--entry", "1", "--file", "faktura.pdf"),
    "federation add": ("federation", "add", "federation.toml"),
    "forecast set": ("forecast", "set", "stegen", "lokal=5000"),
    "import": ("import", "more.csv", "--project", "stegen"),
    "import of SIE": ("import", "2021.se", "--map", "map.toml"),
    "lock": ("lock", "stegen", "--until", "2021-12-31", "--reason", "Bokslut"),
    "move": ("move", "stegen", "--entry", "3", "--category", "lokal", "--reason", "Fel konto"),
    "project add": ("project", "add", "tornet.toml"),
    "project add, new version": ("project", "add", "later.toml"),
    "receive": ("receive", "stegen", "--amount", "50", "--claim", "1", "--date", "2021-08-02"),
    "receive --entry": ("receive", "stegen", "--entry", "6", "--claim", "1"),
    "redact": ("redact", "stegen", "--entry", "1", "--reason", "Begäran"),
    "reverse": ("reverse", "stegen", "--entry", "2", "--reason", "Fel"),
    "statement import": ("statement", "import", "underlag.csv", "resursmodellen", "--table", "tabell.toml"),
    "unlock": ("unlock", "stegen", "--reason", "Rättelse"),
}
"""Every command that writes in a book, by name, with more than one way to give it where it has several."""

READING = frozenset(
    {
        "admin backup",
        "admin copy-to",
        "admin roles",
        "admin salvage",
        "audit sample",
        "budget compare",
        "budget show",
        "check",
        "claim close",
        "claim list",
        "claim rates",
        "claim show",
        "compare",
        "explain",
        "export chain",
        "export fiscal",
        "export iati",
        "export ocds",
        "export sie",
        "federation export",
        "federation show",
        "fill learn",
        "fill run",
        "form",
        "forms check",
        "forms show",
        "log",
        "map show",
        "map suggest",
        "project export",
        "project list",
        "project show",
        "report",
        "template entries",
        "template federation",
        "template project",
        "verify",
    }
)
"""Those that write in no book, or, the first few, in another one."""

ELSEWHERE = frozenset({"demo", "init", "admin grant", "admin revoke"})
"""Those that make a book, tested below, and those that tell a server who may do what: `tests/app/books`."""


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


@pytest.mark.parametrize("name", WRITING)
def test_lost_before_it_is_booked_a_command_says_so_and_can_be_given_again(folder, monkeypatch, name):
    began = heads(folder / "bok.db")
    undisturbed = run(folder / "bok.db", *WRITING[name])
    done = heads(folder / "bok.db")
    anew(folder)
    lose(monkeypatch, before=True)

    cut = run(folder / "bok.db", *WRITING[name])

    monkeypatch.setattr(opening, "open_store", OPEN_STORE)
    assert (undisturbed.exit_code, cut.exit_code) == (0, 3), undisturbed.output
    assert "SRV-005" in cut.stderr
    assert "inget bokfördes, så ge kommandot igen" in cut.stderr
    assert cut.stdout == ""
    assert heads(folder / "bok.db") == began != done
    assert run(folder / "bok.db", *WRITING[name]).output == undisturbed.output
    assert heads(folder / "bok.db") == done


@pytest.mark.parametrize("name", WRITING)
def test_lost_once_it_is_booked_a_command_says_what_it_has_done(folder, monkeypatch, name):
    undisturbed = run(folder / "bok.db", *WRITING[name])
    done = heads(folder / "bok.db")
    anew(folder)
    lose(monkeypatch, before=False)

    cut = run(folder / "bok.db", *WRITING[name])

    monkeypatch.setattr(opening, "open_store", OPEN_STORE)
    assert (undisturbed.exit_code, cut.exit_code) == (0, 0), cut.output
    assert heads(folder / "bok.db") == done
    if name == "redact":
        assert "COR-003" in cut.stderr  # the file is still to be written anew, for which the command is given again
    else:
        assert cut.output == undisturbed.output


@pytest.mark.parametrize("name", ["receive", "import", "project add", "claim submit"])
def test_on_a_server_that_ends_the_connection_once_it_is_booked(folder, server, server_address, monkeypatch, name):
    expected = run(folder / "bok.db", *WRITING[name])
    done = heads(folder / "bok.db")
    anew(folder)
    copy_book(folder / "bok.db", server_address)
    append = PostgresStore.append

    def cut_off(store, *arguments):
        commits = append(store, *arguments)
        server.run(f"SELECT pg_terminate_backend({store.link.connection.info.backend_pid})")
        return commits

    monkeypatch.setattr(PostgresStore, "append", cut_off)

    cut = run(server_address, *WRITING[name])

    assert (cut.exit_code, cut.output) == (0, expected.output)
    assert heads(server_address) == done


def test_every_command_is_known_to_write_or_not_to():
    """A new one belongs into one of the tables above; where it writes, the tests above are for it too."""

    def names(group, *before):
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            if isinstance(command, click.Group):
                yield from names(command, *before, name)
            else:
                yield " ".join((*before, name))

    with click.Context(main) as context:
        every = set(names(main))
    written = {name for name in every if any(" ".join(each).startswith(name + " ") for each in WRITING.values())}

    assert every == written | READING | ELSEWHERE
    assert not written & READING


CALLS = {
    "add_contract": lambda book: ledger.add_contract(
        book,
        "stegen",
        ledger.ContractSigned(supplier="AB", procedure="direkt", value="90000", signed_on=date(2021, 2, 20)),
    ),
    "add_project": lambda book: ledger.add_project(book, project_file(book)),
    "add_projects": lambda book: ledger.add_projects(book, [Path("tornet.toml")]),
    "add_federation": lambda book: ledger.add_federation(book, Path("federation.toml")),
    "amend": lambda book: ledger.amend(
        book, "stegen", ledger.Amendment(transfers=("personal:lokal:100:2022",), reason="Beslut")
    ),
    "attach": lambda book: ledger.attach(book, "stegen", (1,), "faktura.pdf"),
    "attest": lambda book: ledger.attest(book, "stegen", ledger.EntryChoice(all=True)),
    "change_contract": lambda book: ledger.change_contract(
        book, "stegen", "1", ledger.ContractChanged(value="99000", reason="Option")
    ),
    "comment": lambda book: ledger.comment(book, "stegen", "Sent ute"),
    "commit_to": lambda book: ledger.commit_to(book, "stegen", {"category": "lokal", "amount": "500"}),
    "decide_claim": lambda book: ledger.decide_claim(book, "stegen", 1, Ruling(decided=date(2022, 1, 1))),
    "draft_claim": lambda book: ledger.draft_claim(book, "stegen", ClaimTerms(end=date(2021, 12, 31))),
    "enter": lambda book: ledger.enter(book, "stegen", {"date": "2021-03-01", "amount": "10", "category": "lokal"}),
    "import_file": lambda book: ledger.import_file(book, Path("more.csv"), project="stegen"),
    "import_statement": lambda book: ledger.import_statement(
        book, StatementFile(path=Path("underlag.csv"), project="resursmodellen", table=Path("tabell.toml"))
    ),
    "lock": lambda book: ledger.lock(book, "stegen", date(2021, 12, 31), reason="Bokslut"),
    "match": lambda book: ledger.match(book, "stegen", 6, 1),
    "move": lambda book: ledger.move(book, "stegen", 3, {"category": "lokal"}, reason="Fel konto"),
    "receive": lambda book: ledger.receive(
        book, "stegen", Receipt(source="forbundet", amount_minor=50_00, day=date(2021, 8, 2)), 1
    ),
    "record": lambda book: ledger.record(
        book, [Entry(project="stegen", category="lokal", amount_minor=10_00, booked_on=date(2021, 3, 1))]
    ),
    "reverse": lambda book: ledger.reverse(book, "stegen", 2, reason="Fel"),
    "reverse_import": lambda book: ledger.reverse_import(book, first_import(book), reason="Fel fil"),
    "reverse_voucher": lambda book: ledger.reverse_voucher(book, "stegen", "C 1", reason="Fel"),
    "set_forecast": lambda book: ledger.set_forecast(book, "stegen", ("lokal=5000",)),
    "submit_claim": lambda book: ledger.submit_claim(book, "stegen"),
    "tie_contract": lambda book: ledger.tie_contract(book, "stegen", "1", (3,)),
    "unlock": lambda book: ledger.unlock(book, "stegen", reason="Rättelse"),
    "untie_contract": lambda book: ledger.untie_contract(book, "stegen", "1", (2,)),
    "withdraw_claim": lambda book: ledger.withdraw_claim(book, "stegen", reason="Fel period"),
}
"""Every public name of the library that writes in a book, by name."""

QUIET = frozenset(
    {
        "back_up",
        "check",
        "check_form",
        "claims_of",
        "compare",
        "compare_versions",
        "copy_book",
        "entry_template",
        "explain",
        "export_chain",
        "export_federation",
        "export_fiscal",
        "export_iati",
        "export_ocds",
        "export_project",
        "export_sie",
        "figure",
        "figures",
        "fill",
        "form",
        "form_addresses",
        "form_details",
        "forms",
        "learn",
        "log",
        "make_rates",
        "map_used",
        "open_book",
        "page",
        "project_table",
        "project_template",
        "render_as",
        "report",
        "salvage",
        "sample",
        "say",
        "suggest_map",
        "verify",
        "verify_chain",
        "version_table",
        "workbook",
        "create_book",
    }
)
"""Those that do not, or only make one."""

ON_SERVERS = frozenset({"grant", "revoke", "roles"})
"""Those that tell a server who may do what: `tests/app/books/test_roles.py`."""

SCRUBS = frozenset({"redact"})
"""What still has to write the file anew once it is booked, and says so: the command above."""


def project_file(book):
    """Return another project as a program would make it: like the one that the book holds."""
    found = dossier(book, "stegen", ledger.View(today=book.today))
    project = attrs.evolve(found.project, id="tornet", name="Tornet")
    return ProjectFile(project=project, parties=found.parties, budgets=(), scheme=found.scheme)


def first_import(book):
    return next(commit.batch for commit in book.store.commits("stegen") if commit.kind == CommitKind.IMPORT)


def opened(folder, *, before=None):
    book = open_book(
        folder / "bok.db", author="Ekonomen", clock=lambda: datetime(2022, 1, 31, tzinfo=UTC), random=same_bytes()
    )
    return book if before is None else attrs.evolve(book, store=Cut(book.store, before=before))


@pytest.mark.parametrize("name", CALLS)
def test_a_program_is_never_told_that_nothing_was_booked_when_it_was(folder, name):
    with opened(folder) as book:
        expected = CALLS[name](book)
    done = heads(folder / "bok.db")
    anew(folder)

    with opened(folder, before=True) as book:
        with pytest.raises(ConnectionLostError):
            CALLS[name](book)
        assert book.booked == []
    with opened(folder, before=False) as book:
        assert CALLS[name](book) == expected
        assert len(book.booked) == 1

    assert heads(folder / "bok.db") == done


def test_every_public_call_is_known_to_write_or_not_to():
    functions = {name for name in dir(ledger) if isinstance(getattr(ledger, name), FunctionType)}

    assert functions == CALLS.keys() | QUIET | ON_SERVERS | SCRUBS
