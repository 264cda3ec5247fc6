"""No file makes the reader fail: every fixture with bytes changed, cut, doubled and moved."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest

from ledger.importers import sie

FILES = sorted((Path(__file__).parent / "files").iterdir())
SHARES = 8
BITS = (b'"', b"\\", b"{", b"}", b" ", b"\t", b"\r", b"\n", b"\0", b"\xff", b"\xc3\xa5", b"#", b"#VER", b"#TRANS", b"-")


def mutated(dice):
    """Return a fixture with some of its bytes changed."""
    raw = dice.choice(FILES).read_bytes()[:20_000]
    for _ in range(dice.randint(1, 8)):
        start = dice.randint(0, len(raw))
        end = min(len(raw), start + dice.choice((0, 1, 1, 5, 40)))
        piece = dice.choice((dice.choice(BITS), dice.randbytes(dice.randint(1, 4)), raw[start:end] * 2, b""))
        raw = raw[:start] + piece + raw[end:]
    return raw


@pytest.mark.parametrize("share", range(SHARES))
def test_no_changed_file_makes_the_reader_fail(share, rounds):
    dice = random.Random(share)
    for _ in range(rounds(600, 24_000) // SHARES):
        raw = mutated(dice)
        books = sie.read_sie(io.BytesIO(raw), file="x", spending=dice.random() < 0.5)
        sums = {}
        for row in books.rows():
            sums[row.account] = sums.get(row.account, 0) + row.amount_minor
        if isinstance(books, sie.SieReader):
            for value in books.values():
                assert type(value.amount_minor) is int

        assert books.sums == sums
        assert books.head is not None
        assert books.proof is not None
        assert all(finding.code.startswith("SIE-") for finding in books.findings)
