"""Who is planned to pay: a version's cost split over the sources as actual cost is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.record import evolve
from ledger.model.entry_kind import EntryKind
from ledger.model.scheme import CategoryRole
from ledger.model.totals import Total
from ledger.model.view import View
from ledger.rules.financing.cofinance import Cofinancing
from ledger.rules.financing.cofinance import cofinance

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ledger.model.budgets.budget import BudgetVersion
    from ledger.model.budgets.budget import CostLine
    from ledger.model.budgets.budget import FinancingLine
    from ledger.model.dossier import Dossier


def plan_cofinance(dossier: Dossier, version: BudgetVersion, today: date) -> Cofinancing:
    """Return what each source would earn if all came as a version plans it, the whole project through.

    A contribution in kind is what its giver has promised; what the scheme plans in categories for such contributions
    is left out, for it is the same amount seen from the cost. Where the scheme has no such categories, it stands among
    the other cost and is taken out of that. A line without a year lies within everybody's days.

    Args:
        dossier: The project.
        version: The version.
        today: The day of the question.
    """
    terms = dossier.terms and evolve(dossier.terms, options=())  # a plan holds what options come to already
    planned = evolve(dossier, versions=(version,), before=(), totals=tuple(_totals(dossier, version)), terms=terms)
    return cofinance(planned, View(today=today))


def _totals(dossier: Dossier, version: BudgetVersion) -> Iterator[Total]:
    """Yield the version's cost, income and contributions in kind as if they were booked."""
    roles = {category.code: category.role for category in dossier.scheme.categories}
    for line in version.cost:
        role = roles.get(line.category)
        if role is not CategoryRole.IN_KIND:
            kind = EntryKind.INCOME if role is CategoryRole.INCOME else EntryKind.COST
            yield _total(dossier, kind, line, category=line.category)
    among_cost = CategoryRole.IN_KIND not in roles.values()
    for promise in version.financing:
        source = dossier.project.source(promise.source)
        if source and not source.form.is_money:
            yield _total(dossier, EntryKind.IN_KIND, promise, source=source.id)
            if among_cost:
                yield _total(dossier, EntryKind.COST, evolve(promise, amount_minor=-promise.amount_minor))


def _total(
    dossier: Dossier, kind: EntryKind, line: CostLine | FinancingLine, category: str = "", source: str = ""
) -> Total:
    when = str(line.year) if line.year else ""
    return Total(
        project=dossier.project.id,
        part=line.part or "",
        phase=line.phase or "",
        category=category,
        source=source,
        kind=kind,
        month_booked=when,
        month_belongs=when,
        sum_minor=line.amount_minor,
        count=0,
    )
