"""How members stand for a year: what they decided, what is due by a day, what has come, what is late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.record import frozen
from ledger.rules.federation.membership import MemberShare
from ledger.rules.federation.membership import member_shares
from ledger.rules.totals import received_minor

if TYPE_CHECKING:
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
        received_minor: What has come of it, minor units.
    """

    share: MemberShare
    due_minor: int | None
    received_minor: int

    @property
    def late_minor(self) -> int:
        """What is due and has not come, minor units."""
        return max(0, (self.due_minor or 0) - self.received_minor)

    @property
    def left_minor(self) -> int:
        """What of the year's contribution has not come, minor units; negative where more has come."""
        return self.share.amount_minor - self.received_minor


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
        MemberStanding(
            share=share,
            due_minor=_due_minor(federation, share.member, year.year, view.day),
            received_minor=_received_minor(federation, share.member, year.year, accounts, view),
        )
        for share in member_shares(federation.members, year)
    )


def _due_minor(federation: Federation, member: Member, year: int, day: date) -> int | None:
    plan = [each for each in federation.payments if each.member == member.id and each.day.year == year]
    return sum(each.amount_minor for each in plan if each.day <= day) if plan else None


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
