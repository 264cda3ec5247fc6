"""Budget versions: decisions on what a project may cost and who pays. Never edited, never summed."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import attrs


class BudgetState(StrEnum):
    """How far a version has come."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    DECIDED = "decided"


@attrs.frozen(kw_only=True)
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
        note: As the document says.
    """

    category: str
    amount_minor: int
    approximate: bool = False
    year: int | None = None
    phase: str | None = None
    part: str | None = None
    note: str | None = None


@attrs.frozen(kw_only=True)
class FinancingLine:
    """What a source has promised in a version; same rules as `CostLine`.

    Attributes:
        source: Source id of the project.
        amount_minor: Minor units, positive.
        approximate: Whether the document gives it as approximate.
        year: Calendar year, if given by year.
        phase: Phase id, if given by phase.
        part: Part id, if given for a part.
        note: As the document says.
    """

    source: str
    amount_minor: int
    approximate: bool = False
    year: int | None = None
    phase: str | None = None
    part: str | None = None
    note: str | None = None


@attrs.frozen(kw_only=True)
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


@attrs.frozen(kw_only=True)
class BudgetVersion:
    """A decision on costs and financing.

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
