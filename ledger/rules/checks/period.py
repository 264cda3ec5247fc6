"""The project's days against the budget's years and the entries' days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ledger.core.finding import Finding
from ledger.core.finding import note
from ledger.core.finding import warning
from ledger.model.entry import COLUMNS
from ledger.model.entry_kind import COST_KINDS
from ledger.rules.checks.case import Case

_NUMBER, _KIND, _AMOUNT, _BOOKED, _BELONGS, _PHASE = (
    COLUMNS.index(name) for name in ("number", "kind", "amount_minor", "booked_on", "belongs_to", "phase")
)


def check_entry_days(case: Case) -> Iterator[Finding]:
    """Yield PER-001 for each cost, contribution in kind or income that belongs to a day outside the project.

    Money received is left out: funders pay in arrears, after the project's last day too; so are reversed entries and
    their reversals.
    """
    span = case.span
    if span is None:
        return
    first, last = span.start.isoformat(), span.end.isoformat()
    undone: frozenset[int] | None = None
    for row in case.entries():
        if row[_KIND] not in COST_KINDS or first <= row[_BELONGS] <= last:
            continue
        undone = case.undone() if undone is None else undone
        if row[_NUMBER] not in undone:
            yield warning(
                "PER-001",
                case.entry(row[_NUMBER]),
                day=date.fromisoformat(row[_BELONGS]),
                amount=case.money(row[_AMOUNT]),
                start=span.start,
                end=span.end,
            )


def check_entry_phases(case: Case) -> Iterator[Finding]:
    """Yield PER-005 for each cost, contribution in kind or income in a phase to whose days its own does not belong.

    Reversed entries and their reversals are left out.
    """
    phases = {phase.id: phase for phase in case.project.phases}
    for row in case.entries() if phases else ():
        phase = phases.get(row[_PHASE])
        if phase is None or row[_KIND] not in COST_KINDS:
            continue
        day = date.fromisoformat(row[_BELONGS])
        if not phase.start <= day <= phase.end and row[_NUMBER] not in case.undone():
            yield warning(
                "PER-005",
                case.entry(row[_NUMBER]),
                day=day,
                amount=case.money(row[_AMOUNT]),
                phase=phase.name or phase.id,
                start=phase.start,
                end=phase.end,
                number=row[_NUMBER],
            )


def check_days_to_come(case: Case) -> Iterator[Finding]:
    """Yield PER-006 for each entry that is booked on a day to come; asked of what is typed in by hand, at once."""
    today = case.today.isoformat()
    for row in case.entries():
        if row[_BOOKED] > today:
            day, number = date.fromisoformat(row[_BOOKED]), row[_NUMBER]
            yield warning("PER-006", case.entry(number), day=day, today=case.today, number=number)


def check_budget_years(case: Case) -> Iterator[Finding]:
    """Yield PER-002 for each year that the version in force has lines for and that lies outside the project."""
    span, version = case.span, case.version
    if span is None or version is None:
        return
    years = {line.year for line in version.cost} | {line.year for line in version.financing}
    for year in sorted(year for year in years if year is not None):
        if year not in span.years:
            place = case.place(f"{case.version_key}.{year}")
            yield warning("PER-002", place, year=year, start=span.start, end=span.end)


def check_period(case: Case) -> Iterator[Finding]:
    """Yield PER-003 where the period is known only in words, PER-004 where it is not known at all."""
    if case.span is not None:
        return
    if case.project.period is not None:
        yield note("PER-003", case.place("project.period"), period=case.project.period)
    else:
        yield note("PER-004", case.place("project.start"))
