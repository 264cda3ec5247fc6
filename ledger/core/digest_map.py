"""A number for each of very many digests, in little more memory than the two themselves.

A `dict` of a million digests takes some 150 mebibytes; this takes 24. It lets an import tell which rows of a file a
book holds.
"""

from __future__ import annotations

from array import array


class DigestMap:
    """Numbers by digest.

    An open-addressed table of the digests' first eight bytes, as `ledger.core.digest_set.DigestSet`.
    """

    _SMALLEST = 1024

    def __init__(self) -> None:
        self._make_room(self._SMALLEST)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def put(self, digest: bytes, number: int) -> None:
        """Keep a number from 0 to 4 294 967 295 for a digest of at least eight bytes, in place of an earlier one."""
        if self._count >= self._room:
            self._grow()
        mark = _mark(digest)
        place = self._place(mark)
        self._count += not self._marks[place]
        self._marks[place], self._numbers[place] = mark, number

    def get(self, digest: bytes) -> int | None:
        """Return the number kept for a digest, None if there is none."""
        place = self._place(_mark(digest))
        return self._numbers[place] if self._marks[place] else None

    def _place(self, mark: int) -> int:
        """Return where a mark stands, or the free place where it would."""
        marks, mask = self._marks, self._mask
        place = mark & mask
        while marks[place] not in (0, mark):
            place = (place + 1) & mask
        return place

    def _make_room(self, places: int) -> None:
        self._marks = array("Q", bytes(8 * places))
        self._numbers = array("I", bytes(array("I").itemsize * places))
        self._mask = places - 1
        self._room = places * 3 // 4

    def _grow(self) -> None:
        """Move everything into twice the room."""
        marks, numbers = self._marks, self._numbers
        self._make_room(2 * len(marks))
        for mark, number in zip(marks, numbers, strict=True):
            if mark:
                place = self._place(mark)
                self._marks[place], self._numbers[place] = mark, number


def _mark(digest: bytes) -> int:
    """Return a digest's first eight bytes as a number; zero marks a free place and counts as one."""
    return int.from_bytes(digest[:8], "little") or 1
