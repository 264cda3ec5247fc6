"""Entries in bulk on their way into a book, checked as `ledger.rules.block` does it, with what is sealed of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from itertools import groupby
from operator import add
from operator import itemgetter
from typing import Any

from ledger.core.lines import joined
from ledger.core.record import field
from ledger.core.record import frozen
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.model.imports.bulk import START
from ledger.model.imports.bulk import Batch
from ledger.model.imports.bulk import Starts
from ledger.rules.block import CELL
from ledger.rules.block import DAYS
from ledger.rules.block import LINE
from ledger.rules.block import NEEDED
from ledger.rules.block import SEALED
from ledger.rules.block import WHOLE
from ledger.rules.block import WORDS
from ledger.rules.block import Key
from ledger.rules.block import are_texts
from ledger.rules.block import block
from ledger.rules.block import cells
from ledger.rules.block import check_days
from ledger.rules.block import check_start
from ledger.rules.block import plain
from ledger.rules.days import DAYS_MAX
from ledger.rules.days import OfDays
from ledger.rules.financing.clue import evidence_clues
from ledger.rules.financing.clue import voucher_clues

_AT = {name: at for at, name in enumerate(COLUMNS)}
_PROJECT = _AT["project"]
_AMOUNT, _BOOKED, _BELONGS = (_AT[name] for name in ("amount_minor", "booked_on", "belongs_to"))
_ACCOUNT, _VOUCHER, _EVIDENCE, _ORIGIN = (
    _AT[name] for name in ("account", "voucher_number", "evidence_sha256", "origin_row")
)
_MONTH = slice(len("2020-06"))
_MONTHS_BITS = 24


@frozen
class Known:
    """What many rows of a file have in common, each kept once and named by its place; grows while the file is read.

    Attributes:
        starts: The first `START` columns of entries.
        keys: What totals are kept by; projects share them, so there are few.
    """

    starts: list[EntryRow] = field(factory=list)
    keys: list[Key] = field(factory=list)


@frozen(kw_only=True)
class Checked:
    """Some entries that may be booked, at least one, column by column.

    Attributes:
        known: What their places point at.
        starts: Place of each one's first columns.
        keys: Place of what the total of each is kept by.
        amounts: Minor units.
        days: Booking days.
        lines: What is sealed of each, see `ledger.rules.block.Block.lines`, as UTF-8 with `LINE` between them.
        words: The personal words of each, see `ledger.rules.block.words_of`, with `LINE` between them.
        accounts: Accounts, empty for those who have none; nothing at all if nobody has any.
        origins: Digests of their origins in hexadecimal, likewise.
        voucher_clues: See `ledger.rules.financing.clue.voucher_clues`; nothing at all if nobody has any.
        evidence_clues: Those by evidence, likewise.
    """

    known: Known
    starts: array[int]
    keys: array[int]
    amounts: array[int]
    days: Sequence[str]
    lines: bytes
    words: bytes
    accounts: Sequence[str]
    origins: Sequence[str]
    voucher_clues: Sequence[int | None]
    evidence_clues: Sequence[int | None]

    def __len__(self) -> int:
        return len(self.starts)


class _Lines(dict[int, str]):
    """What is sealed of first columns, by their places; checked when they are first asked for.

    Thousands of projects have the same few columns after theirs, and the project itself is not sealed in a line.
    """

    def __init__(self, starts: Starts) -> None:
        super().__init__()
        self._rows = starts.rows
        self._projects: set[object] = set()
        self._of_others: dict[EntryRow, str] = {}

    def __missing__(self, place: int) -> str:
        project, *_ = start = self._rows[place]
        others = start[1:]
        if project not in self._projects or others not in self._of_others:
            self._of_others[others] = start_line(start)
            self._projects.add(project)
        line = self[place] = self._of_others[others]
        return line


class _Numbers(dict[Any, int]):
    """Numbers for things as they are met, from 0 on, each as many bits to the left as is said.

    Attributes:
        met: The things by their numbers.
    """

    def __init__(self, bits: int = 0) -> None:
        super().__init__()
        self.met: list[Any] = []
        self._bits = bits

    def __missing__(self, thing: Any) -> int:
        number = self[thing] = len(self.met) << self._bits
        self.met.append(thing)
        return number


class _Keys(dict[int, int]):
    """Places of what totals are kept by, by a number for first columns without project plus one for months."""

    def __init__(self, known: Known) -> None:
        super().__init__()
        self._known = known
        self._groups, self._months = _Numbers(_MONTHS_BITS), _Numbers()
        self._of_days = OfDays(lambda day: self._months[day[_MONTH], day[_MONTH]])
        self._of_starts: list[int] = []

    def __missing__(self, number: int) -> int:
        group, months = divmod(number, 1 << _MONTHS_BITS)
        place = self[number] = len(self._known.keys)
        self._known.keys.append((*self._groups.met[group], *self._months.met[months]))
        return place

    def of(self, starts: Sequence[int], booked: Sequence[str], belongs: Sequence[str]) -> array[int]:
        """Return the places of some rows' keys, by the places of their first columns and their days."""
        for _, _, kind, category, source, part, phase in self._known.starts[len(self._of_starts) :]:
            self._of_starts.append(self._groups[part or "", phase or "", category or "", source or "", kind])
        groups = map(self._of_starts.__getitem__, starts)
        return array("I", map(self.__getitem__, map(add, groups, self._numbers_of_months(booked, belongs))))

    def _numbers_of_months(self, booked: Sequence[str], belongs: Sequence[str]) -> Iterator[int]:
        months = self._months
        if booked == belongs:
            return map(self._of_days.__getitem__, booked)
        days = list(zip(booked, belongs, strict=True))
        of_pairs = {pair: months[pair[0][_MONTH], pair[1][_MONTH]] for pair in dict.fromkeys(days)}
        return map(of_pairs.__getitem__, days)


