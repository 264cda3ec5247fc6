"""Co-financing: what each source has planned, earned, paid and still owes.

Four figures, never mixed. *Planned* stands in the budget version in force. *Earned* is what of the eligible cost
falls on a source, and ties to that cost to the minor unit. *Received* is money paid. *Outstanding* is money earned
and not received; an in-kind contribution is given as it is earned, so nothing of it is ever outstanding.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from ledger.core.allocate import allocate
from ledger.model.entry_kind import EntryKind
from ledger.model.scheme import CategoryRole
from ledger.model.source import ShareBasis
from ledger.model.source import Source
from ledger.rules import budget
from ledger.rules import totals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.model.budget import BudgetVersion
    from ledger.model.dossier import Dossier
    from ledger.model.totals import Total
    from ledger.model.view import View

NOBODY = ""
"""Id under which stands what no source has been planned for."""


@attrs.frozen(kw_only=True)
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
    """

    id: str
    source: Source | None = None
    planned_minor: int | None = None
    approximate: bool = False
    cash_minor: int = 0
    exact: Fraction = Fraction(0)
    in_kind_minor: int = 0
    received_minor: int = 0

    @property
    def earned_minor(self) -> int:
        """All that it has earned, minor units."""
        return self.cash_minor + self.in_kind_minor

    @property
    def outstanding_minor(self) -> int:
        """Money that it still owes, minor units; negative where it has paid ahead."""
        return self.cash_minor - self.received_minor


@attrs.frozen
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
        known = [share.planned_minor for share in self.shares if share.planned_minor is not None]
        return sum(known) if known else None

    @property
    def unknown(self) -> tuple[SourceShare, ...]:
        """The project's sources whose amount is not known."""
        return tuple(share for share in self.shares if share.source and share.planned_minor is None)

    def planned_part(self, minor: int | None) -> Fraction | None:
        """Return an amount's part of the planned financing; None while any source's amount is not known."""
        whole = None if self.unknown else self.planned_minor
        return None if minor is None or not whole else Fraction(minor, whole)

    def earned_part(self, minor: int | None) -> Fraction | None:
        """Return an amount's part of the eligible cost; None where that is nothing."""
        return None if minor is None or not self.earned_minor else Fraction(minor, self.earned_minor)


Split = tuple[int, Fraction]
"""A part of a split: rounded, and exact."""


@attrs.frozen(kw_only=True)
class _Sums:
    """What entries add up to, minor units; by source id where they name one.

    Attributes:
        cash: Cost that names a source.
        in_kind: In-kind contributions.
        received: Receipts and advances less repayments.
        eligible_minor: All cost.
        direct_minor: Cost in direct categories.
        rest_minor: Cost that names no source.
    """

    cash: dict[str, int]
    in_kind: dict[str, int]
    received: dict[str, int]
    eligible_minor: int
    direct_minor: int
    rest_minor: int


def cofinance(dossier: Dossier, view: View) -> Cofinancing:
    """Return what each source has planned, earned and paid.

    An entry that names a source earns for that source: an in-kind contribution always, a cost where it names one. The
    rest of the eligible cost is split over the sources that give money: one with an agreed share earns that share of
    its basis, the others in proportion to what the version in force plans for them over the whole project, whatever
    days are asked for. Where the amount of one is not known, what the planned cost has above the planned financing is
    nobody's, since it cannot be told whose it is.

    Args:
        dossier: The project, its totals cut to the view's days.
        view: `today` decides the version in force; `year` picks its lines for *planned*.
    """
    version = budget.in_force(dossier.versions, view.today)
    sums = _sums(dossier)
    split = _split(dossier, version, sums)
    ids = [source.id for source in dossier.project.sources]
    planned = [line.source for line in version.financing] if version else []
    ids += sorted({*sums.cash, *sums.in_kind, *sums.received, *planned} - {*ids, NOBODY})
    shares = [_earned(id_, dossier.project.source(id_), sums, split) for id_ in [*ids, NOBODY]]
    if shares[-1] == SourceShare(id=NOBODY):
        shares.pop()
    return Cofinancing(tuple(_planned(share, version, view.year) for share in shares))


def _planned(share: SourceShare, version: BudgetVersion | None, year: int | None) -> SourceShare:
    """Return the share with what the version plans for it; a year's part of a plan without years is not known."""
    lines = [line for line in version.financing if line.source == share.id] if version else []
    of_year = [line for line in lines if year is None or line.year == year]
    if not of_year and len(budget.undated(lines, year)) == len(lines):
        return share
    return attrs.evolve(
        share,
        planned_minor=sum(line.amount_minor for line in of_year),
        approximate=any(line.approximate for line in of_year),
    )


