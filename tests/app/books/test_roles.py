"""Roles on a shared book: what each may do through medfin, and what each is refused who tries past it."""

from __future__ import annotations

import shlex

import psycopg
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
from ledger.app.corrections.approvals import EntryChoice
from ledger.app.corrections.approvals import attest
from ledger.app.corrections.redaction import redact
from ledger.app.imports.actuals import enter
from ledger.app.projects import add_projects
from ledger.app.reports import check
from ledger.errors import AppendRefusedError
from ledger.errors import BookMissingError
from ledger.errors import NotOnServerError
from ledger.errors import RightsError
from ledger.errors import RoleProjectsError
from ledger.errors import SelfAttestationError
from ledger.errors import UnknownLoginError
from ledger.errors import UnknownProjectError
from ledger.model.access import Access
from ledger.model.access import Role
from ledger.model.commit import CommitKind
from ledger.model.commit import Draft
from ledger.model.head import BOOK
from ledger.model.head import Head
from ledger.storage.postgresql.store import PostgresStore
from tests.conftest import STEGEN
from tests.storage.test_store import contents

PROJECT = STEGEN.replace("[project]\n", "[project]\nattest = true\n")
CELLS = {"date": "2021-03-01", "amount": "10", "category": "lokal", "text": "Hyra", "counterparty": "Värden"}

LOGINS = {
    "anna": (Role.ECONOMIST, ("stegen",)),
    "bo": (Role.ECONOMIST, ("bryggan",)),
    "cia": (Role.TREASURER, ()),
    "dan": (Role.AUDITOR, ()),
    "eva": (Role.READER, ()),
    "fia": (Role.READER, ("stegen",)),
}
KNOWN = "SELECT 1 FROM pg_roles WHERE rolname = '{}'"
ALL = (*LOGINS, "utan")
"""Everybody, and somebody whom the server knows and the book does not."""


def made(server, address, folder):
    """Make a book with two projects and somebody in every role."""
    for login in ALL:
        server.run(f"DROP OWNED BY {login}") if server.run(KNOWN.format(login)) else None
        server.run(f"DROP ROLE IF EXISTS {login}")
    with create_book(address) as book:
        for id_ in ("stegen", "bryggan"):
            file = folder / f"{id_}.toml"
            file.write_text(PROJECT.replace("stegen", id_).replace("Stegen", id_.title()), encoding="utf-8")
            add_projects(book, [file])
            enter(book, id_, CELLS)
        for login, (role, projects) in LOGINS.items():
            assert grant(book, login, role, projects)
    server.run("CREATE ROLE utan LOGIN")
    return address


@pytest.fixture
def address(server, server_address, tmp_path):
    return made(server, server_address, tmp_path)


@pytest.fixture
def logged_in(address):
    """Return a function that opens the book as somebody."""
    opened = []

    def as_(login):
        book = open_book(address.replace("owner@", f"{login}@"))
        opened.append(book)
        return book

    yield as_
    for book in opened:
        book.close()


@pytest.mark.parametrize(
    ("login", "seen", "written"),
    [
        ("anna", ("@book", "stegen"), ("stegen",)),
        ("bo", ("@book", "bryggan"), ("bryggan",)),
        ("cia", ("@book", "bryggan", "stegen"), ("bryggan", "stegen")),
        ("dan", ("@book", "bryggan", "stegen"), ()),
        ("eva", ("@book", "bryggan", "stegen"), ()),
        ("fia", ("@book", "stegen"), ()),
    ],
)
def test_everybody_sees_and_writes_what_the_role_says(logged_in, login, seen, written):
    book = logged_in(login)

    assert book.store.scopes() == seen
    assert [finding for finding in verify(book) if finding.stops] == []
    for project in ("bryggan", "stegen"):
        before = book.store.head(project)
        if project in written:
            assert enter(book, project, CELLS).entry == 2
            assert {commit.author for commit in book.store.commits(project)} == {"owner", login}
        else:
            with pytest.raises((RightsError, UnknownProjectError)):
                enter(book, project, CELLS)
            assert book.store.head(project) == before
    assert [finding for finding in verify(book) if finding.stops] == []
    assert check(book, seen[1:]) is not None


