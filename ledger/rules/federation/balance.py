"""What of a federation's balance sheet can be drawn from its book: receivables, debts and own capital on a day.

The result here is what the year has earned: members' contributions as they are decided, what others have earned in
owned projects, income, less cost. So what has been decided or earned and not paid is a receivable, and what has come
before it was earned a debt. Cash, and all else that no entry tells of, is what is left for the balance to balance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.model.federation.consolidation import PairFigure
from ledger.model.totals import Basis
from ledger.rules.federation.funders import internal_sources
from ledger.rules.federation.member_standing import member_standings
from ledger.rules.federation.operations import operations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.model.federation.consolidation import Consolidation
    from ledger.model.federation.federation import Federation
    from ledger.model.view import View
    from ledger.rules.federation.cash import Cash
    from ledger.rules.financing.cofinance import Cofinancing


@frozen(kw_only=True)
class Result:
    """What some time has earned less what it has cost, from what the statement of operations says of it; minor units.

    Attributes:
        operations_minor: The result of the statement of operations: members' contributions as they have come, flat
            rates of owned projects among the costs.
        unpaid_minor: What members have decided and not paid; negative where they have paid ahead.
        reckoned_minor: What simplified cost options reckon of those costs, which nobody has booked.
    """

    operations_minor: int = 0
    unpaid_minor: int = 0
    reckoned_minor: int = 0

    @property
    def total_minor(self) -> int:
        """What is decided, earned and booked, minor units."""
        return self.operations_minor + self.unpaid_minor + self.reckoned_minor


@frozen(kw_only=True)
class Balance:
    """Receivables, debts and own capital at the end of a day; minor units.

    Attributes:
        year: Calendar year.
        members_owe_minor: Contributions decided and not paid.
        members_ahead_minor: Contributions paid beyond what is decided.
        funders_owe_minor: Earned from others in owned projects and not received.
        funders_ahead_minor: Received from others in owned projects and not earned.
        opening_minor: Own capital when the year began; None where the federation's file gives none to begin from.
        result: What the year has earned less what it has cost.
        owed_minor: Cost booked by the day and paid after it.
        ahead_minor: Cost paid by the day and booked after it.
        prepaid_minor: Prepaid cost and accrued income: booked on one side of the day, and belonging to the other.
        accrued_minor: Accrued cost and prepaid income.
        internal_minor: What owned projects have received from the others of them and the own accounts, and no cost
            there is paired with: it is nobody's income, and the cost stands in the result still.
    """

    year: int
    members_owe_minor: int
    members_ahead_minor: int
    funders_owe_minor: int
    funders_ahead_minor: int
    opening_minor: int | None
    result: Result
    owed_minor: int
    ahead_minor: int
    prepaid_minor: int
    accrued_minor: int
    internal_minor: int

    @property
    def closing_minor(self) -> int | None:
        """Own capital at the end of the day, minor units; None where its opening is not known."""
        return None if self.opening_minor is None else self.opening_minor + self.result.total_minor

    @property
    def rest_minor(self) -> int | None:
        """What cash and other assets less other debts must come to, minor units; None where capital is not known."""
        if self.closing_minor is None:
            return None
        debts = (self.members_ahead_minor, self.funders_ahead_minor, self.owed_minor, self.accrued_minor)
        assets = (self.members_owe_minor, self.funders_owe_minor, self.ahead_minor, self.prepaid_minor)
        return self.closing_minor + sum(debts) + self.internal_minor - sum(assets)


@frozen(kw_only=True)
class Results:
    """What a year and the years before it have earned; minor units.

    Attributes:
        year: The year, to the day that is asked for.
        earlier_minor: The years from the last stated own capital on, to the end of the year before; nothing where the
            year's own opening is stated.
    """

    year: Result
    earlier_minor: int = 0


def balance(
    found: Consolidation,
    federation: Federation,
    view: View,
    earned: Mapping[str, Cofinancing],
    results: Results,
    *,
    cash: Cash,
) -> Balance:
    """Return what the book tells of a balance sheet at the end of a view's last day.

    Args:
        found: Own accounts and owned projects from their first day to that day.
        federation: Its members and what they have decided, its own capital.
        view: Its last day, and no year.
        earned: What each project's sources have earned and paid by that day.
        results: What the view's year and the years before it have earned.
        cash: What the entries tell of their days of booking and payment and the days that they belong to.

    Source:
        That cost and income count in the period they belong to, whenever they are paid, is how municipal bodies keep
        their accounts; what the book has as belonging to the other side of the day it was booked on stands as prepaid
        or accrued, on the basis *belongs* alone. By the day of booking an entry stands where its bookkeeper put it.
    """
    year = view.day.year
    accrues = view.basis is Basis.BELONGS
    left_minor = sum(pair.payee_left_minor for pair in found.pairs if pair.figure is PairFigure.ACTUAL)
    members = _members(found, federation, view)
    funders = _funders(found, federation, earned)
    return Balance(
        year=year,
        members_owe_minor=sum(max(0, minor) for minor in members),
        members_ahead_minor=sum(max(0, -minor) for minor in members),
        funders_owe_minor=sum(max(0, minor) for minor in funders),
        funders_ahead_minor=sum(max(0, -minor) for minor in funders),
        opening_minor=_opening(federation, year, results),
        result=results.year,
        owed_minor=cash.owed_minor,
        ahead_minor=cash.ahead_minor,
        prepaid_minor=cash.prepaid_minor if accrues else 0,
        accrued_minor=cash.accrued_minor if accrues else 0,
        internal_minor=left_minor + (cash.passed_minor if accrues else 0),
    )


def stated_year(federation: Federation, year: int) -> int | None:
    """Return the last year, up to a given one, whose opening own capital the federation's file states."""
    return max((each for each, _ in federation.opening_capital if each <= year), default=None)


