"""Importing again: what a file adds to what the book holds already, whatever its rows' order and however it was cut.

A row is known by its *origin*: whose books, which facts, and the how-manieth of rows alike. Two equal bus tickets are
two origins, the same ticket in two exports is one.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from hashlib import blake2b
from itertools import islice

from ledger.core.digest_map import DIGEST_BYTES
from ledger.core.digest_map import DigestMap
from ledger.core.digest_map import Shelf
from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.finding import warning
from ledger.core.lines import joined
from ledger.core.record import frozen
from ledger.core.words import label
from ledger.model.corrections.attestation import Spans
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.model.imports.coverage import Coverage
from ledger.rules.corrections.attest import numbers
from ledger.rules.corrections.attest import runs

SIE = "sie"
"""The carrier whose rows keep their origin whatever the map says of them."""

_NUMBER_MAX = 1 << 62
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

BETWEEN = "\x1f"
"""Stands between the facts of a row; no text of a row holds it, so the facts cannot be taken for other ones."""

_NUMBERS_SHOWN = 10

_MORE = 1024
"""Numbers for which room is made at a time."""

# To copy it and go on is a third faster than to begin anew each time.
_NOTHING = blake2b(digest_size=DIGEST_BYTES)

# What is noted of an entry that the book holds: that the file should have it, that it has been reversed, that it was
# reversed because of a file, that this file has it.
_MISSED, _GONE, _TAKEN_BACK, _MET = 1, 2, 4, 8


def fingerprints(facts: Iterable[Sequence[str] | None]) -> list[bytes]:
    """Return for each row the digest that stands for its facts; as hex it is `Origin.row`.

    Args:
        facts: Columns in a fixed order; None for one in which nobody has a text, as good as one of empty texts.
    """
    columns = [column if column and any(column) else None for column in facts]
    lines = joined(columns, BETWEEN, max(len(column) for column in columns if column))
    digests = []
    begin = _NOTHING.copy
    for line in map(str.encode, lines):
        digest = begin()
        digest.update(line)
        digests.append(digest.digest())
    return digests


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
        known: Iterable[EntryRow],
        coverage: Coverage,
        earlier: Earlier,
        shelf: Callable[[], Shelf] | None = None,
    ) -> None:
        """Take in what the book holds.

        Args:
            known: The project's entries that are booked on the coverage's days, and later reversals of them if there
                are any.
            coverage: What the file covers. Known entries of other organisations, of other days and such as were not
                imported are not looked at.
            earlier: What earlier imports gave.
            shelf: Makes room for what memory should not hold.
        """
        self.otherwise: list[int] = []
        self._days = coverage.start.isoformat(), coverage.end.isoformat()
        self._coverage = coverage
        self._earlier = earlier
        self._numbers = DigestMap(shelf)
        self._notes = bytearray()
        self._series = _Series(coverage.series)
        self._places = _Places() if coverage.carrier == SIE else None
        for row in known:
            self._take(row)

    def _take(self, row: EntryRow) -> None:
        """Take in an entry of the book."""
        number, theirs = row[_NUMBER], self._coverage.organisation or None
        if row[_REVERSES] is not None:
            taken_back = within(self._earlier.imported, number) or within(self._earlier.vanished, row[_REVERSES])
            self._note(row[_REVERSES], _GONE | (_TAKEN_BACK if taken_back else 0))
        if row[_ROW] is None or (row[_ORGANISATION] or None) != theirs:
            return
        # Reversed ones too, or they would be booked anew.
        self._numbers.put(mark(row), number)
        if self._places is not None:
            self._places.put(number, row)
        day = row[_BELONGS] if within(self._earlier.late, number) else row[_BOOKED]
        same_year = (row[_FISCAL_YEAR] or "") == self._coverage.fiscal_year
        if same_year and self._days[0] <= day <= self._days[1] and within(self._earlier.given, number):
            self._note(number, _MISSED)
            self._series.put(number, row[_SERIES] or "")

    def holds(self, row: EntryRow) -> bool:
        """Whether the book holds a row of the file, its occurrence numbered."""
        self._series.meet(row[_SERIES] or "")
        number = self._numbers.get(mark(row))
        if number is None:
            return False
        noted = self._noted(number)
        if noted & _TAKEN_BACK:
            return False
        self._note(number, _MET)
        if self._places is None or noted & _GONE or self._places.same(number, row):
            return True
        self.otherwise.append(number)
        return False

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
        return (number for number, noted in enumerate(self._notes) if noted == _MISSED)

    def _note(self, number: int, what: int) -> None:
        _make_room(self._notes, number)
        self._notes[number] |= what

    def _noted(self, number: int) -> int:
        return self._notes[number] if number < len(self._notes) else 0


def check_vanished(project: str, vanished: Spans, new: int = 0) -> Iterator[Finding]:
    """Yield a note if entries have vanished, and a warning if they may be booked twice.

    Args:
        project: Project id.
        vanished: Their numbers.
        new: How many rows the file has in their place; 0 where it tells itself what has changed.
    """
    if vanished:
        count = sum(last - first + 1 for first, last in vanished)
        shown = ", ".join(map(str, islice(numbers(vanished), _NUMBERS_SHOWN)))
        entries = label("actuals.among_others", entries=shown) if count > _NUMBERS_SHOWN else shown
        place = Place(project=project)
        if new:
            yield warning("IMP-012", place, project=project, count=count, entries=entries, new=new)
        else:
            yield note("IMP-001", place, project=project, count=count, entries=entries)


def check_series(project: str, series: Sequence[str], passed_over: Mapping[str, int]) -> Iterator[Finding]:
    """Yield a note if entries were not looked for, because the file has no voucher of their series."""
    if passed_over:
        missing, found = (", ".join(each or "–" for each in some) for some in (passed_over, series))
        count = sum(passed_over.values())
        yield note("IMP-009", Place(project=project), count=count, missing=missing, found=found)


class _Series:
    """Which voucher series a file has, and which the book's entries are of, by number: four bytes each."""

    def __init__(self, told: Iterable[str]) -> None:
        self._met = set(told)
        self._names: list[str] = []
        self._places: dict[str, int] = {}
        self._of = array("I")

    def meet(self, series: str) -> None:
        """Take in the series of a row of the file."""
        self._met.add(series)

    def put(self, number: int, series: str) -> None:
        """Keep the series of an entry."""
        if series not in self._places:
            self._places[series] = len(self._names)
            self._names.append(series)
        _make_room(self._of, number)
        self._of[number] = self._places[series]

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
        self._starts: dict[tuple[str | None, ...], int] = {}
        self._start = array("I")
        self._minor = array("q")

    def put(self, number: int, row: EntryRow) -> None:
        """Keep an entry's."""
        _make_room(self._start, number)
        _make_room(self._minor, number)
        self._start[number] = self._starts.setdefault(_place(row), len(self._starts) + 1)
        self._minor[number] = row[_AMOUNT]

    def same(self, number: int, row: EntryRow) -> bool:
        """Whether an entry stands where a row would, with the same amount."""
        return self._start[number] == self._starts.get(_place(row)) and self._minor[number] == row[_AMOUNT]


