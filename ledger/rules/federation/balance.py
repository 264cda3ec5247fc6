"""What of a federation's balance sheet can be drawn from its book: receivables, debts and own capital on a day.

The result here is what the year has earned: members' contributions as they are decided, what others have earned in
owned projects, income, less cost. So what has been decided or earned and not paid is a receivable, and what has come
before it was earned a debt. Cash, and all else that no entry tells of, is what is left for the balance to balance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from ledger.model.consolidation import PairFigure
from ledger.rules.federation.funders import internal_sources
from ledger.rules.federation.member_standing import member_standings
from ledger.rules.federation.operations import operations
from ledger.rules.financing.cofinance import cofinance

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.model.consolidation import Consolidation
    from ledger.model.federation import Federation
    from ledger.model.view import View


@attrs.frozen(kw_only=True)
class Balance:
    """Receivables, debts and own capital at the end of a day; minor units.

    Attributes:
        year: Calendar year.
        members_owe_minor: Contributions decided and not paid.
        members_ahead_minor: Contributions paid beyond what is decided.
        funders_owe_minor: Earned from others in owned projects and not received.
        funders_ahead_minor: Received from others in owned projects and not earned.
        opening_minor: Own capital when the year began; None where the federation's file gives none to begin from.
        result_minor: What the year has earned less what it has cost.
        owed_minor: Cost booked by the day and paid after it.
        internal_minor: What owned projects have received from the others of them and the own accounts, and no cost
            there is paired with: it is nobody's income, and the cost stands in the result still.
    """

    year: int
    members_owe_minor: int
    members_ahead_minor: int
    funders_owe_minor: int
    funders_ahead_minor: int
    opening_minor: int | None
    result_minor: int
    owed_minor: int
    internal_minor: int

    @property
    def closing_minor(self) -> int | None:
        """Own capital at the end of the day; None where its opening is not known."""
        return None if self.opening_minor is None else self.opening_minor + self.result_minor

    @property
    def rest_minor(self) -> int | None:
        """What cash and other assets less other debts must come to; None where own capital is not known."""
        if self.closing_minor is None:
            return None
        debts = self.members_ahead_minor + self.funders_ahead_minor + self.owed_minor + self.internal_minor
        return self.closing_minor + debts - self.members_owe_minor - self.funders_owe_minor


def balance(
    found: Consolidation, federation: Federation, view: View, results: Mapping[int, int], owed_minor: int
) -> Balance:
    """Return what the book tells of a balance sheet at the end of a view's last day.

    Args:
        found: Own accounts and owned projects from their first day to that day.
        federation: Its members and what they have decided, its own capital.
        view: Its last day, and no year.
        results: What each year has earned, from the first year whose opening own capital is stated to the view's.
        owed_minor: Cost booked by the day and paid after it, minor units.
    """
    year = view.day.year
    members = _members(found, federation, view)
    funders = _funders(found, federation, view)
    return Balance(
        year=year,
        members_owe_minor=sum(max(0, minor) for minor in members),
        members_ahead_minor=sum(max(0, -minor) for minor in members),
        funders_owe_minor=sum(max(0, minor) for minor in funders),
        funders_ahead_minor=sum(max(0, -minor) for minor in funders),
        opening_minor=_opening(federation, year, results),
        result_minor=results[year],
        owed_minor=owed_minor,
        internal_minor=sum(pair.payee_left_minor for pair in found.pairs if pair.figure is PairFigure.ACTUAL),
    )


def earned_result_minor(found: Consolidation, federation: Federation, view: View) -> int:
    """Return what a year has earned less what it has cost, minor units: members' contributions as they are decided.

    Args:
        found: Own accounts and owned projects, put together for the year.
        federation: Its members and what they have decided.
        view: The year.
    """
    booked = sum(each.net_minor for each in operations(found, federation, view))
    accounts = next((each for each in found.parts if each.project.id == federation.accounts), None)
    decided = (each for each in federation.years if each.year == view.year)
    return booked + sum(
        standing.left_minor for year in decided for standing in member_standings(federation, year, accounts, view)
    )


def _members(found: Consolidation, federation: Federation, view: View) -> list[int]:
    """Return what each member owes over all decided years to the view's; negative where it has paid ahead."""
    accounts = next((each for each in found.parts if each.project.id == federation.accounts), None)
    left: dict[str, int] = {}
    for year in (each for each in federation.years if each.year <= view.day.year):
        for standing in member_standings(federation, year, accounts, view):
            id_ = standing.share.member.id
            left[id_] = left.get(id_, 0) + standing.left_minor
    return [*left.values()]


def _funders(found: Consolidation, federation: Federation, view: View) -> list[int]:
    internal = internal_sources(found, federation)
    return [
        share.outstanding_minor
        for part in found.parts
        if part.project.id != federation.accounts
        for share in cofinance(part, view).shares
        if share.source and share.source.form.is_money and (part.project.id, share.id) not in internal
    ]


def _opening(federation: Federation, year: int, results: Mapping[int, int]) -> int | None:
    """Return own capital when a year began: as the file states, else as the years since the last stated one ended."""
    stated = [(each, minor) for each, minor in federation.opening_capital if each <= year]
    if not stated:
        return None
    last, minor = max(stated)
    return minor + sum(results[each] for each in range(last, year))
