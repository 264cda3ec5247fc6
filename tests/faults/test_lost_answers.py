"""A connection that is lost around the commit, at every command and call that writes: nothing lost, nothing doubled.

Lost before anything is booked, the command says so, leaves with status 3, and does its work when it is given again.
Lost once all is booked, it says what it has done, for nothing is read after booking.
"""

from __future__ import annotations

import click
import pytest

from cli import main
from ledger.app import book as opening
from ledger.app.books.moving import copy_book
from ledger.storage.postgresql.store import PostgresStore
from tests.faults.lost import CONTRACT
from tests.faults.lost import ENTRY
from tests.faults.lost import OPEN_STORE
from tests.faults.lost import anew
from tests.faults.lost import heads
from tests.faults.lost import lose
from tests.faults.lost import run

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
    "entry detach": ("entry", "detach", "stegen", "--entry", "2", "--file", "faktura.pdf", "--reason", "Fel fil"),
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
