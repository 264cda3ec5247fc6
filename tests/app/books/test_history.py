from __future__ import annotations

import pytest

from ledger.app.book import create_book
from ledger.app.book import open_book
from ledger.app.books.history import verify
from ledger.storage import shared_proof
from tests.storage.samples import fill


@pytest.mark.parametrize(("processes", "expected"), [(1, []), (4, [3])], ids=["unless asked", "if allowed"])
def test_a_proof_is_shared_by_as_many_processes_as_the_program_allows(tmp_path, monkeypatch, processes, expected):
    provers = []

    def parts(_, scopes, number):
        provers.append(number)
        return [], len(scopes)

    monkeypatch.setattr(shared_proof, "_parts", parts)
    with create_book(tmp_path / "book.db") as book:
        fill(book.store)

    with open_book(tmp_path / "book.db") as book:
        assert not any(found.stops for found in verify(book.with_progress(None, processes=processes)))

    assert provers == expected


def test_a_book_in_memory_is_proven_by_one_process():
    with create_book(":memory:") as book:
        fill(book.store)
        told = []

        found = verify(book.with_progress(lambda *each: told.append(each), processes=4))
        assert not any(each.stops for each in found)

    assert told[-1] == (30, 30)
