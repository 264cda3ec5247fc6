"""Terms: how a project's figures are reckoned and judged, beyond who pays and what was decided."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from ledger.core.record import frozen
from ledger.model.simplified import Option


@frozen(kw_only=True)
class Condition:
    """A funder's condition that others pay in step with it, such as as much again.

    Attributes:
        id: Unique in its project.
        source: Id of the source that sets it.
        matched_by: Ids of the sources that must pay beside it.
        part: How much they must pay together for each krona of the source's.
        note: In the funder's words.
    """

    id: str
    source: str
    matched_by: tuple[str, ...]
    part: Fraction
    note: str | None = None


@frozen(kw_only=True)
class DeMinimis:
    """Aid of minor importance that an undertaking has declared.

    Attributes:
        undertaking: Its name.
        orgnr: Its organisation number; tells undertakings apart where it is known.
        group: Name of the group that it belongs to, which the ceiling is for; None where it stands alone.
        granted: When the aid was granted.
        amount_minor: Cents of euro.
        grantor: Who granted it.
        of_project: Whether it is this project's own aid.
    """

    undertaking: str
    orgnr: str | None = None
    group: str | None = None
    granted: date
    amount_minor: int
    grantor: str | None = None
    of_project: bool = False

    @property
    def single_undertaking(self) -> str:
        """What the ceiling is for: the group, else the undertaking by number or name."""
        return self.group or self.orgnr or self.undertaking


@frozen(kw_only=True)
class BlockExemption:
    """Aid that a project gives to an undertaking under a block exemption.

    Attributes:
        undertaking: Its name.
        orgnr: Its organisation number; tells undertakings apart where it is known.
        article: The article that exempts it, as the decision names it.
        granted: When the aid was granted.
        eligible_minor: What the aid goes to: the undertaking's eligible costs, minor units.
        amount_minor: The aid, minor units.
        intensity: What part of these costs it may be at most, by the decision.
        threshold_minor: What the undertaking may be given at most under the article in the project, minor units; None
            if not told.
        grantor: Who granted it.
    """

    undertaking: str
    orgnr: str | None = None
    article: str
    granted: date
    eligible_minor: int
    amount_minor: int
    intensity: Fraction
    threshold_minor: int | None = None
    grantor: str | None = None


@frozen(kw_only=True)
class MonthWeights:
    """How a budget line is laid on months where only its year, phase or project is known.

    Attributes:
        category: Category code; None for all lines without weights of their own.
        weights: Twelve whole numbers, January first, not all zero.
    """

    category: str | None = None
    weights: tuple[int, ...]


@frozen(kw_only=True)
class Terms:
    """How a project's figures are reckoned and judged.

    Attributes:
        options: Simplified cost options that it uses.
        tolerance: By how much, in parts of the whole, the share that others than the funder pay may miss what is
            required before that is a finding.
        exactly: Whether the required share must be met neither under nor over.
        conditions: Conditions of one source on others.
        de_minimis: Aid of minor importance that undertakings have declared.
        block_exemptions: Aid that it gives under a block exemption.
        month_weights: How budget lines are laid on months; evenly where nothing is said.
    """

    options: tuple[Option, ...] = ()
    tolerance: Fraction = Fraction(0)
    exactly: bool = False
    conditions: tuple[Condition, ...] = ()
    de_minimis: tuple[DeMinimis, ...] = ()
    block_exemptions: tuple[BlockExemption, ...] = ()
    month_weights: tuple[MonthWeights, ...] = ()
