"""Which claims a funder wants by now, by the rhythm that a project's file gives, and which payments are late."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ledger.core.period import DAY
from ledger.core.period import Period
from ledger.core.period import months_later
from ledger.core.record import frozen
from ledger.rules import budget
from ledger.rules.claims.claim import asked_sources
from ledger.rules.totals import cost_minor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ledger.model.claims.claim import Claim
    from ledger.model.claims.rhythm import ClaimRhythm
    from ledger.model.dossier import Dossier


@frozen(kw_only=True)
class DueClaim:
    """A claim that a funder wants and that has not been submitted.

    Attributes:
        source: Source id.
        end: Last day of its period.
        last: Last day on which it is to be submitted.
        amount_minor: Cost that it would hold, minor units: of its months, and of all before that no claim holds.
    """

    source: str
    end: date
    last: date
    amount_minor: int


def due_claims(dossier: Dossier, day: date) -> tuple[DueClaim, ...]:
    """Return the claims of periods that have ended by a day, which no submitted claim holds, by source and period.

    A period without cost that is not claimed wants no claim. Cost is told month by month, as it belongs.

    Args:
        dossier: The project with its claims, and the totals from its first day on.
        day: The day of the question.
    """
    return tuple(due for id_ in asked_sources(dossier) for due in _of_source(dossier, id_, day))


def pays_by(dossier: Dossier, claim: Claim) -> date | None:
    """Return the last day on which a claim is to be paid, by the soonest of those it asks; None where none says."""
    rhythms = (_rhythm(dossier, id_) for id_ in asked_sources(dossier))
    days = [each.pays_within_days for each in rhythms if each and each.pays_within_days is not None]
    return claim.dated + timedelta(days=min(days)) if days else None


def has_rhythm(dossier: Dossier) -> bool:
    """Whether the project's file says how often any source wants claims."""
    return any(each and each.every_months for each in (_rhythm(dossier, id_) for id_ in asked_sources(dossier)))


def _rhythm(dossier: Dossier, id_: str) -> ClaimRhythm | None:
    source = dossier.project.source(id_)
    return source.claims if source else None


def _of_source(dossier: Dossier, id_: str, day: date) -> Iterator[DueClaim]:
    rhythm = _rhythm(dossier, id_)
    if rhythm is None or rhythm.every_months is None:
        return
    submitted = [claim for claim in dossier.claims if claim.counts]
    covered = max((claim.terms.end for claim in submitted), default=None)
    claimed = sum(claim.standing.cost_minor for claim in submitted)
    for period in _periods(dossier, rhythm, day):
        if covered and period.end <= covered:
            continue
        cost = _cost_to(dossier, period.end) - claimed
        if cost > 0:
            yield DueClaim(source=id_, end=period.end, last=_last(dossier, rhythm, period.end), amount_minor=cost)
            claimed += cost


def _periods(dossier: Dossier, rhythm: ClaimRhythm, day: date) -> Iterator[Period]:
    """Yield the periods that have ended before a day; the project's last day ends its last one."""
    days = budget.span(dossier.project, budget.in_force(dossier.versions, day))
    start = rhythm.begins or (days and days.start)
    number = 0
    while start and rhythm.every_months:
        first = months_later(start, number * rhythm.every_months)
        end = months_later(start, (number + 1) * rhythm.every_months) - DAY
        last = min(end, days.end) if days else end
        if last >= day or last < first:
            return
        yield Period(first, last)
        number += 1


def _last(dossier: Dossier, rhythm: ClaimRhythm, end: date) -> date:
    """Return the last day for a period's claim: as agreed, else as the programme says, else the day after it."""
    terms = dossier.programme.payment if dossier.programme else None
    months = rhythm.within_months
    if months is None and terms is not None:
        months = terms.claim_within_months
    return end + DAY if months is None else months_later(end, months)


def _cost_to(dossier: Dossier, end: date) -> int:
    last = end.isoformat()[:7]
    return cost_minor(each for each in (*dossier.before, *dossier.totals) if each.month_belongs[:7] <= last)
