"""Spending month by month, running sums, and how the budget would run if each year were spent evenly."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import accumulate

from ledger.core.words import label
from ledger.model.dossier import Dossier
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.reports import heading
from ledger.reports.cells import EMPTY
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.cells import reckoned
from ledger.reports.entries import criteria
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Criterion
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Ruled
from ledger.reports.table import Table
from ledger.rules import budget
from ledger.rules.month_weights import are_named
from ledger.rules.variance import Variance
from ledger.rules.variance import variance

NAME = "months"


def months(dossier: Dossier, view: View) -> Table:
    """Return actual cost by month with running sums, beside the even guide where the budget has years.

    Args:
        dossier: The project.
        view: Which days.
    """
    currency = dossier.project.currency
    version = budget.in_force(dossier.versions, view.today)
    guide = budget.monthly_guide(version, dossier.project, dossier.scheme, dossier.terms) if version else {}
    groups = variance(dossier, view, (Dimension.MONTH,))
    actual = {group.keys[0]: group for group in groups if group.keys[0]}
    return Table(
        name=NAME,
        title=label("report.months"),
        columns=(
            Column(key="name", words=label("column.month")),
            *(money_column(key, currency) for key in ("actual", "cumulative", "guide", "guide_cumulative")),
        ),
        rows=tuple(_rows(dossier, view, actual, guide)),
        currency=currency,
        about=heading.about((dossier,), view),
        notes=(label(_note(dossier) if guide else "note.no_guide"), *heading.day_notes(view)),
    )


def _rows(
    dossier: Dossier, view: View, actual: dict[str, Variance], guide: dict[str, tuple[int, Fraction]]
) -> Iterator[Row]:
    """Yield a row for each month, and their sum. The running actual ends where time or the entries do."""
    sums = Sums(dossier.project.currency)
    shown = _months(dossier, view, {*actual, *guide})
    last = max((*actual, view.today.isoformat()[:7]))
    spent = accumulate(_spent(actual, month) for month in shown)
    planned = accumulate(guide.get(month, (0,))[0] for month in shown)
    for month, before, run, plan in zip(shown, ("", *shown), spent, planned, strict=False):
        criterion = criteria.group(dossier, view, {Dimension.MONTH: month}, alone=True)
        cells = (
            Cell(month),
            _actual(actual.get(month), criterion),
            _running(sums, "cumulative", "actual", before, run) if month <= last else EMPTY,
            _guide(dossier, *guide[month]) if month in guide else EMPTY,
            _running(sums, "guide_cumulative", "guide", before, plan) if guide else EMPTY,
        )
        yield Row(key=month, cells=cells)
    spent_minor = sum(_spent(actual, month) for month in shown)
    planned_minor = sum(guide[month][0] for month in shown if month in guide) if guide else None
    total = (sums.lines(shown, "actual", spent_minor), EMPTY, sums.lines(shown, "guide", planned_minor), EMPTY)
    yield Row(key="total", cells=(Cell(label("row.total")), *total), kind=RowKind.TOTAL)


def _spent(actual: dict[str, Variance], month: str) -> int:
    return actual[month].actual_minor if month in actual else 0


def _actual(group: Variance | None, entries: tuple[Criterion, ...]) -> Cell:
    """Return a month's actual cost; where simplified cost options reckon some of it, as a rule's result."""
    if group is not None and group.derived is not None:
        return reckoned(group.actual_minor, group.derived)
    return Cell(group.actual_minor if group else 0, criteria.cost_of(entries))


def _months(dossier: Dossier, view: View, known: set[str]) -> tuple[str, ...]:
    """Return the project's months and those with figures, within the view's days."""
    days = budget.span(dossier.project, budget.in_force(dossier.versions, view.today))
    first, last = view.bounds
    start, end = first.isoformat()[:7] if first else "", last.isoformat()[:7] if last else "9999-99"
    return tuple(sorted(month for month in {*known, *(days.months() if days else ())} if start <= month <= end))


def _running(sums: Sums, key: str, of: str, before: str, minor: int) -> Cell:
    """Return a running sum: that of the month before and this month's figure."""
    return Cell(minor, sums.rounded(f"{{{before}.{key}}}+{{{of}}}" if before else f"{{{of}}}"))


def _note(dossier: Dossier) -> str:
    return "note.guide.weighted" if are_named(dossier.terms) else "note.guide"


def _guide(dossier: Dossier, minor: int, exact: Fraction) -> Cell:
    """Return a month of the guide."""
    rounding = None if exact.denominator == 1 else label("rounding.largest_remainder")
    rule = label("rule.guide.weighted" if are_named(dossier.terms) else "rule.guide")
    return Cell(minor, Ruled(rule, exact if rounding else None, rounding))
