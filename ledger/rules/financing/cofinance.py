"""Co-financing: what each source has planned, earned, paid and still owes.

Four figures, never mixed. *Planned* stands in the budget version in force. *Earned* is what of the eligible cost
falls on a source, and ties to that cost to the minor unit. *Received* is money paid. *Outstanding* is money earned
and not received; an in-kind contribution is given as it is earned, so nothing of it is ever outstanding.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ledger.core.money import known_sum
from ledger.core.record import evolve
from ledger.core.record import field
from ledger.core.record import frozen
from ledger.model.source import Source
from ledger.rules import budget
from ledger.rules.financing.draw import NOBODY
from ledger.rules.financing.pools import Sums
from ledger.rules.financing.pools import gather
from ledger.rules.financing.shares import Part
from ledger.rules.financing.shares import split
from ledger.rules.totals import reckoned
from ledger.rules.trace import Trace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger.model.budgets.budget import BudgetVersion
    from ledger.model.dossier import Dossier
    from ledger.model.totals import Total
    from ledger.model.view import View

__all__ = ["NOBODY", "Cofinancing", "SourceShare", "cofinance"]


@frozen(kw_only=True)
class SourceShare:
    """What stands for one source.

    Attributes:
        id: Source id; `NOBODY` for cost that no source has been planned for.
        source: The source; None for `NOBODY` and for an id that the project does not know.
        planned_minor: Planned financing, minor units; None where the amount is not known.
        approximate: Whether a planned line is approximate.
        cash_minor: Earned by cost, minor units.
        exact: `cash_minor` before rounding.
        in_kind_minor: Earned by in-kind contributions, minor units.
        received_minor: Receipts and advances less repayments, minor units.
        outstanding_before_minor: Money that it owed when the days asked for began, minor units.
        beyond_minor: What entries say that it pays beyond its cap, minor units; others or nobody pay that.
        trace: How its part of the cost that names no source came about, from the first day on; None where it has none.
    """

    id: str
    source: Source | None = None
    planned_minor: int | None = None
    approximate: bool = False
    cash_minor: int = 0
    exact: Fraction = Fraction(0)
    in_kind_minor: int = 0
    received_minor: int = 0
    outstanding_before_minor: int = 0
    beyond_minor: int = 0
    trace: Trace | None = field(default=None, eq=False)

    @property
    def earned_minor(self) -> int:
        """All that it has earned, minor units."""
        return self.cash_minor + self.in_kind_minor

    @property
    def outstanding_minor(self) -> int:
        """Money that it still owes at the end of the days, minor units; negative where it has paid ahead."""
        return self.outstanding_before_minor + self.cash_minor - self.received_minor


@frozen
class Cofinancing:
    """What stands for all sources.

    Attributes:
        shares: In the project's order; then ids that the project does not know; last `NOBODY`, if anything stands for
            it.
    """

    shares: tuple[SourceShare, ...]

    @property
    def earned_minor(self) -> int:
        """The eligible cost, minor units: all that is earned by anybody."""
        return sum(share.earned_minor for share in self.shares)

    @property
    def planned_minor(self) -> int | None:
        """The planned financing, minor units; None where nothing is known. Sources of unknown amount are not in it."""
        return known_sum(share.planned_minor for share in self.shares)

    @property
    def unknown(self) -> tuple[SourceShare, ...]:
        """The project's sources whose amount is not known."""
        return tuple(share for share in self.shares if share.source and share.planned_minor is None)

    def planned_part(self, minor: int | None) -> Fraction | None:
        """Return what part of the planned financing an amount in minor units is; None while an amount is not known."""
        whole = None if self.unknown else self.planned_minor
        return None if minor is None or not whole else Fraction(minor, whole)

    def earned_part(self, minor: int | None) -> Fraction | None:
        """Return what part of the eligible cost an amount in minor units is; None where that is nothing."""
        return None if minor is None or not self.earned_minor else Fraction(minor, self.earned_minor)


