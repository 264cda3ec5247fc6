"""Aid of minor importance (de minimis): what undertakings have declared, against the programme's ceiling."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ledger.core.finding import Finding
from ledger.core.finding import note
from ledger.core.finding import warning
from ledger.core.money import Money
from ledger.core.money import currency
from ledger.model.knowledge import Knowledge
from ledger.model.programme import AidCeiling
from ledger.model.programme import AidYears
from ledger.model.terms import DeMinimis
from ledger.rules.checks.case import Case

_EUR = currency("EUR")


def check_de_minimis(case: Case) -> Iterator[Finding]:
    """Yield AID-001 for each undertaking whose aid passes the ceiling at some day, told at the first such day.

    The ceiling is for the group where one is named. AID-002 where the ceiling was never read in a source, AID-003
    where the programme has none.
    """
    declared = case.dossier.terms.de_minimis if case.dossier.terms else ()
    if not declared:
        return
    programme = case.dossier.programme
    ceiling = programme.de_minimis if programme else None
    if ceiling is None:
        yield note("AID-003", case.place("de_minimis"))
        return
    if ceiling.knowledge is Knowledge.UNVERIFIED:
        yield note("AID-002", case.place("de_minimis"), ceiling=Money(ceiling.amount_minor, _EUR))
    by_undertaking: dict[str, list[DeMinimis]] = {}
    for each in sorted(declared, key=lambda aid: aid.granted):
        by_undertaking.setdefault(each.single_undertaking.casefold(), []).append(each)
    for aids in by_undertaking.values():
        yield from _above(case, aids, ceiling)


def _above(case: Case, aids: list[DeMinimis], ceiling: AidCeiling) -> Iterator[Finding]:
    """Yield the finding at the first day on which an undertaking's aid passes the ceiling."""
    for each in aids:
        first = _first_day(each.granted, ceiling)
        summed = sum(aid.amount_minor for aid in aids if first <= aid.granted <= each.granted)
        if summed > ceiling.amount_minor:
            yield warning(
                "AID-001",
                case.place("de_minimis"),
                undertaking=each.group or each.undertaking,
                day=each.granted,
                first=first,
                summed=Money(summed, _EUR),
                ceiling=Money(ceiling.amount_minor, _EUR),
                over=Money(summed - ceiling.amount_minor, _EUR),
            )
            return


def _first_day(day: date, ceiling: AidCeiling) -> date:
    """Return from when aid counts beside aid of a day.

    Fiscal years are taken as calendar years: what years an undertaking has is not declared.
    """
    if ceiling.by is AidYears.FISCAL_YEAR:
        return date(day.year - ceiling.years + 1, 1, 1)
    same = (day.month, day.day)
    leap = same == (2, 29)  # three years back there is no such day
    return date(day.year - ceiling.years, 3, 1) if leap else date(day.year - ceiling.years, *same)
