"""Whatever somebody changes in a book past medfin is found."""

from __future__ import annotations

import shutil
import sqlite3
from functools import partial
from pathlib import Path

import pytest

from ledger.core.finding import Severity
from ledger.core.record import evolve
from ledger.model.corrections.attestation import Redaction
from ledger.model.document import to_json
from ledger.model.head import Fact
from ledger.rules.block import BLOCK
from ledger.storage.form import VERSION
from ledger.storage.open import create_book
from ledger.storage.open import open_book
from ledger.storage.verify import verify
from tests.storage import alter
from tests.storage.samples import draft
from tests.storage.samples import fill
from tests.storage.samples import occasion
from tests.storage.samples import row

TABLES = ("commits", "facts", "blocks", "totals", "totals_by_year")


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    path = str(tmp_path_factory.mktemp("whole") / "whole.db")
    book = create_book(path)
    fill(book)
    book.close()
    return path


@pytest.fixture
def tampered(whole, path):
    """Return a function that runs SQL, or what takes a connection, on a copy of a whole book and gives the findings."""
    shutil.copy(whole, path)

    def run(*statements):
        connection = sqlite3.connect(path)
        for statement in statements:
            if isinstance(statement, str):
                connection.execute(statement)
            else:
                statement(connection)
        connection.commit()
        connection.close()
        book = open_book(path)
        findings = list(verify(book))
        book.close()
        return findings

    return run


def codes(findings):
    return sorted({finding.code for finding in findings})


def columns():
    connection = sqlite3.connect(Path(__file__).with_name("books") / f"v{VERSION}.db")
    found = [
        (table, name, kind)
        for table in TABLES
        for _, name, kind, *_ in connection.execute(f"PRAGMA table_info({table})").fetchall()
    ]
    connection.close()
    return found


def test_a_whole_book_has_no_findings(tampered):
    assert tampered() == []


FIRST_FACT = "FROM facts WHERE scope = 'pas' AND position = 1"

ROWS = {
    "commits": "scope = 'pas' AND sequence = 2",
    "facts": "scope = 'pas' AND position = 2",
    "blocks": "project = 'pas' AND number = 1",
    "totals": "part = 'del-1'",
    "totals_by_year": "part = 'del-1'",
}
"""A row of each table that has something in every column."""


