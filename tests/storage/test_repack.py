"""A book of the second form is packed when it is opened: nothing of it changes, and nothing that was changed heals."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ledger.errors import DamagedBookError
from ledger.storage.open import open_book
from ledger.storage.verify import verify
from tests.storage.samples import kept

OLD = Path(__file__).with_name("books") / "v2.db"


@pytest.fixture
def opened(path):
    """Return a function that runs SQL on a copy of the old book and gives the findings once it has been opened."""
    shutil.copy(OLD, path)

    def run(*statements):
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            for each in statements:
                connection.execute(each)
        with closing(open_book(path)) as book:
            return list(verify(book))

    return run


def test_rows_salts_and_digests_are_as_they_were(opened, path):
    with closing(sqlite3.connect(OLD)) as connection:
        expected = list(
            connection.execute(
                "SELECT project, number, amount_minor, text, origin_row, sequence, lower(hex(salt)), lower(hex(words)) "
                "FROM entries ORDER BY project, number"
            )
        )

    assert opened() == []

    with closing(open_book(path)) as book:
        found = [each for project in ("pas", "tov") for each in kept(book, project)]
    assert [
        (*each.row[:2], each.row[7], each.row[11], each.row[26], each.sequence, each.salt, each.words) for each in found
    ] == expected


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        pytest.param("UPDATE entries SET amount_minor = 1 WHERE number = 2", "VER-005", id="an amount"),
        pytest.param("UPDATE entries SET amount_minor = 'x' WHERE number = 2", "VER-014", id="no amount at all"),
        pytest.param("UPDATE entries SET text = 'x' WHERE number = 2", "VER-008", id="a text"),
        pytest.param("UPDATE entries SET text = 'a' || char(30) WHERE number = 2", "VER-014", id="a line in a text"),
        pytest.param("UPDATE entries SET salt = 'x' WHERE number = 1", "VER-008", id="a salt"),
        pytest.param("UPDATE entries SET words = x'00' WHERE number = 1", "VER-005", id="a digest"),
        pytest.param("DELETE FROM entries WHERE number = 2", "VER-007", id="an entry gone"),
        pytest.param("UPDATE entries SET sequence = 'x' WHERE number = 6", "VER-006", id="no number of a commit"),
        pytest.param("UPDATE entries SET number = -1 WHERE number = 6", "VER-007", id="another number"),
        pytest.param("UPDATE totals SET sum_minor = 10000000000000001", "VER-013", id="totals that no book holds"),
        pytest.param("UPDATE totals SET sum_minor = sum_minor + 1", "VER-013", id="other totals"),
    ],
)
def test_what_was_changed_before_is_found_afterwards(opened, statement, code):
    assert code in {finding.code for finding in opened(statement)}


def test_words_that_were_taken_out_stay_out(opened):
    findings = opened("UPDATE entries SET text = NULL, counterparty = NULL, salt = x'' WHERE number = 2")

    assert {finding.code for finding in findings} == {"VER-011", "VER-015"}


def test_a_book_whose_pages_cannot_be_read_is_refused_and_left_as_it_is(path):
    content = bytearray(OLD.read_bytes())
    with closing(sqlite3.connect(OLD)) as connection:
        ((page,),) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entries'")
    content[4096 * (page - 1) : 4096 * page] = b"\xff" * 4096
    Path(path).write_bytes(content)

    with pytest.raises(DamagedBookError):
        open_book(path)

    assert Path(path).read_bytes() == content
