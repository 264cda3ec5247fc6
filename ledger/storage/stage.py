"""A work file for large imports: rows wait in it, by project, until they are all there and may be booked.

Rows are checked, salted, sealed and packed while they come, so that little is left to do while the book is locked.
Memory holds some thousand rows, whatever the file's size. The file has no name that another program could open it by
and is gone when the program ends, however it ends; nothing of it is in the book before the end.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections import defaultdict
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from itertools import compress
from typing import Self

import attrs

from ledger.core.digest_map import DigestMap
from ledger.core.period import Period
from ledger.core.period import month
from ledger.core.record import evolve
from ledger.model.entry import EntryRow
from ledger.rules import chain
from ledger.rules.block import BLOCK
from ledger.rules.block import Key
from ledger.rules.packed import Packed
from ledger.rules.packed import joined
from ledger.rules.pieces import Piece
from ledger.rules.pieces import read_piece
from ledger.storage.work_file import WorkFile

# Enough that a project among hundreds has hundreds of them, which are written and read as one.
_ROWS_AT_ONCE = 32_768


class _Ranks:
    """The order of what totals are kept by, worked out when all of it is known."""

    def __init__(self) -> None:
        self._ranks: list[int] = []

    def of(self, known: Sequence[Key]) -> Sequence[int]:
        """Return the rank of each."""
        if len(self._ranks) != len(known):
            self._ranks = [0] * len(known)
            for rank, at in enumerate(sorted(range(len(known)), key=known.__getitem__)):
                self._ranks[at] = rank
        return self._ranks


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
        digest: Digest of all rows.
    """

    project: str
    _file: WorkFile
    _known: Sequence[Key]
    _ranks: _Ranks
    count: int = 0
    first: str = "9999-99-99"
    last: str = ""
    held: int = 0
    sum_minor: int = 0
    digest: chain.EntriesDigest = attrs.field(factory=chain.EntriesDigest)
    _places: array[int] = attrs.field(factory=lambda: array("Q"))
    _lengths: array[int] = attrs.field(factory=lambda: array("I"))
    _keys: set[int] = attrs.field(factory=set)
    _new: array[int] | None = None

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

    def leave_out(self, holds: Callable[[EntryRow], bool]) -> None:
        """Leave out the rows that the book holds, and no others.

        Args:
            holds: Whether it does; it is asked for every row in the file's order.
        """
        self._new, self.sum_minor, self.held = None, 0, 0
        places = array("Q")
        for piece in self._pieces():
            new = bytes([not holds(row) for row in piece.packed.rows(self.project, 0)])
            self.held += new.count(0)
            self.sum_minor += sum(compress(piece.amounts, new))
            places.append(self._file.put(new))
        self._new = places if self.held else None

    def blocks(self, totals: list[tuple[Key, int, int]]) -> Iterator[tuple[Packed, Sequence[int]]]:
        """Yield the rows that the book does not hold in blocks of `BLOCK` rows or some more, each with its clues.

        Args:
            totals: To these, when all rows have been taken, sum (minor units) and number of them are added by what
                totals are kept by, in the order of that.
        """
        waiting: list[Packed] = []
        clues = array("I")
        minors: defaultdict[int, int] = defaultdict(int)
        counts: Counter[int] = Counter()
        for piece in self._pieces():
            for key, amount in zip(piece.keys, piece.amounts, strict=True):
                minors[key] += amount
            counts.update(piece.keys)
            waiting.append(piece.packed)
            clues += piece.clues
            if sum(packed.count for packed in waiting) >= BLOCK:
                yield joined(waiting), clues
                waiting, clues = [], array("I")
        if waiting:
            yield joined(waiting), clues
        ranks = self._ranks.of(self._known)
        totals.extend((self._known[at], minors[at], counts[at]) for at in sorted(counts, key=ranks.__getitem__))

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
        self.digest.add_whole(packed.lines, packed.words)
        # Where they come from has told rows alike apart, and is not asked again.
        whole = evolve(pieces[0], packed=packed, keys=keys, amounts=amounts, clues=clues, origins=b"")
        content = whole.written()
        self._places.append(self._file.put(content))
        self._lengths.append(len(content))

    def _pieces(self) -> Iterator[Piece]:
        """Yield the rows that the book does not hold, in pieces."""
        if self._new is None:
            yield from map(self._read, self._places, self._lengths)
            return
        for place, length, new in zip(self._places, self._lengths, self._new, strict=True):
            piece = self._read(place, length)
            some = piece.only(self._file.get(new, piece.packed.count))
            if some is not None:
                yield some

    def _read(self, place: int, length: int) -> Piece:
        return read_piece(self._file.get(place, length), self._known)


class Stage:
    """A work file; close it, or use it in a ``with`` statement."""

    def __init__(self) -> None:
        """Make the file.

        Raises:
            WorkFileError: There is no room for it.
        """
        self._file = WorkFile()
        self._met = self._new_map()
        self._waiting: dict[str, list[Piece]] = {}
        self._waiting_rows = 0
        self._projects: dict[str, Staged] = {}
        self._ranks = _Ranks()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove the file."""
        self._file.close()

    def add(self, piece: Piece) -> None:
        """Take in some rows; those of a project come in the file's order, and rows alike are numbered.

        Raises:
            WorkFileError: There is no room left for the file.
        """
        self._waiting.setdefault(piece.project, []).append(piece.numbered(self._met.count))
        self._waiting_rows += piece.packed.count
        if self._waiting_rows >= _ROWS_AT_ONCE:
            self._write()

    def staged(self) -> tuple[Staged, ...]:
        """Return the rows by project, in id order, when all have been added."""
        self._write()
        self._met = self._new_map()  # comparing with the book needs the room
        return tuple(self._projects[project] for project in sorted(self._projects))

    def _new_map(self) -> DigestMap:
        return DigestMap(lambda: self._file)

    def _write(self) -> None:
        waiting, self._waiting, self._waiting_rows = self._waiting, {}, 0
        for project, pieces in waiting.items():
            staged = self._projects.get(project)
            if staged is None:
                staged = self._projects[project] = Staged(project, self._file, pieces[0].known, self._ranks)
            staged.put(pieces)
