"""The day that a report compares with: one that is asked for, that of a printed seal, or that of the last report."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from ledger.core.period import check_day
from ledger.errors import SealUnknownError
from ledger.rules.federation.cutoffs import cutoff_before

if TYPE_CHECKING:
    from ledger.app.book import Book
    from ledger.model.federation.federation import Federation
    from ledger.model.view import View

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SEAL = re.compile(r"[0-9a-f]{8,64}")
"""Eight characters tell a seal from any other of a book; reports print twelve."""


def since_day(federation: Federation, view: View) -> date | None:
    """Return the day that is compared with: the one asked for, else that of the last report.

    Args:
        federation: Its cut-offs.
        view: The day asked for, and that of the report.
    """
    return view.since or cutoff_before(federation.cutoffs, view.day)


def day_of(book: Book, text: str) -> date:
    """Return the day that a text names: a date, or the day on which the commit with that seal was recorded.

    Args:
        book: The book.
        text: A date such as ``2021-04-30``, or the first characters of a seal, as printed on reports.

    Raises:
        SealUnknownError: No chain has such a seal.
        DayRangeError: The day lies too far off.
    """
    if _DAY.fullmatch(text):
        return check_day(date.fromisoformat(text))
    for scope in book.store.scopes() if _SEAL.fullmatch(text) else ():
        for commit in book.store.commits(scope):
            if commit.seal.startswith(text):
                return date.fromisoformat(commit.recorded_at[:10])
    raise SealUnknownError(seal=text)
