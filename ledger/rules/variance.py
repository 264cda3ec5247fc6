"""Budget against actual: what a version allows and what was spent, grouped by whatever the rows are.

Nothing is spread and nothing is lost: a category that the scheme does not know, an entry without a part, a budget
line without a year each stand in a group of their own, whose key is empty where there is none. The groups' sums are
the dossier's totals.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ledger import errors
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.rules import budget
from ledger.rules import totals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.model.budgets.budget import BudgetVersion
    from ledger.model.dossier import Dossier
    from ledger.model.totals import Total

BY_MAX = 2
"""How many dimensions a report's rows can have under their project."""

_FIELDS = {Dimension.CATEGORY: "category", Dimension.PART: "part", Dimension.PHASE: "phase", Dimension.YEAR: "year"}

_OF_FEDERATIONS = {Dimension.AREA, Dimension.MEMBER}
"""Rows that only a federation's whole has."""

Keys = tuple[str, ...]
"""A group's key on each dimension; empty where the facts have none."""


@frozen(kw_only=True)
class Variance:
    """Budget and actual of a group.

    Attributes:
        keys: The group's key on each dimension; empty where the facts have none.
        budget_minor: What the version allows, minor units; None where it has no line.
        actual_minor: What was spent, minor units; by source: what the source has earned.
        approximate: Whether a line of the budget is approximate.
        exact: By source: what was earned before rounding, minor units.
        derived: What simplified cost options reckon of the actual cost, before rounding, minor units; None where they
            reckon nothing.
    """

    keys: Keys
    budget_minor: int | None = None
    actual_minor: int = 0
    approximate: bool = False
    exact: Fraction | None = None
    derived: Fraction | None = None

    @property
    def remaining_minor(self) -> int:
        """What is left of the budget, minor units; negative where more was spent than the version allows."""
        return (self.budget_minor or 0) - self.actual_minor

    @property
    def used(self) -> Fraction | None:
        """Spent part of the budget, 1 for the whole; None where the budget is nothing, also with spending."""
        return Fraction(self.actual_minor, self.budget_minor) if self.budget_minor else None


def variance(dossier: Dossier, view: View, by: Sequence[Dimension]) -> tuple[Variance, ...]:
    """Return budget against actual of a project by one or two dimensions.

    Args:
        dossier: The project, its totals cut to the view's days.
        view: `today` decides the version in force, `year` picks the budget's lines; other days cut actuals only.
        by: What the groups are, outermost first. By source stands planned against earned financing, and no other
            dimension goes with it.

    Returns:
        The groups in order: the scheme's and the project's own order, then what they do not know, then what has no
        key. By category alone every category of the scheme is there, so that a blank row is seen to be blank.

    Raises:
        BreakdownError: `by` is empty, too long, repeats itself, or joins sources with something else.
    """
    check_by(by)
    if tuple(by) == (Dimension.SOURCE,):
        return _by_source(dossier, view)
    groups = {keys: Variance(keys=keys) for keys in _always(dossier, by)}
    version = budget.in_force(dossier.versions, view.today)
    _add_budget(groups, dossier, version, view, by)
    _add_actuals(groups, dossier, view, by)
    if dossier.terms:
        _add_derived(groups, dossier, view, by)
    ranks = [_ranks(dossier, dimension) for dimension in by]

    def place(keys: Keys) -> tuple[tuple[bool, int, str], ...]:
        return tuple((not key, rank.get(key, len(rank)), key) for key, rank in zip(keys, ranks, strict=True))

    return tuple(groups[keys] for keys in sorted(groups, key=place))


def total(groups: Sequence[Variance]) -> Variance:
    """Return the sum of groups; its budget is None where none of them has one."""
    budgets = [group.budget_minor for group in groups if group.budget_minor is not None]
    return Variance(
        keys=(),
        budget_minor=sum(budgets) if budgets else None,
        actual_minor=sum(group.actual_minor for group in groups),
        approximate=any(group.approximate for group in groups),
    )


def undated_minor(dossier: Dossier, view: View, by: Sequence[Dimension]) -> int | None:
    """Return what the version allows without saying in which year, minor units; None unless the view asks for a year.

    Such an amount belongs to no year's budget; a report shows it beside the year.
    """
    version = None if view.year is None else budget.in_force(dossier.versions, view.today)
    if version is None:
        return None
    if Dimension.SOURCE in by:
        return budget.sum_minor(budget.undated(version.financing, view.year), dossier.scheme)
    return budget.sum_minor(budget.undated(version.cost, view.year), dossier.scheme)


