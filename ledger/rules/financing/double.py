"""The same cost funded twice: one voucher or one piece of evidence behind entries of several projects.

Two passes over all entries, and little memory however many there are: the first keeps eight bytes for each entry, the
second only the entries whose bytes came twice.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from enum import StrEnum
from itertools import pairwise
from typing import Any

from ledger.core.record import field
from ledger.core.record import frozen
from ledger.core.words import folded
from ledger.model.entry import COLUMNS
from ledger.model.entry import OF_STATEMENTS
from ledger.model.entry import EntryRow
from ledger.model.entry_kind import EntryKind

_NUMBER, _KIND, _AMOUNT, _BOOKED = (COLUMNS.index(name) for name in ("number", "kind", "amount_minor", "booked_on"))
_SERIES, _VOUCHER = COLUMNS.index("voucher_series"), COLUMNS.index("voucher_number")
_SHA, _REVERSES = COLUMNS.index("evidence_sha256"), COLUMNS.index("reverses")
_ORGANISATION, _ROW = COLUMNS.index("origin_organisation"), COLUMNS.index("origin_row")
_OCCURRENCE, _SPLIT = COLUMNS.index("origin_occurrence"), COLUMNS.index("origin_split")
_HEAPS = 16
_MARK_MAX = 2**64 - 1
_COST = frozenset({EntryKind.COST, EntryKind.IN_KIND})


class Same(StrEnum):
    """What entries have in common."""

    VOUCHER = "voucher"
    """Organisation, voucher, year and amount, in different projects."""
    EVIDENCE = "evidence"
    """A file that shows what they were for, in different projects."""
    EVIDENCE_AND_AMOUNT = "evidence_and_amount"
    """Such a file and the amount, in one project."""


@frozen(kw_only=True)
class Holder:
    """A project and its entries.

    Attributes:
        id: Project id.
        organisation: Whose books entries without an organisation of their own are taken to come from: a party's id;
            empty if not known.
        parties: Party ids by the names and numbers that books may bear, folded.
        rows: Gives the entries by number, anew at each call.
        evidence: SHA-256 of the files that were attached to entries later, by the entry's number.
    """

    id: str
    organisation: str
    rows: Callable[[], Iterable[EntryRow]]
    parties: Mapping[str, str] = field(factory=dict)
    evidence: Mapping[int, tuple[str, ...]] = field(factory=dict)

    def books(self, organisation: str | None) -> str:
        """Return whose books an entry comes from, one text for each body that is known."""
        if not organisation:
            return self.organisation
        # Entries bear the same few names over and over; a name as the book has it is found at once.
        return self.parties.get(organisation) or self.parties.get(folded(organisation), organisation)


@frozen(kw_only=True)
class Sight:
    """An entry that has something in common with another.

    Attributes:
        project: Project id.
        row: The entry.
    """

    project: str
    row: EntryRow

    @property
    def number(self) -> int:
        """The entry's number in its project."""
        return int(self.row[_NUMBER])

    @property
    def amount_minor(self) -> int:
        """The entry's amount, minor units."""
        return int(self.row[_AMOUNT])

    @property
    def voucher(self) -> str:
        """The entry's voucher, series and number."""
        return f"{self.row[_SERIES] or ''} {self.row[_VOUCHER] or ''}".strip()

    @property
    def slice(self) -> tuple[object, ...] | None:
        """What tells the entry from others of the same row or of equal rows; None where it came from no file."""
        row = self.row
        return None if row[_ROW] is None else (row[_ORGANISATION], row[_ROW], row[_OCCURRENCE], row[_SPLIT])


@frozen(kw_only=True)
class Double:
    """Entries that may be one and the same cost.

    Attributes:
        same: What they have in common.
        sights: The entries, by project and number; two at least.
    """

    same: Same
    sights: tuple[Sight, ...]


def double_funding(holders: tuple[Holder, ...]) -> tuple[Double, ...]:
    """Return the entries that may be one and the same cost; those reversed, and their reversals, are left out.

    Slices of a row that a map split between projects are not the same cost, nor are equal rows of one file, which says
    itself that they are several.

    Args:
        holders: All projects of a book.
    """
    repeated = _repeated(holders)
    if not repeated:
        return ()
    sights: dict[_Key, list[Sight]] = defaultdict(list)
    for holder in holders:
        found, undone = [], set[int]()
        for row in holder.rows():
            if row[_REVERSES] is not None:
                undone |= {row[_NUMBER], row[_REVERSES]}
            found += [(key, row) for key in _keys(holder, row, alone=len(holders) == 1) if _mark(key) in repeated]
        for key, row in found:
            if row[_NUMBER] not in undone:
                sights[key].append(Sight(project=holder.id, row=row))
    doubles = (Double(same=key[0], sights=tuple(each)) for key, each in sights.items() if _is_double(key[0], each))
    return tuple(sorted(doubles, key=lambda each: (each.sights[0].project, each.sights[0].number, each.same)))


def _repeated(holders: tuple[Holder, ...]) -> set[int]:
    """Return the marks of keys that came twice: in two projects, or within one where that tells something.

    Each project's marks are kept once, eight bytes each, in heaps that are sorted one by one.
    """
    heaps = tuple(array("Q") for _ in range(_HEAPS))
    repeated: set[int] = set()
    for holder in holders:
        own: set[int] = set()
        for row in holder.rows():
            for key in _keys(holder, row, alone=len(holders) == 1):
                mark = _mark(key)
                if key[0] is Same.EVIDENCE_AND_AMOUNT and mark in own:
                    repeated.add(mark)
                own.add(mark)
        for mark in own:
            heaps[mark % _HEAPS].append(mark)
    for heap in heaps:
        repeated |= {one for one, other in pairwise(sorted(heap)) if one == other}
    return repeated


_Key = tuple[Any, ...]
"""What an entry can have in common with others: first which kind of thing, then what."""


def _mark(key: _Key) -> int:
    """Return a number that stands for a key while the program runs; what two keys share is told by the keys."""
    return hash(key) & _MARK_MAX


def _keys(holder: Holder, row: EntryRow, *, alone: bool) -> list[_Key]:
    """Return what an entry can have in common with others."""
    keys: list[_Key] = []
    if row[_KIND] not in _COST or not row[_AMOUNT]:
        return keys
    if row[_VOUCHER] and not alone:
        organisation = holder.books(row[_ORGANISATION])
        if organisation:
            keys.append((Same.VOUCHER, organisation, row[_SERIES], row[_VOUCHER], row[_BOOKED][:4], row[_AMOUNT]))
    later = holder.evidence.get(row[_NUMBER], ())
    for sha in sorted({row[_SHA] or "", *later}) if later else (row[_SHA],):
        if sha:
            if not alone:
                keys.append((Same.EVIDENCE, sha))
            if not str(row[_ORGANISATION] or "").startswith(OF_STATEMENTS):
                keys.append((Same.EVIDENCE_AND_AMOUNT, holder.id, sha, row[_AMOUNT]))
    return keys


def _is_double(same: Same, sights: list[Sight]) -> bool:
    """Whether entries can be one cost: in different projects, or in one with the amount; not slices of one row."""
    if len(sights) < 2 or (same is not Same.EVIDENCE_AND_AMOUNT and len({each.project for each in sights}) == 1):  # noqa: PLR2004
        return False
    slices = [each.slice for each in sights]
    if same is not Same.VOUCHER or None in slices:
        return True
    rows = {each and each[:2] for each in slices}
    return len(rows) > 1 or len(set(slices)) < len(slices)
