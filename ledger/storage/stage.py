"""A work file for large imports: rows wait in it, by project, until they are all there and may be booked.

Rows are checked, salted, sealed and packed while they come, so that little is left to do while the book is locked.
Memory holds some thousand rows, whatever the file's size. The file has no name that another program could open it by
and is gone when the program ends, however it ends; nothing of it is in the book before the end.
"""

from __future__ import annotations

import marshal
from array import array
from collections import Counter
from collections import defaultdict
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from itertools import chain as one_after_another
from itertools import compress
from operator import itemgetter
from typing import Self
from typing import TypeVar

import attrs

from ledger.core.period import Period
from ledger.core.period import month
from ledger.core.record import frozen
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.rules import chain
from ledger.rules.block import BLOCK
from ledger.rules.block import LINE
from ledger.rules.block import Key
from ledger.rules.bulk import Checked
from ledger.rules.bulk import Known
from ledger.rules.financing.clue import clues as clues_of
from ledger.rules.financing.clue import clues_of_rows
from ledger.rules.packed import SALT_BYTES
from ledger.rules.packed import Packed
from ledger.rules.packed import joined
from ledger.rules.packed import pack
from ledger.storage.work_file import WorkFile

T = TypeVar("T")

# Enough that each of some hundred projects has many of them, few enough to take little memory.
_ROWS_AT_ONCE = 16_384
_PROJECT = COLUMNS.index("project")
_LINE = LINE.encode()


@frozen
class Piece:
    """Some rows of one project that follow on each other.

    Attributes:
        packed: The rows as they are written.
        starts: Place of each one's first columns in what is known of the file.
        months: Place of each one's months.
        amounts: Minor units.
        clues: By which other projects may hold the same cost, those of all rows.
    """

    packed: Packed
    starts: array[int]
    months: array[int]
    amounts: array[int]
    clues: array[int]

    def only(self, chosen: Sequence[int]) -> Piece | None:
        """Return the rows for which `chosen` holds 1; None if it does for none."""
        if not any(chosen):
            return None
        packed = self.packed.only(chosen)
        starts, months, amounts = (
            array(column.typecode, compress(column, chosen)) for column in (self.starts, self.months, self.amounts)
        )
        return Piece(packed, starts, months, amounts, array("I", clues_of_rows(packed.rows("", 0))))


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
    _known: Known
    count: int = 0
    first: str = "9999-99-99"
    last: str = ""
    held: int = 0
    sum_minor: int = 0
    digest: chain.EntriesDigest = attrs.field(factory=chain.EntriesDigest)
    _places: array[int] = attrs.field(factory=lambda: array("Q"))
    _lengths: array[int] = attrs.field(factory=lambda: array("I"))
    _months: set[int] = attrs.field(factory=set)
    _new: array[int] | None = None

    def __iter__(self) -> Iterator[EntryRow]:
        """Yield the rows that the book does not hold, in the file's order; their numbers are 0."""
        for piece in self._pieces():
            for row in piece.packed.rows(self.project, 0):
                yield (self.project, 0, *row[2:])

    @property
    def belonging(self) -> Period:
        """The whole months that the rows belong to, from the first to the last."""
        months = {self._known.months[at][1] for at in self._months}
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

    def blocks(self, totals: dict[Key, list[int]]) -> Iterator[tuple[Packed, Sequence[int]]]:
        """Yield the rows that the book does not hold in blocks of `BLOCK` rows or some more, each with its clues.

        Args:
            totals: To these their amounts, minor units, and numbers are added.
        """
        waiting: list[Packed] = []
        clues = array("I")
        sums = _Sums(self._known)
        for piece in self._pieces():
            sums.add(piece)
            waiting.append(piece.packed)
            clues += piece.clues
            if sum(packed.count for packed in waiting) >= BLOCK:
                yield joined(waiting), clues
                waiting, clues = [], array("I")
        if waiting:
            yield joined(waiting), clues
        for key, sum_minor, count in sums.totals():
            total = totals.setdefault(key, [0, 0])
            total[0] += sum_minor
            total[1] += count

    def put(self, piece: Piece) -> None:
        """Take in some rows."""
        packed = piece.packed
        self.count += packed.count
        self.first, self.last = min(self.first, packed.first_day), max(self.last, packed.last_day)
        self.sum_minor += sum(piece.amounts)
        self._months.update(piece.months)
        self.digest.add_whole(packed.lines, packed.words)
        columns = (piece.starts, piece.months, piece.amounts, piece.clues)
        content = marshal.dumps((*attrs.astuple(packed, recurse=False), *(column.tobytes() for column in columns)))
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
        *packed, starts, months, amounts, clues = marshal.loads(self._file.get(place, length))  # noqa: S302 - written by this very process
        names = (field.name for field in attrs.fields(Packed))
        return Piece(
            Packed(**dict(zip(names, packed, strict=True))),
            array("I", starts),
            array("I", months),
            array("q", amounts),
            array("I", clues),
        )


