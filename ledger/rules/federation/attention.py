"""What a treasurer must look after over all projects: late members, claims on their way, support at risk."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from ledger.core.money import Money
from ledger.core.period import month
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.model.claims.claim import ClaimState
from ledger.rules import budget
from ledger.rules.checks.forecast import warn
from ledger.rules.claims import claim as claims
from ledger.rules.claims import rhythm
from ledger.rules.federation.booked import BookedState
from ledger.rules.federation.convert import at_day
from ledger.rules.federation.member_standing import late_contributions
from ledger.rules.forecasts.forecast import forecast
from ledger.rules.forecasts.sources import forecast_financing
from ledger.rules.totals import cost_minor

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from ledger.core.finding import Finding
    from ledger.model.claims.claim import Claim
    from ledger.model.claims.claim import Payment
    from ledger.model.dossier import Dossier
    from ledger.model.federation.consolidation import Consolidation
    from ledger.model.federation.federation import Federation
    from ledger.model.view import View
    from ledger.rules.federation.booked import ProjectBooked
    from ledger.rules.federation.lights import Light
    from ledger.rules.forecasts.forecast import Forecasts


class Matter(StrEnum):
    """What is to be looked after, the gravest first: money that is missing, what can be mended, what waits."""

    MEMBER_LATE = "member_late"
    """A member's agreed payment is due and has not come."""
    RECEIPT_LATE = "receipt_late"
    """A claim should have been paid."""
    CLAIM_LATE = "claim_late"
    """A claim should have been submitted."""
    SHARE = "share"
    """By the forecast others than the funder pay less than is required of them."""
    PASSED = "passed"
    """By the forecast a category costs more than its budget."""
    RED_LIGHT = "red_light"
    """A project shows a red light by the federation's own thresholds."""
    NOT_BOOKED = "not_booked"
    """A project is not booked up to the day of the report."""
    CLAIM_DUE = "claim_due"
    """A period is over and its claim is to be submitted."""
    UNSPENT = "unspent"
    """By the forecast support will not be used."""
    TYPED = "typed"
    """A typed forecast is below what is booked and ordered."""
    ORDER = "order"
    """What was ordered is late, or no day is given for it."""
    DRAFT = "draft"
    """A claim is drafted and not submitted."""
    NOT_CLAIMED = "not_claimed"
    """Cost stands in the project that no submitted claim holds, and nothing tells when it is to be claimed."""
    UNPAID = "unpaid"
    """A claim is decided and not paid."""
    UNDECIDED = "undecided"
    """A claim is submitted and not decided."""
    SILENT = "silent"
    """A project has not commented or forecast since the report before."""


@frozen(kw_only=True)
class Attention:
    """Something to look after.

    Attributes:
        matter: What.
        where: Project id, or member id.
        number: Number of the claim; None for none.
        day: Since when: due day, end of the last month that is booked, end of the last claim, day of the claim or the
            decision; None where there is none.
        amount_minor: How much, minor units; nothing where it is not about an amount.
        source: Source id that a claim is for; None for the project.
        period: Last day of the claim's period, of several that of the first; None where no period is meant.
        until: Last day of the last period.
        count: Of how many of the same kind it is the sum.
        finding: What a forecast warns of; None for all else.
        light: What a project shows; None where it is about anything else.
    """

    matter: Matter
    where: str
    number: int | None = None
    day: date | None = None
    amount_minor: int = 0
    source: str | None = None
    period: date | None = None
    until: date | None = None
    count: int = 1
    finding: Finding | None = None
    light: Light | None = None


_MATTERS = {
    ClaimState.DRAFT: Matter.DRAFT,
    ClaimState.SUBMITTED: Matter.UNDECIDED,
    ClaimState.DECIDED: Matter.UNPAID,
}


def attention(
    found: Consolidation, federation: Federation, view: View, payments: Mapping[str, Sequence[Payment]]
) -> tuple[Attention, ...]:
    """Return what is to be looked after: members first, then project by project.

    Who is late of the members nobody can tell where the own accounts, which they pay to, are not in the whole.

    Args:
        found: The whole, its parts with their claims, each in its own currency.
        federation: The federation; its rate of the view's day converts what is in another currency.
        view: The day of the question.
        payments: By project, which claims its receipts pay.
    """
    accounts = next((each for each in found.parts if each.project.id == federation.accounts), None)
    late = tuple(_late(federation, accounts, view)) if accounts or not federation.accounts else ()
    parts = (each for each in found.parts if each.project.id != federation.accounts)
    own = (
        item
        for each in parts
        for item in _converted(_of_project(each, view, payments.get(each.project.id, ())), each, federation, view)
    )
    return (*late, *own)


def _converted(items: Iterable[Attention], dossier: Dossier, federation: Federation, view: View) -> Iterator[Attention]:
    if dossier.project.currency == federation.currency:
        return iter(items)
    minor = at_day(federation, dossier.project.currency, view.day)
    return (evolve(each, amount_minor=minor(each.amount_minor)) for each in items)


