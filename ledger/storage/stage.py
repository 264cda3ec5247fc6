"""A work file for large imports: rows wait in it, by project, until they are all there and may be booked.

Rows are checked, salted, sealed and packed while they come, so that little is left to do while the book is locked.
Memory holds some thousand rows, whatever the file's size. The file has no name that another program could open it by
and is gone when the program ends, however it ends; nothing of it is in the book before the end.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from itertools import compress
from itertools import count
from struct import Struct
from typing import Self

import attrs

from ledger.core.digest_map import DIGEST_BYTES
from ledger.core.digest_map import DigestMap
from ledger.core.period import Period
from ledger.core.period import month
from ledger.core.record import evolve
from ledger.model.entry import EntryColumns
from ledger.model.entry import EntryRow
from ledger.processes import CAN_FORK
from ledger.rules.block import BLOCK
from ledger.rules.block import Key
from ledger.rules.opened import opened
from ledger.rules.packed import Packed
from ledger.rules.packed import cut
from ledger.rules.packed import joined
from ledger.rules.pieces import Piece
from ledger.rules.pieces import read_piece
from ledger.rules.sums import Summed
from ledger.rules.sums import year_key
from ledger.storage.work_file import WorkFile

# Enough that a project among hundreds has hundreds of them, which are written and read as one; some 20 MiB.
_ROWS_AT_ONCE = 131_072

_LARGE = 100_000
"""Rows from which on it pays to have another process put blocks and totals together while this one writes them."""

_digests = Struct(f"{DIGEST_BYTES}s").iter_unpack

_COUNTED_AT_ONCE = 1 << 18
"""Digests that are counted in memory, some hundred bytes each; of a project with more rows in tables of fixed size."""


class _Order:
    """The order of what totals are kept by, by month and by year, worked out when all of it is known.

    Attributes:
        months: The rank of each.
        years: The rank of what a total by year is kept by to which each belongs.
        of_years: What totals by year are kept by, in order.
    """

    def __init__(self) -> None:
        self.months: list[int] = []
        self.years: list[int] = []
        self.of_years: list[Key] = []

    def learn(self, known: Sequence[Key]) -> None:
        """Work it out, unless that has been done."""
        if len(self.months) == len(known):
            return
        self.months = [0] * len(known)
        for rank, at in enumerate(sorted(range(len(known)), key=known.__getitem__)):
            self.months[at] = rank
        of_known = list(map(year_key, known))
        self.of_years = sorted(set(of_known))
        ranks = {key: rank for rank, key in enumerate(self.of_years)}
        self.years = list(map(ranks.__getitem__, of_known))


@attrs.define
class Staged:
    """The rows of one project; as `Draft.entries` those of them that the book does not hold.

    Attributes:
        project: Project id.
        count: How many rows the file has.
        first: First booking day, ISO text.
        last: Last booking day.
        held: How many rows the book holds.
        sum_minor: Sum of the others, minor units.
        elsewhere: Whether a process of its own may and should put them together, as they are many.
    """

    project: str
    _file: WorkFile
    _known: Sequence[Key]
    _order: _Order
    count: int = 0
    first: str = "9999-99-99"
    last: str = ""
    held: int = 0
    sum_minor: int = 0
    elsewhere: bool = False
    _places: array[int] = attrs.field(factory=lambda: array("Q"))
    _lengths: array[int] = attrs.field(factory=lambda: array("I"))
    _keys: set[int] = attrs.field(factory=set)
    _new: array[int] | None = None
    _numbered: bool = False

    def __iter__(self) -> Iterator[EntryRow]:
        """Yield the rows that the book does not hold, in the file's order; their numbers are 0."""
        for piece in self._pieces():
            for row in piece.packed.rows(self.project, 0):
                yield (self.project, 0, *row[2:])

    @property
    def belonging(self) -> Period:
        """The whole months that the rows belong to, from the first to the last."""
        months = {self._known[at][-1] for at in self._keys}
        return Period(month(min(months)).start, month(max(months)).end)

    def leave_out(self, holds: Callable[[EntryColumns], Iterable[bool]]) -> None:
        """Leave out the rows that the book holds, and no others.

        Args:
            holds: Whether it does; it is asked for every row in the file's order, some at a time.
        """
        self._new, self.sum_minor, self.held = None, 0, 0
        places = array("Q")
        for piece in self._pieces():
            new = bytes([not held for held in holds(opened(piece.packed).columns)])
            self.held += new.count(0)
            self.sum_minor += sum(compress(piece.amounts, new))
            places.append(self._file.put(new))
        self._new = places if self.held else None

    def blocks(self, summed: Summed) -> Iterator[tuple[Packed, array[int]]]:
        """Yield the rows that the book does not hold in blocks of `BLOCK` rows or some more, each with its clues.

        Args:
            summed: To this what they come to is added, when all rows have been taken.
        """
        waiting: list[Packed] = []
        clues = array("I")
        sums = [0] * len(self._known)
        counts: Counter[int] = Counter()
        for piece in self._pieces():
            for key, amount in zip(piece.keys, piece.amounts, strict=True):
                sums[key] += amount
            counts.update(piece.keys)
            waiting.append(piece.packed)
            clues += piece.clues
            if sum(packed.count for packed in waiting) >= BLOCK:
                yield joined(waiting), clues
                waiting, clues = [], array("I")
        if waiting:
            yield joined(waiting), clues
        self._add(summed, sums, counts)

    def _add(self, summed: Summed, sums: Sequence[int], counts: Mapping[int, int]) -> None:
        """Add what rows come to by the places of what totals are kept by."""
        order, known = self._order, self._known
        order.learn(known)
        by_year = [0] * len(order.of_years)
        counts_by_year = by_year.copy()
        for at in sorted(counts, key=order.months.__getitem__):
            sum_minor, count, year = sums[at], counts[at], order.years[at]
            summed.by_month.append((known[at], sum_minor, count))
            by_year[year] += sum_minor
            counts_by_year[year] += count
        by_year_found = zip(order.of_years, by_year, counts_by_year, strict=True)
        summed.by_year.extend(found for found in by_year_found if found[-1])

    def put(self, pieces: Sequence[Piece]) -> None:
        """Take in some rows."""
        packed = joined([piece.packed for piece in pieces])
        keys, amounts, clues = array("I"), array("q"), array("I")
        for piece in pieces:
            keys += piece.keys
            amounts += piece.amounts
            clues += piece.clues
        self.count += packed.count
        self.first, self.last = min(self.first, packed.first_day), max(self.last, packed.last_day)
        self.sum_minor += sum(amounts)
        self._keys.update(keys)
        origins = b"".join([piece.origins for piece in pieces])
        whole = evolve(pieces[0], packed=packed, keys=keys, amounts=amounts, clues=clues, origins=origins)
        place, length = self._put(whole)
        self._places.append(place)
        self._lengths.append(length)

    def _number(self) -> None:
        """Tell rows alike apart, when all rows have been taken in: the second of a kind, the third, and so on."""
        self._numbered = True
        if counter := self._counter():
            for at, piece in enumerate(self._written()):
                numbered = piece.numbered(counter)
                if numbered is not piece:
                    self._places[at], self._lengths[at] = self._put(numbered)

    def _counter(self) -> Callable[[Sequence[bytes]], Sequence[int]] | None:
        """Return what tells the how-manieth of its kind each of the next rows is; None if no two are alike."""
        if self.count > _COUNTED_AT_ONCE:
            return DigestMap(lambda: self._file).count
        origins = b"".join([piece.origins for piece in self._written()])
        if len(set(_digests(origins))) * DIGEST_BYTES == len(origins):
            return None
        kinds = Counter(cut(origins, DIGEST_BYTES))
        met = {kind: count(1) for kind, number in kinds.items() if number > 1}
        return lambda digests: [next(met[each]) if each in met else 1 for each in digests]

    def _put(self, piece: Piece) -> tuple[int, int]:
        """Write a piece to the work file, and return where it begins and how long it is."""
        content = piece.written()
        return self._file.put(content), len(content)

    def _pieces(self) -> Iterator[Piece]:
        """Yield the rows that the book does not hold, in pieces; rows alike are numbered."""
        if not self._numbered:
            self._number()
        if self._new is None:
            yield from self._written()
            return
        for piece, new in zip(self._written(), self._new, strict=True):
            some = piece.only(self._file.get(new, piece.packed.count))
            if some is not None:
                yield some

    def _written(self) -> Iterator[Piece]:
        """Yield all rows as they were last written."""
        contents = map(self._file.get, self._places, self._lengths)
        return (read_piece(content, self._known) for content in contents)