class Checker:
    """Checks the batches of a file, all with the same `Starts`."""

    def __init__(self) -> None:
        self._begin(Starts())
        self._days: set[str] = set()

    def check(self, batch: Batch) -> Checked:
        """Check a batch, which must not be empty.

        Raises:
            LedgerError: A row cannot be booked, see `ledger.rules.block.block`; `refuse` tells which.
        """
        if batch.starts is not self._starts:
            self._begin(batch.starts)
        columns: dict[str, Sequence[Any]] = {}
        texts: dict[int, Sequence[str]] = {}
        for at, column in enumerate(batch.columns, start=START):
            if column and at not in WHOLE and are_texts(column):
                columns[COLUMNS[at]] = texts[at] = column
            elif column is not None or at in NEEDED:
                written = batch.amounts if at == _AMOUNT else ()
                columns[COLUMNS[at]], texts[at] = cells(column or (None,) * len(batch), at, "", 1, written)
        self._check_days(columns)
        first_cells = map(self._lines.__getitem__, batch.places)
        others = (texts.get(at) for at in range(START, len(COLUMNS)) if at in SEALED)
        lines = LINE.join(joined((first_cells, *others), CELL, len(batch)))
        words = LINE.join(joined((texts.get(at) for at in WORDS), CELL, len(batch)))
        counts = (len(batch) * len(some) - 1 for some in (SEALED, WORDS))
        sealed, personal = plain(columns, *zip((lines, words), counts, strict=True))
        amounts = columns["amount_minor"]
        return Checked(
            known=self._known,
            starts=array("I", batch.places),
            keys=self._keys.of(batch.places, texts[_BOOKED], texts[_BELONGS]),
            amounts=array("q", amounts),
            days=texts[_BOOKED],
            lines=sealed,
            words=personal,
            accounts=texts.get(_ACCOUNT, ()),
            origins=texts.get(_ORIGIN, ()),
            voucher_clues=voucher_clues(texts[_VOUCHER], amounts) if _VOUCHER in texts else (),
            evidence_clues=evidence_clues(texts.get(_EVIDENCE, ())),
        )

    def _check_days(self, columns: Mapping[str, Sequence[Any]]) -> None:
        """Check the columns of days in which there is another than those that have been met."""
        new = {name: columns[name] for name in DAYS if not self._days.issuperset(columns.get(name, ()))}
        check_days(new, "", 1)
        if len(self._days) > DAYS_MAX:
            self._days.clear()
        self._days.update(*new.values())
        self._days.discard("")

    def _begin(self, starts: Starts) -> None:
        """Get ready for batches with these first columns."""
        self._starts, self._lines = starts, _Lines(starts)
        self._known = Known(starts=starts.rows)
        self._keys = _Keys(self._known)


def refuse(batch: Batch, passed: dict[str, int]) -> None:
    """Refuse the first row of a batch that cannot be booked, if there is one.

    Args:
        batch: The rows.
        passed: How many rows of each project came before them.

    Raises:
        LedgerError: There is one.
    """
    by_project = sorted(batch.rows(), key=itemgetter(_PROJECT))
    for project, rows in groupby(by_project, itemgetter(_PROJECT)):
        block(list(rows), project, passed.get(project, 0) + 1)


def start_line(start: EntryRow) -> str:
    """Check the first columns of an entry and return what is sealed of them.

    Raises:
        LedgerError: They cannot be booked, see `ledger.rules.block.block`.
    """
    check_start(start)
    return CELL.join(start[at] or "" for at in range(START) if at in SEALED)
