"""Income and cost of a federation's own accounts and of the projects that it owns, by budget area."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ledger.core.record import frozen
from ledger.model.entry_kind import EntryKind
from ledger.model.scheme import CategoryRole
from ledger.rules import budget
from ledger.rules.federation.funders import internal_sources
from ledger.rules.federation.whole_figures import area_of
from ledger.rules.totals import RECEIVED_SIGNS
from ledger.rules.totals import received_minor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from ledger.model.dossier import Dossier
    from ledger.model.federation.consolidation import Consolidation
    from ledger.model.federation.federation import Federation
    from ledger.model.view import View
    from ledger.rules.financing.cofinance import Cofinancing

MEMBERS = "@members"
"""Row of what the members pay."""

OTHERS = "@others"
"""Row of what the own accounts receive from others."""


@frozen(kw_only=True)
class Operation:
    """Income and cost of an area; minor units, both positive.

    Attributes:
        key: Area id, empty for none, `MEMBERS` or `OTHERS`.
        income_minor: Income.
        cost_minor: Cost in money.
        budget_income_minor: Budgeted income.
        budget_cost_minor: Budgeted cost in money.
    """

    key: str
    income_minor: int = 0
    cost_minor: int = 0
    budget_income_minor: int = 0
    budget_cost_minor: int = 0

    @property
    def net_minor(self) -> int:
        """Income less cost, minor units."""
        return self.income_minor - self.cost_minor

    @property
    def budget_minor(self) -> int:
        """Budgeted income less budgeted cost, minor units."""
        return self.budget_income_minor - self.budget_cost_minor

    @property
    def deviation_minor(self) -> int:
        """Net less budget, minor units; positive is better than the budget."""
        return self.net_minor - self.budget_minor


def operations(
    found: Consolidation, federation: Federation, view: View, earned: Mapping[str, Cofinancing]
) -> tuple[Operation, ...]:
    """Return income and cost by area, in the areas' order, then what has none, then members and others.

    Income of an owned project is what others have earned for it in money; what its owner pays is eliminated. Income of
    the own accounts is what they have received.

    Args:
        found: The own accounts and the owned projects, put together.
        federation: Tells areas, members and what is internal.
        view: The day of the question, the year of budgets.
        earned: What each project's sources have planned and earned.
    """
    sums: dict[str, dict[str, int]] = {each.id: {} for each in federation.areas}
    internal = internal_sources(found, federation)
    for part, whole in zip(found.parts, found.whole, strict=True):
        is_accounts = part.project.id == federation.accounts
        for key, name, minor in (
            *_costs(whole, federation, view),
            *(_receipts(part, federation) if is_accounts else _earned(part, federation, earned, internal)),
        ):
            row = sums.setdefault(key, {})
            row[name] = row.get(name, 0) + minor
    decided = sum(year.total_minor for year in federation.years if view.year in (None, year.year))
    sums.setdefault(MEMBERS, {})["budget_income_minor"] = decided
    last = ("", MEMBERS, OTHERS)
    order = [*(key for key in sums if key not in last), *(key for key in last if key in sums)]
    return tuple(Operation(key=key, **sums[key]) for key in order)


def _costs(whole: Dossier, federation: Federation, view: View) -> Iterator[tuple[str, str, int]]:
    """Yield area, figure and amount of cost and income entries, and of the budget for them."""
    area = partial(area_of(federation), whole.project.id)
    names: dict[str, str] = {EntryKind.COST: "cost_minor", EntryKind.INCOME: "income_minor"}
    for total in whole.totals:
        if total.kind in names:
            yield area(total.category), names[total.kind], total.sum_minor
    roles = {each.code: each.role for each in whole.scheme.categories}
    version = budget.in_force(whole.versions, view.today)
    for line in budget.of_year(version.cost, view.year) if version else ():
        role = roles.get(line.category)
        if role is not CategoryRole.IN_KIND:
            name = "budget_income_minor" if role is CategoryRole.INCOME else "budget_cost_minor"
            yield area(line.category), name, line.amount_minor


def _receipts(accounts: Dossier, federation: Federation) -> Iterator[tuple[str, str, int]]:
    members = {member.party for member in federation.members}
    paying = {source.id for source in accounts.project.sources if source.party in members}
    for total in accounts.totals:
        if total.kind in RECEIVED_SIGNS:
            yield MEMBERS if total.source in paying else OTHERS, "income_minor", received_minor((total,))


def _earned(
    part: Dossier, federation: Federation, earned: Mapping[str, Cofinancing], internal: set[tuple[str, str]]
) -> Iterator[tuple[str, str, int]]:
    area = partial(area_of(federation), part.project.id)
    for share in earned[part.project.id].shares:
        if (part.project.id, share.id) in internal or share.source is None or not share.source.form.is_money:
            continue
        yield area(""), "income_minor", share.cash_minor
        yield area(""), "budget_income_minor", share.planned_minor or 0
