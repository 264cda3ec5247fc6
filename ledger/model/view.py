"""Which slice of a book a report shows."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import attrs

from ledger.model.totals import Basis


class Dimension(StrEnum):
    """What the rows of a report are."""

    PROJECT = "project"
    CATEGORY = "category"
    YEAR = "year"
    MONTH = "month"
    PART = "part"
    PHASE = "phase"
    SOURCE = "source"


@attrs.frozen(kw_only=True)
class View:
    """What is asked for.

    Attributes:
        today: The day on which the question is put; decides which budget version is in force and what is overdue.
        basis: By which of an entry's days.
        year: Only this calendar year of the budget and of the entries.
        start: Only entries from this day on.
        end: Only entries to this day.
        by: What the rows are, outermost first; empty for the report's usual ones.
    """

    today: date
    basis: Basis = Basis.BOOKED
    year: int | None = None
    start: date | None = None
    end: date | None = None
    by: tuple[Dimension, ...] = ()
