"""Corrections: nothing booked is changed, so an entry is taken back by its exact negative and booked anew beside it."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from typing import Any

from ledger import errors
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.model.entry import COLUMNS
from ledger.model.entry import Entry
from ledger.model.entry import EntryRow
from ledger.model.project import Project
from ledger.model.scheme import Scheme

_AT = {name: at for at, name in enumerate(COLUMNS)}
_NUMBER, _AMOUNT, _VAT, _QUANTITY = (_AT[name] for name in ("number", "amount_minor", "vat_minor", "quantity"))
_BOOKED_ON, _REVERSES = _AT["booked_on"], _AT["reverses"]
_ORIGIN = _AT["origin_organisation"]
_WORDS = (_AT["text"], _AT["counterparty"])
_NAMES = ("category", "source", "part", "phase")


@frozen(kw_only=True)
class History:
    """How a project's entries follow on each other.

    Attributes:
        reversed_by: Number of the reversal, by the number of the entry that it reverses.
        replaced_by: Number of the entry that took another one's place, by the other one's number.
    """

    reversed_by: Mapping[int, int]
    replaced_by: Mapping[int, int]

    def standing(self, number: int) -> int | None:
        """Return what stands today for an entry: itself, its replacement, its reversal's reversal; None if nothing."""
        while (reversal := self.reversed_by.get(number)) is not None:
            after = self.replaced_by.get(number) or self.reversed_by.get(reversal)
            if after is None:
                return None
            number = after
        return number

    def kin(self, numbers: Iterable[int]) -> tuple[int, ...]:
        """Return the entries that share their words with some: all that reverse or replace each other."""
        links: dict[int, set[int]] = {}
        for relation in (self.reversed_by, self.replaced_by):
            for one, other in relation.items():
                links.setdefault(one, set()).add(other)
                links.setdefault(other, set()).add(one)
        found: set[int] = set()
        left = list(numbers)
        while left:
            number = left.pop()
            if number not in found:
                found.add(number)
                left.extend(links.get(number, ()))
        return tuple(sorted(found))


def reversals(rows: Iterable[EntryRow]) -> dict[int, int]:
    """Return the number of each reversal by the number of the entry that it reverses."""
    return {row[_REVERSES]: row[_NUMBER] for row in rows if row[_REVERSES] is not None}


def is_voucher(voucher: str) -> Callable[[EntryRow], bool]:
    """Return what tells the entries of a voucher, given as people write it: ``A 12``, ``A12`` or ``12``."""
    wanted = _squeezed(voucher)
    series, number = _AT["voucher_series"], _AT["voucher_number"]
    return lambda row: row[number] is not None and _squeezed(f"{row[series] or ''}{row[number]}") == wanted


def negative(row: EntryRow, day: date) -> EntryRow:
    """Return the exact negative of an entry: it names the entry and keeps the day that the cost belongs to.

    Args:
        row: The entry.
        day: When the reversal is booked.
    """
    values = list(row[:_ORIGIN]) + [None] * (len(row) - _ORIGIN)
    values[_NUMBER], values[_REVERSES] = 0, row[_NUMBER]
    values[_BOOKED_ON] = day.isoformat()
    values[_AMOUNT] = -row[_AMOUNT]
    values[_VAT] = None if row[_VAT] is None else -row[_VAT]
    values[_QUANTITY] = _negated(row[_QUANTITY])
    return tuple(values)


def moved(entry: Entry, to: Mapping[str, str], day: date) -> Entry:
    """Return the entry that takes another one's place.

    Args:
        entry: The entry that is moved.
        to: New category, source, part or phase by the field's name; an empty text takes the old one away.
        day: When it is booked.

    Raises:
        NothingMovedError: It stands there already.
        EntryError: Its kind needs what was taken away.
    """
    names: dict[str, Any] = {name: to[name] or None for name in _NAMES if name in to}
    new = evolve(entry, number=0, booked_on=day, reverses=None, origin=None, **names)
    if all(getattr(new, name) == getattr(entry, name) for name in _NAMES):
        raise errors.NothingMovedError(project=entry.project, entry=entry.number)
    return new


def check_names(entry: Entry, project: Project, scheme: Scheme) -> None:
    """Refuse a category, source, part or phase that the project does not have.

    Raises:
        UnknownNameError: The entry names one.
    """
    known = {
        "category": tuple(category.code for category in scheme.categories),
        "source": tuple(source.id for source in project.sources),
        "part": tuple(part.id for part in project.parts),
        "phase": tuple(phase.id for phase in project.phases),
    }
    for field, names in known.items():
        name = getattr(entry, field)
        if name is not None and name not in names:
            raise errors.UnknownNameError(field=field, name=name, project=entry.project, known=", ".join(names) or "–")


def net(rows: Sequence[EntryRow]) -> Iterator[EntryRow]:
    """Yield entries without the pairs that cancel: a reversed one and its reversal, if both are among them.

    So the sum of the rows is the same with and without the pairs, whatever days they were chosen by.
    """
    there = {row[_NUMBER] for row in rows}
    gone: set[int] = set()
    for row in rows:
        if row[_REVERSES] in there and row[_REVERSES] not in gone:
            gone |= {row[_REVERSES], row[_NUMBER]}
    return (row for row in rows if row[_NUMBER] not in gone)


def masked(rows: Iterable[EntryRow]) -> Iterator[EntryRow]:
    """Yield entries without their personal words: text and counterparty."""
    for row in rows:
        values = list(row)
        for at in _WORDS:
            values[at] = None
        yield tuple(values)


def _squeezed(voucher: str) -> str:
    return "".join(voucher.split()).casefold()


def _negated(quantity: str | None) -> str | None:
    if not quantity:
        return quantity
    return quantity[1:] if quantity.startswith("-") else f"-{quantity}"
