"""Roles in a shared book: everybody sees and writes what the role says, also past medfin."""

from __future__ import annotations

import psycopg
import pytest

from ledger.app.book import open_book
from ledger.app.books.history import verify
from ledger.app.corrections.approvals import EntryChoice
from ledger.app.corrections.approvals import attest
from ledger.app.corrections.redaction import redact
from ledger.app.imports.actuals import enter
from ledger.app.projects import add_projects
from ledger.app.reports import check
from ledger.errors import RightsError
from ledger.errors import SelfAttestationError
from ledger.errors import UnknownProjectError
from ledger.model.access import Role
from ledger.model.commit import CommitKind
from ledger.model.commit import Draft
from ledger.model.head import Head
from tests.app.books.members import ALL
from tests.app.books.members import CELLS
from tests.conftest import STEGEN
from tests.storage.rows import contents


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
    assert {finding.place.project for finding in check(book, seen[1:])} <= {None, *seen}


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
