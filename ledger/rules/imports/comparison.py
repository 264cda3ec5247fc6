"""What a file adds to what a book holds, told column by column.

Row by row the same takes three times as long, which an import of a file that the book holds already had to pay twice:
for the rows of the book and for those of the file.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from hashlib import blake2b
from itertools import compress
from struct import Struct

from ledger.core.digest_map import DIGEST_BYTES
from ledger.core.digest_map import DigestMap
from ledger.core.digest_map import Shelf
from ledger.core.record import frozen
from ledger.model.corrections.attestation import Spans
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryColumns
from ledger.model.imports.coverage import Coverage
from ledger.rules.corrections.attest import runs
from ledger.rules.imports.reimport import BETWEEN
from ledger.rules.imports.reimport import SIE
from ledger.rules.imports.reimport import within

_NUMBER = COLUMNS.index("number")
_KIND = COLUMNS.index("kind")
_AMOUNT = COLUMNS.index("amount_minor")
_BELONGS = COLUMNS.index("belongs_to")
_BOOKED = COLUMNS.index("booked_on")
_REVERSES = COLUMNS.index("reverses")
_SERIES = COLUMNS.index("voucher_series")
_ORGANISATION = COLUMNS.index("origin_organisation")
_FISCAL_YEAR = COLUMNS.index("origin_fiscal_year")
_ROW = COLUMNS.index("origin_row")

_MORE = 1024
"""Numbers for which room is made at a time."""

_FEW_MAX = 1 << 17
"""Entries of a project whose marks are kept in a dictionary, some 170 bytes each; of more, in tables of fixed size."""

_MARK_BYTES = 8
_MARKS = Struct(f"<Q{DIGEST_BYTES - _MARK_BYTES}x")

# What is noted of an entry that the book holds: that the file should have it, that it has been reversed, that it was
# reversed because of a file, that this file has it.
_MISSED, _GONE, _TAKEN_BACK, _MET = 1, 2, 4, 8


@frozen(kw_only=True)
class Earlier:
    """What earlier imports gave a project; spans of numbers of entries.

    Attributes:
        given: By files of the same organisation and carrier: only these can vanish from a file.
        imported: By any file, reversals among them: what a file has taken back comes again if the file has it again.
        late: Booked on a later day than their file's, because that day was locked.
        vanished: Found to have vanished from a later file; whoever reverses one does what the file says.
    """

    given: Spans = ()
    imported: Spans = ()
    late: Spans = ()
    vanished: Spans = ()


class Comparison:
    """What a file adds to what a book holds of one project: first give it all `holds`, then ask.

    It keeps five bytes for each number of an entry (for an SIE file twelve more), a map of the origins that is put on a
    shelf where it is large, and nothing of the file.

    Attributes:
        otherwise: Numbers of entries that the file has, but that the map puts elsewhere now or splits otherwise.
    """

    def __init__(
        self,
        known: Iterable[EntryColumns],
        coverage: Coverage,
        earlier: Earlier,
        shelf: Callable[[], Shelf] | None = None,
    ) -> None:
        """Take in what the book holds.

        Args:
            known: The project's entries that are booked on the coverage's days, and later reversals of them if there
                are any, some at a time, by number.
            coverage: What the file covers. Known entries of other organisations, of other days and such as were not
                imported are not looked at.
            earlier: What earlier imports gave.
            shelf: Makes room for what memory should not hold.
        """
        self.otherwise: list[int] = []
        self._days = coverage.start.isoformat(), coverage.end.isoformat()
        self._coverage = coverage
        self._earlier = earlier
        self._numbers = _Numbers(shelf)
        self._notes = bytearray()
        self._series = _Series(coverage.series)
        self._places = _Places() if coverage.carrier == SIE else None
        for columns in known:
            self._take(columns)

    def _take(self, columns: EntryColumns) -> None:
        """Take in some entries of the book, at least one."""
        self._take_reversals(columns)
        theirs = _chosen(columns, self._of_same_books(columns))
        numbers = theirs[_NUMBER]
        if not numbers:
            return
        _make_room(self._notes, max(numbers))
        # Reversed ones too, or they would be booked anew.
        self._numbers.put(marks(theirs), numbers)
        if self._places is not None:
            self._places.put(theirs)
        missed = _chosen(theirs, self._belonging(theirs))
        for number in missed[_NUMBER]:
            self._notes[number] |= _MISSED
        self._series.put(missed[_NUMBER], missed[_SERIES])

    def _take_reversals(self, columns: EntryColumns) -> None:
        if not any(columns[_REVERSES]):
            return
        earlier = self._earlier
        for number, reversed_ in zip(columns[_NUMBER], columns[_REVERSES], strict=True):
            if reversed_:
                taken_back = within(earlier.imported, number) or within(earlier.vanished, reversed_)
                _make_room(self._notes, reversed_)
                self._notes[reversed_] |= _GONE | (_TAKEN_BACK if taken_back else 0)

    def _of_same_books(self, columns: EntryColumns) -> Sequence[bool]:
        """Tell which entries came from a file of the same organisation."""
        rows, ours = columns[_ROW], self._coverage.organisation
        organisations = set(columns[_ORGANISATION])
        if len(organisations) == 1:
            return list(map(bool, rows)) if _text(*organisations) == ours else [False] * len(rows)
        return [bool(row) and _text(its) == ours for row, its in zip(rows, columns[_ORGANISATION], strict=True)]

    def _belonging(self, columns: EntryColumns) -> Sequence[bool]:
        """Tell which entries the file should have: those of its days and year that a file of its kind gave."""
        (first, last), year, numbers = self._days, self._coverage.fiscal_year, columns[_NUMBER]
        late, given = _within(self._earlier.late, numbers), _within(self._earlier.given, numbers)
        days = columns[_BOOKED]
        if any(late):
            both = zip(late, columns[_BELONGS], days, strict=True)
            days = [belongs if is_late else booked for is_late, belongs, booked in both]
        each = zip(given, columns[_FISCAL_YEAR], days, strict=True)
        return [is_given and (its or "") == year and first <= day <= last for is_given, its, day in each]

    def holds(self, columns: EntryColumns) -> Sequence[bool]:
        """Tell of some rows of the file, their occurrences numbered, which of them the book holds."""
        self._series.meet(columns[_SERIES])
        numbers = self._numbers.get(marks(columns))
        held, notes = [False] * len(numbers), self._notes
        for at, number in enumerate(numbers):
            if number is not None and not (noted := notes[number]) & _TAKEN_BACK:
                notes[number] = noted | _MET
                held[at] = True
        if self._places is not None:
            self._leave_changed(self._places, columns, numbers, held)
        return held

    def _leave_changed(
        self, places: _Places, columns: EntryColumns, numbers: Sequence[int | None], held: list[bool]
    ) -> None:
        """Take what stands elsewhere now, or has another amount, for a new row; what was reversed is left as it is."""
        for at, (number, same) in enumerate(zip(numbers, places.same(columns, numbers), strict=True)):
            if number is not None and held[at] and not (same or self._notes[number] & _GONE):
                held[at] = False
                self.otherwise.append(number)

    def vanished(self) -> Spans:
        """Return the numbers of the book's entries that lie inside the file's days and are not in it; they stay booked.

        Entries that have been reversed have been dealt with, and those of voucher series that the file does not have at
        all are not its business: it is an export of some series.
        """
        return runs(number for number in self._missed() if self._series.has(number))

    def series(self) -> tuple[str, ...]:
        """Return the voucher series that the file has, in order."""
        return self._series.told()

    def passed_over(self) -> dict[str, int]:
        """Return how many of the book's entries inside the file's days are of each series that it does not have."""
        found = Counter(self._series.of(number) for number in self._missed() if not self._series.has(number))
        return dict(sorted(found.items()))

    def _missed(self) -> Iterator[int]:
        at = -1
        while (at := self._notes.find(_MISSED, at + 1)) >= 0:
            yield at


def marks(columns: EntryColumns) -> list[int]:
    """Return what stands for each row's origin but for the organisation; an absent year is the same as an empty one.

    The digest of its facts, in which fiscal year, occurrence and slice are mixed: of hardly any two rows alike.
    """
    others = list(zip(*columns[_ROW + 1 :], map(_text, columns[_FISCAL_YEAR]), strict=True))
    different = {each: _short(f"{each[2]}{BETWEEN}{each[0]}{BETWEEN}{each[1]}") for each in set(others)}
    digests = _digests(columns[_ROW])
    if len(different) == 1:
        (mixed,) = different.values()
        return [digest ^ mixed for digest in digests]
    return [digest ^ different[each] for digest, each in zip(digests, others, strict=True)]


def _text(text: str | None) -> str:
    return text or ""


def _short(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=_MARK_BYTES).digest())


def _digests(rows: Sequence[str]) -> list[int]:
    """Return the beginnings of digests in hexadecimal as numbers, and as good a number for any other text."""
    joined = "".join(rows)
    try:
        content = bytes.fromhex(joined)
    except ValueError:
        content = b""
    if len(content) != DIGEST_BYTES * len(rows) or content.hex() != joined or set(map(len, rows)) != {2 * DIGEST_BYTES}:
        return [_short(rows[0])] if len(rows) == 1 else [digest for row in rows for digest in _digests((row,))]
    return [digest for (digest,) in _MARKS.iter_unpack(content)]


class _Numbers:
    """Numbers of entries by their marks."""

    def __init__(self, shelf: Callable[[], Shelf] | None) -> None:
        self._few: dict[int, int] = {}
        self._many: DigestMap | None = None
        self._shelf = shelf

    def put(self, found: Sequence[int], numbers: Sequence[int]) -> None:
        """Keep numbers, each in place of an earlier one of the same mark."""
        if self._many is None:
            self._few.update(zip(found, numbers, strict=True))
            if len(self._few) <= _FEW_MAX:
                return
            self._many = DigestMap(self._shelf)
            found, numbers = list(self._few), list(self._few.values())
            self._few.clear()
        for mark, number in zip(found, numbers, strict=True):
            self._many.put(mark.to_bytes(_MARK_BYTES), number)

    def get(self, found: Sequence[int]) -> list[int | None]:
        """Return the number that is kept for each mark."""
        if self._many is None:
            return list(map(self._few.get, found))
        return [self._many.get(mark.to_bytes(_MARK_BYTES)) for mark in found]


class _Series:
    """Which voucher series a file has, and which the book's entries are of, by number: four bytes each."""

    def __init__(self, told: Iterable[str]) -> None:
        self._met = set(told)
        self._names: list[str] = []
        self._places: dict[str, int] = {}
        self._of = array("I")

    def meet(self, series: Sequence[str | None]) -> None:
        """Take in the series of rows of the file."""
        self._met.update(map(_text, set(series)))

    def put(self, numbers: Sequence[int], series: Sequence[str | None]) -> None:
        """Keep the series of entries."""
        if not numbers:
            return
        _make_room(self._of, max(numbers))
        for name in dict.fromkeys(map(_text, series)):
            if name not in self._places:
                self._places[name] = len(self._names)
                self._names.append(name)
        places = map(self._places.__getitem__, map(_text, series))
        for number, place in zip(numbers, places, strict=True):
            self._of[number] = place

    def of(self, number: int) -> str:
        """Return the series of an entry that was put."""
        return self._names[self._of[number]]

    def has(self, number: int) -> bool:
        """Whether the file has vouchers of the series of an entry that was put; one without any leaves none out."""
        return not self._met or self.of(number) in self._met

    def told(self) -> tuple[str, ...]:
        """Return the file's series in order."""
        return tuple(sorted(self._met))