def test_whoever_has_no_role_is_told_so(logged_in):
    with pytest.raises(RightsError, match="admin grant"):
        logged_in("utan")


def test_a_role_alone_shows_nothing(server, logged_in):
    """A second book of the same server may have the same roles; membership is this book's alone."""
    for role in Role:
        server.run(f"GRANT medfin_{role} TO utan")
    book = logged_in("utan")

    assert book.store.scopes() == ()
    assert [list(book.store.entries("stegen")), list(book.store.totals()), list(book.store.totals_by_year())] == [
        []
    ] * 3
    with pytest.raises(RightsError):
        book.append(Draft(after=Head(scope="ny"), kind=CommitKind.ENTRY, batch="b"))


def test_a_treasurer_adds_projects_and_an_economist_does_not(logged_in, write):
    new = write("tornet.toml", STEGEN.replace('"stegen"', '"tornet"').replace("Exempelby", "Annanby"))

    with pytest.raises(RightsError):
        add_projects(logged_in("anna"), [new])
    assert add_projects(logged_in("cia"), [new]).new == ("tornet",)


def test_nobody_writes_under_another_name_and_so_nobody_approves_his_own(address, logged_in):
    enter(logged_in("anna"), "stegen", CELLS)
    address = address.replace("owner@", "anna@")

    with open_book(address, author="cia") as disguised, pytest.raises(RightsError, match="you are anna here"):
        attest(disguised, "stegen", EntryChoice(numbers=(2,)))
    with pytest.raises(SelfAttestationError):
        attest(logged_in("anna"), "stegen", EntryChoice(numbers=(2,)))

    attest(logged_in("cia"), "stegen", EntryChoice(numbers=(2,)))


def test_an_economist_takes_out_words_and_the_chain_tells_who(logged_in):
    book = logged_in("anna")
    redacted = redact(book, "stegen", 1, reason="Begäran")

    assert [finding.code for finding in redacted.findings] == ["COR-003"]  # the owner writes the tables anew
    assert list(book.store.commits("stegen"))[-1].author == "anna"
    assert [finding.code for finding in verify(book)] == ["VER-011"]


ENTRY = (
    "INSERT INTO medfin.entries "
    "(project, number, kind, category, amount_minor, booked_on, belongs_to, sequence, salt, words) VALUES "
    "('{project}', 99, 'cost', 'lokal', 1, '2021-01-01', '2021-01-01', 9, '', '')"
)
COMMIT = (
    "INSERT INTO medfin.commits SELECT '{project}', max(sequence) + 1, (SELECT seal FROM medfin.commits c WHERE "
    "scope = '{project}' ORDER BY sequence DESC LIMIT 1), 'entry', 'b', '{author}', '', '', '', '', 0, '', 'x' "
    "FROM medfin.commits WHERE scope = '{project}'"
)
FOR_EVERYBODY = {
    "change an entry": "UPDATE medfin.entries SET amount_minor = 0",
    "change a word": "UPDATE medfin.entries SET text = NULL, counterparty = NULL, salt = ''",
    "remove entries": "DELETE FROM medfin.entries",
    "remove all entries": "TRUNCATE medfin.entries CASCADE",
    "change a commit": "UPDATE medfin.commits SET author = ''",
    "remove commits": "DELETE FROM medfin.commits",
    "change a fact": "UPDATE medfin.facts SET body = '{}'",
    "remove facts": "DELETE FROM medfin.facts",
    "rewrite totals": "UPDATE medfin.totals SET sum_minor = 0",
    "rewrite totals by year": "UPDATE medfin.totals_by_year SET sum_minor = 0",
    "add a total": "INSERT INTO medfin.totals VALUES ('stegen', '', '', 'x', '', 'cost', '', '', 1, 1)",
    "remove totals": "DELETE FROM medfin.totals",
    "become a member": "INSERT INTO medfin.members VALUES (current_user, 'treasurer', '')",
    "become more": "UPDATE medfin.members SET role = 'treasurer', project = ''",
    "put others out": "DELETE FROM medfin.members",
    "give a role": "GRANT medfin_treasurer TO utan",
    "own the table": "ALTER TABLE medfin.entries OWNER TO CURRENT_USER",
    "switch a guard off": "ALTER TABLE medfin.entries DISABLE TRIGGER ALL",
    "switch all guards off": "SET session_replication_role = replica",
    "switch rules for rows off": "ALTER TABLE medfin.entries DISABLE ROW LEVEL SECURITY",
    "widen a rule for rows": "ALTER POLICY see ON medfin.entries USING (true)",
    "take another's place": "SET ROLE owner",
    "replace a function": "CREATE OR REPLACE FUNCTION medfin.sees_all() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    "make something in the book": "CREATE TABLE medfin.own (a INT)",
    "remove a table": "DROP TABLE medfin.entries",
    "remove the book": "DROP SCHEMA medfin CASCADE",
    "shut everybody out": "BEGIN; LOCK TABLE medfin.commits IN ACCESS EXCLUSIVE MODE",
    "change the form": "UPDATE medfin.form SET version = 99",
    "book under another name": COMMIT.format(project="stegen", author="owner"),
    "book what lies above projects under another name": COMMIT.format(project="@book", author="annan"),
    "add an entry where nothing is to be added": ENTRY.format(project="bryggan"),
}


