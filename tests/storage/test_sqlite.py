"""What only a book in a file can do wrong: rival writers, sudden death, damage."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

from ledger.errors import AlteredBookError
from ledger.errors import BookBusyError
from ledger.errors import DamagedBookError
from ledger.errors import DiskFullError
from ledger.errors import LedgerError
from ledger.errors import ReadOnlyBookError
from ledger.errors import StorageError
from ledger.errors import WaitingLogError
from ledger.model.entry import COLUMNS
from ledger.model.totals import Basis
from ledger.rules.block import BLOCK
from ledger.rules.packed import Packed
from ledger.storage import backup
from ledger.storage.backup import back_up
from ledger.storage.open import open_book
from ledger.storage.sqlite import SqliteStore
from ledger.storage.statements import on_basis
from ledger.storage.statements import statement
from ledger.storage.verify import verify
from tests.conftest import nobody
from tests.storage.samples import MIXED
from tests.storage.samples import draft
from tests.storage.samples import fill
from tests.storage.samples import occasion
from tests.storage.samples import outcomes_of_rivals
from tests.storage.samples import row

ROOT = Path(__file__).parents[2]


def test_of_rival_writers_on_one_head_exactly_one_books(book, path):
    assert outcomes_of_rivals(book, path) == ["booked"] + ["refused"] * 7
    assert book.head("pas").entries == 1
    assert list(verify(book)) == []


WRITER = """
import sys
from ledger.errors import AppendRefusedError
from ledger.rules.packed import Packed
from ledger.storage.open import open_book
from tests.storage.samples import draft, occasion, row

book = open_book(sys.argv[1])
done = 0
while done < 10:
    try:
        book.append([draft(book.head("pas"), row(done, voucher_series=sys.argv[2]))], occasion())
        done += 1
    except AppendRefusedError:
        continue
"""


def test_writers_in_several_processes_who_try_again_lose_nothing(book, path):
    command = [sys.executable, "-c", WRITER, path]
    writers = [subprocess.Popen([*command, series], cwd=ROOT) for series in "AB"]

    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    series = [each[COLUMNS.index("voucher_series")] for each in book.entries("pas")]
    assert (series.count("A"), series.count("B")) == (10, 10)
    assert list(verify(book)) == []


KILLED = """
import itertools, sys
from ledger.rules.packed import Packed
from ledger.storage.open import open_book
from tests.storage.samples import draft, occasion, row
import attrs

book = open_book(sys.argv[1])

def rows():
    for number in itertools.count():
        if number == 20_000:
            print("well into it", flush=True)
        yield row(number, text="x" * 200)

