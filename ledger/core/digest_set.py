"""A set of very many digests in little more memory than the digests themselves.

A `set` of a million digests takes a hundred mebibytes; this takes 16. It lets a large import tell the second of two
rows alike from the first.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from collections.abc import Sequence
from struct import Struct

DIGEST_BYTES = 12
"""Bytes in a digest: short enough to be carried by every entry, long enough that two different rows do not meet."""

_marks = Struct("<Q4x").iter_unpack
_SMALLEST = 1024


class DigestSet:
    """Digests that have been met.

    An open-addressed table of their first eight bytes: a digest lies at the place that they name, or at the next free
    one. Two digests that agree in them count as one, which among a million happens once in thirty million sets; zero
    marks a free place and counts as one.
    """

    def __init__(self, expected: int = 0) -> None:
        """Make room for `expected` digests; it grows by itself when there are more."""
        self._make_room(max(_SMALLEST, 1 << (expected * 4 // 3).bit_length()))
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, digests: Sequence[bytes]) -> list[int]:
        """Add digests of `DIGEST_BYTES` bytes each.

        Returns:
            Which of them, counted from 0, had been met before, be it among these.
        """
        while self._count + len(digests) > self._room:
            self._grow()
        known = self._put(mark for (mark,) in _marks(b"".join(digests)))
        self._count += len(digests) - len(known)
        return known

    def _put(self, marks: Iterable[int]) -> list[int]:
        """Put digests in their places; return the positions of those that were there."""
        places, mask = self._places, self._mask
        known = []
        for position, mark in enumerate(marks):
            held = mark or 1
            place = held & mask
            while there := places[place]:
                if there == held:
                    known.append(position)
                    break
                place = (place + 1) & mask
            else:
                places[place] = held
        return known

    def _make_room(self, places: int) -> None:
        self._places = array("Q", bytes(8 * places))
        self._mask = places - 1
        self._room = places * 3 // 4

    def _grow(self) -> None:
        """Move everything into twice the room."""
        kept = self._places
        self._make_room(2 * len(kept))
        self._put(filter(None, kept))
