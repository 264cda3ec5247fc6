"""Simplified costs: what flat rates and lump sums come to, reckoned from what is booked and never booked themselves.

A flat rate is rounded on the sum from the project's first day to the end of each month: a month's cost is the
difference of two such figures. So no month moves when a later one comes, and any months add up to the whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.core.rounding import round_fraction
from ledger.model.entry_kind import EntryKind
from ledger.model.simplified import Option
from ledger.model.simplified import OptionKind
from ledger.model.totals import Total
from ledger.rules.trace import Trace

if TYPE_CHECKING:
    from datetime import date

    from ledger.model.dossier import Dossier
    from ledger.model.view import View

_Key = tuple[str, str, str, str, str]


@frozen(kw_only=True)
class Derived:
    """A cost that an option reckons.

    Attributes:
        option: The option.
        total: The cost, as entries of it would be summed; no entry stands for it.
        exact: Before rounding, minor units.
    """

    option: Option
    total: Total
    exact: Fraction


def derived(dossier: Dossier, view: View) -> tuple[Derived, ...]:
    """Return the costs of the view's days that a project's options reckon, by option, month, part and phase.

    Args:
        dossier: The project, its totals cut to the view's days, and those before them.
        view: The same view.
    """
    return _reckoned(dossier, view)[1]


def applied(dossier: Dossier, view: View) -> Dossier:
    """Return a dossier whose totals hold what its options reckon, and which has no options left to reckon."""
    before, now = _reckoned(dossier, view)
    return evolve(
        dossier,
        terms=dossier.terms and evolve(dossier.terms, options=()),
        before=(*dossier.before, *(each.total for each in before)),
        totals=(*dossier.totals, *(each.total for each in now)),
    )


def trace(option: Option, base_minor: int, minor: int) -> Trace:
    """Return how a flat rate comes to a figure from the first day on.

    Args:
        option: The flat rate.
        base_minor: What its base has cost, minor units.
        minor: The figure, minor units.
    """
    rate = option.rate or Fraction(0)
    return Trace(
        rule="flat_rate",
        source=option.rule.article if option.rule else f"option.{option.id}",
        inputs=(("rate", rate), ("base", base_minor)),
        wanted=rate * base_minor,
        exact=rate * base_minor,
        rounding=str(option.rounding),
        rounded_minor=minor,
    )


def base_minor(option: Option, totals: Iterable[Total]) -> int:
    """Return what the base of a flat rate has cost, minor units: money only, less what was reversed."""
    return sum(each.sum_minor for each in totals if _is_base(option, each))


def _in_order(dossier: Dossier) -> list[Option]:
    """Return the options that reckon costs, those that others rest on first."""
    options = [each for each in (dossier.terms.options if dossier.terms else ()) if each.kind in _RECKONING]
    done: list[Option] = []
    while options:
        waiting = {each.category for each in options}
        ready = [each for each in options if not waiting & set(each.base)] or options
        done += ready
        options = [each for each in options if each not in ready]
    return done


_RECKONING = (OptionKind.FLAT_RATE, OptionKind.LUMP_SUM)


def _reckoned(dossier: Dossier, view: View) -> tuple[tuple[Derived, ...], tuple[Derived, ...]]:
    """Return what the options come to before the view's days and in them."""
    totals = (list(dossier.before), list(dossier.totals))
    found: tuple[list[Derived], list[Derived]] = ([], [])
    for option in _in_order(dossier):
        if option.kind is OptionKind.LUMP_SUM:
            steps = _lump_sum(option, dossier, view)
        else:
            run = _Run(option)
            steps = (list(run.on(totals[0], view)), list(run.on(totals[1], view)))
        for at, step in enumerate(steps):
            totals[at].extend(each.total for each in step)
            found[at].extend(step)
    return tuple(found[0]), tuple(found[1])


class _Run:
    """A flat rate that runs through time, rounded on its sum so far."""

    def __init__(self, option: Option) -> None:
        self._option = option
        self._base_minor = 0
        self._minor = 0

    def on(self, totals: Iterable[Total], view: View) -> Iterator[Derived]:
        """Yield what it comes to, month by month, for totals that follow those it was given before."""
        sums: dict[_Key, tuple[int, Total]] = {}
        for each in totals:
            if _is_base(self._option, each):
                key = (each.month(view.basis), each.month_booked, each.month_belongs, each.part, each.phase)
                sums[key] = (sums.get(key, (0, each))[0] + each.sum_minor, each)
        rate = self._option.rate or Fraction(0)
        for key in sorted(sums):
            minor, like = sums[key]
            self._base_minor += minor
            reached = round_fraction(rate * self._base_minor, self._option.rounding)
            step, self._minor = reached - self._minor, reached
            yield Derived(option=self._option, total=_cost(self._option, like, step), exact=rate * minor)


def _is_base(option: Option, total: Total) -> bool:
    """Whether a flat rate rests on some entries: cost in money of its categories and days."""
    if total.kind != EntryKind.COST or total.category not in option.base:
        return False
    month = total.month_belongs[:7]
    first, last = (day.isoformat()[:7] if day else month for day in (option.start, option.end))
    return first <= month <= last


def _cost(option: Option, like: Total, minor: int) -> Total:
    return like._replace(category=option.category, source="", kind=str(EntryKind.COST), sum_minor=minor, count=0)


def _lump_sum(option: Option, dossier: Dossier, view: View) -> tuple[list[Derived], list[Derived]]:
    """Return the parts of a lump sum whose results were approved, before the view's days and in them."""
    first, last = view.bounds
    before: list[Derived] = []
    now: list[Derived] = []
    for part in option.instalments:
        day = part.achieved
        if day is None or day > view.today or (last and day > last):
            continue
        found = Derived(
            option=option,
            total=_earned_on(option, dossier.project.id, day, part.amount_minor),
            exact=Fraction(part.amount_minor),
        )
        (before if first and day < first else now).append(found)
    return before, now


def _earned_on(option: Option, project: str, day: date, minor: int) -> Total:
    month = day.isoformat()[:7]
    return Total(project, "", "", option.category, "", str(EntryKind.COST), month, month, minor, 0)
