"""Budget versions: decisions on what a project may cost and who pays. Never edited, never summed."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction

from ledger.core.record import frozen
from ledger.core.rounding import Rounding
from ledger.core.rounding import round_fraction
from ledger.model.budgets.transfer import Transfer
from ledger.model.project import Part
from ledger.model.project import Phase
from ledger.model.source import Source


class BudgetState(StrEnum):
    """How far a version has come."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    DECIDED = "decided"


class BudgetKind(StrEnum):
    """What a version is for."""

    BUDGET = "budget"
    """A budget applied for or decided in its own right."""
    AMENDMENT = "amendment"
    """A change of what was decided: more or less money, other sources, other days."""
    TRANSFER = "transfer"
    """Money moved between categories, the whole unchanged."""
    CARRY_FORWARD = "carry_forward"
    """What a year left unused, moved to a later one."""


@frozen(kw_only=True)
class Units:
    """How a line's amount comes about: so many of something at a price.

    Attributes:
        quantity: How many, above zero.
        price_minor: Price of one, minor units.
        unit: What they are, such as hours, in the words of the document.
    """

    quantity: Fraction
    price_minor: int
    unit: str | None = None

    @property
    def amount_minor(self) -> int:
        """Quantity times price, minor units, rounded half up once."""
        return round_fraction(self.quantity * self.price_minor, Rounding.HALF_UP)


@frozen(kw_only=True)
class CostLine:
    """What a version allows for a category.

    At most one of `year` and `phase` is set; neither means the whole project, and such a line is never spread over
    years.

    Attributes:
        category: Category code of the project's scheme.
        amount_minor: Minor units, positive; for a category of role income: expected income, positive.
        approximate: Whether the document gives it as approximate.
        year: Calendar year, if given by year.
        phase: Phase id, if given by phase.
        part: Part id, if given for a part.
        note: As the document says; tells lines apart that are for the same time and part.
        units: Quantity and price that the amount is the product of, if the document gives them.
    """

    category: str
    amount_minor: int
    approximate: bool = False
    year: int | None = None
    phase: str | None = None
    part: str | None = None
    note: str | None = None
    units: Units | None = None


@frozen(kw_only=True)
class FinancingLine:
    """What a source has promised in a version; same rules as `CostLine`.

    Attributes:
        source: Source id of the project.
        amount_minor: Minor units, positive.
        approximate: Whether the document gives it as approximate.
        year: Calendar year, if given by year.
        phase: Phase id, if given by phase.
        part: Part id, if given for a part.
        note: As the document says; tells lines apart that are for the same time and part.
        units: Quantity and price that the amount is the product of, if the document gives them.
    """

    source: str
    amount_minor: int
    approximate: bool = False
    year: int | None = None
    phase: str | None = None
    part: str | None = None
    note: str | None = None
    units: Units | None = None


@frozen(kw_only=True)
class Stated:
    """A total as printed in a document; kept as printed and shown beside the computed one.

    Attributes:
        view: ``cost`` or ``support``.
        amount_minor: Minor units.
        approximate: Whether the document gives it as approximate.
        year: Calendar year, if printed for a year.
        phase: Phase id, if printed for a phase; neither means the whole project.
    """

    view: str
    amount_minor: int
    approximate: bool = False
    year: int | None = None
    phase: str | None = None


@frozen(kw_only=True)
class BudgetVersion:
    """A decision on costs and financing, whole in itself: what it does not say is as the project says, not as before.

    Attributes:
        state: Draft, submitted or decided.
        submitted: When it was handed in.
        decided: When it was decided.
        applies_from: From when it holds; the day it was decided unless given.
        reason: Document or reason, in the words of whoever wrote it.
        cost: Lines of cost.
        financing: Lines of financing.
        stated: Printed totals.
        start: The project's first day from this version on, if changed.
        end: The project's last day from this version on, if changed.
        kind: What it is for.
        decided_by: Party id of whoever decided, if that matters.
        transfers: What it moved between categories, beside the lines that it came to.
        sources: Sources that the project lacks or that pay on other terms by this version; each whole.
        parts: Sub-projects that the project lacks or that are others by this version; each whole.
        phases: Phases that the project lacks or that have other days by this version; each whole.
    """

    state: BudgetState
    submitted: date | None = None
    decided: date | None = None
    applies_from: date | None = None
    reason: str | None = None
    cost: tuple[CostLine, ...] = ()
    financing: tuple[FinancingLine, ...] = ()
    stated: tuple[Stated, ...] = ()
    start: date | None = None
    end: date | None = None
    kind: BudgetKind = BudgetKind.BUDGET
    decided_by: str | None = None
    transfers: tuple[Transfer, ...] = ()
    sources: tuple[Source, ...] = ()
    parts: tuple[Part, ...] = ()
    phases: tuple[Phase, ...] = ()

    @property
    def party_ids(self) -> frozenset[str]:
        """The ids of every party that it names in any role."""
        named = (self.decided_by, *(each.party for each in self.sources), *(each.owner for each in self.parts))
        return frozenset(id_ for id_ in named if id_)

    @property
    def changes_project(self) -> bool:
        """Whether sources, parts or phases are others by it than as the project file says."""
        return bool(self.sources or self.parts or self.phases)
