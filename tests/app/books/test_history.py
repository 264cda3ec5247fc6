from __future__ import annotations

import pytest

from ledger.app.book import create_book
from ledger.app.book import open_book
from ledger.app.books.history import verify
from ledger.errors import LostProverError
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


def test_a_proof_on_a_server_is_shared_too_and_tells_no_password(server, server_address, monkeypatch):
    server.run("DROP ROLE IF EXISTS guarded")
    server.run("CREATE ROLE guarded SUPERUSER LOGIN PASSWORD 's3cr3t'")
    address = server_address.replace("owner@", "guarded:s3cr3t@")
    monkeypatch.setattr(shared_proof, "_LARGE", 1)
    with create_book(address) as book:
        fill(book.store)
        shared = book.with_progress(None, processes=3)
        monkeypatch.setattr(shared_proof, "Proven", str)  # so what they tell ends before it is expected to

        with pytest.raises(LostProverError) as refused:
            list(verify(shared))

    assert "s3cr3t" not in str(refused.value)
    server.run("DROP SCHEMA medfin CASCADE")


def test_a_book_in_memory_is_proven_by_one_process():
    with create_book(":memory:") as book:
        fill(book.store)
        told = []

        found = verify(book.with_progress(lambda *each: told.append(each), processes=4))
        assert not any(each.stops for each in found)

    assert told[-1] == (30, 30)
