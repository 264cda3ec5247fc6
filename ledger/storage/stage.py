"""A work file for large imports: rows wait in it, by project, until they are all there and may be booked.

Rows are checked, salted and sealed while they come, so that little is left to do while the book is locked. Memory holds
some thousand rows, whatever the file's size. The file has no name that another program could open it by and is gone
when the program ends, however it ends; nothing of it is in the book before the end.
"""

from __future__ import annotations

import marshal
import os
import tempfile
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from itertools import compress
from itertools import groupby
from operator import itemgetter
from typing import Any
from typing import BinaryIO
from typing import Self

import attrs

from ledger.errors import LedgerError
from ledger.errors import WorkFileError
from ledger.model.bulk import Batch
from ledger.model.bulk import joined
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.rules import chain
from ledger.rules.block import BLOCK
from ledger.rules.block import block
from ledger.rules.block import sealed
from ledger.rules.bulk import Checked
from ledger.rules.bulk import check
from ledger.rules.bulk import start_line

# Enough that each of some hundred projects has many of them, few enough to take little memory.
_ROWS_AT_ONCE = 16_384
_PROJECT = COLUMNS.index("project")
_AMOUNT = COLUMNS.index("amount_minor")

Columns = Sequence[Sequence[Any] | None]
"""The columns of `ledger.model.bulk.Batch`."""

Seals = tuple[bytes, Sequence[bytes]]
"""Salts, one after the other, and digests of words."""


@attrs.frozen
class Piece:
    """Some rows of one project that follow on each other.

    Attributes:
        batch: The rows.
        salts: Salts of their words, one after the other.
        words: Salted digests of their words.
    """

    batch: Batch
    salts: bytes
    words: Sequence[bytes]


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
    _stream: BinaryIO
    _starts: list[EntryRow]
    count: int = 0
    first: str = "9999-99-99"
    last: str = ""
    held: int = 0
    sum_minor: int = 0
    digest: chain.EntriesDigest = attrs.field(factory=chain.EntriesDigest)
    _places: list[tuple[int, int]] = attrs.field(factory=list)
    _new: bytearray | None = None

    def __iter__(self) -> Iterator[EntryRow]:
        """Yield the rows that the book does not hold, in the file's order; their numbers are 0."""
        return (row for piece in self.pieces() for row in piece.batch.rows())

    def leave_out(self, holds: Callable[[EntryRow], bool]) -> None:
        """Leave out the rows that the book holds, and no others.

        Args:
            holds: Whether it does; it is asked for every row in the file's order.
        """
        self._new, self.sum_minor = None, 0
        new = bytearray()
        for row in self:
            known = holds(row)
            new.append(not known)
            self.sum_minor += 0 if known else row[_AMOUNT]
        self.held = new.count(0)
        self._new = new if self.held else None

    def pieces(self) -> Iterator[Piece]:
        """Yield the rows that the book does not hold, in pieces."""
        at = 0
        for place in self._places:
            piece = self._read(*place)
            rows = len(piece.batch)
            if self._new is not None:
                piece = _chosen(piece, self._new[at : at + rows])
            at += rows
            if len(piece.batch):
                yield piece

    def blocks(self) -> Iterator[Piece]:
        """Yield the same in pieces of about `BLOCK` rows and more."""
        waiting: list[Piece] = []
        for piece in self.pieces():
            waiting.append(piece)
            if sum(len(each.batch) for each in waiting) >= BLOCK:
                yield _one(waiting)
                waiting = []
        if waiting:
            yield _one(waiting)

    def put(self, checked: Checked, part: slice, numbers: Sequence[int], columns: Columns, seals: Seals) -> None:
        """Take in some rows.

        Args:
            checked: Rows that have been checked.
            part: Which of them.
            numbers: Numbers of their first columns.
            columns: Their other columns.
            seals: Their salts, and digests of their words.
        """
        days = checked.columns["booked_on"][part]
        self.count += len(days)
        self.first, self.last = min(self.first, *days), max(self.last, *days)
        self.sum_minor += sum(checked.columns["amount_minor"][part])
        self.digest.add_whole(sealed(checked.lines[part]), seals[1])
        held: list[Any] = [numbers, columns, *seals]
        content = marshal.dumps(held)
        with _told():
            self._places.append((self._stream.seek(0, os.SEEK_END), len(content)))
            self._stream.write(content)

    def _read(self, offset: int, length: int) -> Piece:
        with _told():
            self._stream.seek(offset)
            content = self._stream.read(length)
        numbers, columns, salts, words = marshal.loads(content)  # noqa: S302 - written by this very process
        return Piece(Batch([self._starts[number] for number in numbers], columns), salts, words)


