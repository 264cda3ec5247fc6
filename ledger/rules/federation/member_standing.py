"""How members stand for a year: what they decided, what is due by a day, what has come, what is late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.record import frozen
from ledger.rules.federation.membership import MemberShare
from ledger.rules.federation.membership import member_shares
from ledger.rules.totals import received_minor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date

    from ledger.model.dossier import Dossier
    from ledger.model.federation.federation import Federation
    from ledger.model.federation.federation import Member
    from ledger.model.federation.federation import MemberYear
    from ledger.model.view import View


@frozen(kw_only=True)
class MemberStanding:
    """How a member stands for a year.

    Attributes:
        share: What it shall pay.
        due_minor: What of it is due by the day asked for, by the payment plan; None where it has no plan for the year.
        received_minor: What has come of it, minor units; below zero where more was paid back.
        dues: The plan's days that have come, in order, each with its amount.
        planned_minor: All that the year's plan says, minor units.
        is_over: Whether the year is over on the day asked for.
    """

    share: MemberShare
    due_minor: int | None
    received_minor: int
    dues: tuple[tuple[date, int], ...] = ()
    planned_minor: int = 0
    is_over: bool = False

    @property
    def late_minor(self) -> int:
        """What is due and has not come, minor units: never more than is due, also where more is paid back than came."""
        return (self.due_minor or 0) - min(self.due_minor or 0, max(0, self.received_minor))

    @property
    def left_minor(self) -> int:
        """What of the year's contribution has not come, minor units; negative where more has come."""
        return self.share.amount_minor - self.received_minor

    @property
    def counted_minor(self) -> int:
        """What has come for agreed payments of any year, minor units.

        What the plan leaves out of a year's contribution, because it names few payments or none, is not counted: it has
        come for that rest. Of a year that is not over all is counted, if it has a plan.
        """
        if self.planned_minor and not self.is_over:
            return self.received_minor
        rest = max(0, self.share.amount_minor - self.planned_minor)
        return self.received_minor - min(rest, max(0, self.received_minor - self.planned_minor))


@frozen(kw_only=True)
class LateContribution:
    """What of a member's agreed payments of a year has not come.

    Attributes:
        member: Member id.
        day: Day of the oldest of those payments that has not wholly come.
        amount_minor: How much is missing, minor units.
    """

    member: str
    day: date
    amount_minor: int


def late_contributions(federation: Federation, accounts: Dossier | None, view: View) -> tuple[LateContribution, ...]:
    """Return what members should have paid by a day and have not, year by year.

    The oldest payment is taken to have come first, in whatever year the money came: what comes in January pays what was
    late in December before anything of the new year, and what came ahead pays the next one.

    Args:
        federation: The federation.
        accounts: The federation's own accounts, cut to the view's days, and what came before those days.
        view: Its last day, or today, decides what is due; its basis the year of a receipt.
    """
    years = sorted(federation.years, key=lambda each: each.year)
    by_member: dict[str, list[MemberStanding]] = {}
    for each in (standing for year in years for standing in member_standings(federation, year, accounts, view)):
        by_member.setdefault(each.share.member.id, []).append(each)
    return tuple(late for id_, standings in by_member.items() for late in _late(id_, standings))


def _late(member: str, standings: Sequence[MemberStanding]) -> Iterator[LateContribution]:
    left = max(0, sum(each.counted_minor for each in standings))
    for each in standings:
        missing = []
        for day, minor in each.dues:
            missing.append((day, max(0, minor - left)))
            left = max(0, left - minor)
        late = sum(minor for _, minor in missing)
        if late:
            first = next(day for day, minor in missing if minor)
            yield LateContribution(member=member, day=first, amount_minor=late)


def member_standings(
    federation: Federation, year: MemberYear, accounts: Dossier | None, view: View
) -> tuple[MemberStanding, ...]:
    """Return how each member stands for a year.

    What has come is what the federation's own accounts have received in the year from sources that are the member;
    where the book does not hold those accounts, what the federation's file says.

    Args:
        federation: The federation.
        year: What the members decided.
        accounts: The federation's own accounts, cut to the view's days, and what came before those days.
        view: Its last day, or today, decides what is due; its basis the year of a receipt.
    """
    return tuple(
        _standing(federation, share, year.year, accounts, view) for share in member_shares(federation.members, year)
    )


def _standing(
    federation: Federation, share: MemberShare, year: int, accounts: Dossier | None, view: View
) -> MemberStanding:
    plan = [each for each in federation.payments if each.member == share.member.id and each.day.year == year]
    dues = tuple(sorted((each.day, each.amount_minor) for each in plan if each.day <= view.day))
    return MemberStanding(
        share=share,
        due_minor=sum(minor for _, minor in dues) if plan else None,
        received_minor=_received_minor(federation, share.member, year, accounts, view),
        dues=dues,
        planned_minor=sum(each.amount_minor for each in plan),
        is_over=year < view.day.year,
    )


def _received_minor(federation: Federation, member: Member, year: int, accounts: Dossier | None, view: View) -> int:
    if accounts is None:
        came = [each for each in federation.received if each.member == member.id and each.day.year == year]
        return sum(each.amount_minor for each in came if not view.end or each.day <= view.end)
    sources = {source.id for source in accounts.project.sources if source.party == member.party}
    return received_minor(
        total
        for total in (*accounts.before, *accounts.totals)
        if total.source in sources and total.month(view.basis).startswith(str(year))
    )
