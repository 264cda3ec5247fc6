"""What consolidated projects pay each other: both sides paired, what is eliminated, and what has no counterpart."""

from __future__ import annotations

from enum import StrEnum

from ledger.core.record import frozen
from ledger.model.dossier import Dossier
from ledger.model.federation.federation import InternalContribution

INTERNAL = "@internal"
"""Row of what projects of the whole pay each other: what stands there after elimination has no counterpart yet."""

OTHERS = "@others"
"""Row of all that are not members, where the rows are members."""

NOBODY = ""
"""Row of cost and budget that no source has been planned for."""


class PairFigure(StrEnum):
    """What a pair compares."""

    ACTUAL = "actual"
    BUDGET = "budget"


@frozen(kw_only=True)
class Pair:
    """The two sides of an internal contribution in a period.

    Attributes:
        internal: The contribution.
        figure: Whether entries or budgets are compared.
        period: ``2021``, ``2021-H1``, ``2021-Q2`` or ``2021-04``; empty for a budget that says no year.
        paid_minor: The payer's cost, minor units.
        received_minor: What the payee has received or plans to receive, minor units.
        eliminated_minor: What both sides have in common, minor units.
    """

    internal: InternalContribution
    figure: PairFigure
    period: str
    paid_minor: int
    received_minor: int
    eliminated_minor: int

    @property
    def payer_left_minor(self) -> int:
        """What the payer has and the payee has not, minor units; it stays in the whole's cost."""
        return self.paid_minor - self.eliminated_minor

    @property
    def payee_left_minor(self) -> int:
        """What the payee has and the payer has not, minor units; it stays among what the whole has received."""
        return self.received_minor - self.eliminated_minor

    @property
    def matches(self) -> bool:
        """Whether nothing is left on either side."""
        return not (self.payer_left_minor or self.payee_left_minor)


@frozen(kw_only=True)
class Unpaired:
    """Money between consolidated projects that no internal contribution of the federation's file tells of.

    Attributes:
        project: Project id.
        key: The payee's source, or the payer's category.
        is_source: Whether `key` is a source.
        figure: Whether it stands in entries or in the budget.
        amount_minor: Minor units.
    """

    project: str
    key: str
    is_source: bool
    figure: PairFigure
    amount_minor: int


@frozen(kw_only=True)
class Consolidation:
    """The parts, what is eliminated from them, and the whole.

    A dossier of `eliminations` holds the exact negatives of what is eliminated in the project at the same place of
    `parts`; that of `whole` holds both. So any sum over the whole is the sum over the parts less the eliminations.

    Attributes:
        parts: The projects, in the federation's currency and years, each in its own scheme.
        eliminations: The same projects with nothing but what is eliminated, negative.
        whole: The same projects with both.
        pairs: By contribution, figure and period.
        unpaired: What looks internal and is told of nowhere.
        apart: Projects whose currency has no rate; they are in none of the above.
    """

    parts: tuple[Dossier, ...]
    eliminations: tuple[Dossier, ...]
    whole: tuple[Dossier, ...]
    pairs: tuple[Pair, ...] = ()
    unpaired: tuple[Unpaired, ...] = ()
    apart: tuple[Dossier, ...] = ()