REFUSED = ("42501", "23000")
"""No right; or a right to add to a project, but not that."""


def test_what_nobody_may_do_is_refused_to_everybody(server, address):
    with open_book(address) as book:
        before = contents(book.store)
    for what, attack in FOR_EVERYBODY.items():
        for login in ALL:
            assert server.refusal(attack, login) in REFUSED, (what, login)

    with open_book(address) as book:
        assert list(verify(book)) == []
        assert contents(book.store) == before


@pytest.mark.parametrize("login", ["anna", "bo", "cia"])
def test_whoever_may_write_in_a_project_can_only_add_whole_commits(server, address, login):
    project = "stegen" if login == "anna" else "bryggan"

    with pytest.raises(psycopg.errors.IntegrityError, match="not those of its commits"):
        server.run(ENTRY.format(project=project), login=login)

    with open_book(address) as book:
        assert list(verify(book)) == []


def test_a_commit_with_a_false_seal_can_be_added_only_in_ones_own_project_and_is_found(server, address):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        server.run(COMMIT.format(project="bryggan", author="anna"), login="anna")

    server.run(COMMIT.format(project="stegen", author="anna"), login="anna")

    with open_book(address) as book:
        found = {(finding.code, finding.place.project) for finding in verify(book) if finding.stops}
    assert found == {(code, "stegen") for code in ("VER-003", "VER-004", "VER-005", "VER-015")}


def test_words_go_only_where_the_chain_says_so(server, logged_in):
    server.run("SELECT medfin.take_out_words('stegen')", login="anna")

    assert [finding.code for finding in verify(logged_in("dan"))] == []
    for login in ("dan", "eva", "fia", "utan"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            server.run("SELECT medfin.take_out_words('stegen')", login=login)


@pytest.mark.usefixtures("address")
def test_rows_of_other_projects_are_not_seen_past_medfin_either(server):
    for table in ("entries", "commits", "facts", "totals", "totals_by_year"):
        column = "scope" if table in ("commits", "facts") else "project"
        query = f"SELECT DISTINCT {column} FROM medfin.{table} WHERE {column} = 'bryggan'"

        assert server.run(query, login="cia") == [("bryggan",)]
        assert server.run(query, login="anna") == []
        assert server.run(query, login="fia") == []
    assert server.run("SELECT login FROM medfin.members", login="anna") == [("anna",)]


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
