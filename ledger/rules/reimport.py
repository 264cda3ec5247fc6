"""Importing again: what a file adds to what the book holds already, whatever its rows' order and however it was cut.

A row is known by its *origin*: whose books, which facts, and the how-manieth of rows alike. Two equal bus tickets are
two origins, the same ticket in two exports is one.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from hashlib import blake2b
from itertools import compress
from itertools import islice

from ledger.core.digest_map import DigestMap
from ledger.core.digest_set import DIGEST_BYTES
from ledger.core.digest_set import DigestSet
from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.words import label
from ledger.model.coverage import Coverage
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow

_NUMBER = COLUMNS.index("number")
_BOOKED = COLUMNS.index("booked_on")
_REVERSES = COLUMNS.index("reverses")
_ORGANISATION = COLUMNS.index("origin_organisation")
_FISCAL_YEAR = COLUMNS.index("origin_fiscal_year")
_ROW = COLUMNS.index("origin_row")

BETWEEN = "\x1f"
"""Stands between the facts of a row; no text of a row holds it, so the facts cannot be taken for other ones."""

_NUMBERS_SHOWN = 10


def fingerprints(facts: Iterable[Iterable[str]]) -> list[bytes]:
    """Return for each row the digest that stands for its facts, given in a fixed order; as hex it is `Origin.row`."""
    join = BETWEEN.join
    return [blake2b(join(each).encode(), digest_size=DIGEST_BYTES).digest() for each in facts]


class Occurrences:
    """Numbers rows alike, so that two equal bus tickets stay two; memory grows by some twenty bytes a row."""

    def __init__(self, expected: int = 0) -> None:
        """Make room for about `expected` rows."""
        self._met = DigestSet(expected)
        self._again: dict[bytes, int] = {}

    def number(self, rows: Sequence[bytes]) -> list[int]:
        """Return for each of the next rows, given as `fingerprints`, how many of its kind there have been with it."""
        numbers = [1] * len(rows)
        for at in self._met.add(rows):
            numbers[at] = self._again[rows[at]] = self._again.get(rows[at], 1) + 1
        return numbers


class Comparison:
    """What a file adds to what a book holds of one project: first give it all `holds`, then ask.

    It keeps some twenty bytes for each entry that the book holds, and nothing of the file.
    """

    def __init__(self, known: Iterable[EntryRow], coverage: Coverage) -> None:
        """Take in what the book holds.

        Args:
            known: The project's entries that are booked on the coverage's days, and later reversals of them if there
                are any.
            coverage: What the file covers. Known entries of other organisations, of other days and such as were not
                imported are not looked at.
        """
        first, last = coverage.start.isoformat(), coverage.end.isoformat()
        theirs = coverage.organisation or None
        self._numbers = DigestMap()
        self._missed = bytearray()
        reversed_ = []
        for row in known:
            if row[_REVERSES] is not None:
                reversed_.append(row[_REVERSES])
            if row[_ROW] is not None and (row[_ORGANISATION] or None) == theirs:
                # Reversed ones too, or they would be booked anew.
                self._numbers.put(_mark(row), row[_NUMBER])
                if first <= row[_BOOKED] <= last:
                    self._miss(row[_NUMBER])
        for number in reversed_:
            self._meet(number)

    def holds(self, row: EntryRow) -> bool:
        """Whether the book holds a row of the file, its occurrence numbered."""
        number = self._numbers.get(_mark(row))
        if number is None:
            return False
        self._meet(number)
        return True

    def vanished(self) -> Iterator[int]:
        """Yield the numbers of the book's entries that lie inside the file's days and are not in it; they stay booked.

        Entries that have been reversed have been dealt with.
        """
        return compress(range(len(self._missed)), self._missed)

    def findings(self, project: str) -> Iterator[Finding]:
        """Yield a note if entries have vanished."""
        count = sum(self._missed)
        if count:
            shown = ", ".join(map(str, islice(self.vanished(), _NUMBERS_SHOWN)))
            entries = label("actuals.among_others", entries=shown) if count > _NUMBERS_SHOWN else shown
            yield note("IMP-001", Place(project=project), count=count, entries=entries)

    def _miss(self, number: int) -> None:
        self._missed.extend(bytes(max(0, number + 1 - len(self._missed))))
        self._missed[number] = 1

    def _meet(self, number: int) -> None:
        if number < len(self._missed):
            self._missed[number] = 0


def _mark(row: EntryRow) -> bytes:
    """Return a digest of a row's origin but for the organisation; an absent year is the same as an empty one."""
    year, *rest = row[_FISCAL_YEAR:]
    return blake2b(BETWEEN.join((year or "", *map(str, rest))).encode(), digest_size=DIGEST_BYTES).digest()
