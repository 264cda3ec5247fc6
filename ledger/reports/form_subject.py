"""What a form is filled with: a project, the budget version that it shows, and the slice that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from ledger.core.finding import Place
from ledger.core.money import Money
from ledger.core.words import label
from ledger.rules import budget as rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger.core.words import Words
    from ledger.model.budget import BudgetVersion
    from ledger.model.budget import CostLine
    from ledger.model.dossier import Dossier
    from ledger.model.view import View


@attrs.frozen
class Subject:
    """What a form is filled with.

    Attributes:
        dossier: The project.
        version: The budget version that is shown, one of the dossier's.
        view: With a year, only what is budgeted for that year.
    """

    dossier: Dossier
    version: BudgetVersion
    view: View

    @property
    def number(self) -> int:
        """The version's number, from 1."""
        return rules.number(self.dossier.versions, self.version)

    @property
    def version_words(self) -> Words:
        """The version's number, state, day and reason."""
        version = self.version
        state = label(f"form.state.{version.state}", day=version.decided or version.submitted)
        if version.reason is None:
            return label("form.version", number=self.number, state=state)
        return label("form.version.reason", number=self.number, state=state, reason=version.reason)

    @property
    def lines(self) -> tuple[CostLine, ...]:
        """The version's lines of cost that are asked for."""
        return tuple(line for line in self.version.cost if self.view.year in (None, line.year))

    def sum_minor(self, lines: Iterable[CostLine]) -> int:
        """Return what lines come to, minor units; expected income is negative."""
        return rules.sum_minor(lines, self.dossier.scheme) or 0

    def money(self, amount_minor: int) -> Money:
        """Return an amount in the project's currency."""
        return Money(amount_minor, self.dossier.project.currency)

    def phase_name(self, id_: str) -> str:
        """Return what a phase is called; its id, if nothing else."""
        return next((phase.name or id_ for phase in self.dossier.project.phases if phase.id == id_), id_)

    def time(self, slot: rules.Slot) -> Words:
        """Return a stretch of time as it stands within a sentence."""
        if slot.phase is not None:
            return self.phase_name(slot.phase)
        return label("form.whole.within") if slot.year is None else str(slot.year)

    def place(self, block: str) -> Place:
        """Return the place of a block's findings."""
        return Place(project=self.dossier.project.id, key=block)