def _make_room(held: bytearray | array[int], number: int) -> None:
    """Make what is held by numbers of entries long enough for one, with zeros for all that are not held yet."""
    if number >= len(held):
        held.extend(bytes(number + _MORE - len(held)))


def _place(row: EntryRow) -> tuple[str | None, ...]:
    """Return kind, category, source, part and phase of an entry."""
    return tuple(row[_KIND:_AMOUNT])


def merged(found: Iterable[Spans]) -> Spans:
    """Return several files' spans as one, in order; none overlaps another."""
    made: list[tuple[int, int]] = []
    for first, last in sorted(span for spans in found for span in spans):
        if made and first <= made[-1][1] + 1:
            made[-1] = made[-1][0], max(last, made[-1][1])
        else:
            made.append((first, last))
    return tuple(made)


def within(spans: Spans, number: int) -> bool:
    """Whether a number lies in spans that are in order."""
    return span_at(spans, number) is not None


def span_at(spans: Spans, number: int) -> int | None:
    """Return the place of the span that a number lies in, of spans that are in order; None if it lies in none."""
    at = bisect_right(spans, (number, _NUMBER_MAX)) - 1
    return at if at >= 0 and number <= spans[at][1] else None


def mark(row: EntryRow) -> bytes:
    """Return a digest of a row's origin but for the organisation; an absent year is the same as an empty one."""
    year, digest_of_row, occurrence, split = row[_FISCAL_YEAR:]
    digest = _NOTHING.copy()
    digest.update(f"{year or ''}{BETWEEN}{digest_of_row}{BETWEEN}{occurrence}{BETWEEN}{split}".encode())
    return digest.digest()
