"""A book on a server is proven by blocks, as a file, and entry by entry where a block is not as it should be."""

from __future__ import annotations

from contextlib import closing

import pytest

from ledger.storage import shared_proof
from ledger.storage.kept import in_turn
from ledger.storage.memory import MemoryStore
from ledger.storage.open import open_book
from ledger.storage.shared_proof import shared
from ledger.storage.verify import verify
from tests.storage.samples import draft
from tests.storage.samples import fill
from tests.storage.samples import occasion
from tests.storage.samples import row

_MANY = 1500


@pytest.fixture
def filled(book):
    """Return a book with a project of two commits, the second with more entries than a block holds."""
    fill(book)
    book.append([draft(book.head("pas"), *(row(n, text=f"Rad {n}") for n in range(_MANY)))], occasion())
    return book


def altered(server, change):
    server.run(f"SET session_replication_role = replica; UPDATE medfin.entries SET {change}")


def findings(book):
    return {(finding.code, finding.place.entry) for finding in verify(book)}


def test_whole_entries_come_in_blocks_and_are_the_same_one_by_one(filled):
    memory = MemoryStore()
    fill(memory)
    memory.append([draft(memory.head("pas"), *(row(n, text=f"Rad {n}") for n in range(_MANY)))], occasion())

    blocks = list(filled.kept("pas"))

    assert all(block.opened is not None for block in blocks)
    assert [len(block) for block in blocks] == [5, 1, 1017, 483]
    assert [each[1:] for each in in_turn(blocks)] == [each[1:] for each in in_turn(memory.kept("pas"))]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param("source = '' WHERE number = 9", ("VER-010", 9), id="an empty text, sealed like an absent one"),
        pytest.param("invoice = E'a\\x1fb' WHERE number = 9", ("VER-010", 9), id="what stands between texts"),
        pytest.param("invoice = E'a\\x1eb' WHERE number = 9", ("VER-010", 9), id="what stands between entries"),
        pytest.param("text = 'Annat' WHERE number = 1400", ("VER-008", 1400), id="other words"),
        pytest.param("text = NULL, salt = '' WHERE number = 9", ("VER-015", 9), id="words gone without a redaction"),
        pytest.param(
            "text = NULL, salt = decode(repeat('00', 16), 'hex') WHERE number = 9", ("VER-008", 9), id="a salt for none"
        ),
        pytest.param("salt = '\\x00' WHERE number = 9", ("VER-008", 9), id="a salt of another length"),
        pytest.param("number = 0 WHERE number = 9", ("VER-007", None), id="number nought"),
        pytest.param("number = -7 WHERE number = 9", ("VER-007", None), id="a number below nought"),
        pytest.param("number = 9223372036854775807 WHERE number = 9", ("VER-007", None), id="the largest number"),
        pytest.param("sequence = 3 WHERE number = 2", ("VER-006", None), id="another commit"),
        pytest.param("sequence = 2 WHERE number = 1000", ("VER-006", None), id="a commit before"),
        pytest.param("sequence = 77 WHERE number = 1000", ("VER-009", None), id="a commit that there is not"),
        pytest.param("amount_minor = 10000000000000000 WHERE number = 9", ("VER-010", 9), id="a figure too large"),
        pytest.param("booked_on = '2021-02-30' WHERE number = 9", ("VER-010", 9), id="no day"),
        pytest.param("amount_minor = 7 WHERE number = 9", ("VER-005", None), id="another amount"),
    ],
)
def test_whatever_is_changed_in_an_entry_is_found(filled, server, change, expected):
    altered(server, change)

    assert expected in findings(filled)


@pytest.mark.parametrize("change", ["", "text = 'Annat' WHERE number = 1400"])
def test_processes_that_share_a_proof_tell_what_one_tells(filled, server, server_address, monkeypatch, change):
    monkeypatch.setattr(shared_proof, "_LARGE", 1)
    filled.append([draft(filled.head("tov"), row(1, project="tov"))], occasion())
    if change:
        altered(server, change)
    alone = list(verify(filled))
    told = []

    with closing(open_book(server_address)) as store:
        together = list(verify(store, told=lambda *far: told.append(far), prove=shared(server_address, 3)))

    assert together == alone
    assert bool(alone) is bool(change)
