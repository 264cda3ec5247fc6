"""However a server is set, and in whatever language it speaks, a book there is the same."""

from __future__ import annotations

import psycopg
import pytest

from ledger.errors import FollowingServerError
from ledger.errors import ServerRefusedError
from ledger.errors import ServerUnreachableError
from ledger.model.corrections.attestation import Redaction
from ledger.model.document import to_json
from ledger.model.head import Fact
from ledger.storage.open import open_book
from ledger.storage.postgresql.failure import refusal
from ledger.storage.verify import verify
from tests.storage.samples import draft
from tests.storage.samples import fill
from tests.storage.samples import occasion
from tests.storage.samples import row

FOLLOWING = "?options=-c%20default_transaction_read_only%3Don"
"""What makes a connection take nothing, as every one to a server that follows another."""


@pytest.mark.parametrize("setting", ["bytea_output = escape", "standard_conforming_strings = off"])
def test_words_are_taken_out_however_the_server_writes_values(book, server, server_address, setting):
    fill(book)
    server.run(f"ALTER ROLE owner SET {setting}")
    redaction = Redaction(((1, 3),), ())
    try:
        store = open_book(server_address)
        store.redact(
            draft(store.head("pas"), facts=(Fact("redaction", "a", to_json(redaction)),)), redaction, occasion()
        )
        findings = list(verify(store))
        store.close()
    finally:
        server.run("ALTER ROLE owner RESET ALL")

    assert [finding.code for finding in findings] == ["VER-011"]


def test_a_whole_book_is_whole_however_the_server_writes_names(book, server, server_address):
    fill(book)
    server.run("ALTER ROLE owner SET quote_all_identifiers = on")
    try:
        store = open_book(server_address)
        findings = list(verify(store))
        store.close()
    finally:
        server.run("ALTER ROLE owner RESET ALL")

    assert findings == []


def test_a_book_that_can_only_be_read_is_proven_and_refuses_entries_with_a_way_out(book, server_address):
    fill(book)
    store = open_book(server_address + FOLLOWING)

    assert list(verify(store)) == []
    with pytest.raises(FollowingServerError, match="follows"):
        store.append([draft(store.head("pas"), row(1))], occasion())
    store.close()


@pytest.mark.parametrize(
    ("said", "means", "reason"),
    [
        ('FATAL:  database "nix" does not exist', ServerRefusedError, 'database "nix" does not exist'),
        ('FATALT:  databasen "nix" existerar inte', ServerRefusedError, 'databasen "nix" existerar inte'),
        ('FATALT:  rollen "o" finns inte', ServerRefusedError, 'rollen "o" finns inte'),
        (
            'FATALT:  Lösenordsautentisering misslyckades för användare "o"',
            ServerRefusedError,
            'Lösenordsautentisering misslyckades för användare "o"',
        ),
        (
            'FATAL:  password authentication failed for user "o"\nfailed: FATAL:  no pg_hba.conf entry, no encryption',
            ServerRefusedError,
            'password authentication failed for user "o"',
        ),
        ("server does not support SSL, but SSL was required", ServerRefusedError, None),
        ("SSL error: certificate verify failed", ServerRefusedError, None),
        ('invalid sslmode value: "nix"', ServerRefusedError, None),
        ('FATAL:  unrecognized configuration parameter "nix"', ServerRefusedError, None),
        ("FATAL:  sorry, too many clients already", ServerUnreachableError, "sorry, too many clients already"),
        ("FATALT:  databassystemet startar upp", ServerUnreachableError, "databassystemet startar upp"),
        ("Connection refused", ServerUnreachableError, None),
    ],
)
def test_a_server_that_lets_nobody_in_is_told_from_one_that_does_not_answer(said, means, reason):
    error = psycopg.OperationalError(f'connection to server at "h", port 5432 failed: {said}')

    refused = refusal(error, "postgresql://h/b", "")

    assert type(refused) is means
    assert reason in (None, refused.values["reason"])
