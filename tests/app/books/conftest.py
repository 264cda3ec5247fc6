"""A shared book with members."""

from __future__ import annotations

import pytest

from ledger.app.book import open_book
from tests.app.books.members import made


@pytest.fixture
def address(server, server_address, tmp_path):
    return made(server, server_address, tmp_path)


@pytest.fixture
def logged_in(address):
    """Return a function that opens the book as somebody."""
    opened = []

    def as_(login):
        book = open_book(address.replace("owner@", f"{login}@"))
        opened.append(book)
        return book

    yield as_
    for book in opened:
        book.close()
