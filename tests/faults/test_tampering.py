"""Whatever is changed in a book past medfin is found, refused as damage, or changes nothing that can be read."""

from __future__ import annotations

import faulthandler
import os
import random
import sys
from contextlib import closing

import attrs
import pytest

from ledger.errors import DamagedBookError
from ledger.errors import LedgerError
from ledger.rules.totals import by_year
from ledger.storage.open import MEMORY
from ledger.storage.open import create_book as create_store
from ledger.storage.open import open_book as open_store
from ledger.storage.salvage import salvage
from ledger.storage.sqlite import SqliteStore
from ledger.storage.statements import statement
from ledger.storage.verify import verify
from tests.faults import tamper
from tests.faults.conftest import dump
from tests.faults.tamper import renew
from tests.storage.samples import draft
from tests.storage.samples import fill
from tests.storage.samples import kept
from tests.storage.samples import occasion
from tests.storage.samples import row

SEED = os.environ.get("MEDFIN_FUZZ_SEED", "")
"""Chooses other changes than those that are tried by default."""

SECONDS_MAX = 60
"""No book of a few pages may keep anybody waiting longer."""


def findings_of(store, stands):
    """Return what the proof finds in a book that reads differently; if nothing, what the printed seals find."""
    found = list(verify(store))
    for commits, *_ in stands[0].values() if not found else ():
        found += verify(store, against=commits[-1].seal)
    return found


def judge(path, stands):
    """Say what came of a change; fail if it is neither found, nor refused, nor without effect."""
    faulthandler.dump_traceback_later(SECONDS_MAX, exit=True, file=sys.__stderr__)
    try:
        with closing(open_store(str(path))) as store:
            return judge_open(store, stands)
    except LedgerError:
        return "refused"
    finally:
        faulthandler.cancel_dump_traceback_later()


def judge_open(store, stands):
    try:
        # Types are compared too, for Python takes 1 and 1.0 and True for the same.
        reads_the_same = repr(dump(store)) == repr(stands)
    except LedgerError:
        reads_the_same = False
    found = findings_of(store, stands)
    assert found or reads_the_same
    check_salvage(store, stands)
    return "found" if found else "without effect"


def check_salvage(store, stands):
    """What is salvaged is a whole book, and holds nothing but what once was booked."""
    new = create_store(MEMORY)
    try:
        list(salvage(store, new))
    except LedgerError:
        return
    assert list(verify(new)) == []
    for scope in new.scopes():
        commits, _, stood = stands[0][scope]
        saved = tuple(new.commits(scope))
        assert saved == commits[: len(saved)]
        assert [each.row for each in kept(new, scope)] == [each.row for each in stood[: new.head(scope).entries]]


@pytest.mark.parametrize("level", ["bytes", "rows"])
def test_no_change_is_silently_accepted(level, whole, tmp_path, rounds):
    content, stands = whole
    path = tmp_path / "changed.db"
    outcomes = dict.fromkeys(("found", "refused", "without effect"), 0)

    for seed in range(rounds(120, 6000)):
        dice = random.Random(f"{level} {seed}{SEED}")
        renew(path, tamper.in_bytes(content, dice) if level == "bytes" else content)
        done = tamper.in_rows(path, dice) if level == "rows" else ()
        try:
            outcomes[judge(path, stands)] += 1
        except BaseException as error:
            error.add_note(f"{level} {seed}{SEED} {done}")
            raise

    assert outcomes["found"] > sum(outcomes.values()) // 5
    assert level == "rows" or outcomes["refused"]


def test_a_whole_book_is_without_effect_on_the_judge(whole, tmp_path):
    content, stands = whole
    (tmp_path / "whole.db").write_bytes(content)

    assert judge(tmp_path / "whole.db", stands) == "without effect"


def test_two_facts_made_one_by_control_characters_are_found(whole, tmp_path):
    """The digest of the two would be that of the one."""
    path = tmp_path / "joined.db"
    path.write_bytes(whole[0])
    store = open_store(str(path))
    one, two = list(store.kept_facts("stegen"))[:2]
    body = f"{one.fact.body}\x1e{two.position}\x1f{two.fact.kind}\x1f{two.fact.key}\x1f{two.fact.body}"
    with store._connection as connection:
        connection.execute("DELETE FROM facts WHERE scope = 'stegen' AND position = ?", (two.position,))
        connection.execute("UPDATE facts SET body = ? WHERE scope = 'stegen' AND position = ?", (body, one.position))

    assert [finding.code for finding in verify(store)] == ["VER-010"]
    store.close()


def test_a_chain_cut_off_at_its_end_shows_only_against_a_printed_seal(whole, tmp_path):
    path = tmp_path / "cut.db"
    path.write_bytes(whole[0])
    store = open_store(str(path))
    printed = store.head("stegen").seal
    with store._connection as connection:
        for table, scope in (("commits", "scope"), ("facts", "scope"), ("blocks", "project")):
            connection.execute(f"DELETE FROM {table} WHERE {scope} = 'stegen' AND sequence = 4")
        left = "(SELECT MAX(number) FROM blocks WHERE project = 'stegen')"
        connection.execute(f"DELETE FROM clues WHERE project = 'stegen' AND first > {left}")
        connection.execute("DELETE FROM totals WHERE project = 'stegen' AND month_booked = '2021-03'")
        connection.execute("DELETE FROM totals_by_year WHERE project = 'stegen'")
        by_years = ((*total[:4], *total[5:]) for total in by_year(store.totals(["stegen"])))
        connection.executemany(statement("append_total_by_year"), by_years)

    assert list(verify(store)) == []
    assert [finding.code for finding in verify(store, against=printed[:12])] == ["VER-012"]
    store.close()


