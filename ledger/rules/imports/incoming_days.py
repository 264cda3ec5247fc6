"""The days of a file's new rows: none may be locked, and few should lie outside the project."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from datetime import date

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import stop
from ledger.core.finding import warning
from ledger.core.money import Currency
from ledger.core.money import Money
from ledger.core.period import Period
from ledger.core.words import Value
from ledger.model.corrections.lock import Lock
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.model.entry_kind import COST_KINDS
from ledger.rules.corrections.lock import first_open

_KIND, _AMOUNT, _BOOKED, _BELONGS = (
    COLUMNS.index(name) for name in ("kind", "amount_minor", "booked_on", "belongs_to")
)
_TOLD = tuple(COLUMNS.index(name) for name in ("voucher_series", "voucher_number", "text", "counterparty"))


def check_locked(project: str, rows: Iterable[EntryRow], lock: Lock, currency: Currency) -> Iterator[Finding]:
    """Yield IMP-011, which stops, if rows are to be booked on locked days.

    Args:
        project: Project id.
        rows: Its new rows.
        lock: What is locked.
        currency: The project's.
    """
    if lock.until is not None:
        until = lock.until.isoformat()
        found = _told(rows, _BOOKED, lambda row: row[_BOOKED] <= until, currency)
        if found:
            place = Place(project=project)
            yield stop("IMP-011", place, project=project, until=lock.until, open=first_open(lock), **found)


def check_outside(project: str, rows: Iterable[EntryRow], span: Period, currency: Currency) -> Iterator[Finding]:
    """Yield IMP-010 if costs, contributions in kind or income belong to days outside the project.

    Args:
        project: Project id.
        rows: Its new rows.
        span: The project's days.
        currency: The project's.
    """
    first, last = span.start.isoformat(), span.end.isoformat()

    def is_outside(row: EntryRow) -> bool:
        return row[_KIND] in COST_KINDS and not first <= row[_BELONGS] <= last

    found = _told(rows, _BELONGS, is_outside, currency)
    if found:
        yield warning("IMP-010", Place(project=project), project=project, start=span.start, end=span.end, **found)


def _told(
    rows: Iterable[EntryRow], day: int, wanted: Callable[[EntryRow], bool], currency: Currency
) -> dict[str, Value]:
    """Return how many rows are wanted, and of the first its day, amount and what it says; nothing if none is."""
    found = filter(wanted, rows)
    first = next(found, None)
    if first is None:
        return {}
    words = " ".join(first[at] for at in _TOLD if first[at])
    return {
        "count": 1 + sum(1 for _ in found),
        "day": date.fromisoformat(first[day]),
        "amount": Money(first[_AMOUNT], currency),
        "row": words or "–",
    }
