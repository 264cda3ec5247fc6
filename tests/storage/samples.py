"""Entries, drafts and occasions that the tests of the stores share; everything in them is made up."""

from __future__ import annotations

import hashlib
import threading
from datetime import date
from itertools import count

from ledger.errors import AppendRefusedError
from ledger.model.commit import CommitKind
from ledger.model.commit import Draft
from ledger.model.commit import Occasion
from ledger.model.entry import Entry
from ledger.model.entry import EntryRow
from ledger.model.entry import Origin
from ledger.model.entry import to_row
from ledger.model.entry_kind import EntryKind
from ledger.model.head import BOOK
from ledger.model.head import Fact
from ledger.model.head import Head
from ledger.storage.kept import in_turn
from ledger.storage.open import open_book


def same_bytes(seed: bytes = b"medfin"):
    """Return a source of bytes that are the same at every run."""
    numbers = count()

    def random(length: int) -> bytes:
        blocks = b""
        while len(blocks) < length:
            blocks += hashlib.sha256(seed + str(next(numbers)).encode()).digest()
        return blocks[:length]

    return random


def occasion(author: str = "Åsa Ekonom", seed: bytes = b"medfin") -> Occasion:
    return Occasion(author=author, recorded_at="2026-01-31T12:00:00Z", random=same_bytes(seed))


def row(amount_minor: int = 12_345, **values: object) -> EntryRow:
    """Return a plain cost of the project pas, with `values` in place of its own."""
    fields = {"project": "pas", "category": "personal", "booked_on": date(2021, 3, 15)} | values
    return to_row(Entry(amount_minor=amount_minor, **fields))


FULL = row(
    1_234_550,
    source="kommunen",
    part="del-1",
    phase="genomforande",
    belongs_to=date(2021, 2, 28),
    paid_on=date(2021, 4, 1),
    text="Lön, vecka 9; åäö",
    counterparty="Exempelby kommun",
    invoice="F-17",
    voucher_series="A",
    voucher_number="007",
    account="7010",
    quantity="37.5",
    unit="h",
    vat_minor=250,
    vat_treatment="deductible",
    evidence_name="lön.pdf",
    evidence_sha256="ab" * 32,
    reverses=1,
    origin=Origin(organisation="000000-0000", fiscal_year="2021-01-01", row="cd" * 32, occurrence=2, split=1),
)
"""An entry that has every field."""

MIXED = (
    row(10_000, text="Hyra"),
    FULL,
    row(-10_000, text="Hyra", reverses=1),
    row(5_000, kind=EntryKind.RECEIPT, category=None, source="kommunen", booked_on=date(2021, 12, 31)),
    row(7_700, kind=EntryKind.IN_KIND, source="regionen", booked_on=date(2022, 1, 1)),
)
"""Entries of several kinds, with and without words, over two years."""

FACTS = (Fact("party", "kommunen", '{"name":"Exempelby kommun"}'), Fact("project", "pas", '{"id":"pas","note":"å\\n"}'))


def draft(after: Head, *rows: EntryRow, facts: tuple[Fact, ...] = (), message: str = "") -> Draft:
    return Draft(
        after=after, kind=CommitKind.IMPORT, batch="b0b0b0b0b0b0b0b0", message=message, facts=facts, entries=iter(rows)
    )


def fill(store) -> None:
    """Put two projects and the book's own chain into a store, in four commits."""
    begun = Draft(after=store.head(BOOK), kind=CommitKind.INIT, batch="a0a0a0a0a0a0a0a0", facts=FACTS[:1])
    store.append([begun], occasion(seed=b"1"))
    pas, tov = store.head("pas"), store.head("tov")
    others = [row(900 + n, project="tov", booked_on=date(2021, 1 + n % 12, 1)) for n in range(24)]
    store.append([draft(tov, *others, facts=FACTS), draft(pas, *MIXED, facts=FACTS)], occasion(seed=b"2"))
    store.append([draft(store.head("pas"), row(1), message="Glömd faktura")], occasion(seed=b"3"))


def kept(store, scope):
    """Return a scope's entries with what seals them, one by one."""
    return list(in_turn(store.kept(scope)))


def outcomes_of_rivals(book, address):
    """Return how it ended for eight writers who booked on one head of a book at once, in order."""
    head = book.head("pas")
    outcomes = []

    def write(number):
        mine = open_book(address)
        try:
            mine.append([draft(head, row(number))], occasion())
            outcomes.append("booked")
        except AppendRefusedError:
            outcomes.append("refused")
        finally:
            mine.close()

    writers = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    return sorted(outcomes)
