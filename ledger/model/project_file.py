"""All that one project file holds."""

from __future__ import annotations

from ledger.core.record import frozen
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.party import Party
from ledger.model.programme import Programme
from ledger.model.project import Project
from ledger.model.scheme import Scheme
from ledger.model.terms import Terms


@frozen(kw_only=True)
class ProjectFile:
    """All that a project file holds.

    Attributes:
        project: The project.
        parties: The parties that it names.
        budgets: Budget versions, oldest first.
        scheme: The scheme that it uses.
        programme: The programme that it uses, if any.
        terms: How its figures are reckoned and judged, if the file says anything on that.
    """

    project: Project
    parties: tuple[Party, ...]
    budgets: tuple[BudgetVersion, ...]
    scheme: Scheme
    programme: Programme | None = None
    terms: Terms | None = None
