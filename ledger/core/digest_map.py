"""A number for each of very many digests, in memory that does not grow with them.

A `dict` of a million digests takes some 150 mebibytes; this takes 24, and never more than 40, however many there are:
tables that are full are put on a shelf, such as a work file. It lets an import number rows alike, and tell which rows
of a file a book holds.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from collections.abc import Sequence
from struct import Struct
from typing import Protocol

DIGEST_BYTES = 12
"""Bytes in a digest: short enough to be carried by every entry, long enough that two different rows do not meet."""

_SMALLEST = 1 << 10
_LARGEST = 1 << 21

_MARK_BYTES, _NUMBER_BYTES = 8, array("I").itemsize
_marks = Struct("<Q4x").iter_unpack

# A bit for each of the topmost bits of a mark, 16 MiB of them: a mark whose bit is not set lies in no table on the
# shelf. At ten million one in thirty is looked for in vain; the more there are, the more often.
_SIEVE_BITS = 27
_SIEVE_SHIFT = 64 - _SIEVE_BITS

_PLACES_AT_ONCE = 16
_DIGESTS_AT_ONCE = 256


class Shelf(Protocol):
    """Where tables are put that memory should not hold, such as a work file."""

    def put(self, content: array[int]) -> int:
        """Put something after everything else and return where it begins, in bytes."""
        ...

    def get(self, place: int, length: int) -> bytes:
        """Return as many bytes from a place on."""
        ...


class DigestMap:
    """Numbers by digest.

    An open-addressed table of their first eight bytes: a digest lies at the place that they name, or at the next free
    one. Two digests that agree in them count as one, which among a million happens once in thirty million maps, and
    among ten million once in three hundred thousand; zero marks a free place and counts as one.

    When the table is as large as it may be it is put on the shelf as it is, and another begins. A later table is asked
    before an earlier one, so what is kept last is what is found. What lies on no shelf is told by a sieve of fixed
    size, so that hardly any digest is looked for in vain.
    """

    def __init__(self, shelf: Callable[[], Shelf] | None = None, expected: int = 0, *, largest: int = _LARGEST) -> None:
        """Make room for `expected` digests; it grows by itself when there are more.

        Args:
            shelf: Makes the shelf, when it is needed; without one memory grows by some twenty bytes a digest.
            expected: About how many digests there will be.
            largest: Places in the largest table that is kept in memory where there is a shelf, a power of two.
        """
        self._new_shelf = shelf
        self._shelf: Shelf | None = None
        self._tables: list[tuple[int, int]] = []
        self._sieve = bytearray()
        self._largest = largest
        self._make_room(min(largest, max(_SMALLEST, 1 << (expected * 4 // 3).bit_length())))

    def put(self, digest: bytes, number: int) -> None:
        """Keep a number from 0 to 4 294 967 295 for a digest of at least eight bytes, in place of an earlier one."""
        if self._held >= self._room:
            self._make_way()
        mark = _mark(digest)
        place = self._place(mark)
        self._held += not self._marks[place]
        self._marks[place], self._numbers[place] = mark, number

    def get(self, digest: bytes) -> int | None:
        """Return the number kept for a digest, None if there is none."""
        mark = _mark(digest)
        place = self._place(mark)
        return self._numbers[place] if self._marks[place] else self._shelved(mark)

    def count(self, digests: Sequence[bytes]) -> list[int]:
        """Return how many of its kind each of the next digests is; the numbers that are kept are these counts.

        Args:
            digests: Digests of `DIGEST_BYTES` bytes each.
        """
        parts = (digests[at : at + _DIGESTS_AT_ONCE] for at in range(0, len(digests), _DIGESTS_AT_ONCE))
        return [count for part in parts for count in self._count_some(part)]

    def _count_some(self, digests: Sequence[bytes]) -> list[int]:
        """Do what `count` does with so few that there is room for all of them."""
        if self._held + len(digests) > self._room:
            self._make_way()
        counts = [1] * len(digests)
        marks, numbers, mask, shelved = self._marks, self._numbers, self._mask, bool(self._tables)
        new = 0
        for at, (found,) in enumerate(_marks(b"".join(digests))):
            mark = found or 1
            place = mark & mask
            while there := marks[place]:
                if there == mark:
                    counts[at] = numbers[place] = numbers[place] + 1
                    break
                place = (place + 1) & mask
            else:
                new += 1
                marks[place], numbers[place] = mark, 1
                if shelved and (earlier := self._shelved(mark)):
                    counts[at] = numbers[place] = earlier + 1
        self._held += new
        return counts

    def _place(self, mark: int) -> int:
        """Return where a mark stands, or the free place where it would."""
        marks, mask = self._marks, self._mask
        place = mark & mask
        while marks[place] not in (0, mark):
            place = (place + 1) & mask
        return place

    def _make_room(self, places: int) -> None:
        self._marks = array("Q", (0,)) * places
        self._numbers = array("I", (0,)) * places
        self._mask = places - 1
        self._room = places * 3 // 4
        self._held = 0

    def _make_way(self) -> None:
        """Move everything into twice the room, or onto the shelf if that would be too large."""
        marks, numbers = self._marks, self._numbers
        if self._new_shelf and len(marks) >= self._largest:
            self._shelf = self._shelf or self._new_shelf()
            self._put_away(self._shelf)
            return
        self._make_room(2 * len(marks))
        for mark, number in zip(marks, numbers, strict=True):
            if mark:
                place = self._place(mark)
                self._marks[place], self._numbers[place] = mark, number
                self._held += 1

    def _put_away(self, shelf: Shelf) -> None:
        """Put the table on the shelf and begin another."""
        sieve = self._sieve = self._sieve or bytearray(1 << _SIEVE_BITS - 3)
        for mark in filter(None, self._marks):
            bit = mark >> _SIEVE_SHIFT
            sieve[bit >> 3] |= 1 << (bit & 7)
        self._tables.insert(0, (shelf.put(self._marks), shelf.put(self._numbers)))
        _clear(self._marks)
        _clear(self._numbers)
        self._held = 0

    def _shelved(self, mark: int) -> int | None:
        """Return the number that was last kept for a mark in a table on the shelf, None if there is none."""
        bit = mark >> _SIEVE_SHIFT
        if self._shelf is None or not self._sieve[bit >> 3] >> (bit & 7) & 1:
            return None
        shelf = self._shelf
        found = (_number(shelf, table, mark, self._mask) for table in self._tables)
        return next((number for number in found if number is not None), None)


def _clear(table: array[int]) -> None:
    """Empty a table where it lies, for a new one beside it would be twice as much."""
    nothing = array(table.typecode, (0,)) * _SMALLEST
    for place in range(0, len(table), _SMALLEST):
        table[place : place + _SMALLEST] = nothing


def _number(shelf: Shelf, table: tuple[int, int], mark: int, mask: int) -> int | None:
    """Return the number kept for a mark in a table on the shelf, given by where its marks and its numbers begin."""
    marks, numbers = table
    place = mark & mask
    while True:
        count = min(_PLACES_AT_ONCE, mask + 1 - place)
        for there in array("Q", shelf.get(marks + place * _MARK_BYTES, count * _MARK_BYTES)):
            if there == mark:
                return array("I", shelf.get(numbers + place * _NUMBER_BYTES, _NUMBER_BYTES))[0]
            if not there:
                return None
            place = (place + 1) & mask


def _mark(digest: bytes) -> int:
    """Return a digest's first eight bytes as a number; zero marks a free place and counts as one."""
    return int.from_bytes(digest[:_MARK_BYTES], "little") or 1