CHANGES = {
    "something else": {"TEXT": "{name} || 'x'", "BIGINT": "{name} + 100", "BLOB": "zeroblob(16)"},
    "nothing": {"TEXT": "''", "BIGINT": "0", "BLOB": "x''"},
    "bytes": dict.fromkeys(("TEXT", "BIGINT", "BLOB"), "x'ff00'"),
    "any text": dict.fromkeys(("TEXT", "BIGINT", "BLOB"), "'abc'"),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize(("table", "name", "kind"), columns(), ids=str)
def test_a_change_in_any_column_of_any_table_is_found(tampered, table, name, kind, change):
    value = CHANGES[change][kind].format(name=name)

    findings = tampered(
        "PRAGMA foreign_keys = OFF",
        "PRAGMA ignore_check_constraints = ON",
        f"UPDATE {table} SET {name} = {value} WHERE {ROWS[table]}",
    )

    assert any(finding.stops for finding in findings)


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        pytest.param([partial(alter.remove, project="pas", number=3)], "VER-007", id="an entry removed"),
        pytest.param([partial(alter.remove, project="pas", number=6)], "VER-006", id="the last entry gone"),
        pytest.param(["DELETE FROM blocks WHERE project = 'pas' AND number = 1"], "VER-007", id="a block removed"),
        pytest.param([partial(alter.exchange, project="tov", one=3, other=4)], "VER-005", id="two entries exchanged"),
        pytest.param(
            [partial(alter.repeat, project="pas", number=6, sequence=3)], "VER-009", id="an entry added to no commit"
        ),
        pytest.param(
            [partial(alter.repeat, project="pas", number=6, sequence=2)],
            "VER-006",
            id="an entry added to the last commit",
        ),
        pytest.param(["UPDATE blocks SET project = 'new' WHERE project = 'tov'"], "VER-009", id="entries moved"),
        pytest.param(["DELETE FROM facts WHERE scope = 'pas'"], "VER-005", id="facts removed"),
        pytest.param(
            [f"INSERT INTO facts SELECT scope, sequence, 3, kind, 'new', body {FIRST_FACT}"],
            "VER-005",
            id="a fact added",
        ),
        pytest.param(
            [f"INSERT INTO facts SELECT 'new', sequence, 1, kind, key, body {FIRST_FACT}"],
            "VER-009",
            id="a fact added for an unknown scope",
        ),
        pytest.param(
            [
                "UPDATE facts SET position = position + 10 WHERE scope = 'pas'",
                "UPDATE facts SET position = 13 - position WHERE scope = 'pas'",
            ],
            "VER-005",
            id="two facts exchanged",
        ),
        pytest.param(
            ["DELETE FROM commits WHERE scope = 'pas' AND sequence = 1"], "VER-001", id="the first commit gone"
        ),
        pytest.param(
            ["DELETE FROM commits WHERE scope = 'pas' AND sequence = 2"], "VER-009", id="the last commit gone"
        ),
        pytest.param(["DELETE FROM commits WHERE scope = 'pas'"], "VER-009", id="a whole chain removed"),
        pytest.param(["DELETE FROM totals WHERE project = 'tov'"], "VER-013", id="totals removed"),
        pytest.param(["DELETE FROM totals_by_year WHERE project = 'tov'"], "VER-013", id="totals by year removed"),
        pytest.param(
            ["UPDATE totals_by_year SET sum_minor = sum_minor + 1 WHERE project = 'tov'"],
            "VER-013",
            id="other totals by year",
        ),
        pytest.param(
            ["INSERT INTO totals VALUES ('new', '', '', 'x', '', 'cost', '2021-01', '2021-01', 0, 0)"],
            "VER-013",
            id="a total of nothing added for an unknown project",
        ),
        pytest.param(["UPDATE commits SET author = 'Bo' WHERE scope = 'pas'"], "VER-004", id="another author"),
        pytest.param(["UPDATE commits SET salt = '' WHERE scope = 'pas'"], "VER-004", id="a salt without words"),
        pytest.param(["UPDATE commits SET previous = seal WHERE scope = 'tov'"], "VER-002", id="sealed onto itself"),
        pytest.param(["UPDATE commits SET recorded_at = '2020-01-01T00:00:00Z'"], "VER-003", id="another time"),
        pytest.param([partial(alter.entry, project="pas", number=1, text="Annat")], "VER-008", id="another text"),
        pytest.param([partial(alter.entry, project="pas", number=2, salt=b"")], "VER-008", id="only a salt gone"),
        pytest.param([partial(alter.entry, project="pas", number=1, text="a\t")], "VER-010", id="a control character"),
        pytest.param([partial(alter.entry, project="pas", number=1, text="a\x1f")], "VER-014", id="a cell too many"),
        pytest.param([partial(alter.entry, project="pas", number=1, amount_minor="1O")], "VER-014", id="no number"),
        pytest.param([partial(alter.entry, project="pas", number=1, amount_minor="")], "VER-010", id="no amount"),
        pytest.param(["UPDATE blocks SET lines = x'ff' || lines"], "VER-014", id="bytes that are no text"),
        pytest.param(["UPDATE blocks SET last_day = '2019-12-31'"], "VER-014", id="days that hide entries"),
        pytest.param(["UPDATE commits SET sequence = 'abc' WHERE sequence = 2"], "VER-010", id="a number in words"),
    ],
)
def test_what_was_done_is_told(tampered, statements, expected):
    findings = tampered("PRAGMA foreign_keys = OFF", *statements)

    assert expected in codes(findings)
    assert all(finding.stops for finding in findings if finding.code != "VER-011")


