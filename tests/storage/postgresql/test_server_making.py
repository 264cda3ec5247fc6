"""Books on a server are made, known again, brought to the latest form, or refused."""

from __future__ import annotations

import pytest

from ledger.errors import BookExistsError
from ledger.errors import BookMissingError
from ledger.errors import DamagedBookError
from ledger.errors import NewerBookError
from ledger.errors import NotABookError
from ledger.errors import RightsError
from ledger.storage.memory import MemoryStore
from ledger.storage.open import create_book
from ledger.storage.open import open_book
from ledger.storage.postgresql import form as postgres_form
from ledger.storage.statements import SERVER
from ledger.storage.statements import migrations
from ledger.storage.verify import verify
from tests.storage.rows import contents
from tests.storage.samples import draft
from tests.storage.samples import fill
from tests.storage.samples import occasion
from tests.storage.samples import row


def test_a_database_takes_one_book(book, server_address):
    fill(book)
    with pytest.raises(BookExistsError):
        create_book(server_address)

    assert list(verify(book)) == []


def test_a_book_whose_making_was_cut_off_before_its_first_commit_is_made_when_asked_again(server_address):
    create_book(server_address).close()

    made = create_book(server_address)

    fill(made)
    made.close()
    with pytest.raises(BookExistsError):
        create_book(server_address)


def test_a_database_without_a_book_is_told_and_gets_one_only_if_asked(server_address):
    with pytest.raises(BookMissingError):
        open_book(server_address)

    made = open_book(server_address, must_exist=False)

    assert made.scopes() == ()
    made.close()


def test_what_another_program_keeps_by_that_name_is_left_alone(server, server_address):
    server.run("CREATE SCHEMA medfin CREATE TABLE commits (scope TEXT)")

    with pytest.raises(NotABookError):
        open_book(server_address)
    with pytest.raises(BookExistsError):
        create_book(server_address)

    assert server.run("SELECT * FROM medfin.commits") == []


@pytest.mark.usefixtures("book")
def test_a_book_that_a_later_release_has_written_is_refused(server, server_address):
    server.run(f"INSERT INTO medfin.form VALUES ({postgres_form.VERSION + 1})")

    with pytest.raises(NewerBookError):
        open_book(server_address)


@pytest.mark.usefixtures("book")
def test_a_book_of_which_nobody_knows_the_form_is_told_as_damaged(server, server_address):
    server.run("DELETE FROM medfin.form")

    with pytest.raises(DamagedBookError):
        open_book(server_address)


def test_the_latest_form_is_that_of_the_last_migration():
    assert [name.partition("/")[2][:4] for name in migrations(SERVER)] == [
        f"{number:04}" for number in range(1, postgres_form.VERSION + 1)
    ]


@pytest.fixture
def first_form(server_address, monkeypatch):
    """Return the address of a book as the first release that knew servers has made it, with something in it."""
    monkeypatch.setattr(postgres_form, "VERSION", 1)
    monkeypatch.setattr(postgres_form, "migrations", lambda kind: migrations(kind)[:1])
    made = create_book(server_address)
    fill(made)
    monkeypatch.undo()
    made.close()
    return server_address


def test_a_book_of_the_first_form_is_brought_to_the_latest_with_all_that_it_held(first_form):
    memory = MemoryStore()
    fill(memory)

    opened = open_book(first_form)

    assert contents(opened) == contents(memory)
    assert list(verify(opened)) == []
    opened.append([draft(opened.head("pas"), row(1))], occasion())
    opened.close()


def test_a_book_of_an_earlier_form_waits_for_its_owner(server, first_form):
    server.run("DROP ROLE IF EXISTS guest")
    server.run("CREATE ROLE guest LOGIN")
    server.run("GRANT USAGE ON SCHEMA medfin TO guest")
    server.run("GRANT SELECT ON ALL TABLES IN SCHEMA medfin TO guest")

    with pytest.raises(RightsError, match="its owner must open it once"):
        open_book(first_form.replace("owner@", "guest@"))

    server.run("DROP OWNED BY guest")
    server.run("DROP ROLE guest")


@pytest.mark.usefixtures("book")
def test_an_older_book_is_brought_to_the_latest_form(server_address, monkeypatch):
    later = postgres_form.VERSION + 1
    monkeypatch.setattr(postgres_form, "VERSION", later)
    monkeypatch.setattr(postgres_form, "migrations", lambda _: ("append_fact",) * (later - 1) + ("postgresql/login",))

    open_book(server_address).close()

    monkeypatch.undo()
    with pytest.raises(NewerBookError):
        open_book(server_address)


def test_a_right_that_is_missing_is_told_with_the_way_out(book, server, server_address):
    fill(book)
    server.run("DROP ROLE IF EXISTS stranger")
    server.run("CREATE ROLE stranger LOGIN")

    with pytest.raises(RightsError, match="admin grant"):
        open_book(server_address.replace("owner@", "stranger@"))