class Stage:
    """A work file; close it, or use it in a ``with`` statement."""

    def __init__(self, *, elsewhere: bool = False) -> None:
        """Make the file.

        Args:
            elsewhere: Whether a process of its own may prepare many rows for the book.

        Raises:
            WorkFileError: There is no room for it.
        """
        self._file = WorkFile()
        self._elsewhere = elsewhere
        self._waiting: dict[str, list[Piece]] = {}
        self._waiting_rows = 0
        self._projects: dict[str, Staged] = {}
        self._order = _Order()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove the file."""
        self._file.close()

    def add(self, piece: Piece) -> None:
        """Take in some rows; those of a project come in the file's order.

        Raises:
            WorkFileError: There is no room left for the file.
        """
        self._waiting.setdefault(piece.project, []).append(piece)
        self._waiting_rows += piece.packed.count
        if self._waiting_rows >= _ROWS_AT_ONCE:
            self._write()

    def staged(self) -> tuple[Staged, ...]:
        """Return the rows by project, in id order, when all have been added."""
        self._write()
        found = tuple(self._projects[project] for project in sorted(self._projects))
        large = self._elsewhere and CAN_FORK and sum(staged.count for staged in found) >= _LARGE
        for staged in found:
            staged.elsewhere = large
        return found

    def _write(self) -> None:
        waiting, self._waiting, self._waiting_rows = self._waiting, {}, 0
        for project, pieces in waiting.items():
            staged = self._projects.get(project)
            if staged is None:
                staged = self._projects[project] = Staged(project, self._file, pieces[0].known, self._order)
            for some in _in_blocks(pieces):
                staged.put(some)


def _in_blocks(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Yield pieces that come to a block together, or to some rows more; the last ones may be fewer."""
    some: list[Piece] = []
    rows = 0
    for piece in pieces:
        some.append(piece)
        rows += piece.packed.count
        if rows >= BLOCK:
            yield some
            some, rows = [], 0
    if some:
        yield some
