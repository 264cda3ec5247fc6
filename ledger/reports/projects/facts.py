"""What a project is, as the texts and days that stand in the head of every form."""

from __future__ import annotations

from collections.abc import Callable

from ledger.model.budgets.budget import BudgetVersion
from ledger.model.dossier import Dossier
from ledger.model.view import View
from ledger.reports.heading import SEAL_SHOWN
from ledger.reports.table import CellValue
from ledger.rules import budget

TEXT = "form."
"""How the name of a text begins that the project file holds for forms."""


def fact(name: str, dossier: Dossier, view: View) -> CellValue:
    """Return a fact of a project; None where the book does not know it.

    Args:
        name: One of `FACTS`, or ``form.`` and the key of one of the project's texts for forms.
        dossier: The project.
        view: Its day decides which budget version counts.
    """
    if name.startswith(TEXT):
        return dict(dossier.project.texts).get(name.removeprefix(TEXT))
    return FACTS[name](dossier, budget.in_force(dossier.versions, view.today))


def seal(dossier: Dossier, _: BudgetVersion | None = None) -> str | None:
    """Return the first characters of a project's seal; None where nothing has been sealed."""
    return dossier.head.seal[:SEAL_SHOWN] if dossier.head.sequence else None


def _number(dossier: Dossier, version: BudgetVersion | None) -> str | None:
    return str(budget.number(dossier.versions, version)) if version else None


FACTS: dict[str, Callable[[Dossier, BudgetVersion | None], CellValue]] = {
    "project.id": lambda dossier, _: dossier.project.id,
    "project.name": lambda dossier, _: dossier.project.name,
    "project.owner": lambda dossier, _: dossier.party_name(dossier.project.owner) or None,
    "project.funder": lambda dossier, _: dossier.party_name(dossier.project.funder) or None,
    "project.start": lambda dossier, version: (version and version.start) or dossier.project.start,
    "project.end": lambda dossier, version: (version and version.end) or dossier.project.end,
    "version.number": _number,
    "version.submitted": lambda _, version: version.submitted if version else None,
    "version.decided": lambda _, version: version.decided if version else None,
    "version.reason": lambda _, version: version.reason if version else None,
    "seal": seal,
}
"""Every fact by its name."""
