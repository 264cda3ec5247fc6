"""Clues: four bytes that tell which projects may hold the same cost, so that not every entry need be looked through.

Entries that share voucher number and amount, or evidence, share a clue. The other way round it is only likely.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from collections.abc import Sequence
from operator import itemgetter
from typing import Any
from zlib import crc32

from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow

_MASK = 2**32 - 1
_BYTES = 4
_CELLS = itemgetter(*map(COLUMNS.index, ("voucher_number", "amount_minor", "evidence_sha256")))


def clues(vouchers: Iterable[str | None], amounts: Iterable[int], evidence: Iterable[str | None]) -> list[int]:
    """Return the clues of some entries.

    Args:
        vouchers: Voucher number of each.
        amounts: Amount of each, minor units.
        evidence: SHA-256 of what shows each, and of what else is to count as theirs.
    """
    found = (*voucher_clues(vouchers, amounts), *evidence_clues(evidence))
    return [clue for clue in found if clue is not None]


def voucher_clues(vouchers: Iterable[str | None], amounts: Iterable[int]) -> list[int | None]:
    """Return the clue that each entry has by its voucher number and amount, None for one without."""
    pairs = zip(vouchers, amounts, strict=True)
    return [crc32(voucher.encode()) ^ amount & _MASK if voucher and amount else None for voucher, amount in pairs]


def evidence_clues(evidence: Iterable[str | None]) -> list[int | None]:
    """Return the clue that each entry has by its evidence, None for one without."""
    return [crc32(digest.encode()) if digest else None for digest in evidence]


def clues_of_rows(rows: Iterable[EntryRow]) -> list[int]:
    """Return the clues of some entries."""
    cells = list(map(_CELLS, rows))
    return clues(*zip(*cells, strict=True)) if cells else []


def clues_of_columns(columns: Sequence[Sequence[Any]]) -> list[int]:
    """Return the clues of some entries whose values stand column by column, as `COLUMNS` orders them."""
    return clues(*_CELLS(columns))


def packed(found: Iterable[int]) -> bytes:
    """Return clues as bytes, the same on every machine."""
    held = tuple(found)
    return struct.pack(f"<{len(held)}I", *held)


def unpacked(content: bytes) -> tuple[int, ...]:
    """Return the clues that were packed; bytes at the end that make no whole clue are passed over."""
    return struct.unpack_from(f"<{len(content) // _BYTES}I", content)


def match(content: bytes, found: Sequence[int]) -> bool:
    """Whether packed clues are those of some entries, in whatever order: earlier versions sorted them."""
    if content == packed(found):
        return True
    return len(content) == _BYTES * len(found) and sorted(unpacked(content)) == sorted(found)