def at_risk(dossier: Dossier, view: View, believed: Forecasts | None = None) -> tuple[Finding, ...]:
    """Return what a project's forecast warns of: support that will not be used, a share that will be missed, and more.

    Nothing is warned of where no budget is in force: there is nothing to miss.

    Args:
        dossier: The project.
        view: The day of the question, the year.
        believed: Its forecast, where somebody has reckoned it.
    """
    if budget.in_force(dossier.versions, view.today) is None:
        return ()
    found = believed or forecast(dossier, view)
    return tuple(warn(dossier, view, found, forecast_financing(dossier, view, found.horizon, found.costs() or {})))


_WARNED = {
    "FOR-001": (Matter.UNSPENT, "unspent"),
    "FOR-002": (Matter.SHARE, "missing"),
    "FOR-003": (Matter.PASSED, "over"),
    "FOR-004": (Matter.TYPED, "least"),
    "FOR-005": (Matter.ORDER, "amount"),
    "FOR-006": (Matter.ORDER, "amount"),
}
"""By the code of what a forecast warns of: what it is, and which of its values is the amount."""


def warned(dossier: Dossier, risks: Iterable[Finding], federation: Federation, view: View) -> Iterator[Attention]:
    """Yield what a project's forecast warns of.

    Args:
        dossier: The project, in its own currency.
        risks: Of `at_risk`.
        federation: The federation; its rate of the view's day converts what is in another currency.
        view: The day of the question.
    """
    own = (
        Attention(matter=matter, where=dossier.project.id, amount_minor=_amount_minor(each, key), finding=each)
        for each in risks
        for matter, key in (_WARNED[each.code],)
    )
    yield from _converted(own, dossier, federation, view)


def _amount_minor(finding: Finding, key: str) -> int:
    """Return what a warning is about, minor units; of a forecast that is too low, by how much."""
    values = {name: value.minor for name, value in finding.values if isinstance(value, Money)}
    return values[key] - (values["typed"] if key == "least" else 0)


def behind(found: Iterable[ProjectBooked]) -> Iterator[Attention]:
    """Yield the projects that are not booked up to the day of the report, and those that have not said how they stand.

    Args:
        found: How far each project is booked.
    """
    for each in found:
        if each.state is BookedState.MISSING:
            last = max(each.month, each.covered)
            yield Attention(matter=Matter.NOT_BOOKED, where=each.project, day=month(last).end if last else None)
        if each.lacks_comment or each.lacks_forecast:
            yield Attention(matter=Matter.SILENT, where=each.project)


def _late(federation: Federation, accounts: Dossier | None, view: View) -> Iterator[Attention]:
    for each in late_contributions(federation, accounts, view):
        yield Attention(matter=Matter.MEMBER_LATE, where=each.member, day=each.day, amount_minor=each.amount_minor)


def _of_project(dossier: Dossier, view: View, payments: Sequence[Payment]) -> Iterator[Attention]:
    id_ = dossier.project.id
    for each in rhythm.due_claims(dossier, view.day):
        yield Attention(
            matter=Matter.CLAIM_LATE if view.day > each.last else Matter.CLAIM_DUE,
            where=id_,
            day=each.last,
            amount_minor=each.amount_minor,
            source=each.source,
            period=each.end,
            until=each.end,
        )
    submitted = [claim for claim in dossier.claims if claim.counts]
    left = cost_minor((*dossier.before, *dossier.totals)) - sum(claim.standing.cost_minor for claim in submitted)
    if left > 0 and claims.asked_sources(dossier) and not rhythm.has_rhythm(dossier):
        last = max((claim.terms.end for claim in submitted), default=None)
        yield Attention(matter=Matter.NOT_CLAIMED, where=id_, day=last, amount_minor=left)
    for claim in dossier.claims:
        if claim.withdrawal:
            continue
        yield from _of_claim(dossier, claim, view, payments)


def _of_claim(dossier: Dossier, claim: Claim, view: View, payments: Sequence[Payment]) -> Iterator[Attention]:
    asked = sum(claims.asked_minor(claim, dossier).values())
    left = asked - claims.paid_minor(claim, payments)
    if claim.state is ClaimState.DECIDED and left <= 0:
        return
    day = claim.decision.decided if claim.decision else claim.dated
    paid_by = rhythm.pays_by(dossier, claim) if claim.counts else None
    is_late = paid_by is not None and view.day > paid_by and left > 0
    yield Attention(
        matter=Matter.RECEIPT_LATE if is_late else _MATTERS[claim.state],
        where=dossier.project.id,
        number=claim.number,
        day=paid_by if is_late else day,
        amount_minor=left if is_late or claim.state is ClaimState.DECIDED else asked,
    )
