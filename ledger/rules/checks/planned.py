"""What a budget version says of the whole project; None wherever its document does not say enough to tell."""

from __future__ import annotations

from ledger.model.budgets.budget import BudgetVersion
from ledger.model.project import Project
from ledger.model.scheme import Scheme
from ledger.model.source import Source
from ledger.model.source import SourceRole
from ledger.rules.budget import sum_minor


def cost_minor(version: BudgetVersion, scheme: Scheme) -> int | None:
    """Return the planned cost, minor units: the sum of the lines, else the printed total."""
    computed = sum_minor(version.cost, scheme)
    return _printed_minor(version, "cost") if computed is None else computed


def support_minor(version: BudgetVersion, project: Project, scheme: Scheme) -> int | None:
    """Return the planned support, minor units: the lines' sum if every giver has one, else the printed total."""
    givers = {source.id for source in project.sources if source.role is SourceRole.SUPPORT}
    if any(source.id in givers for source in without_amount(version, project)):
        return _printed_minor(version, "support")
    computed = sum_minor((line for line in version.financing if line.source in givers), scheme)
    return _printed_minor(version, "support") if computed is None else computed


def without_amount(version: BudgetVersion, project: Project) -> tuple[Source, ...]:
    """Return the sources for which the version has no amount, in the project's order."""
    known = {line.source for line in version.financing}
    return tuple(source for source in project.sources if source.id not in known)


def _printed_minor(version: BudgetVersion, view: str) -> int | None:
    whole = (each for each in version.stated if each.view == view and each.year is None and each.phase is None)
    return next((each.amount_minor for each in whole), None)
