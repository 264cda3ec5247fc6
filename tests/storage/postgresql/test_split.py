"""A book whose tables are split by project, as a distributed engine would: the same facts, seals, totals and guards.

PostgreSQL's own partitions stand for such an engine's machines. They ask for the same of a schema: each key that is to
be unique must hold the project.
"""

from __future__ import annotations

import re

import psycopg
import pytest

from ledger.errors import AppendRefusedError
from ledger.storage import statements
from ledger.storage.memory import MemoryStore
from ledger.storage.open import create_book
from ledger.storage.postgresql import form as postgres_form
from ledger.storage.verify import verify
from tests.storage.rows import contents
from tests.storage.samples import MIXED
from tests.storage.samples import draft
from tests.storage.samples import fill
from tests.storage.samples import occasion
from tests.storage.samples import row

SPLIT = {"commits": "scope", "facts": "scope", "entries": "project", "totals": "project", "totals_by_year": "project"}
PARTS = 4


def split(script):
    """Return the schema with every table of projects in several parts, told apart by the project alone."""
    for table, key in SPLIT.items():
        parts = "".join(
            f"CREATE TABLE {table}_{part} PARTITION OF {table} FOR VALUES WITH (MODULUS {PARTS}, REMAINDER {part});\n"
            for part in range(PARTS)
        )
        made = re.compile(rf"^CREATE TABLE {table} \(\n.*?^\);\n", re.MULTILINE | re.DOTALL)
        assert len(made.findall(script)) == 1
        script = made.sub(
            lambda found, key=key, parts=parts: found[0].replace(");\n", f") PARTITION BY HASH ({key});\n") + parts,
            script,
        )
    return script


@pytest.fixture
def book(server_address, monkeypatch):
    first, *_ = statements.migrations(statements.SERVER)
    monkeypatch.setattr(
        postgres_form,
        "statement",
        lambda name: split(statements.statement(name)) if name == first else statements.statement(name),
    )
    made = create_book(server_address)
    yield made
    made.close()


def problems(book):
    """Return what a proof finds but the tables that are not as medfin makes them, which is what this is about."""
    return [finding for finding in verify(book) if finding.code != "VER-014"]


def test_a_book_split_by_project_holds_the_same_as_any_other(book, server):
    memory = MemoryStore()
    for store in (memory, book):
        fill(store)
        others = [draft(store.head(id_), *(row(n, project=id_) for n in range(9))) for id_ in ("a", "b", "c", "d", "e")]
        store.append(others, occasion())

    assert contents(book) == contents(memory)
    assert problems(book) == []
    filled = {part for (part,) in server.run("SELECT DISTINCT tableoid::regclass::text FROM medfin.entries")}
    assert len(filled) > 1


def test_of_two_who_go_on_from_one_head_one_is_refused_there_too(book):
    head = book.head("pas")
    book.append([draft(head, *MIXED)], occasion())

    with pytest.raises(AppendRefusedError):
        book.append([draft(head, row(1))], occasion())

    assert book.head("pas").entries == len(MIXED)


@pytest.mark.parametrize("table", SPLIT)
def test_the_guards_hold_there_too(book, server, table):
    fill(book)

    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="nothing that is booked is changed"):
        server.run(f"DELETE FROM medfin.{table}")

    assert problems(book) == []


@pytest.mark.usefixtures("book")
def test_every_key_of_a_book_begins_with_its_project(server):
    keys = server.run(
        "SELECT c.relname, a.attname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid "
        "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0] "
        "WHERE c.relnamespace = 'medfin'::regnamespace AND c.relkind = 'p'"
    )

    assert dict(keys) == SPLIT
    assert server.run("SELECT FROM pg_class WHERE relnamespace = 'medfin'::regnamespace AND relkind = 'S'") == []