def test_a_chain_sealed_anew_with_other_figures_shows_only_against_a_printed_seal(whole, tmp_path):
    content, stands = whole
    (tmp_path / "old.db").write_bytes(content)
    forged = create_store(str(tmp_path / "forged.db"))
    for scope, (commits, facts, stood) in stands[0].items():
        for commit in commits:
            mine = [each.row for each in stood if each.sequence == commit.sequence]
            other = [(*each[:7], each[7] * 2, *each[8:]) for each in mine]
            anew = attrs.evolve(
                draft(forged.head(scope), *other),
                kind=commit.kind,
                batch=commit.batch,
                facts=tuple(each.fact for each in facts if each.sequence == commit.sequence),
            )
            forged.append([anew], attrs.evolve(occasion(), author=commit.author, recorded_at=commit.recorded_at))

    assert list(verify(forged)) == []
    for commits, *_ in stands[0].values():
        assert [finding.code for finding in verify(forged, against=commits[-1].seal)] == ["VER-012"]
    forged.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE clues SET packed = X'01020304'",
        "UPDATE clues SET packed = 'text'",
        "UPDATE clues SET packed = packed || X'00'",
        "UPDATE clues SET first = first + 1",
        "DELETE FROM clues",
        "INSERT INTO clues VALUES ('stegen', 100000, X'01020304')",
        "INSERT INTO clues VALUES ('stegen', 'text', X'01020304')",
        "INSERT INTO clues VALUES ('stegen', X'ff', CAST(X'ff010203' AS TEXT))",
        "INSERT INTO clues VALUES ('nobody', 1, X'01020304')",
        "INSERT INTO clues VALUES (X'ff', 1, X'01020304')",
    ],
)
def test_wrong_clues_are_told(tmp_path, statement):
    store = create_store(str(tmp_path / "book.db"))
    fill(store)
    rows = [row(at + 1, project="stegen", voucher_number=f"{at}") for at in range(3)]
    store.append([draft(store.head("stegen"), *rows)], occasion())
    assert list(verify(store)) == []
    store._connection.execute(statement)

    assert {(finding.code, "clues" in str(finding.values)) for finding in verify(store)} == {("VER-014", True)}
    store.close()


def test_clues_that_were_made_nothing_in_the_file_are_told_and_found_by_nobody(tmp_path):
    path = tmp_path / "book.db"
    with closing(create_store(str(path))) as store:
        fill(store)
        store._connection.execute("INSERT INTO clues VALUES ('stegen', 100000, X'')")
    # Four bytes begin SQLite's row: its own head's length, and what kinds of values follow; 12 is no bytes, 0 is NULL.
    content = path.read_bytes()
    assert content.count(b"\x04\x19\x03\x0cstegen") == 1
    path.write_bytes(content.replace(b"\x04\x19\x03\x0cstegen", b"\x04\x19\x03\x00stegen"))

    with closing(open_store(str(path))) as store:
        assert store.related(["bryggan"]) == store.related(["stegen"]) == ()
        assert [dict(finding.values) for finding in verify(store)] == [{"reason": "NULL value in clues.packed"}]


def test_tables_that_cannot_be_looked_through_hide_nothing_that_was_found_before(whole, tmp_path, monkeypatch):
    def broken(*_):
        raise DamagedBookError(book="book.db", reason="malformed")

    monkeypatch.setattr(SqliteStore, "damage", broken)
    path = tmp_path / "book.db"
    path.write_bytes(whole[0])
    with closing(open_store(str(path))) as store:
        store._connection.execute("DELETE FROM totals WHERE project = 'stegen' AND month_booked = '2021-03'")

        findings = list(verify(store))

    assert "VER-013" in {finding.code for finding in findings}
    assert dict(findings[-1].values) == {"reason": "malformed"}


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        pytest.param(
            "CREATE TRIGGER t AFTER INSERT ON blocks BEGIN UPDATE blocks SET texts = x''; END",
            "trigger t",
            id="a trigger",
        ),
        pytest.param("CREATE VIEW v AS SELECT 1", "view v", id="a view"),
        pytest.param("ALTER TABLE totals ADD COLUMN note TEXT", "table totals", id="another column"),
        pytest.param("CREATE INDEX i ON blocks (last_day)", "index i", id="another index"),
    ],
)
def test_tables_that_are_not_as_medfin_makes_them_are_told(whole, tmp_path, statement, said):
    path = tmp_path / "altered.db"
    path.write_bytes(whole[0])
    store = open_store(str(path))
    store._connection.execute(statement)

    (finding,) = verify(store)

    assert finding.code == "VER-014"
    assert said in str(dict(finding.values)["reason"])
    store.close()