def cofinance(dossier: Dossier, view: View) -> Cofinancing:
    """Return what each source has planned, earned and paid.

    An entry that names a source earns for that source: an in-kind contribution always, a cost where it names one, but
    never beyond the source's cap. The rest of the eligible cost falls on the sources that give money and may pay for
    it, by priority: first agreed shares and fixed amounts, then in proportion to what the version in force plans over
    the whole project, whatever days are asked for, and at last to whoever takes the rest. Where the amount of one is
    not known, what the planned cost has above the planned financing is nobody's, since it cannot be told whose it is.

    What is earned is reckoned and rounded from the project's first day on; what some days earned is the difference of
    two such figures, so that the days' figures add up to the whole.

    Args:
        dossier: The project, its totals cut to the view's days, and those before them.
        view: `today` decides the version in force; `year` picks its lines for *planned*.
    """
    version = budget.in_force(dossier.versions, view.today)
    dossier = reckoned(dossier, view)
    now = _reckoned(dossier, version, (*dossier.before, *dossier.totals))
    before = _reckoned(dossier, version, dossier.before) if dossier.before else _Reckoned()
    ids = [source.id for source in dossier.project.sources]
    planned = [line.source for line in version.financing] if version else []
    ids += sorted({*now.ids, *before.ids, *planned} - {*ids, NOBODY})
    shares = [evolve(_between(id_, now, before), source=dossier.project.source(id_)) for id_ in [*ids, NOBODY]]
    if shares[-1] == SourceShare(id=NOBODY):
        shares.pop()
    return Cofinancing(tuple(_planned(share, version, view.year) for share in shares))


@frozen(kw_only=True)
class _Reckoned:
    """What entries and the split give the sources from the first day on.

    Attributes:
        sums: What the entries add up to; None where none are looked at.
        parts: Each source's part of the cost that names no source.
    """

    sums: Sums | None = None
    parts: dict[str, Part] = field(factory=dict)

    @property
    def ids(self) -> set[str]:
        """The ids that anything stands for."""
        return {*self.parts, *self.sums.named, *self.sums.in_kind, *self.sums.received} if self.sums else set()

    def share(self, id_: str) -> SourceShare:
        """Return what stands for a source."""
        part = self.parts.get(id_, Part())
        if self.sums is None:
            return SourceShare(id=id_)
        named = self.sums.named.get(id_, 0)
        return SourceShare(
            id=id_,
            cash_minor=named + part.minor,
            exact=named + part.exact,
            received_minor=self.sums.received.get(id_, 0),
            in_kind_minor=self.sums.in_kind.get(id_, 0) + (self.sums.unpaid_in_kind_minor if id_ == NOBODY else 0),
            beyond_minor=self.sums.beyond.get(id_, 0),
            trace=part.trace,
        )


def _reckoned(dossier: Dossier, version: BudgetVersion | None, totals: Iterable[Total]) -> _Reckoned:
    sums = gather(dossier.project, dossier.scheme, totals)
    return _Reckoned(sums=sums, parts=split(dossier, version, sums))


def _between(id_: str, now: _Reckoned, before: _Reckoned) -> SourceShare:
    """Return what a source has earned and paid from one day to another."""
    there, then = now.share(id_), before.share(id_)
    return evolve(
        there,
        cash_minor=there.cash_minor - then.cash_minor,
        exact=there.exact - then.exact,
        outstanding_before_minor=then.outstanding_minor,
        in_kind_minor=there.in_kind_minor - then.in_kind_minor,
        received_minor=there.received_minor - then.received_minor,
        beyond_minor=there.beyond_minor - then.beyond_minor,
    )


def _planned(share: SourceShare, version: BudgetVersion | None, year: int | None) -> SourceShare:
    """Return the share with what the version plans for it; a year's part of a plan without years is not known."""
    lines = [line for line in version.financing if line.source == share.id] if version else []
    of_year = [line for line in lines if year is None or line.year == year]
    if not of_year and len(budget.undated(lines, year)) == len(lines):
        return share
    return evolve(
        share,
        planned_minor=sum(line.amount_minor for line in of_year),
        approximate=any(line.approximate for line in of_year),
    )