@pytest.mark.parametrize(
    "statements",
    [["DROP TABLE clues"], ["ALTER TABLE clues RENAME COLUMN packed TO other"], ["UPDATE clues SET packed = x'00'"]],
    ids=str,
)
def test_clues_that_cannot_be_read_or_are_wrong_hide_nothing_of_the_chains(tampered, statements):
    findings = tampered(*statements)

    assert codes(findings) == ["VER-014"]
    assert {finding.place.project for finding in findings} == {None}


def test_words_that_a_redaction_has_taken_out_leave_every_seal_whole(whole, path):
    shutil.copy(whole, path)
    book = open_book(path)
    redaction = Redaction(((1, 3),), (1, 2))
    fact = Fact("redaction", "a0a0", to_json(redaction))
    book.redact(draft(book.head("pas"), facts=(fact,)), redaction, occasion())

    findings = list(verify(book))

    book.close()
    assert [(finding.code, finding.severity, finding.place.project) for finding in findings] == [
        ("VER-011", Severity.NOTE, "pas")
    ]
    assert dict(findings[0].values) == {"entries": 3, "commits": 2}


def test_words_that_are_gone_without_a_redaction_are_found(tampered):
    findings = tampered(
        partial(alter.entry, project="pas", number=2, text="", counterparty="", salt=b""),
        "UPDATE commits SET author = '', message = '', salt = '' WHERE scope = 'tov'",
    )

    assert [(finding.code, finding.place.project, finding.place.entry) for finding in findings if finding.stops] == [
        ("VER-015", "pas", 2),
        ("VER-015", "tov", None),
    ]


def test_the_place_of_a_changed_text_is_its_entry(tampered):
    (finding,) = tampered(partial(alter.entry, project="pas", number=3, text="Annat"))

    assert (finding.code, finding.place.project, finding.place.entry) == ("VER-008", "pas", 3)


def test_a_wrong_total_is_shown_beside_the_right_one(tampered):
    (finding,) = tampered(
        "UPDATE totals SET sum_minor = sum_minor + 1 WHERE project = 'tov' AND month_booked = '2021-01'"
    )

    assert (finding.code, finding.place.project) == ("VER-013", "tov")
    assert dict(finding.values) == {
        "key": "personal / cost / 2021-01 / 2021-01",
        "kept": "1813",
        "kept_count": "2",
        "counted": "1812",
        "counted_count": "2",
    }


def test_what_was_changed_in_a_late_block_of_a_large_commit_is_found(path):
    book = create_book(path)
    book.append([draft(book.head("pas"), *(row(n, text=str(n)) for n in range(2 * BLOCK + 5)))], occasion())
    book.close()
    connection = sqlite3.connect(path)
    alter.entry(connection, "pas", 2 * BLOCK + 1, account="1")
    alter.entry(connection, "pas", 2 * BLOCK + 2, text="x")
    connection.commit()
    connection.close()
    book = open_book(path)

    findings = list(verify(book))
    book.close()

    assert [(finding.code, finding.place.entry) for finding in findings] == [
        ("VER-008", 2 * BLOCK + 2),
        ("VER-005", None),
    ]


def test_a_clock_that_was_put_back_is_told_once(book):
    for day in ("2026-01-31", "2026-01-30", "2026-01-29", "2026-02-01"):
        at = evolve(occasion(), recorded_at=f"{day}T12:00:00Z")
        book.append([draft(book.head("pas"), row(1))], at)

    (told,) = verify(book)

    assert (told.code, told.severity, told.place.key) == ("VER-016", Severity.NOTE, "commit.2")
    assert dict(told.values) == {"sequence": 2, "time": "2026-01-30T12:00:00Z", "before": "2026-01-31T12:00:00Z"}
