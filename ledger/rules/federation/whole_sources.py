"""The figures of a federation's whole by who pays: by source, or by member with all others together.

Every krona of cost is somebody's: what a project has cost falls on its sources by the rule of co-financing, what no
source has been planned for on a row of its own, and what one project of the whole pays to another stands apart, where
it is eliminated. So the rows add up to the same whole as those by project do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from ledger.model.federation.consolidation import INTERNAL
from ledger.model.federation.consolidation import NOBODY
from ledger.model.federation.consolidation import OTHERS
from ledger.model.federation.consolidation import PairFigure
from ledger.model.scheme import CategoryRole
from ledger.model.view import Dimension
from ledger.rules import budget
from ledger.rules.federation.funders import internal_sources

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

    from ledger.model.dossier import Dossier
    from ledger.model.federation.consolidation import Consolidation
    from ledger.model.federation.federation import Federation
    from ledger.model.view import View
    from ledger.rules.financing.cofinance import Cofinancing

Sums = dict[str, dict[str, Any]]
"""Figures by row and by name, as `WholeFigures` has them."""


def payer(found: Consolidation, federation: Federation, by: Dimension) -> Callable[[Dossier, str], str]:
    """Return what tells the row of a project's source: a party's or member's id, `INTERNAL`, `OTHERS` or `NOBODY`.

    Args:
        found: The whole; a source is internal if who pays is in it.
        federation: Its members and internal contributions.
        by: Source or member.
    """
    internal = internal_sources(found, federation)
    members = {member.party: member.id for member in reversed(federation.members)}

    def row(dossier: Dossier, id_: str) -> str:
        source = dossier.project.source(id_)
        if source is None:
            return NOBODY
        if (dossier.project.id, id_) in internal:
            return INTERNAL
        return members.get(source.party, OTHERS) if by is Dimension.MEMBER else source.party

    return row


def source_sums(
    found: Consolidation, federation: Federation, view: View, by: Dimension, earned: Mapping[str, Cofinancing]
) -> Sums:
    """Return the whole's figures by source or member; rows that hold nothing are left out.

    Args:
        found: The whole.
        federation: Its members and internal contributions.
        view: The day of the question, the year of the budget.
        by: Source or member.
        earned: What each project's sources have earned.
    """
    row = payer(found, federation, by)
    sums: Sums = {}
    for part in found.parts:
        for share in earned[part.project.id].shares:
            key = row(part, share.id)
            _add(sums, key, "actual_minor", share.cash_minor)
            _add(sums, key, "in_kind_minor", share.in_kind_minor)
        _plan(sums, part, view, row)
    for pair in found.pairs:
        name = "internal_minor" if pair.figure is PairFigure.ACTUAL else "budget_internal_minor"
        _add(sums, INTERNAL, name, -pair.eliminated_minor)
    return {key: figures for key, figures in sums.items() if any(figures.values())}


def _plan(sums: Sums, part: Dossier, view: View, row: Callable[[Dossier, str], str]) -> None:
    """Add a project's budget: what each source has promised, and as nobody's what is planned beyond that."""
    version = budget.in_force(part.versions, view.today)
    if version is None:
        return
    in_kind = {each.code for each in part.scheme.categories if each.role is CategoryRole.IN_KIND}
    left = {"budget_minor": 0, "in_kind_budget_minor": 0}
    costs = budget.of_year(version.cost, view.year)
    for line in costs:
        name = "in_kind_budget_minor" if line.category in in_kind else "budget_minor"
        left[name] += budget.signed_minor(line, part.scheme)
    for promise in budget.of_year(version.financing, view.year):
        source = part.project.source(promise.source)
        name = "budget_minor" if source is None or source.form.is_money else "in_kind_budget_minor"
        left[name] -= promise.amount_minor
        key = row(part, promise.source)
        _add(sums, key, name, promise.amount_minor)
        sums[key]["has_budget"] = True
    for name, minor in left.items():
        _add(sums, NOBODY, name, minor)
    sums[NOBODY]["has_budget"] = sums[NOBODY].get("has_budget", False) or any(left.values())


def _add(sums: Sums, key: str, name: str, minor: int) -> None:
    figures = sums.setdefault(key, {})
    figures[name] = figures.get(name, 0) + minor
