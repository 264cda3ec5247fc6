"""Importing again: what a file adds to what the book holds already, whatever its rows' order and however it was cut.

A row is known by its *origin*: whose books, which facts, and the how-manieth of rows alike. Two equal bus tickets are
two origins, the same ticket in two exports is one.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from hashlib import blake2b

import attrs

from ledger.core.digest_set import DIGEST_BYTES
from ledger.core.digest_set import DigestSet
from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.words import label
from ledger.model.coverage import Coverage
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow

_PROJECT = COLUMNS.index("project")
_NUMBER = COLUMNS.index("number")
_BOOKED = COLUMNS.index("booked_on")
_REVERSES = COLUMNS.index("reverses")
_ORGANISATION = COLUMNS.index("origin_organisation")
_FISCAL_YEAR = COLUMNS.index("origin_fiscal_year")
_ROW = COLUMNS.index("origin_row")

BETWEEN = "\x1f"
"""Stands between the facts of a row; no text of a row holds it, so the facts cannot be taken for other ones."""

_NUMBERS_SHOWN = 10

Known = dict[EntryRow, EntryRow]
"""Imported entries of one organisation by their origin, the last columns of a row."""


@attrs.frozen(kw_only=True)
class Comparison:
    """What a file adds to a book.

    Attributes:
        new: Rows that the book does not hold, in the file's order.
        already: How many rows of the file the book holds.
        vanished: Entries of the book that lie inside the file's days and are not in it. They stay booked.
        findings: A note for each project that has vanished entries.
    """

    new: tuple[EntryRow, ...]
    already: int
    vanished: tuple[EntryRow, ...] = ()
    findings: tuple[Finding, ...] = ()


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


def compare(rows: Iterable[EntryRow], known: Iterable[EntryRow], coverage: Coverage) -> Comparison:
    """Tell what a file adds to a book.

    Args:
        rows: All rows of the file, their occurrences numbered.
        known: The book's entries that are booked on the coverage's days, and later reversals of them if there are any.
        coverage: What the file covers. Known entries of other organisations, of other days and such as were not
            imported are not looked at.
    """
    known = tuple(known)
    left = recall(known, coverage.organisation)
    held = len(left)
    new = tuple(unknown(rows, left))
    reversed_ = {(row[_PROJECT], row[_REVERSES]) for row in known if row[_REVERSES] is not None}
    gone = tuple(
        row
        for row in left.values()
        if coverage.start.isoformat() <= row[_BOOKED] <= coverage.end.isoformat()
        and (row[_PROJECT], row[_NUMBER]) not in reversed_
    )
    return Comparison(new=new, already=held - len(left), vanished=gone, findings=tuple(_notes(gone)))


def recall(known: Iterable[EntryRow], organisation: str) -> Known:
    """Return an organisation's imported entries by origin; reversed ones too, or they would be booked anew."""
    theirs = organisation or None
    return {_origin(row): row for row in known if row[_ROW] is not None and (row[_ORGANISATION] or None) == theirs}


def unknown(rows: Iterable[EntryRow], left: Known) -> Iterator[EntryRow]:
    """Yield the rows that are not in `left`, and take out of `left` those that are.

    Nothing else is kept, so a file of any size can pass through. What is `left` in the end has vanished.
    """
    for row in rows:
        if left.pop(_origin(row), None) is None:
            yield row


def _origin(row: EntryRow) -> EntryRow:
    """Return a row's origin; an organisation or year not told is an empty text in a file and absent in a book."""
    return (row[_ORGANISATION] or None, row[_FISCAL_YEAR] or None, *row[_ROW:])


def _notes(vanished: tuple[EntryRow, ...]) -> Iterator[Finding]:
    by_project: dict[str, list[int]] = {}
    for row in vanished:
        by_project.setdefault(row[_PROJECT], []).append(row[_NUMBER])
    for project, numbers in sorted(by_project.items()):
        shown = ", ".join(map(str, numbers[:_NUMBERS_SHOWN]))
        entries = label("actuals.among_others", entries=shown) if len(numbers) > _NUMBERS_SHOWN else shown
        yield note("IMP-001", Place(project=project), count=len(numbers), entries=entries)
