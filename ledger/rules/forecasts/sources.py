"""Who will have paid what: the co-financing rule put to the costs that a forecast gives."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ledger.core.allocate import allocate
from ledger.core.allocate import evenly
from ledger.core.period import calendar_year
from ledger.core.record import evolve
from ledger.core.rounding import Rounding
from ledger.core.rounding import round_fraction
from ledger.model.entry_kind import EntryKind
from ledger.model.scheme import CategoryRole
from ledger.model.source import SourceRole
from ledger.model.totals import Total
from ledger.rules import budget
from ledger.rules import totals
from ledger.rules.financing.cofinance import Cofinancing
from ledger.rules.financing.cofinance import cofinance
from ledger.rules.financing.draw import NOBODY
from ledger.rules.forecasts.commitment import expected_minor
from ledger.rules.forecasts.horizon import Horizon
from ledger.rules.forecasts.horizon import remaining

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from ledger.model.dossier import Dossier
    from ledger.model.view import View


def forecast_financing(
    dossier: Dossier, view: View, reach: Horizon, costs: Mapping[str, int], *, by_pace: bool = False
) -> Cofinancing:
    """Return what each source will have earned when categories have cost what a forecast says.

    What is to come is added to what is booked, evenly over the months to come, and `cofinance` is asked once more. Of
    it each source that gives in kind gives what the plan has left for it in those months, or by pace what it has given
    a month so far, first in the categories for contributions in kind; the rest names no source and falls on those that
    give money as the plan says.

    Args:
        dossier: The project, its totals cut to the view's days.
        view: As of the forecast.
        reach: The forecast's horizon.
        costs: What each category will have cost, minor units; income is negative.
        by_pace: Whether they are the forecast by pace.
    """
    dossier = totals.reckoned(dossier, view)
    coming = _coming(dossier, costs)
    left = (_left_by_pace if by_pace else _left_by_plan)(dossier, view, reach)
    in_kind = _at_most(left, max(0, sum(coming.values())))
    added = tuple(_added(dossier, view, reach, coming, in_kind))
    return cofinance(evolve(dossier, totals=(*dossier.totals, *added)), view)


def forecast_money(dossier: Dossier, view: View, reach: Horizon, costs: Mapping[str, int]) -> Cofinancing:
    """Return what each source will have earned in money, however much of what is to come is given in kind.

    As `forecast_financing`, but in kind is given in the categories for it alone, and by nobody in particular: so the
    sources' money together is what the other categories will have cost.

    Args:
        dossier: The project, its totals cut to the view's days.
        view: As of the forecast.
        reach: The forecast's horizon.
        costs: What each category will have cost, minor units; in categories for contributions in kind at least what
            stands there already.
    """
    dossier = totals.reckoned(dossier, view)
    coming = _coming(dossier, costs)
    added = tuple(_added(dossier, view, reach, coming, {}))
    return cofinance(evolve(dossier, totals=(*dossier.totals, *added)), view)


def cofinancing_minor(found: Cofinancing) -> int:
    """Return what others than the funder earn in all, minor units; what nobody pays is not in it."""
    return sum(
        share.earned_minor for share in found.shares if share.source and share.source.role is not SourceRole.SUPPORT
    )


def _coming(dossier: Dossier, costs: Mapping[str, int]) -> dict[str, int]:
    """Return what is to come in each category: what it will have cost less what is booked, minor units."""
    booked = totals.cost_by_category(dossier.totals)
    return {code: minor - booked.get(code, 0) for code, minor in costs.items()}


def _added(
    dossier: Dossier, view: View, reach: Horizon, coming: Mapping[str, int], in_kind: dict[str, int]
) -> Iterator[Total]:
    """Yield totals of what is to come: in each category what is given in kind first, then what a source ordered."""
    ordered = _ordered(dossier, reach)
    for code in sorted(coming, key=lambda code: not budget.has_role(dossier.scheme, code, CategoryRole.IN_KIND)):
        left = coming[code]
        for source in _givers(dossier, in_kind, code):
            part = min(in_kind[source], max(left, 0))
            in_kind[source] -= part
            left -= part
            yield from _spread(view, reach, (code, source, EntryKind.IN_KIND), part)
        for source, minor in ordered.get(code, {}).items():
            part = min(minor, max(left, 0))
            left -= part
            yield from _spread(view, reach, (code, source, EntryKind.COST), part)
        if budget.has_role(dossier.scheme, code, CategoryRole.IN_KIND) and left > 0:
            yield from _spread(view, reach, (code, NOBODY, EntryKind.IN_KIND), left)
        elif budget.has_role(dossier.scheme, code, CategoryRole.INCOME):
            yield from _spread(view, reach, (code, NOBODY, EntryKind.INCOME), -left)
        else:
            yield from _spread(view, reach, (code, NOBODY, EntryKind.COST), left)


def _givers(dossier: Dossier, in_kind: Mapping[str, int], code: str) -> Iterator[str]:
    """Yield the sources that have something left to give in kind and may give it in a category."""
    for id_ in in_kind:
        source = dossier.project.source(id_)
        if source is not None and (not source.categories or code in source.categories):
            yield id_


def _ordered(dossier: Dossier, reach: Horizon) -> dict[str, dict[str, int]]:
    """Return what is ordered of a source that pays in money, minor units by category and source."""
    end = reach.year and calendar_year(reach.year).end
    found: dict[str, dict[str, int]] = {}
    for each in dossier.commitments:
        source = dossier.project.source(each.source)
        if source is not None and source.form.is_money:
            by = found.setdefault(each.category, {})
            by[source.id] = by.get(source.id, 0) + expected_minor(each, end or None)
    return found


def _at_most(left: dict[str, int], most_minor: int) -> dict[str, int]:
    """Return what sources have left to give in kind, minor units, together no more than is to come."""
    whole = sum(left.values())
    parts = left.values() if whole <= most_minor else allocate(most_minor, tuple(left.values()))
    return dict(zip(left, parts, strict=True))


def _left_by_plan(dossier: Dossier, view: View, reach: Horizon) -> dict[str, int]:
    """Return what the plan has left for each source that gives in kind, minor units."""
    version = budget.in_force(dossier.versions, view.today)
    placed = budget.of_year(version.financing if version else (), reach.year)
    left: dict[str, int] = {}
    remaining_minor = remaining(dossier, view, reach)
    for id_ in _in_kind_ids(dossier):
        own = (line for line in placed if line.source == id_)
        going_on = _given(dossier, view, id_, lambda month: month > (reach.through or ""))
        left[id_] = max(0, remaining_minor(own) - going_on)
    return left


def _left_by_pace(dossier: Dossier, view: View, reach: Horizon) -> dict[str, int]:
    """Return what each source that gives in kind will still have given at its pace so far, minor units."""
    left: dict[str, int] = {}
    for id_ in _in_kind_ids(dossier):
        given = _given(dossier, view, id_, lambda month: month <= (reach.through or ""))
        whole = round_fraction(Fraction(given * reach.paced, reach.done or 1), Rounding.HALF_UP)
        left[id_] = max(0, whole - _given(dossier, view, id_, lambda _: True))
    return left


def _in_kind_ids(dossier: Dossier) -> tuple[str, ...]:
    return tuple(each.id for each in dossier.project.sources if not each.form.is_money)


def _given(dossier: Dossier, view: View, id_: str, when: Callable[[str], bool]) -> int:
    """Return what a source has given in kind in some months, minor units."""
    return sum(
        each.sum_minor
        for each in dossier.totals
        if each.source == id_ and each.kind == EntryKind.IN_KIND and when(each.month(view.basis))
    )


def _spread(view: View, reach: Horizon, what: tuple[str, str, EntryKind], minor: int) -> Iterator[Total]:
    """Yield an amount evenly over the months to come, or in the last one where none is left."""
    code, source, kind = what
    months = reach.left or reach.months[-1:] or (view.today.isoformat()[:7],)
    for month, part in zip(months, evenly(minor, len(months)), strict=True) if minor else ():
        if part:
            yield Total(
                project="",
                part="",
                phase="",
                category=code,
                source=source,
                kind=str(kind),
                month_booked=month,
                month_belongs=month,
                sum_minor=part,
                count=0,
            )
