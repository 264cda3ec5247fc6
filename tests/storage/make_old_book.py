"""Makes the kept book of the latest form: run this once for each new form, and never change a book that is kept.

python -m tests.storage.make_old_book

It lies in ``tests/storage/books`` as ``vN.db``, and every later release must still open and verify it.
"""

from __future__ import annotations

from pathlib import Path

from ledger.storage.form import VERSION
from ledger.storage.open import create_book
from tests.storage.samples import fill

BOOKS = Path(__file__).with_name("books")

if __name__ == "__main__":
    book = create_book(str(BOOKS / f"v{VERSION}.db"))
    fill(book)
    book.close()
