"""Entries in bulk as they wait to be booked: checked, salted, and packed by project, some thousand at a time.

That is most of the work of a large import and needs nothing of the book, so several processes can do it side by side.
What needs the order of the whole file is left to whoever takes the pieces: to number rows alike, and to digest them.
"""

from __future__ import annotations

import marshal
from array import array
from collections import defaultdict
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from itertools import chain as one_after_another
from itertools import compress
from operator import itemgetter
from typing import Any
from typing import TypeVar

from ledger.core.digest_map import DIGEST_BYTES
from ledger.core.record import evolve
from ledger.core.record import field_names
from ledger.core.record import frozen
from ledger.errors import LedgerError
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.model.imports.bulk import Batch
from ledger.model.imports.bulk import Turn
from ledger.rules import chain
from ledger.rules.block import BLOCK
from ledger.rules.block import CELL
from ledger.rules.block import LINE
from ledger.rules.block import Key
from ledger.rules.bulk import Checked
from ledger.rules.bulk import Checker
from ledger.rules.financing.clue import clues_of_rows
from ledger.rules.imports.account_sums import AccountSums
from ledger.rules.packed import SALT_BYTES
from ledger.rules.packed import Packed
from ledger.rules.packed import cut
from ledger.rules.packed import pack

T = TypeVar("T")

# Enough that each of some hundred projects has many of them, few enough to take little memory.
_ROWS_AT_ONCE = 16_384
_PROJECT = COLUMNS.index("project")
_PACKED = field_names(Packed)
_CLUES = ("voucher_clues", "evidence_clues")
_LINE, _CELL = LINE.encode(), CELL.encode()


@frozen(kw_only=True)
class Piece:
    """Some rows of one project that follow on each other, at least one.

    Attributes:
        project: Project id.
        packed: The rows as they are written; rows alike are not told apart yet, each is the first of its kind.
        known: What totals are kept by; the same object for all pieces of a file, and it grows.
        keys: Place of what the total of each is kept by.
        amounts: Minor units.
        clues: By which other projects may hold the same cost, those of all rows.
        origins: Digest of each one's origin, `DIGEST_BYTES` each; nothing if they come from no file.
    """

    project: str
    packed: Packed
    known: Sequence[Key]
    keys: array[int]
    amounts: array[int]
    clues: array[int]
    origins: bytes

    def written(self) -> bytes:
        """Return the rows as bytes that `read_piece` makes rows of; what is known is not in them."""
        columns = (column.tobytes() for column in (self.keys, self.amounts, self.clues))
        packed = [getattr(self.packed, name) for name in _PACKED]
        return marshal.dumps((self.project, packed, *columns, self.origins))

    def only(self, chosen: Sequence[int]) -> Piece | None:
        """Return the rows for which `chosen` holds 1; None if it does for none."""
        if not any(chosen):
            return None
        packed = self.packed.only(chosen)
        keys, amounts = (array(column.typecode, compress(column, chosen)) for column in (self.keys, self.amounts))
        clues = array("I", clues_of_rows(packed.rows("", 0)))
        origins = b"".join(compress(cut(self.origins, DIGEST_BYTES), chosen))
        return evolve(self, packed=packed, keys=keys, amounts=amounts, clues=clues, origins=origins)

    def numbered(self, count: Callable[[Sequence[bytes]], Sequence[int]]) -> Piece:
        """Return the rows, each with how many of its kind it is.

        Args:
            count: Tells it of the next rows of a file by the digests of their origins.
        """
        counts = count(cut(self.origins, DIGEST_BYTES))
        if counts.count(1) == len(counts):
            return self
        lines = self.packed.lines.split(_LINE)
        for at, occurrence in enumerate(counts):
            if occurrence > 1:
                # A line ends with which of its kind the row is, and which slice of a row.
                head, _, split = lines[at].rsplit(_CELL, 2)
                lines[at] = _CELL.join((head, str(occurrence).encode(), split))
        return evolve(self, packed=evolve(self.packed, lines=_LINE.join(lines)))


def read_piece(content: bytes, known: Sequence[Key]) -> Piece:
    """Return the rows that medfin itself has written as bytes.

    Args:
        content: What `Piece.written` gave.
        known: What their keys point at.
    """
    project, packed, keys, amounts, clues, origins = marshal.loads(content)  # noqa: S302 - written by medfin itself
    return Piece(
        project=project,
        packed=Packed(**dict(zip(_PACKED, packed, strict=True))),
        known=known,
        keys=array("I", keys),
        amounts=array("q", amounts),
        clues=array("I", clues),
        origins=origins,
    )


