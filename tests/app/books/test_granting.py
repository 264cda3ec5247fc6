"""Roles given and taken back: the server and the chain tell both or neither."""

from __future__ import annotations

import shlex

import pytest
from click.testing import CliRunner

from cli import main
from ledger.app import again as trying
from ledger.app.book import create_book
from ledger.app.book import open_book
from ledger.app.books.history import verify
from ledger.app.books.moving import copy_book
from ledger.app.books.roles import grant
from ledger.app.books.roles import revoke
from ledger.app.books.roles import roles
from ledger.app.books.roles import told
from ledger.app.books.roles import ungiven
from ledger.errors import AppendRefusedError
from ledger.errors import BookMissingError
from ledger.errors import NotOnServerError
from ledger.errors import RightsError
from ledger.errors import RoleProjectsError
from ledger.errors import UnknownLoginError
from ledger.errors import UnknownProjectError
from ledger.model.access import Access
from ledger.model.access import Role
from ledger.model.commit import CommitKind
from ledger.model.head import BOOK
from ledger.storage.postgresql.store import PostgresStore
from tests.app.books.members import LOGINS


def test_members_are_listed_and_lose_their_roles(address, logged_in):
    with open_book(address) as book:
        expected = tuple(Access(login=login, role=role, projects=ids) for login, (role, ids) in LOGINS.items())
        assert roles(book) == expected

        assert not grant(book, "anna", Role.READER)
        revoke(book, "anna")
        with pytest.raises(UnknownLoginError):
            revoke(book, "anna")
        assert [member.login for member in roles(book)] == ["bo", "cia", "dan", "eva", "fia"]

    assert logged_in("anna").store.scopes() == ()


def test_members_are_listed_where_the_book_can_only_be_read(address):
    with open_book(f"{address}?options=-c%20default_transaction_read_only%3Don") as book:
        assert [member.login for member in roles(book)] == list(LOGINS)


def test_who_was_given_what_is_told_by_the_chain_and_sealed(address):
    with open_book(address) as book:
        expected = tuple(Access(login=login, role=role, projects=ids) for login, (role, ids) in LOGINS.items())
        assert told(book.store) == expected == roles(book)
        assert ungiven(book) == ()
        before = book.store.head(BOOK).sequence
        grant(book, "anna", Role.ECONOMIST, ("stegen",))
        assert book.store.head(BOOK).sequence == before  # nothing new
        grant(book, "anna", Role.ECONOMIST, ("bryggan",))
        revoke(book, "eva")

        steps = [commit for commit in book.store.commits(BOOK) if commit.kind == CommitKind.ACCESS][-2:]
        assert [commit.message for commit in steps] == ["grant anna economist bryggan", "revoke eva"]
        assert {commit.author for commit in steps} == {"owner"}
        assert told(book.store) == roles(book)
        assert [finding for finding in verify(book) if finding.stops] == []


@pytest.mark.parametrize("step", ["grant", "revoke"])
def test_the_server_gives_and_the_chain_tells_both_or_neither(address, monkeypatch, step):
    def refused(*_):
        raise AppendRefusedError(scope=BOOK, sequence=1)

    monkeypatch.setattr(trying, "TRIES_MAX", 2)
    with open_book(address) as book:
        before = roles(book), book.store.head(BOOK)
        monkeypatch.setattr(PostgresStore, "append", refused)
        with pytest.raises(AppendRefusedError):
            grant(book, "gun", Role.AUDITOR) if step == "grant" else revoke(book, "eva")
        assert (roles(book), book.store.head(BOOK)) == before
        assert book.booked == []


def test_a_reader_of_everything_is_told_so_though_some_projects_were_named_too(address):
    with open_book(address) as book:
        grant(book, "eva", Role.READER, ("stegen",))

        assert Access(login="eva", role=Role.READER) in roles(book)


def test_a_copy_says_what_is_to_be_granted_anew_and_the_words_do_it(server, address, tmp_path):
    def run(book, *arguments):
        done = CliRunner().invoke(main, ["--book", str(book), *arguments])
        assert done.exit_code == 0, done.output
        return done.output

    file = tmp_path / "bok.db"
    assert "admin grant" not in run(address, "admin", "copy-to", str(file))
    server.run("DROP DATABASE IF EXISTS vidare")
    server.run("CREATE DATABASE vidare ENCODING 'UTF8' TEMPLATE template0")
    there = server.address("vidare")

    copied = run(file, "admin", "copy-to", there)

    lines = [line.strip() for line in copied.splitlines() if "medfin --book" in line]
    assert lines[0] == f"medfin --book {there} admin grant anna economist stegen"
    assert len(lines) == len(LOGINS)
    assert lines == [line.strip() for line in run(there, "admin", "roles").splitlines() if "medfin --book" in line]
    for line in lines:
        _, _, book, *words = shlex.split(line)
        run(book, *words)
    assert "medfin --book" not in run(there, "admin", "roles")
    with open_book(address) as one, open_book(there) as other:
        assert roles(other) == roles(one)
        assert list(verify(other)) == []
    server.run("DROP DATABASE vidare")


