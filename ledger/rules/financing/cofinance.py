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
    from collections.abc import Sequence

    from ledger.model.budgets.budget import BudgetVersion
    from ledger.model.budgets.budget import FinancingLine
    from ledger.model.dossier import Dossier
    from ledger.model.totals import Total
    from ledger.model.view import View


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
    before = _reckoned(dossier, version, dossier.before) if dossier.before else None
    sources = {source.id: source for source in dossier.project.sources}
    planned: dict[str, list[FinancingLine]] = {}
    for line in version.financing if version else ():
        planned.setdefault(line.source, []).append(line)
    others = {*now.ids, *(before.ids if before else ()), *planned} - {*sources, NOBODY}
    shares = []
    for id_ in (*sources, *sorted(others), NOBODY):
        minor, is_rough = _planned(planned.get(id_, ()), view.year)
        share = now.share(id_, sources.get(id_), minor, is_rough=is_rough)
        shares.append(_between(share, before.share(id_)) if before else share)
    if shares[-1] == SourceShare(id=NOBODY):
        shares.pop()
    return Cofinancing(tuple(shares))


@frozen(kw_only=True)
class _Reckoned:
    """What entries and the split give the sources from the first day on.

    Attributes:
        sums: What the entries add up to.
        parts: Each source's part of the cost that names no source.
    """

    sums: Sums
    parts: dict[str, Part]

    @property
    def ids(self) -> set[str]:
        """The ids that anything stands for."""
        return {*self.parts, *self.sums.named, *self.sums.in_kind, *self.sums.received}

    def share(
        self, id_: str, source: Source | None = None, planned_minor: int | None = None, *, is_rough: bool = False
    ) -> SourceShare:
        """Return what stands for a source, and what is planned for it."""
        part = self.parts.get(id_, _NO_PART)
        named = self.sums.named.get(id_, 0)
        return SourceShare(
            id=id_,
            source=source,
            planned_minor=planned_minor,
            approximate=is_rough,
            cash_minor=named + part.minor,
            exact=named + part.exact,
            received_minor=self.sums.received.get(id_, 0),
            in_kind_minor=self.sums.in_kind.get(id_, 0) + (self.sums.unpaid_in_kind_minor if id_ == NOBODY else 0),
            beyond_minor=self.sums.beyond.get(id_, 0),
            trace=part.trace,
        )


_NO_PART = Part()


def _reckoned(dossier: Dossier, version: BudgetVersion | None, totals: Iterable[Total]) -> _Reckoned:
    sums = gather(dossier.project, dossier.scheme, totals)
    return _Reckoned(sums=sums, parts=split(dossier, version, sums))


def _between(there: SourceShare, then: SourceShare) -> SourceShare:
    """Return what a source has earned and paid from one day to another."""
    return evolve(
        there,
        cash_minor=there.cash_minor - then.cash_minor,
        exact=there.exact - then.exact,
        outstanding_before_minor=then.outstanding_minor,
        in_kind_minor=there.in_kind_minor - then.in_kind_minor,
        received_minor=there.received_minor - then.received_minor,
        beyond_minor=there.beyond_minor - then.beyond_minor,
    )


def _planned(lines: Sequence[FinancingLine], year: int | None) -> tuple[int | None, bool]:
    """Return what a version's lines plan for a source, minor units, and whether that is approximate.

    A year's part of a plan without years is not known.
    """
    of_year = budget.of_year(lines, year)
    if not of_year and len(budget.undated(lines, year)) == len(lines):
        return None, False
    return sum(line.amount_minor for line in of_year), any(line.approximate for line in of_year)
