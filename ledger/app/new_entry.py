"""What is to be said at once of an entry that somebody types in, before it is booked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ledger.core.record import evolve
from ledger.model.entry import COLUMNS
from ledger.rules.checks import Case
from ledger.rules.checks import judge
from ledger.rules.checks.amounts import check_sign
from ledger.rules.checks.amounts import check_vat
from ledger.rules.checks.duplicates import check_duplicates
from ledger.rules.checks.in_kind import check_forms_of_entries
from ledger.rules.checks.options import check_covered_entries
from ledger.rules.checks.options import check_unit_costs
from ledger.rules.checks.period import check_days_to_come
from ledger.rules.checks.period import check_entry_days
from ledger.rules.checks.period import check_entry_phases

if TYPE_CHECKING:
    from ledger.app.book import Book
    from ledger.core.finding import Finding
    from ledger.model.dossier import Dossier
    from ledger.model.entry import EntryRow

_CHECKS = (
    check_sign,
    check_vat,
    check_entry_days,
    check_entry_phases,
    check_days_to_come,
    check_forms_of_entries,
    check_covered_entries,
    check_unit_costs,
    check_duplicates,
)
_NUMBER, _BOOKED = COLUMNS.index("number"), COLUMNS.index("booked_on")


def said_of(book: Book, found: Dossier, row: EntryRow, today: date) -> tuple[Finding, ...]:
    """Return what is to be said of an entry that is not booked yet: its sign, days, source, and what it may repeat.

    Only entries booked from its day on are read, so a repetition on another day is told by `medfin check` alone.

    Args:
        book: The book.
        found: The project.
        row: The entry; its number does not count.
        today: The day of the question.
    """
    number = found.head.entries + 1
    new = (*row[:_NUMBER], number, *row[_NUMBER + 1 :])
    rows = (*book.store.entries(found.project.id, first=row[_BOOKED]), new)
    case = Case(dossier=found, entries=lambda: rows, today=today)
    told = (each for check in _CHECKS for each in check(case))
    return judge((each for each in told if each.place.entry == number), found.project.severities)


def renumbered(findings: tuple[Finding, ...], number: int) -> tuple[Finding, ...]:
    """Return findings on an entry under the number that it got, which a rival may have made another one."""
    return tuple(evolve(each, place=evolve(each.place, entry=number)) for each in findings)
