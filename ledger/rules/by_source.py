"""Totals by source in which months are put together, for reports over very many projects.

What sources earn and what a forecast says asks for few months: which cost lies before the days asked for, which in
months that are over, and which is the last of them with any cost. So a store sums all others together, and here the
sums become totals that rules read as they read those by month.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.period import DAY
from ledger.model.totals import Cuts
from ledger.model.totals import SourceTotal
from ledger.model.totals import Total
from ledger.model.view import Dimension
from ledger.rules.totals import COST_SIGNS
from ledger.rules.totals import kept_by

_Key = tuple[str, str, str, str, str, str]

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from datetime import date

    from ledger.model.dossier import Dossier
    from ledger.model.view import View

_FIRST, _LAST = "", "9999-99"
"""Earlier and later than every month."""


def kept_by_source(view: View) -> bool:
    """Whether totals by source, months put together, hold all that a view asks for."""
    timed = {Dimension.MONTH, Dimension.YEAR}
    return view.is_of_all and kept_by(view.basis, *view.bounds) and timed.isdisjoint(view.by)


def needs_months(dossier: Dossier) -> bool:
    """Whether a project's totals are needed by month: by days sources begin or cease to pay, or flat rates round."""
    return dossier.terms is not None or any(source.start or source.end for source in dossier.project.sources)


def cuts(view: View) -> Cuts:
    """Return the months at which a view, and a forecast on its day, tell totals apart.

    Args:
        view: `kept_by_source` holds of it.
    """
    start, end = view.bounds
    before = _month(start - DAY) if start else _FIRST
    last = max(before, _month(end) if end else _LAST)
    over = _month(view.today.replace(day=1) - DAY)
    return Cuts(basis=view.basis, before=before, over=max(before, min(over, last)), last=last)


def by_source(totals: Iterable[Total], cut: Cuts) -> tuple[SourceTotal, ...]:
    """Return totals by month put together at some cuts, ordered.

    Args:
        totals: By month.
        cut: Where they are told apart.
    """
    held: dict[_Key, list[Total]] = {}
    for total in totals:
        if total.month(cut.basis) <= cut.last:
            held.setdefault(total[:6], []).append(total)
    return tuple(_summed(key, held[key], cut) for key in sorted(held))


def spread(sums: Sequence[SourceTotal], cut: Cuts) -> tuple[tuple[Total, ...], tuple[Total, ...]] | None:
    """Return a project's totals of the months asked for, and of those before: at most one before, one over, one open.

    What lies in months that are over stands on the last of them that has any cost, for that is how far the books have
    come. None where no sum tells of that month any more, because all that was booked by then was taken back: then
    totals by month must.

    Args:
        sums: Of one project, in order.
        cut: At which they were made.
    """
    through = max((each.through for each in sums if each.kind in COST_SIGNS), default="")
    is_told = not through
    now: list[Total] = []
    before: list[Total] = []
    for each in sums:
        key = each[:6]
        count = each.count - each.before_count - each.open_count
        if each.before_count:
            before.append(Total(*key, cut.before, cut.before, each.before_minor, each.before_count))
        if count:
            minor = each.sum_minor - each.before_minor - each.open_minor
            is_told = is_told or bool(minor and each.kind in COST_SIGNS)
            month = through or min(each.month, cut.over)
            now.append(Total(*key, month, month, minor, count))
        if each.open_count:
            now.append(Total(*key, each.month, each.month, each.open_minor, each.open_count))
    return (tuple(now), tuple(before)) if is_told else None


def _summed(key: _Key, totals: Sequence[Total], cut: Cuts) -> SourceTotal:
    """Return the sum of totals that agree in their first fields."""
    months = [total.month(cut.basis) for total in totals]
    early = [total for total, month in zip(totals, months, strict=True) if month <= cut.before]
    still = [total for total, month in zip(totals, months, strict=True) if month > cut.over]
    told = (total.month(cut.basis) for total in totals if total.sum_minor)
    return SourceTotal(
        *key,
        *_sum_and_count(totals),
        *_sum_and_count(early),
        *_sum_and_count(still),
        max((month for month in told if cut.before < month <= cut.over), default=""),
        max(months),
    )


def _sum_and_count(totals: Sequence[Total]) -> tuple[int, int]:
    return sum(total.sum_minor for total in totals), sum(total.count for total in totals)


def _month(day: date) -> str:
    return f"{day:%Y-%m}"
