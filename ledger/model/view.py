"""Which slice of a book a report shows."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from ledger import errors
from ledger.core.period import check_day
from ledger.core.period import check_year
from ledger.core.record import frozen
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
    AREA = "area"
    MEMBER = "member"


@frozen(kw_only=True)
class View:
    """What is asked for.

    Attributes:
        today: The day on which the question is put; decides which budget version is in force and what is overdue.
        basis: By which of an entry's days.
        year: Only this calendar year of the budget and of the entries.
        start: Only entries from this day on.
        end: Only entries to this day.
        by: What the rows are, outermost first; empty for the report's usual ones.
        known: Only what was in the book at the end of this day: entries, decisions and all other facts.
        attested: Only entries that a second person has approved.
        net: Without entries that have been reversed, and their reversals, where both are among those asked for.
        masked: Without personal words: texts and counterparties.
        source: Only this source, for the report on its statements: id, or the party's id, name or alias.
        claim: Which payment claim, for the reports on one; the latest unless given.
        since: For the report on what has changed: what was known at the end of this day is compared with.
        costs_negative: Whether a federation's reports show costs below zero, as municipal accounts do.
    """

    today: date
    basis: Basis = Basis.BOOKED
    year: int | None = None
    start: date | None = None
    end: date | None = None
    by: tuple[Dimension, ...] = ()
    known: date | None = None
    attested: bool = False
    net: bool = False
    masked: bool = False
    source: str | None = None
    claim: int | None = None
    since: date | None = None
    costs_negative: bool = False

    @property
    def day(self) -> date:
        """The day up to which time has passed: the last day asked for, or the year's, or today if that is first."""
        last = self.end or (date(self.year, 12, 31) if self.year else self.today)
        return min(last, self.today)

    @property
    def bounds(self) -> tuple[date | None, date | None]:
        """The first and the last day of entries that are asked for; None where that is open."""
        firsts = [day for day in (self.start, date(self.year, 1, 1) if self.year else None) if day]
        lasts = [day for day in (self.end, date(self.year, 12, 31) if self.year else None) if day]
        return max(firsts, default=None), min(lasts, default=None)

    @property
    def is_of_all(self) -> bool:
        """Whether every entry of the days is asked for, so that kept totals serve."""
        return not (self.known or self.attested or self.net)

    def __attrs_post_init__(self) -> None:
        """Take words for the choices that they are, and refuse words, days and a year that must be mistyped.

        A program may have its basis and rows as words, of a page's form or a file; left so, no rule would know them.

        Raises:
            ViewChoiceError: There is no such basis or dimension.
            DayRangeError: One lies outside `ledger.core.period.YEARS`.
        """
        for field, chosen, known in (("basis", (self.basis,), Basis), ("dimension", self.by, Dimension)):
            for value in chosen:
                if value not in known.__members__.values():
                    raise errors.ViewChoiceError(field=field, value=value, known=", ".join(known))
        object.__setattr__(self, "basis", Basis(self.basis))
        object.__setattr__(self, "by", tuple(map(Dimension, self.by)))
        if type(self.year) is int:  # a year as a text is refused by name where the view is given
            check_year(self.year, str(self.year))
        for day in filter(None, (self.start, self.end, self.known, self.since)):
            check_day(day)