book.append([attrs.evolve(draft(book.head("pas")), entries=rows())], occasion())
"""


def test_a_book_whose_writer_was_killed_in_the_middle_opens_and_verifies(book, path):
    fill(book)
    before = book.head("pas")
    book.close()

    writer = subprocess.Popen([sys.executable, "-c", KILLED, path], cwd=ROOT, stdout=subprocess.PIPE)
    assert writer.stdout.readline() == b"well into it\n"
    writer.send_signal(signal.SIGKILL)
    writer.wait(timeout=60)
    writer.stdout.close()

    book = open_book(path)
    assert book.head("pas") == before
    assert list(verify(book)) == []
    book.append([draft(before, row(1))], occasion())
    assert list(verify(book)) == []
    book.close()


@pytest.mark.usefixtures("book")
def test_a_book_that_somebody_else_writes_in_asks_to_try_again(path):
    rival = sqlite3.connect(path, isolation_level=None)
    rival.execute("BEGIN IMMEDIATE")
    impatient = SqliteStore(sqlite3.connect(path, isolation_level=None, timeout=0), path)

    with pytest.raises(BookBusyError) as refused:
        impatient.append([draft(impatient.head("pas"), row(1))], occasion())

    assert refused.value.exit_status == 3
    assert path in str(refused.value)
    rival.close()
    impatient.close()


def test_a_reader_goes_on_with_what_it_began_while_somebody_writes(book, path):
    fill(book)
    reader = open_book(path)

    with reader.snapshot():
        before = list(reader.totals())
        book.append([draft(book.head("pas"), *MIXED)], occasion())
        assert list(reader.totals()) == before
        assert list(verify(reader)) == []
        assert list(reader.totals()) == before

    assert list(reader.totals()) == list(book.totals()) != before
    reader.close()


def test_nothing_can_be_appended_within_a_snapshot_and_nothing_is_lost(book):
    fill(book)
    head = book.head("pas")

    with book.snapshot(), pytest.raises(StorageError):
        book.append([draft(head, row(1))], occasion())

    book.append([draft(head, row(1))], occasion())


def limited(path, **limits):
    """Return a store whose connection is held to some limits by SQLite itself."""
    connection = sqlite3.connect(path, isolation_level=None)
    for name, value in limits.items():
        connection.execute(f"PRAGMA {name} = {value}")
    return SqliteStore(connection, path)


def test_a_full_disk_books_nothing_and_says_so(book, path):
    fill(book)
    head = book.head("pas")
    full = limited(path, max_page_count=20)

    with pytest.raises(DiskFullError):
        full.append([draft(head, *(row(n, text="x" * 100) for n in range(5 * BLOCK)))], occasion())

    full.close()
    assert book.head("pas") == head
    assert list(verify(book)) == []


def test_a_book_that_may_only_be_read_is_read_and_not_written(book, path):
    fill(book)
    reading = limited(path, query_only=1)

    assert reading.head("pas") == book.head("pas")
    with pytest.raises(ReadOnlyBookError):
        reading.append([draft(reading.head("pas"), row(1))], occasion())

    reading.close()
    assert list(verify(book)) == []


@pytest.mark.skipif(os.name != "posix", reason="rights are POSIX's here")
def test_a_file_without_the_right_to_write_is_read_and_not_written(book, path):
    fill(book)
    book.close()
    Path(path).chmod(0o444)

    with nobody(Path(path).parent):
        reading = open_book(path)
        with pytest.raises(ReadOnlyBookError):
            reading.append([draft(reading.head("pas"), row(1))], occasion())
        reading.close()


@pytest.mark.skipif(os.name != "posix", reason="rights are POSIX's here")
def test_a_file_in_a_folder_without_the_right_to_write_is_read_and_not_written(book, path):
    fill(book)
    book.close()
    folder = Path(path).parent
    Path(path).chmod(0o444)
    folder.chmod(0o555)

    with nobody(folder.parent):
        reading = open_book(path)
        assert reading.head("pas").entries
        with pytest.raises(ReadOnlyBookError):
            reading.append([draft(reading.head("pas"), row(1))], occasion())
        reading.close()
        reading = open_book(path)

    # Said before what was read is shown, and once more at the end.
    with pytest.raises(AlteredBookError), reading.snapshot():
        os.utime(path, ns=(1, 1))
    with pytest.raises(AlteredBookError):
        reading.close()
    folder.chmod(0o755)


@pytest.mark.skipif(os.name != "posix", reason="rights are POSIX's here")
def test_a_log_that_cannot_be_read_without_the_right_to_write_is_told(book, path, tmp_path):
    fill(book)
    folder = tmp_path / "locked"
    folder.mkdir()
    for end in ("", "-wal"):
        (folder / f"book.db{end}").write_bytes(Path(path + end).read_bytes())
        (folder / f"book.db{end}").chmod(0o444)
    book.close()
    folder.chmod(0o555)

    with nobody(tmp_path), pytest.raises(WaitingLogError, match=r"book\.db-wal"):
        open_book(str(folder / "book.db"))
    (folder / "book.db-wal").unlink()
    with nobody(tmp_path):
        back_up(str(folder / "book.db"), str(tmp_path / "copy.db"))
        copy = open_book(str(tmp_path / "copy.db"))
    assert list(verify(copy)) == []
    copy.close()
    folder.chmod(0o755)


@pytest.mark.skipif(os.name != "posix", reason="rights are POSIX's here")
def test_a_copy_of_what_can_only_be_read_is_refused_if_somebody_writes_meanwhile(book, path, tmp_path, monkeypatch):
    fill(book)
    book.close()
    monkeypatch.setattr(backup, "unaltered_since", lambda _: lambda: False)

    with pytest.raises(AlteredBookError):
        back_up(path, str(tmp_path / "copy.db"))


def test_damaged_pages_are_told_and_no_error_of_sqlite_escapes(book, path):
    fill(book)
    book.close()
    content = bytearray(Path(path).read_bytes())
    content[4096 * 2 :] = b"\xff" * (len(content) - 4096 * 2)
    Path(path).write_bytes(content)
    damaged = open_book(path)

    with pytest.raises(DamagedBookError):
        list(verify(damaged))
    damaged.close()


def test_numbers_that_another_program_has_used_are_told_as_damage(book, path):
    fill(book)
    other = sqlite3.connect(path)
    other.execute("INSERT INTO facts SELECT scope, 4, position, kind, key, body FROM facts WHERE scope = 'pas'")
    other.commit()
    other.close()
    book.append([draft(book.head("pas"), row(1))], occasion())

    with pytest.raises(DamagedBookError):
        book.append([draft(book.head("pas"), facts=(next(book.facts("pas"))[1],))], occasion())

    assert book.head("pas").sequence == 3


def test_a_closed_book_says_so_with_an_error_of_its_own(book):
    book.close()

    for use in (book.scopes, lambda: list(book.totals()), lambda: book.append([], occasion())):
        with pytest.raises(LedgerError):
            use()


def test_one_project_of_many_is_read_by_its_key_alone(book):
    """A report must cost what its cells cost, however many entries the book holds."""
    for name in ("facts", "facts_of", "facts_of_kind", "commits", "entries", "kept", "totals_of", "totals_by_year_of"):
        sql = statement(name)
        asked = ('["pas"]',) * sql.count("?")
        steps = book._connection.execute(f"EXPLAIN QUERY PLAN {sql}", asked).fetchall()
        plan = " ".join(step for *_, step in steps)
        assert "PRIMARY KEY" in plan or "sqlite_autoindex" in plan, plan
        assert "SCAN blocks" not in plan, plan
        assert "TEMP B-TREE" not in plan, plan


def test_totals_by_kind_of_one_project_are_read_by_its_key_alone(book):
    steps = book._connection.execute(f"EXPLAIN QUERY PLAN {statement('totals_by_kind_of')}", ('["pas"]',)).fetchall()

    assert "SEARCH totals_by_year USING PRIMARY KEY (project=?)" in [step for *_, step in steps]


@pytest.mark.parametrize("basis", [Basis.BOOKED, Basis.BELONGS])
def test_totals_by_source_are_summed_in_the_order_in_which_they_are_kept(book, basis):
    sql = f"EXPLAIN QUERY PLAN {statement(on_basis('totals_by_source_of', basis))}"
    plan = [step for *_, step in book._connection.execute(sql, ('["pas"]', "", "2021-12", "9999-99")).fetchall()]

    assert "SEARCH totals USING PRIMARY KEY (project=?)" in plan
    assert not any("TEMP B-TREE" in step for step in plan), plan


def test_the_ends_of_chains_are_found_without_walking_them(book):
    steps = book._connection.execute(f"EXPLAIN QUERY PLAN {statement('heads')}", ('["pas"]',)).fetchall()
    plan = [step for *_, step in steps]

    assert any(step.startswith("SEARCH commits") and "(scope=? AND sequence=?)" in step for step in plan), plan
    assert any(step.startswith("SEARCH blocks USING PRIMARY KEY") for step in plan), plan
    assert not any(step.startswith(("SCAN commits", "SCAN blocks")) for step in plan), plan


def test_how_many_entries_a_chain_has_is_told_alike_for_short_chains_and_long_ones(book):
    with book.together():
        for number in range(1, 104):
            book.append([draft(book.head("pas"), row(number))], occasion(seed=bytes([number])))
            head = book.head("pas")
            assert (head.sequence, head.entries) == (number, number)


@pytest.mark.parametrize("name", ["entries", "kept", "block"])
def test_statements_name_the_columns_in_the_order_of_a_block(book, name):
    cursor = book._connection.execute(statement(name), ("",) * statement(name).count("?"))

    fields = tuple(field.name for field in attrs.fields(Packed))
    assert tuple(column for column, *_ in cursor.description)[-len(fields) :] == fields


def test_the_book_is_durable_and_lets_readers_in_while_somebody_writes(book):
    settings = {
        name: book._connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    }

    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


def test_a_chain_cannot_fork_even_past_medfin(book, path):
    fill(book)
    other = sqlite3.connect(path)
    commit = attrs.astuple(next(book.commits("pas")))

    with pytest.raises(sqlite3.IntegrityError, match="previous"):
        other.execute(statement("append_commit"), ("pas", 9, *commit[2:]))
    other.close()
