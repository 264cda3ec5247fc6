"""Making and opening books, and telling them from everything else."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from ledger.errors import AddressError
from ledger.errors import BookAccessError
from ledger.errors import BookExistsError
from ledger.errors import BookMissingError
from ledger.errors import DamagedBookError
from ledger.errors import DiskFullError
from ledger.errors import LedgerError
from ledger.errors import MissingDriverError
from ledger.errors import NewerBookError
from ledger.errors import NotABookError
from ledger.storage import form
from ledger.storage.memory import MemoryStore
from ledger.storage.open import MEMORY
from ledger.storage.open import create_book
from ledger.storage.open import open_book
from ledger.storage.statements import migrations
from ledger.storage.verify import verify
from tests.conftest import nobody
from tests.storage.samples import draft
from tests.storage.samples import fill
from tests.storage.samples import occasion
from tests.storage.samples import row

BOOKS = Path(__file__).with_name("books")


def test_a_book_that_was_closed_opens_with_all_that_it_held(path):
    book = create_book(path)
    fill(book)
    head = book.head("pas")
    book.close()

    book = open_book(path)

    assert book.head("pas") == head
    assert list(verify(book)) == []
    book.close()
    assert [each.name for each in Path(path).parent.iterdir()] == [Path(path).name]


@pytest.mark.parametrize("version", range(1, form.VERSION + 1), ids=lambda version: f"form {version}")
def test_a_book_of_every_form_that_ever_was_opens_and_verifies(version, path):
    shutil.copy(BOOKS / f"v{version}.db", path)

    book = open_book(path)

    assert list(verify(book)) == []
    assert (book.head("pas").entries, book.head("tov").entries) == (6, 24)
    book.close()


def test_a_seal_means_the_same_for_ever(path):
    shutil.copy(BOOKS / "v1.db", path)
    kept = open_book(path)
    made = create_book(MEMORY)
    fill(made)

    assert {scope: made.head(scope) for scope in made.scopes()} == {scope: kept.head(scope) for scope in kept.scopes()}
    kept.close()


def test_the_latest_form_is_that_of_the_last_migration():
    assert [int(name[:4]) for name in migrations()] == list(range(1, form.VERSION + 1))


def test_an_older_book_is_brought_to_the_latest_form_when_it_is_opened(path):
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA application_id = {form.APPLICATION_ID}")
    connection.close()

    book = open_book(path)
    fill(book)

    assert list(verify(book)) == []
    book.close()


def test_an_older_book_gets_the_clues_of_its_entries(path):
    shutil.copyfile(BOOKS / "v2.db", path)
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        old.execute("UPDATE entries SET voucher_number = '17' WHERE project = 'tov' AND number = 2")
        ((minor,),) = old.execute("SELECT amount_minor FROM entries WHERE project = 'tov' AND number = 2")

    book = open_book(path)
    book.append([draft(book.head("nytt"), row(minor, project="nytt", voucher_number="17"))], occasion())

    assert [finding.code for finding in verify(book)] == ["VER-005"]  # another voucher than was sealed
    assert book.related(["nytt"]) == ("tov",)
    book.close()


@pytest.mark.parametrize("make", [create_book, open_book], ids=["created", "opened"])
def test_a_book_in_memory_begins_empty(make):
    book = make(MEMORY)

    assert isinstance(book, MemoryStore)
    assert book.scopes() == ()
    assert book.strays() == ()
    book.close()


@pytest.mark.parametrize("address", ["mysql://server/book", "ftp://me:secret@server/book", "https://server"])
@pytest.mark.parametrize("use", [create_book, open_book], ids=["create", "open"])
def test_other_addresses_are_refused_without_repeating_a_password(use, address):
    with pytest.raises(AddressError) as refused:
        use(address)

    assert refused.value.values == {"scheme": address.partition(":")[0]}


@pytest.mark.parametrize("use", [create_book, open_book], ids=["create", "open"])
def test_a_book_on_a_server_needs_the_driver_and_says_how_to_get_it(use, monkeypatch):
    monkeypatch.setitem(sys.modules, "ledger.storage.postgresql.store", None)

    with pytest.raises(MissingDriverError, match=r"pip install 'medfin\[postgresql\]'"):
        use("postgresql://me:secret@server/book")


@pytest.mark.parametrize("content", [b"x", b"SQLite format 3\x00"], ids=["some text", "half of a file"])
def test_what_stands_at_the_address_is_never_written_over(path, content):
    Path(path).write_bytes(content)

    with pytest.raises(BookExistsError):
        create_book(path)

    assert Path(path).read_bytes() == content


def test_a_folder_is_no_place_for_a_book(tmp_path):
    with pytest.raises(BookExistsError):
        create_book(str(tmp_path))
    with pytest.raises(NotABookError):
        open_book(str(tmp_path))
    with pytest.raises(BookAccessError):
        create_book(str(tmp_path / "missing" / "book.db"))


@pytest.mark.parametrize("address", ["", ".", "/", ".."])
def test_a_folder_without_a_name_is_no_book_whoever_asks(address, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    with pytest.raises(NotABookError), nobody(tmp_path):
        open_book(address)


def test_a_pipe_is_no_book_and_nobody_waits_for_it(tmp_path):
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no pipes with names")
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(NotABookError):
        open_book(str(tmp_path / "pipe"))


def test_an_address_that_no_file_can_have_is_refused(tmp_path):
    with pytest.raises(BookAccessError):
        open_book(str(tmp_path / ("å" * 300)))


def test_an_empty_file_that_an_interrupted_making_left_becomes_a_book(path):
    Path(path).touch()

    book = create_book(path)

    assert book.scopes() == ()
    book.close()


def test_a_file_whose_first_transaction_was_cut_short_becomes_a_book(path, tmp_path):
    connection = sqlite3.connect(tmp_path / "other", isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN")
    connection.execute("CREATE TABLE half (made)")
    connection.executemany("INSERT INTO half VALUES (?)", [("x" * 4000,)] * 100)
    for end in ("", "-journal"):
        shutil.copy(f"{tmp_path / 'other'}{end}", f"{path}{end}")
    connection.close()
    assert Path(path).stat().st_size

    book = create_book(path)

    fill(book)
    assert list(verify(book)) == []
    book.close()


def test_a_book_whose_making_was_cut_short_before_anything_was_booked_is_taken(path):
    create_book(path).close()

    with closing(create_book(path)) as book:
        fill(book)

        assert list(verify(book)) == []


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM commits",
        "DELETE FROM blocks",
        f"PRAGMA user_version = {form.VERSION + 1}",
        "PRAGMA application_id = 1",
    ],
)
def test_a_book_that_holds_anything_or_is_not_ours_is_never_taken_for_a_bare_one(path, statement):
    with closing(create_book(path)) as book:
        if "PRAGMA" not in statement:
            fill(book)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(statement)
    before = Path(path).read_bytes()

    with pytest.raises(BookExistsError):
        create_book(path)

    assert Path(path).read_bytes() == before


def test_a_missing_book_is_made_only_if_asked_for(path):
    with pytest.raises(BookMissingError):
        open_book(path)
    assert not Path(path).exists()

    book = open_book(path, must_exist=False)

    assert book.scopes() == ()
    book.close()


def other_program(path):
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE commits (scope)")
    connection.close()


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(other_program, id="the database of another program"),
        pytest.param(lambda path: Path(path).write_bytes(b""), id="an empty file"),
        pytest.param(lambda path: Path(path).write_text("kort"), id="a short text"),
        pytest.param(lambda path: Path(path).write_text("datum;belopp\n" * 1000), id="a long text"),
        pytest.param(lambda path: Path(path).write_bytes(b"\x00" * 8192), id="a file of nothing"),
    ],
)
def test_a_file_that_is_no_book_is_refused_and_left_as_it_is(path, make):
    make(path)
    before = Path(path).read_bytes()

    with pytest.raises(NotABookError):
        open_book(path)

    assert Path(path).read_bytes() == before


def test_a_book_that_a_later_release_has_written_is_refused_with_the_way_out(path):
    shutil.copy(BOOKS / "v1.db", path)
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {form.VERSION + 1}")
    connection.close()

    with pytest.raises(NewerBookError, match="latest medfin"):
        open_book(path)


@pytest.mark.parametrize("length", [100, 4096, 5000], ids=lambda length: f"{length} bytes")
def test_a_book_that_was_cut_off_is_refused_at_the_latest_when_it_is_read(path, length):
    Path(path).write_bytes((BOOKS / "v1.db").read_bytes()[:length])

    with pytest.raises((DamagedBookError, NotABookError)):
        list(verify(open_book(path)))


def test_a_book_that_cannot_be_made_leaves_nothing_behind(path, monkeypatch):
    monkeypatch.setattr(form, "migrations", lambda: ("0000_missing",))

    with pytest.raises(FileNotFoundError):
        create_book(path)

    assert list(Path(path).parent.iterdir()) == []


@pytest.mark.parametrize("rival", [False, True], ids=["nobody else", "a rival has begun it"])
def test_a_book_in_which_nothing_can_be_booked_first_is_removed_unless_it_is_in_use(path, rival):
    def begin(store):
        if rival:
            fill(store)
        raise DiskFullError(book=path)

    with pytest.raises(DiskFullError):
        create_book(path, begin)

    assert Path(path).exists() is rival


def test_a_failed_migration_leaves_the_book_as_it_was(path, monkeypatch):
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA application_id = {form.APPLICATION_ID}")
    connection.close()
    monkeypatch.setattr(form, "migrations", lambda: ("0001_book", "append_fact"))

    with pytest.raises(LedgerError):
        open_book(path)

    connection = sqlite3.connect(path)
    assert connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone() == (0,)
    connection.close()
