"""Changes by somebody who knows the book: sums, counts and clues are made to agree with what was changed."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing

import pytest

from ledger.rules.financing.clue import clues_of_rows
from ledger.rules.financing.clue import packed
from ledger.rules.totals import by_year
from ledger.storage.memory import MemoryStore
from ledger.storage.open import open_book
from ledger.storage.statements import statement
from ledger.storage.verify import verify
from tests.faults import tamper
from tests.faults.conftest import dump
from tests.faults.conftest import entries
from tests.faults.tamper import renew
from tests.faults.test_tampering import judge
from tests.storage import alter
from tests.storage.samples import draft
from tests.storage.samples import occasion

SCOPED = {"commits": "scope", "facts": "scope", "blocks": "project", "clues": "project"}


def agree(path):
    """Work out totals and clues anew from the entries as they stand, as medfin would have kept them."""
    with closing(open_book(str(path))) as store:
        connection = store._connection
        blocks = connection.execute("SELECT project, number, count FROM blocks").fetchall()
        counted = MemoryStore()
        connection.execute("BEGIN")
        for table in ("totals", "totals_by_year", "clues"):
            connection.execute(f"DELETE FROM {table}")
        for project, number, count in blocks:
            rows = [row for row in store.entries(project) if number <= row[1] < number + count]
            connection.execute(statement("append_clues"), (project, number, packed(clues_of_rows(iter(rows)))))
            counted.append([draft(counted.head(project), *rows)], occasion())
        totals = tuple(counted.totals())
        connection.executemany(statement("append_total"), totals)
        connection.executemany(
            statement("append_total_by_year"), [(*total[:4], *total[5:]) for total in by_year(totals)]
        )
        connection.execute("COMMIT")


def amounts(connection):
    """Give one entry what is taken from another, in the same month."""
    alter.entry(connection, "stegen", 4, amount_minor="1")
    alter.entry(connection, "stegen", 5, amount_minor="0")


def removed(connection):
    """Remove an entry, and let its commit say one less."""
    alter.remove(connection, "stegen", 15)
    connection.execute("UPDATE commits SET entries = 14 WHERE scope = 'stegen' AND sequence = 2")
    connection.execute("UPDATE blocks SET number = number - 1 WHERE project = 'stegen' AND number > 1")


def other_commit(connection):
    """Say that a block came with another commit of as many entries."""
    for one, other in ((2, -1), (3, 2), (-1, 3)):
        connection.execute("UPDATE blocks SET sequence = ? WHERE project = 'stegen' AND sequence = ?", (other, one))


def reordered(connection):
    """Let two commits take each other's place, with all that is theirs."""
    for table in ("commits", "facts", "blocks"):
        for one, other in ((2, -1), (3, 2), (-1, 3)):
            change = f"UPDATE {table} SET sequence = ? WHERE {SCOPED[table]} = 'stegen' AND sequence = ?"
            connection.execute(change, (other, one))


def blocks_exchanged(connection):
    """Let blocks of two projects take each other's place."""
    for one, other in (("stegen", "~"), ("bryggan", "stegen"), ("~", "bryggan")):
        connection.execute("UPDATE blocks SET project = ? WHERE project = ? AND number = 1", (other, one))


def chains_exchanged(connection):
    """Let two projects take each other's name, with all that is theirs."""
    for table, scope in SCOPED.items():
        for one, other in (("stegen", "~"), ("bryggan", "stegen"), ("~", "bryggan")):
            connection.execute(f"UPDATE {table} SET {scope} = ? WHERE {scope} = ?", (other, one))


@pytest.mark.parametrize(
    "forge",
    [amounts, removed, other_commit, reordered, blocks_exchanged, chains_exchanged],
    ids=lambda each: each.__name__,
)
def test_sums_that_were_made_to_agree_hide_nothing(whole, tmp_path, forge):
    content, stands = whole
    path = tmp_path / "forged.db"
    path.write_bytes(content)
    with closing(sqlite3.connect(path)) as connection:
        forge(connection)
        connection.commit()
    agree(path)

    assert judge(path, stands) == "found"
    with closing(open_book(str(path))) as store:
        assert {finding.code for finding in verify(store)}.isdisjoint({"VER-013", "VER-014"})


def test_sums_worked_out_anew_are_those_that_were_kept(whole, tmp_path):
    content, stands = whole
    path = tmp_path / "same.db"
    path.write_bytes(content)
    agree(path)

    assert judge(path, stands) == "without effect"


@pytest.fixture(scope="module")
def logged(whole, tmp_path_factory):
    """Return a book's file, what lies beside it and is not yet in it, and what stands in both."""
    path = tmp_path_factory.mktemp("logged") / "book.db"
    path.write_bytes(whole[0])
    with closing(open_book(str(path))) as store:
        for id_ in ("stegen", "bryggan"):
            store.append([draft(store.head(id_), *entries(id_, 4))], occasion(seed=id_.encode() + b"4"))
        # Copied while it is open, for whoever closes it last brings what lies beside it into the file.
        copies = path.read_bytes(), path.with_name("book.db-wal").read_bytes()
        return *copies, dump(store)


def test_no_change_of_what_lies_beside_the_file_is_silently_accepted(logged, tmp_path, rounds):
    content, log, stands = logged
    path = tmp_path / "changed.db"
    outcomes = set()

    for seed in range(rounds(25, 2000)):
        dice = random.Random(f"log {seed}")
        renew(path, content)
        beside = tamper.in_bytes(log, dice) if seed else log
        path.with_name("changed.db-wal").write_bytes(beside)
        try:
            outcomes.add(judge(path, stands))
        except BaseException as error:
            error.add_note(f"log {seed}")
            raise

    assert {"found", "without effect"} <= outcomes


def test_an_old_copy_put_back_shows_only_against_a_later_seal(whole, logged, tmp_path):
    path = tmp_path / "old.db"
    path.write_bytes(whole[0])
    with closing(open_book(str(path))) as store:
        assert list(verify(store)) == []
        seals = [logged[2][0][scope][0][-1].seal for scope in ("stegen", "bryggan")]
        assert {finding.code for seal in seals for finding in verify(store, against=seal)} == {"VER-012"}