def test_rights_given_past_medfin_are_known_to_a_copy_as_well(server, address):
    server.run("INSERT INTO medfin.members VALUES ('utan', 'reader', 'stegen')")
    server.run("DROP DATABASE IF EXISTS vidare")
    server.run("CREATE DATABASE vidare ENCODING 'UTF8' TEMPLATE template0")

    assert "grant utan reader stegen" in copy_book(address, server.address("vidare")).grants

    server.run("DROP DATABASE vidare")


def test_rights_that_only_the_chain_tells_of_can_be_taken_back(server, address):
    server.run("DELETE FROM medfin.members WHERE login = 'eva'")
    with open_book(address) as book:
        assert ungiven(book) == ("grant eva reader",)
        revoke(book, "eva")
        assert ungiven(book) == ()


@pytest.mark.parametrize("login", ["anna", "cia", "dan"])
def test_only_whoever_looks_after_the_book_gives_roles(logged_in, login):
    book = logged_in(login)

    assert [member.login for member in roles(book)] == [login]
    assert ungiven(book) == ()  # nobody is told what others have
    for use in (lambda: grant(book, login, Role.TREASURER), lambda: revoke(book, "eva")):
        with pytest.raises(RightsError):
            use()


@pytest.mark.parametrize(
    ("role", "projects", "error"),
    [
        (Role.ECONOMIST, (), RoleProjectsError),
        (Role.TREASURER, ("stegen",), RoleProjectsError),
        (Role.AUDITOR, ("stegen",), RoleProjectsError),
        (Role.READER, ("saknas",), UnknownProjectError),
    ],
)
def test_a_role_takes_the_projects_that_it_can_have(address, role, projects, error):
    with open_book(address) as book, pytest.raises(error):
        grant(book, "anna", role, projects)


@pytest.mark.parametrize("login", ["", "å" * 32])
def test_a_name_that_no_login_can_have_is_refused(address, login):
    with open_book(address) as book, pytest.raises(UnknownLoginError):
        grant(book, login, Role.READER)


def test_a_name_with_signs_is_taken_as_it_is(server, address):
    name = 'x"; DROP SCHEMA medfin CASCADE; --'
    with open_book(address) as book:
        assert grant(book, name, Role.READER)
        assert roles(book)[-1].login == name
        revoke(book, name)
    server.run('DROP ROLE "x""; DROP SCHEMA medfin CASCADE; --"')


def test_a_book_in_a_file_has_no_roles(tmp_path):
    with create_book(tmp_path / "bok.db") as file:
        for use in (lambda: roles(file), lambda: grant(file, "a", Role.READER), lambda: revoke(file, "a")):
            with pytest.raises(NotOnServerError):
                use()


def test_the_commands_say_who_has_which_role(server, address):
    def run(*arguments):
        return CliRunner().invoke(main, ["--book", address, "admin", *arguments])

    assert run("grant", "anna", "economist", "bryggan").output == "anna: ekonom i bryggan\n"
    server.run("DROP ROLE IF EXISTS gun")
    assert "skapades, utan lösenord" in run("grant", "gun", "auditor").output
    assert run("roles").output.splitlines()[:3] == [
        "anna: ekonom i bryggan, stegen",
        "bo: ekonom i bryggan",
        "cia: förbundsekonom i hela boken",
    ]
    assert run("revoke", "gun").output == "gun: har inte längre någon roll i boken.\n"
    refused = run("grant", "anna", "economist")
    assert (refused.exit_code, "SRV-012" in refused.output) == (2, True)


def test_a_book_without_members_says_how_to_get_them(server_address):
    create_book(server_address).close()

    done = CliRunner().invoke(main, ["--book", server_address, "--lang", "en", "admin", "roles"])

    assert "admin grant LOGIN ROLE" in done.output


def test_a_missing_book_has_no_roles_to_give(server_address):
    with pytest.raises(BookMissingError):
        open_book(server_address)


def test_an_owner_without_all_rights_on_the_server_gives_roles_too(server):
    for statement in ("DROP DATABASE IF EXISTS kept", "DROP ROLE IF EXISTS keeper", "DROP ROLE IF EXISTS hanna"):
        server.run(statement)
    server.run("CREATE ROLE keeper LOGIN CREATEROLE")
    for role in Role:
        # From version 16 on only whoever has a role with this option, or has made it, may give it.
        if server.run(f"SELECT 1 FROM pg_roles WHERE rolname = 'medfin_{role}'"):
            server.run(f"GRANT medfin_{role} TO keeper WITH ADMIN OPTION")
    server.run("CREATE DATABASE kept OWNER keeper ENCODING 'UTF8' TEMPLATE template0")
    with create_book(server.address("kept", "keeper")) as book:
        assert grant(book, "hanna", Role.TREASURER)
        assert [finding for finding in verify(book) if finding.stops] == []
    with open_book(server.address("kept", "hanna")) as book:
        assert book.store.scopes() == ("@book",)

    server.run("DROP DATABASE kept")
    server.run("DROP ROLE hanna")
