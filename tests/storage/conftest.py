from __future__ import annotations

import pytest

from ledger.storage.open import MEMORY
from ledger.storage.open import create_book


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "Förbundets böcker åäö.db")


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request, path):
    if request.param == "postgresql":
        path = request.getfixturevalue("server_address")
    book = create_book(MEMORY if request.param == "memory" else path)
    yield book
    book.close()


@pytest.fixture
def book(path):
    book = create_book(path)
    yield book
    book.close()