def pieces(
    read: Iterable[Batch | Turn | T], random: Callable[[int], bytes]
) -> Iterator[Piece | Batch | Turn | AccountSums | T]:
    """Yield what a reader yields, its batches checked and in pieces; one that cannot be booked is left as it is.

    Args:
        read: Batches, all with the same first columns; and what else there is, which passes through. What comes before
            a turn's end has been yielded before it.
        random: Gives random bytes for salts.

    Yields:
        Pieces, and last what all rows come to by account.
    """
    checker, packing, sums = Checker(), _Packing(random), AccountSums()
    for each in read:
        if isinstance(each, Batch):
            try:
                checked = checker.check(each)
            except LedgerError:
                yield from packing.taken()
                yield each
                continue
            sums.add(checked)
            packing.add(checked)
            if packing.rows >= _ROWS_AT_ONCE:
                yield from packing.taken()
            continue
        if isinstance(each, Turn):
            yield from packing.taken()
        yield each
    yield from packing.taken()
    yield sums


class _Packing:
    """Checked rows that wait to be packed.

    Attributes:
        rows: How many.
    """

    def __init__(self, random: Callable[[int], bytes]) -> None:
        self.rows = 0
        self._random = random
        self._waiting: list[Checked] = []
        # Rows by project, and by places of first columns what takes a row to those of its project.
        self._starts: Sequence[EntryRow] = ()
        self._take: list[Callable[[int], None]] = []
        self._rows: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, checked: Checked) -> None:
        """Take in some rows."""
        self._waiting.append(checked)
        self.rows += len(checked)

    def taken(self) -> Iterator[Piece]:
        """Yield the rows that wait, by project, and forget them."""
        waiting, self._waiting, self.rows = self._waiting, [], 0
        if not waiting:
            return
        rows = self._by_project(waiting)
        pick = _picker(list(one_after_another.from_iterable(rows.values())))

        def of(name: str) -> Sequence[Any]:
            return pick(_column(waiting, name))

        keys, amounts = array("I", of("keys")), array("q", of("amounts"))
        lines, words = (
            pick(_LINE.join([getattr(each, name) for each in waiting]).split(_LINE)) for name in ("lines", "words")
        )
        days, origins = of("days"), of("origins")
        clues = [of(name) for name in _CLUES if any(getattr(each, name) for each in waiting)]
        salts = self._random(SALT_BYTES * len(lines))
        digests = chain.words_digests(salts, words)
        for project, some in _slices(rows):
            yield Piece(
                project=project,
                packed=pack(
                    _LINE.join((*lines[some], b"")),
                    words=words[some],
                    days=days[some],
                    salts=salts[some.start * SALT_BYTES : some.stop * SALT_BYTES],
                    digests=digests[some],
                ),
                known=waiting[0].known.keys,
                keys=keys[some],
                amounts=amounts[some],
                clues=array("I", [clue for column in clues for clue in column[some] if clue is not None]),
                origins=_digests(origins[some]),
            )

    def _by_project(self, waiting: Sequence[Checked]) -> dict[str, list[int]]:
        """Return the places of rows by project."""
        starts = waiting[0].known.starts
        if starts is not self._starts:
            self._starts, self._take, self._rows = starts, [], defaultdict(list)
        take = self._take
        take += [self._rows[start[_PROJECT]].append for start in starts[len(take) :]]
        for row, start in enumerate(one_after_another.from_iterable(each.starts for each in waiting)):
            take[start](row)
        found = {project: rows.copy() for project, rows in self._rows.items() if rows}
        for rows in self._rows.values():
            rows.clear()
        return found


def _slices(rows: Mapping[str, Sequence[int]]) -> Iterator[tuple[str, slice]]:
    """Yield where the rows of each project stand when they follow on each other, at most `BLOCK` at a time."""
    first = 0
    for project, its in rows.items():
        end = first + len(its)
        for at in range(first, end, BLOCK):
            yield project, slice(at, min(at + BLOCK, end))
        first = end


def _picker(rows: Sequence[int]) -> Callable[[Sequence[T]], Sequence[T]]:
    """Return what takes the values of some rows, at least one, out of a column."""
    if len(rows) == 1:
        return lambda column: (column[rows[0]],)
    return itemgetter(*rows)


def _column(waiting: Sequence[Checked], name: str) -> list[Any]:
    """Return the values of some rows, None for each of those of which nobody has any."""
    return list(one_after_another.from_iterable(getattr(each, name) or (None,) * len(each) for each in waiting))


def _digests(origins: Sequence[Any]) -> bytes:
    """Return digests as bytes; nothing where rows come from no file and are not to be numbered."""
    return bytes.fromhex("".join(origins)) if all(origins) else b""
