"""Words are taken out of a book on a server."""

from __future__ import annotations

import pytest

from ledger.errors import StorageError
from ledger.model.corrections.attestation import Redaction
from ledger.model.document import to_json
from ledger.model.entry import COLUMNS
from ledger.model.head import Fact
from ledger.storage.verify import verify
from tests.storage.postgresql.conftest import cut
from tests.storage.samples import draft
from tests.storage.samples import fill
from tests.storage.samples import occasion
from tests.storage.samples import row


def redacted(book, spans=((1, 3),), commits=(1, 2)):
    redaction = Redaction(spans, commits)
    fact = Fact("redaction", "a0a0", to_json(redaction))
    return book.redact(draft(book.head("pas"), facts=(fact,)), redaction, occasion())


def test_words_are_taken_out_and_every_seal_holds(book):
    fill(book)
    book.append([draft(book.head("pas"), row(2), message="Hyra")], occasion())
    redacted(book, commits=(2, 3))
    book.scrub()

    (finding,) = verify(book)

    # Of the commits only that which repeats a word of the entries is let go of.
    assert (finding.code, dict(finding.values)) == ("VER-011", {"entries": 3, "commits": 1})
    words = [(each[COLUMNS.index("text")], each[COLUMNS.index("counterparty")]) for each in book.entries("pas")]
    assert words[:3] == [(None, None)] * 3


def test_what_was_taken_out_is_in_no_file_of_the_tables_any_more(book, server):
    fill(book)
    redacted(book)
    book.scrub()
    server.run("CHECKPOINT")

    files = server.files("medfin.entries", "medfin.commits")

    assert files
    assert all(b"Exempelby kommun" not in path.read_bytes() for path in files)


def test_words_that_cannot_be_scrubbed_now_are_scrubbed_by_the_next_try(book, server):
    fill(book)
    redacted(book)
    cut(server, book)

    with pytest.raises(StorageError):
        book.scrub()

    book.scrub()
