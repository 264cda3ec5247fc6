"""Locked days: what may not be booked on them, and where a correction goes instead."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from datetime import date

from ledger.core.period import DAY
from ledger.errors import LockedDayError
from ledger.model.corrections.lock import Lock
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow

_BOOKED_ON = COLUMNS.index("booked_on")


def check_open(lock: Lock, rows: Iterable[EntryRow], project: str) -> Iterator[EntryRow]:
    """Yield entries on their way into a book, and stop at the first one that is booked on a locked day.

    Args:
        lock: What holds for the project.
        rows: The entries; taken one by one, so a file of any size can pass through.
        project: Project id, for people.

    Raises:
        LockedDayError: An entry is booked on a locked day.
    """
    until = lock.until.isoformat() if lock.until else ""
    for row in rows:
        if row[_BOOKED_ON] <= until:
            raise LockedDayError(project=project, day=row[_BOOKED_ON], until=until, open=first_open(lock))
        yield row


def first_open(lock: Lock) -> date:
    """Return the first day that takes bookings; the earliest of all days where nothing is locked."""
    return lock.until + DAY if lock.until else date.min


def is_locked(lock: Lock, day: date) -> bool:
    """Whether nothing can be booked on a day."""
    return lock.until is not None and day <= lock.until


def correction_day(lock: Lock, booked_on: date, otherwise: date) -> date:
    """Return when the correction of an entry is booked unless somebody says a day.

    Args:
        lock: What is locked.
        booked_on: When the entry was booked; if that is locked, its correction goes to the first open day.
        otherwise: The usual day, which gives way to the first open one if it is locked itself.
    """
    return first_open(lock) if is_locked(lock, booked_on) else max(otherwise, first_open(lock))