def check_by(by: Sequence[Dimension]) -> None:
    """Refuse dimensions that budget against actual cannot be grouped by.

    Raises:
        BreakdownError: `by` is empty, too long, repeats itself, or joins sources with something else than projects.
    """
    inner = [dimension for dimension in by if dimension is not Dimension.PROJECT]
    mixed = Dimension.SOURCE in inner and len(inner) > 1
    if not by or len(inner) > BY_MAX or len(set(by)) < len(by) or mixed or not _OF_FEDERATIONS.isdisjoint(by):
        options = ", ".join(sorted({*_FIELDS, Dimension.MONTH, Dimension.PROJECT, Dimension.SOURCE}))
        raise errors.BreakdownError(report="variance", by=", ".join(by) or "–", options=options)


def _always(dossier: Dossier, by: Sequence[Dimension]) -> tuple[Keys, ...]:
    """Return the groups that stand even where they are blank: the project, and by category alone the whole scheme."""
    if tuple(by) == (Dimension.CATEGORY,):
        return tuple((category.code,) for category in dossier.scheme.categories)
    return ((dossier.project.id,),) if tuple(by) == (Dimension.PROJECT,) else ()


def _add_budget(
    groups: dict[Keys, Variance], dossier: Dossier, version: BudgetVersion | None, view: View, by: Sequence[Dimension]
) -> None:
    sums: dict[Keys, int] = {}
    approximate = set()
    whole = _whole(dossier, by)
    lines = budget.of_year(version.cost, view.year) if version else ()
    for line, amount_minor in budget.signed(lines, dossier.scheme):
        keys = whole or tuple(_line_key(dossier, line, dimension) for dimension in by)
        sums[keys] = sums.get(keys, 0) + amount_minor
        if line.approximate:
            approximate.add(keys)
    for keys, budget_minor in sums.items():
        groups[keys] = Variance(keys=keys, budget_minor=budget_minor, approximate=keys in approximate)


def _add_actuals(groups: dict[Keys, Variance], dossier: Dossier, view: View, by: Sequence[Dimension]) -> None:
    sums: dict[Keys, int] = {}
    whole = _whole(dossier, by)
    for each in dossier.totals:
        sign = totals.COST_SIGNS.get(each.kind)
        if sign is not None:
            keys = whole or tuple(_total_key(dossier, each, dimension, view) for dimension in by)
            sums[keys] = sums.get(keys, 0) + sign * each.sum_minor
    for keys, actual_minor in sums.items():
        groups[keys] = evolve(groups.get(keys, Variance(keys=keys)), actual_minor=actual_minor)


def _whole(dossier: Dossier, by: Sequence[Dimension]) -> Keys:
    """Return the one group that all facts of the project are in, where rows are projects; else nothing."""
    return (dossier.project.id,) if tuple(by) == (Dimension.PROJECT,) else ()


def _add_derived(groups: dict[Keys, Variance], dossier: Dossier, view: View, by: Sequence[Dimension]) -> None:
    """Add what the project's simplified cost options reckon."""
    from ledger.rules.simplified import derived  # noqa: PLC0415 - few projects use simplified cost options

    for each in derived(dossier, view):
        keys = tuple(_total_key(dossier, each.total, dimension, view) for dimension in by)
        known = groups.get(keys, Variance(keys=keys))
        groups[keys] = evolve(
            known,
            actual_minor=known.actual_minor + each.total.sum_minor,
            derived=(known.derived or Fraction(0)) + each.exact,
        )


def _by_source(dossier: Dossier, view: View) -> tuple[Variance, ...]:
    from ledger.rules.financing.cofinance import cofinance  # noqa: PLC0415 - only this breakdown needs it

    return tuple(
        Variance(
            keys=(share.id,),
            budget_minor=share.planned_minor,
            actual_minor=share.earned_minor,
            approximate=share.approximate,
            exact=share.exact + share.in_kind_minor,
        )
        for share in cofinance(dossier, view).shares
    )


def _line_key(dossier: Dossier, line: budget.Line, dimension: Dimension) -> str:
    if dimension is Dimension.PROJECT:
        return dossier.project.id
    return str(getattr(line, _FIELDS.get(dimension, ""), None) or "")


def _total_key(dossier: Dossier, each: Total, dimension: Dimension, view: View) -> str:
    if dimension is Dimension.PROJECT:
        return dossier.project.id
    if dimension in (Dimension.YEAR, Dimension.MONTH):
        return each.month(view.basis)[: 4 if dimension is Dimension.YEAR else 7]
    return str(getattr(each, _FIELDS[dimension]))


def _ranks(dossier: Dossier, dimension: Dimension) -> dict[str, int]:
    """Return each known key's place in the order that the scheme or the project gives it."""
    known = {
        Dimension.CATEGORY: [category.code for category in dossier.scheme.categories],
        Dimension.PART: [part.id for part in dossier.project.parts],
        Dimension.PHASE: [phase.id for phase in dossier.project.phases],
    }
    return {key: rank for rank, key in enumerate(known.get(dimension, []))}