def _earned(id_: str, source: Source | None, sums: _Sums, split: dict[str, Split]) -> SourceShare:
    """Return what entries and the split give a source."""
    part, exact = split.get(id_, (0, Fraction(0)))
    named = sums.cash.get(id_, 0)
    return SourceShare(
        id=id_,
        source=source,
        cash_minor=named + part,
        exact=named + exact,
        in_kind_minor=sums.in_kind.get(id_, 0),
        received_minor=sums.received.get(id_, 0),
    )


def _sums(dossier: Dossier) -> _Sums:
    cash: dict[str, int] = {}
    in_kind: dict[str, int] = {}
    received: dict[str, int] = {}
    for total in dossier.totals:
        if total.kind == EntryKind.IN_KIND:
            in_kind[total.source] = in_kind.get(total.source, 0) + total.sum_minor
        elif total.kind == EntryKind.COST and total.source:
            cash[total.source] = cash.get(total.source, 0) + total.sum_minor
        elif total.kind in totals.RECEIVED_SIGNS:
            received[total.source] = received.get(total.source, 0) + totals.received_minor((total,))
    eligible_minor = totals.cost_minor(dossier.totals)
    return _Sums(
        cash=cash,
        in_kind=in_kind,
        received=received,
        eligible_minor=eligible_minor,
        direct_minor=totals.cost_minor(total for total in dossier.totals if _is_direct(dossier, total)),
        rest_minor=eligible_minor - sum(cash.values()) - sum(in_kind.values()),
    )


def _is_direct(dossier: Dossier, total: Total) -> bool:
    category = dossier.scheme.category(total.category)
    return category is not None and category.role is CategoryRole.DIRECT


def _split(dossier: Dossier, version: BudgetVersion | None, sums: _Sums) -> dict[str, Split]:
    """Return each source's part of the cost that names no source, rounded and exact; the parts add up to it."""
    if not sums.rest_minor:
        return {}
    weights = _weights(dossier, version, sums)
    ids = tuple(weights)
    takers = [source.id for source in dossier.project.sources if source.takes_rounding and weights.get(source.id)]
    parts = allocate(sums.rest_minor, tuple(weights.values()), to=ids.index(takers[0]) if takers else None)
    whole = sum(weights.values())
    exact = [sums.rest_minor * weight / whole for weight in weights.values()]
    return dict(zip(ids, zip(parts, exact, strict=True), strict=True))


def _weights(dossier: Dossier, version: BudgetVersion | None, sums: _Sums) -> dict[str, Fraction]:
    """Return which part of the cost that names no source falls on whom; `NOBODY` takes what is left.

    Agreed shares that together come to more than there is are scaled down in proportion, and then nothing is left for
    the others.
    """
    bases = {ShareBasis.ELIGIBLE_COST: sums.eligible_minor, ShareBasis.DIRECT_COST: sums.direct_minor}
    money = [source for source in dossier.project.sources if source.form.is_money]
    agreed = {
        source.id: max(source.share * Fraction(bases[source.share_of], sums.rest_minor), Fraction(0))
        for source in money
        if source.share is not None and source.share_of is not None
    }
    left = 1 - sum(agreed.values(), Fraction(0))
    if left <= 0:
        return agreed
    planned = _plan(dossier, version, [source for source in money if source.id not in agreed])
    whole = sum(planned.values())
    if not whole:
        return {**agreed, NOBODY: left}
    return {**agreed, **{id_: left * Fraction(amount, whole) for id_, amount in planned.items()}}


def _plan(dossier: Dossier, version: BudgetVersion | None, sources: Sequence[Source]) -> dict[str, int]:
    """Return what the version plans for sources over the whole project, minor units.

    Where the amount of one is not known, `NOBODY` stands for the planned cost that no planned financing covers.
    """
    planned = {source.id: 0 for source in sources}
    known = set()
    for line in version.financing if version else ():
        if line.source in planned:
            planned[line.source] += line.amount_minor
            known.add(line.source)
    if version and len(known) < len(planned):
        cost_minor = budget.sum_minor(version.cost, dossier.scheme) or 0
        planned[NOBODY] = max(0, cost_minor - sum(line.amount_minor for line in version.financing))
    return planned