def results_of(
    nets: Mapping[int, Result], found: Consolidation, federation: Federation, view: View
) -> tuple[Results, Results]:
    """Return what the view's year and the one before have earned: members' contributions as they are decided.

    Args:
        nets: What `net` tells of the time from the first day to the end of each year of `net_years`; to the view's
            last day for its own.
        found: Own accounts and owned projects to the view's last day.
        federation: Its members and what they have decided, its own capital.
        view: Its last day.
    """
    accounts = next((each for each in found.parts if each.project.id == federation.accounts), None)
    left = {
        each.year: sum(standing.left_minor for standing in member_standings(federation, each, accounts, view))
        for each in federation.years
    }

    def earned(years: range) -> Result:
        if not years:
            return Result()
        last, before = nets[years[-1]], nets[years[0] - 1]
        return Result(
            operations_minor=last.operations_minor - before.operations_minor,
            unpaid_minor=sum(left.get(each, 0) for each in years),
            reckoned_minor=last.reckoned_minor - before.reckoned_minor,
        )

    year = view.day.year
    this, before = (earned(range(each, each + 1)) for each in (year, year - 1))
    stated = stated_year(federation, year - 1)
    earlier = 0 if stated is None else earned(range(stated, year - 1)).total_minor
    since = 0 if stated_year(federation, year) == year else earlier + before.total_minor
    return Results(year=this, earlier_minor=since), Results(year=before, earlier_minor=earlier)


def net_years(federation: Federation, year: int) -> tuple[int, ...]:
    """Return the years to whose ends `results_of` needs figures, the given one first."""
    stated = stated_year(federation, year - 1)
    return tuple(dict.fromkeys((year, year - 1, year - 2, *(() if stated is None else (stated - 1,)))))


def net(found: Consolidation, federation: Federation, view: View, earned: Mapping[str, Cofinancing]) -> Result:
    """Return what has been received from members, earned from others and had as income, less cost.

    Args:
        found: Own accounts and owned projects, cut to the view's days.
        federation: Tells areas, members and what is internal.
        view: The days.
        earned: What each project's sources have earned.
    """
    reckoned = (total.sum_minor for part in found.parts for total in part.totals if total.is_reckoned)
    return Result(
        operations_minor=sum(each.net_minor for each in operations(found, federation, view, earned)),
        reckoned_minor=sum(reckoned),
    )


def result_of_year(
    found: Consolidation, federation: Federation, view: View, earned: Mapping[str, Cofinancing]
) -> Result:
    """Return what the view's year has earned, members' contributions as they are decided.

    Args:
        found: Own accounts and owned projects, cut to the view's days.
        federation: Its members and what they have decided.
        view: The year.
        earned: What each project's sources have earned.
    """
    accounts = next((each for each in found.parts if each.project.id == federation.accounts), None)
    left = (
        standing.left_minor
        for each in federation.years
        if each.year == view.year
        for standing in member_standings(federation, each, accounts, view)
    )
    return evolve(net(found, federation, view, earned), unpaid_minor=sum(left))


def _members(found: Consolidation, federation: Federation, view: View) -> list[int]:
    """Return what each member owes over all decided years to the view's; negative where it has paid ahead."""
    accounts = next((each for each in found.parts if each.project.id == federation.accounts), None)
    left: dict[str, int] = {}
    for year in (each for each in federation.years if each.year <= view.day.year):
        for standing in member_standings(federation, year, accounts, view):
            id_ = standing.share.member.id
            left[id_] = left.get(id_, 0) + standing.left_minor
    return [*left.values()]


def _funders(found: Consolidation, federation: Federation, earned: Mapping[str, Cofinancing]) -> list[int]:
    internal = internal_sources(found, federation)
    return [
        share.outstanding_minor
        for part in found.parts
        if part.project.id != federation.accounts
        for share in earned[part.project.id].shares
        if share.source and share.source.form.is_money and (part.project.id, share.id) not in internal
    ]


def _opening(federation: Federation, year: int, results: Results) -> int | None:
    """Return own capital when a year began: as the file states, else as the years since the last stated one ended."""
    last = stated_year(federation, year)
    return None if last is None else dict(federation.opening_capital)[last] + results.earlier_minor
