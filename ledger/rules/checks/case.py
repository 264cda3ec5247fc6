"""What every check reads: a dossier, the project's entries and the day of the question."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from ledger.core.finding import Place
from ledger.core.money import Money
from ledger.core.period import Period
from ledger.core.record import field
from ledger.core.record import frozen
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.dossier import Dossier
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.model.project import Project
from ledger.model.view import View
from ledger.rules.budget import in_force
from ledger.rules.budget import number
from ledger.rules.budget import span
from ledger.rules.financing.cofinance import Cofinancing
from ledger.rules.financing.cofinance import cofinance

if TYPE_CHECKING:
    from ledger.model.audit.contract import Contract

_NUMBER, _REVERSES = COLUMNS.index("number"), COLUMNS.index("reverses")
_NOTHING: Mapping[int, int] = {}


@frozen(kw_only=True)
class Case:
    """A project to be checked.

    Attributes:
        dossier: The project with totals of all its entries.
        entries: Gives the project's entries by number, anew at each call; nothing keeps them.
        today: The day of the question; decides which budget version is in force.
        contracts: The project's contracts.
        replaces: By number of an entry that took another one's place, the other one's number.
    """

    dossier: Dossier
    entries: Callable[[], Iterable[EntryRow]]
    today: date
    contracts: tuple[Contract, ...] = ()
    replaces: Mapping[int, int] = _NOTHING
    _cofinancing: list[Cofinancing] = field(factory=list, init=False, eq=False, repr=False)

    @property
    def project(self) -> Project:
        """The project."""
        return self.dossier.project

    @property
    def cofinancing(self) -> Cofinancing:
        """Who pays the actual cost; reckoned when a check first asks."""
        if not self._cofinancing:
            self._cofinancing.append(cofinance(self.dossier, View(today=self.today)))
        return self._cofinancing[0]

    @property
    def version(self) -> BudgetVersion | None:
        """The budget version in force, or None where there is none."""
        return in_force(self.dossier.versions, self.today)

    @property
    def version_key(self) -> str:
        """Where the version in force stands, as ``budget.2``; ``budget`` where there is none."""
        version = self.version
        return f"budget.{number(self.dossier.versions, version)}" if version else "budget"

    @property
    def span(self) -> Period | None:
        """The project's days; the version in force may have moved them. None where either end is not known."""
        return span(self.project, self.version)

    def undone(self) -> frozenset[int]:
        """Return the numbers of entries that are reversed, and of those that reverse them."""
        pairs = ((row[_NUMBER], row[_REVERSES]) for row in self.entries() if row[_REVERSES] is not None)
        return frozenset(chain.from_iterable(pairs))

    def place(self, key: str) -> Place:
        """Return a place in the project."""
        return Place(project=self.project.id, key=key)

    def entry(self, number_: int) -> Place:
        """Return the place of an entry of the project."""
        return Place(project=self.project.id, entry=number_)

    def money(self, minor: int) -> Money:
        """Return an amount in minor units as money of the project's currency."""
        return Money(minor, self.project.currency)