class Stage:
    """A work file; close it, or use it in a ``with`` statement."""

    def __init__(self, random: Callable[[int], bytes]) -> None:
        """Make the file.

        Args:
            random: Gives random bytes for salts.

        Raises:
            WorkFileError: There is no room for it.
        """
        self._file = WorkFile()
        self._random = random
        self._waiting: list[Checked] = []
        self._waiting_rows = 0
        self._projects: dict[str, Staged] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove the file."""
        self._file.close()

    def add(self, checked: Checked) -> None:
        """Take in some rows, all of them checked by the same `ledger.rules.bulk.Checker`.

        Raises:
            WorkFileError: There is no room left for the file.
        """
        self._waiting.append(checked)
        self._waiting_rows += len(checked)
        if self._waiting_rows >= _ROWS_AT_ONCE:
            self._write()

    def staged(self) -> tuple[Staged, ...]:
        """Return the rows by project, in id order, when all have been added."""
        self._write()
        return tuple(self._projects[project] for project in sorted(self._projects))

    def _write(self) -> None:
        if not self._waiting:
            return
        waiting, self._waiting, self._waiting_rows = self._waiting, [], 0
        known = waiting[0].known
        columns = [
            list(one_after_another.from_iterable(getattr(each, name) for each in waiting))
            for name in ("starts", "months", "amounts")
        ]
        rows = _by_project(columns[0], known)
        of = _picker(list(one_after_another.from_iterable(rows.values())))
        starts, months, amounts = map(of, columns)
        lines = of(_joined(waiting, "lines").split(_LINE))
        days, texts, counterparties, vouchers, evidence = (
            of(_joined(waiting, name).decode().split(LINE))
            for name in ("days", "texts", "counterparties", "vouchers", "evidence")
        )
        salts = self._random(SALT_BYTES * len(lines))
        digests = chain.words_digests(salts, texts, counterparties)
        end = 0
        for project, its in rows.items():
            some = slice(end, end := end + len(its))
            packed = pack(
                _LINE.join((*lines[some], b"")),
                words=(texts[some], counterparties[some]),
                days=days[some],
                salts=salts[some.start * SALT_BYTES : end * SALT_BYTES],
                digests=digests[some],
            )
            clues = array("I", sorted(clues_of(vouchers[some], amounts[some], evidence[some])))
            places = array("I", starts[some]), array("I", months[some])
            staged = self._projects.get(project) or self._new_project(project, known)
            staged.put(Piece(packed, *places, array("q", amounts[some]), clues))

    def _new_project(self, project: str, known: Known) -> Staged:
        staged = self._projects[project] = Staged(project, self._file, known)
        return staged


def _by_project(starts: Sequence[int], known: Known) -> dict[str, list[int]]:
    """Return the places of rows by project."""
    projects = [start[_PROJECT] for start in known.starts]
    found: dict[str, list[int]] = {project: [] for project in projects}
    for row, start in enumerate(starts):
        found[projects[start]].append(row)
    return {project: rows for project, rows in found.items() if rows}


def _picker(rows: Sequence[int]) -> Callable[[Sequence[T]], Sequence[T]]:
    """Return what takes the values of some rows, at least one, out of a column."""
    if len(rows) == 1:
        return lambda column: (column[rows[0]],)
    return itemgetter(*rows)


def _joined(waiting: Sequence[Checked], name: str) -> bytes:
    """Return the texts of some rows as one; of those of which nobody has any, empty ones."""
    return _LINE.join([getattr(each, name) or _LINE * (len(each) - 1) for each in waiting])


class _Sums:
    """Amounts and numbers of rows by first columns and months, which are one whole number as long as rows are added."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._width = len(known.months)
        self._minors: defaultdict[int, int] = defaultdict(int)
        self._counts: Counter[int] = Counter()

    def add(self, piece: Piece) -> None:
        """Take in some rows."""
        width, minors = self._width, self._minors
        places = [start * width + months for start, months in zip(piece.starts, piece.months, strict=True)]
        self._counts.update(places)
        for place, amount in zip(places, piece.amounts, strict=True):
            minors[place] += amount

    def totals(self) -> Iterator[tuple[Key, int, int]]:
        """Yield sum, minor units, and number of rows by what totals are kept by, in the order of that."""
        groups = {start: self._known.group(start) for start in {place // self._width for place in self._minors}}
        months = self._known.months
        of_start = {start: at * self._width for at, start in enumerate(sorted(groups, key=groups.__getitem__))}
        of_months = {at: place for place, at in enumerate(sorted(range(self._width), key=months.__getitem__))}
        for place in sorted(
            self._minors, key=lambda each: of_start[each // self._width] + of_months[each % self._width]
        ):
            start, at = divmod(place, self._width)
            yield (*groups[start], *months[at]), self._minors[place], self._counts[place]