class Stage:
    """A work file; close it, or use it in a ``with`` statement."""

    def __init__(self, random: Callable[[int], bytes]) -> None:
        """Make the file.

        Args:
            random: Gives random bytes for salts.

        Raises:
            WorkFileError: There is no room for it.
        """
        with _told():
            self._stream: BinaryIO = tempfile.TemporaryFile(prefix="medfin-")  # noqa: SIM115 - closed by `close`
        self._random = random
        self._waiting: list[Batch] = []
        self._waiting_rows = 0
        self._projects: dict[str, Staged] = {}
        self._numbers: dict[EntryRow, int] = {}
        self._starts: list[EntryRow] = []
        self._lines: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove the file."""
        self._stream.close()

    def add(self, batch: Batch) -> None:
        """Take in some rows.

        Raises:
            LedgerError: A row cannot be booked, see `ledger.rules.block.block`.
            WorkFileError: There is no room left for the file.
        """
        self._waiting.append(batch)
        self._waiting_rows += len(batch)
        if self._waiting_rows >= _ROWS_AT_ONCE:
            self._write()

    def staged(self) -> tuple[Staged, ...]:
        """Return the rows by project, in id order, when all have been added."""
        self._write()
        return tuple(self._projects[project] for project in sorted(self._projects))

    def _write(self) -> None:
        if not self._waiting:
            return
        batch = _by_project(joined(self._waiting))
        self._waiting, self._waiting_rows = [], 0
        for first_columns in dict.fromkeys(batch.starts):
            if first_columns not in self._numbers:
                self._number(first_columns)
        numbers = list(map(self._numbers.__getitem__, batch.starts))
        checked = self._checked(batch, numbers)
        salts = self._random(chain.SALT_BYTES * len(batch))
        words = chain.words_digests(salts, *checked.words)
        at = 0
        for project, run in groupby(batch.starts, itemgetter(_PROJECT)):
            start, at = at, at + len(list(run))
            part = slice(start, at)
            staged = self._projects.get(project) or self._new_project(project)
            columns = [column and column[part] for column in batch.columns]
            seals = salts[chain.SALT_BYTES * start : chain.SALT_BYTES * at], words[part]
            staged.put(checked, part, numbers[part], columns, seals)

    def _number(self, start: EntryRow) -> None:
        """Give a number to an entry's first columns, which stand once for all rows that share them."""
        self._lines.append(start_line(start))
        self._starts.append(start)
        self._numbers[start] = len(self._numbers)

    def _new_project(self, project: str) -> Staged:
        staged = self._projects[project] = Staged(project, self._stream, self._starts)
        return staged

    def _checked(self, batch: Batch, numbers: Sequence[int]) -> Checked:
        """Check rows; if one is refused, refuse it with its project and place there."""
        try:
            return check(batch, [self._lines[number] for number in numbers])
        except LedgerError:
            for project, rows in groupby(batch.rows(), itemgetter(_PROJECT)):
                staged = self._projects.get(project)
                block(list(rows), project, staged.count + 1 if staged else 1)
            raise


def _by_project(batch: Batch) -> Batch:
    """Return rows sorted by project, otherwise in their order."""
    projects = [start[_PROJECT] for start in batch.starts]
    if len(set(projects)) == 1:
        return batch
    pick = itemgetter(*sorted(range(len(batch)), key=projects.__getitem__))
    return Batch(pick(batch.starts), [column and pick(column) for column in batch.columns])


def _chosen(piece: Piece, chosen: Sequence[int]) -> Piece:
    """Return the rows of a piece for which `chosen` holds 1."""
    batch = piece.batch
    columns = [column and list(compress(column, chosen)) for column in batch.columns]
    salts = b"".join(compress(chain.cut(piece.salts), chosen))
    return Piece(Batch(list(compress(batch.starts, chosen)), columns), salts, list(compress(piece.words, chosen)))


def _one(pieces: Sequence[Piece]) -> Piece:
    """Return the rows of several pieces as one."""
    words = [each for piece in pieces for each in piece.words]
    return Piece(joined([piece.batch for piece in pieces]), b"".join(piece.salts for piece in pieces), words)


@contextmanager
def _told() -> Iterator[None]:
    """Turn a failure of the work file into one of medfin's."""
    try:
        yield
    except OSError as error:
        raise WorkFileError(folder=tempfile.gettempdir(), why=error.strerror or str(error)) from error
