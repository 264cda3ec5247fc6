"""What a book on a server holds, and how it is read while it is written."""

from __future__ import annotations

import attrs
import pytest

from ledger.errors import DamagedBookError
from ledger.errors import LedgerError
from ledger.errors import StorageError
from ledger.model.entry import COLUMNS
from ledger.rules.block import BLOCK
from ledger.storage.memory import MemoryStore
from ledger.storage.open import open_book
from ledger.storage.postgresql import writing as postgres_writing
from ledger.storage.statements import server_statement
from ledger.storage.verify import verify
from tests.storage.postgresql.conftest import of_projects
from tests.storage.rows import contents
from tests.storage.samples import FACTS
from tests.storage.samples import MIXED
from tests.storage.samples import draft
from tests.storage.samples import fill
from tests.storage.samples import occasion
from tests.storage.samples import row


def test_a_server_seals_the_same_facts_as_any_other_book(book):
    memory = MemoryStore()
    fill(memory)
    fill(book)

    assert contents(book) == contents(memory)


def test_a_book_that_was_closed_opens_with_all_that_it_held(book, server_address):
    fill(book)
    again = open_book(server_address)

    assert contents(again) == contents(book)
    again.close()


def test_texts_come_back_whatever_they_hold(book):
    words = ["\\", "\\N", "\\.", "a\\tb", '"', "'", "$$", "å\u2028\u0085\ufeff", "\\x00", ";", "{}", "%s", "x\\"]
    rows = [row(1, text=word, counterparty=word, invoice=word) for word in words]
    book.append([draft(book.head("pas"), *rows)], occasion())

    found = [
        tuple(each[COLUMNS.index(name)] for name in ("text", "counterparty", "invoice")) for each in book.entries("pas")
    ]

    assert found == [(word, word, word) for word in words]
    assert list(verify(book)) == []


def test_many_entries_arrive_in_several_portions(book, monkeypatch):
    monkeypatch.setattr(postgres_writing, "_SENT_TOGETHER", 2 * BLOCK)
    book.append([draft(book.head("pas"), *(row(n) for n in range(5 * BLOCK + 1)))], occasion())

    assert book.head("pas").entries == 5 * BLOCK + 1
    assert list(verify(book)) == []


@pytest.mark.parametrize("together", [1, 4, 100])
def test_commits_of_several_projects_are_sent_together(book, monkeypatch, together):
    monkeypatch.setattr(postgres_writing, "_SENT_TOGETHER", together)
    memory = MemoryStore()
    for store in (memory, book):
        store.append(of_projects(store, "pas", "stegen", "tov"), occasion())

    assert contents(book) == contents(memory)
    assert list(verify(book)) == []


def test_rows_may_be_read_from_the_book_that_they_are_appended_to(book):
    fill(book)

    def rows():
        yield from (row(each[COLUMNS.index("amount_minor")]) for each in book.entries("pas"))

    book.append([attrs.evolve(draft(book.head("pas")), entries=rows())], occasion())

    assert book.head("pas").entries == 12
    assert list(verify(book)) == []


def test_a_reading_outside_a_snapshot_sees_one_state_too(book, server_address, monkeypatch):
    monkeypatch.setattr("ledger.storage.postgresql.store._ROWS", 2)
    fill(book)
    rival = open_book(server_address)
    reading = book.entries("pas")
    next(reading)
    rival.append([draft(rival.head("pas"), *MIXED)], occasion())

    assert len(list(reading)) == 5
    rival.close()


def test_a_reading_left_half_way_disturbs_nothing(book, monkeypatch):
    monkeypatch.setattr("ledger.storage.postgresql.store._ROWS", 2)
    fill(book)
    with book.snapshot():
        left = book.entries("pas")
        next(left)
    head = book.head("pas")

    def rows():
        yield row(1)
        left.close()
        yield row(2)

    book.append([attrs.evolve(draft(head), entries=rows())], occasion())

    assert book.head("pas").entries == 8
    assert list(verify(book)) == []


def test_nothing_can_be_appended_within_a_snapshot_and_nothing_is_lost(book):
    fill(book)
    head = book.head("pas")

    with book.snapshot(), pytest.raises(StorageError):
        book.append([draft(head, row(1))], occasion())

    book.append([draft(head, row(1))], occasion())


def test_a_closed_book_says_so_with_an_error_of_its_own(book):
    book.close()

    for use in (book.scopes, lambda: list(book.totals()), lambda: book.append([], occasion())):
        with pytest.raises(LedgerError):
            use()


def test_one_project_of_many_is_read_by_its_key_alone(book):
    """A report must cost what its cells cost, however many entries the book holds."""
    connection = book.link.connection
    connection.execute("SET enable_seqscan = off")
    for name in (
        "heads",
        "facts",
        "facts_of_kind",
        "commits",
        "entries",
        "kept",
        "kept_blocks",
        "totals_of",
        "totals_by_year_of",
        "totals_by_kind_of",
        "totals_of_money",
        "totals_by_source_of",
    ):
        sql = server_statement(name)
        values = ["", "", ""] if name == "totals_by_source_of" else []
        values += [["pas"]] if "ANY" in sql or "unnest" in sql else _values(name, sql)
        plan = "\n".join(line for (line,) in connection.execute(f"EXPLAIN {sql}".encode(), values).fetchall())
        assert "Index" in plan, plan
        assert "Seq Scan" not in plan, plan


def test_statements_name_the_columns_in_the_order_of_the_rows(book):
    for name in ("entries", "kept"):
        sql = server_statement(name)
        cursor = book.link.connection.execute(sql.encode(), _values(name, sql))
        assert tuple(column.name for column in cursor.description)[-len(COLUMNS) :] == COLUMNS


def _values(name, sql):
    return ["pas", 1, 1, 9] if name == "kept" else ["pas"] * sql.count("%s")


def test_numbers_that_another_program_has_used_are_told_as_damage(book, server):
    fill(book)
    fact = "INSERT INTO medfin.facts SELECT scope, 3, position, kind, key, body FROM medfin.facts WHERE scope = 'pas'"
    server.run(f"SET session_replication_role = replica; {fact}")

    with pytest.raises(DamagedBookError):
        book.append([draft(book.head("pas"), facts=FACTS)], occasion())

    assert any(finding.stops for finding in verify(book))
