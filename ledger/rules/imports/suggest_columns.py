"""Which of our columns the columns of another program's file may be."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence

from ledger.core.record import frozen
from ledger.core.words import folded

NEEDED = ("date", "amount")
"""Columns that a file must have."""

SIDES = frozenset({"debit", "credit"})
"""Columns that stand for the amount together."""

HELPERS = SIDES | {"series", "account_name"}
"""Columns that are none of medfin's and help to read one."""


@frozen(kw_only=True)
class Columns:
    """What the columns of a file are taken for.

    Attributes:
        headings: As the file writes them.
        places: Where each of our columns, or of the helpers, stands, from 0.
        doubts: Pairs of heading and our column: what may be one that is needed, told by what its cells hold.
        unused: Headings that are taken for nothing.
    """

    headings: tuple[str, ...]
    places: Mapping[str, int]
    doubts: tuple[tuple[str, str], ...] = ()
    unused: tuple[str, ...] = ()

    def heading(self, column: str) -> str:
        """Return what the file calls one of our columns; empty if it has none."""
        return self.headings[self.places[column]] if column in self.places else ""

    @property
    def missing(self) -> tuple[str, ...]:
        """Columns that are needed and not there for sure."""
        return tuple(
            column for column in NEEDED if column not in self.places and not (column == "amount" and self.in_two)
        )

    @property
    def in_two(self) -> bool:
        """Whether amounts stand in columns of debit and credit, and in no column by themselves."""
        return "amount" not in self.places and not SIDES.isdisjoint(self.places)

    @property
    def read(self) -> Mapping[str, int]:
        """The places of the columns that an import reads."""
        left = HELPERS - SIDES if self.in_two else HELPERS
        return {column: at for column, at in self.places.items() if column not in left}


def choose_columns(
    headings: Sequence[str],
    words: Mapping[str, Sequence[str]],
    native: Mapping[str, str],
    held: Mapping[str, Collection[int]],
) -> Columns:
    """Return what the columns of a file are.

    A heading that is our own name of a column, or one that another reader would take for it, is that column whatever
    else there is, for it would be read so. Each of the others is the column whose word comes first.

    Args:
        headings: The header row.
        words: Headings by our column or helper, those that go first before the others.
        native: Our names of columns, folded, to the column.
        held: Of the columns that are needed, the places of columns whose cells all look like it.
    """
    places: dict[str, int] = {}
    for at, heading in enumerate(headings):
        column = native.get(folded(heading))
        if column is not None:
            places.setdefault(column, at)
    for column, known in words.items():
        fitting = next(_fitting(headings, known, places), None)
        if fitting is not None and column not in places:
            places[column] = fitting
    taken = set(places.values())
    doubts = tuple(
        (headings[at], column)
        for column in NEEDED
        if column not in places and not (column == "amount" and SIDES & places.keys())
        for at in sorted(held.get(column, ()))
        if at < len(headings) and at not in taken and headings[at]
    )
    unsure = {heading for heading, _ in doubts}
    unused = tuple(each for at, each in enumerate(headings) if each and at not in taken and each not in unsure)
    return Columns(headings=tuple(headings), places=places, doubts=doubts, unused=unused)


def _fitting(headings: Sequence[str], known: Iterable[str], places: Mapping[str, int]) -> Iterator[int]:
    """Yield the places of free headings that a column's words fit, the first word's first."""
    free = {letters(each): at for at, each in reversed(tuple(enumerate(headings))) if at not in places.values()}
    yield from (free[word] for word in map(letters, known) if word in free)


def letters(text: str) -> str:
    """Return the letters and digits of a text, in small letters: what is compared of a heading."""
    return "".join(filter(str.isalnum, text.casefold()))