class _Places:
    """Where entries stand and what they come to, by number: some twelve bytes each."""

    def __init__(self) -> None:
        self._starts: dict[tuple[str, ...], int] = {}
        self._start = array("I")
        self._minor = array("q")

    def put(self, columns: EntryColumns) -> None:
        """Keep some entries'."""
        numbers = columns[_NUMBER]
        _make_room(self._start, max(numbers))
        _make_room(self._minor, max(numbers))
        for number, start, minor in zip(numbers, _starts(columns), columns[_AMOUNT], strict=True):
            self._start[number] = self._starts.setdefault(start, len(self._starts) + 1)
            self._minor[number] = minor

    def same(self, columns: EntryColumns, numbers: Sequence[int | None]) -> Iterator[bool]:
        """Tell of each row whether an entry, if there is one, stands where the row would, with the same amount."""
        places = map(self._starts.get, _starts(columns))
        for number, place, minor in zip(numbers, places, columns[_AMOUNT], strict=True):
            yield number is not None and self._start[number] == place and self._minor[number] == minor


def _starts(columns: EntryColumns) -> Iterator[tuple[str, ...]]:
    """Return kind, category, source, part and phase of entries."""
    return zip(*(map(_text, column) for column in columns[_KIND:_AMOUNT]), strict=True)


def _chosen(columns: EntryColumns, chosen: Sequence[bool]) -> EntryColumns:
    """Return the rows for which `chosen` holds true."""
    return columns if all(chosen) else [list(compress(column, chosen)) for column in columns]


def _within(spans: Spans, numbers: Sequence[int]) -> Iterable[bool]:
    """Tell of numbers in order whether each lies in spans that are in order."""
    first, last = numbers[0], numbers[-1]
    near = tuple(span for span in spans if span[0] <= last and first <= span[1])
    if not near or (near[0][0] <= first and last <= near[0][1]):
        return [bool(near)] * len(numbers)
    return [within(near, number) for number in numbers]


def _make_room(held: bytearray | array[int], number: int) -> None:
    """Make what is held by numbers of entries long enough for one, with zeros for all that are not held yet."""
    if number >= len(held):
        held.extend(bytes(number + _MORE - len(held)))
