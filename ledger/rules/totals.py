"""Totals of entries: what they say about cost and money received, and how they are cut to days or counted from entries.

Stores keep totals by month. `cut` serves days that begin and end with a month; for days inside a month, and for the
basis *paid*, which no store keeps, `count` sums the entries themselves. Both give the same totals where both can.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ledger import errors
from ledger.core.period import DAY
from ledger.model.entry_kind import EntryKind
from ledger.model.totals import Basis
from ledger.model.totals import Grain
from ledger.model.totals import Total

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from ledger.model.dossier import Dossier
    from ledger.model.entry import EntryRow
    from ledger.model.view import View

DAY_COLUMNS = {Basis.BOOKED: "booked_on", Basis.BELONGS: "belongs_to", Basis.PAID: "paid_on"}
"""Which field of an entry each basis goes by."""

COST_SIGNS: dict[str, int] = {EntryKind.COST: 1, EntryKind.IN_KIND: 1, EntryKind.INCOME: -1}
"""Sign with which each kind enters the actual cost. Kinds not named do not."""

RECEIVED_SIGNS: dict[str, int] = {EntryKind.RECEIPT: 1, EntryKind.ADVANCE: 1, EntryKind.REPAYMENT: -1}
"""Sign with which each kind enters what a source has paid."""

_KEYS = ("project", "part", "phase", "category", "source", "kind")


def actuals(dossier: Dossier, view: View) -> tuple[Total, ...]:
    """Return a dossier's totals with the costs that its simplified cost options reckon from them.

    Args:
        dossier: The project, its totals cut to the view's days.
        view: The same view; a lump sum counts from the day on which its result was approved.
    """
    if dossier.terms is None or not dossier.terms.options:
        return dossier.totals
    from ledger.rules.simplified import derived  # noqa: PLC0415 - few projects use simplified cost options

    return (*dossier.totals, *(each.total for each in derived(dossier, view)))


def reckoned(dossier: Dossier, view: View) -> Dossier:
    """Return the dossier with what its simplified cost options reckon among its totals, and none left to reckon."""
    if dossier.terms is None or not dossier.terms.options:
        return dossier
    from ledger.rules.simplified import applied  # noqa: PLC0415 - few projects use simplified cost options

    return applied(dossier, view)


def cost_minor(totals: Iterable[Total]) -> int:
    """Return the actual cost, minor units: cost and in-kind contributions less income."""
    return sum(COST_SIGNS.get(total.kind, 0) * total.sum_minor for total in totals)


def cost_by_category(totals: Iterable[Total]) -> dict[str, int]:
    """Return the actual cost of each category that has any, minor units, as `cost_minor` counts it."""
    sums: dict[str, int] = {}
    for total in totals:
        if total.kind in COST_SIGNS:
            sums[total.category] = sums.get(total.category, 0) + COST_SIGNS[total.kind] * total.sum_minor
    return sums


def received_minor(totals: Iterable[Total]) -> int:
    """Return the money received from sources, minor units: receipts and advances less repayments."""
    return sum(RECEIVED_SIGNS.get(total.kind, 0) * total.sum_minor for total in totals)


def kept_by(basis: Basis, start: date | None, end: date | None) -> bool:
    """Whether totals kept by month can be cut to these days; if not, the entries must be counted."""
    whole_months = (start is None or start.day == 1) and (end is None or (end + DAY).day == 1)
    return whole_months and basis is not Basis.PAID


def kept_by_year(view: View) -> bool:
    """Whether totals kept by year and without sources hold all that a view asks for."""
    from ledger.model.view import Dimension  # noqa: PLC0415 - whoever asks has a view

    start, end = view.bounds
    whole_years = (start is None or (start.month, start.day) == (1, 1)) and (
        end is None or (end.month, end.day) == (12, 31)
    )
    finer = {Dimension.MONTH, Dimension.SOURCE, Dimension.MEMBER}
    return whole_years and view.is_of_all and view.basis is not Basis.PAID and finer.isdisjoint(view.by)


def grain(view: View, coarsest: Grain) -> Grain:
    """Return how fine totals must be for a view.

    Args:
        view: Which days and entries, and what the rows are.
        coarsest: What its report can do with, if the view asks for no more.
    """
    if coarsest is Grain.MONTH or not kept_by_year(view):
        return Grain.MONTH
    return coarsest if view.bounds == (None, None) else Grain.YEAR


def cut(totals: Iterable[Total], basis: Basis, start: date | None, end: date | None) -> Iterator[Total]:
    """Yield the totals of whole months from `start` to `end`, or of whole years.

    Args:
        totals: Totals kept by month; or those kept by year, if the days begin and end with a year.
        basis: Booked or belongs.
        start: First day of a month, or None for everything before `end`.
        end: Last day of a month, or None for everything after `start`.

    Raises:
        TotalsCutError: The days begin or end inside a month, or the basis is *paid*; the entries must be counted.
    """
    if not kept_by(basis, start, end):
        raise errors.TotalsCutError(start=start or "…", end=end or "…", basis=basis)
    first = start.isoformat() if start else ""
    last = end.isoformat() if end else "9999-99"
    found = ((total, total.month(basis)) for total in totals)
    return (total for total, month in found if first[: len(month)] <= month <= last[: len(month)])


def by_year(totals: Iterable[Total]) -> tuple[Total, ...]:
    """Return totals summed by year and without sources, ordered; a year stands where a month does, ``2020``."""
    sums: dict[tuple[str, ...], list[int]] = {}
    for project, part, phase, category, _, kind, booked, belongs, sum_minor, number in totals:
        found = sums.setdefault((project, part, phase, category, "", kind, booked[:4], belongs[:4]), [0, 0])
        found[0] += sum_minor
        found[1] += number
    return tuple(Total._make((*key, *sums[key])) for key in sorted(sums))


def by_kind(totals: Iterable[Total]) -> tuple[Total, ...]:
    """Return totals summed by project and kind alone, ordered; all else that they name is left empty."""
    sums: dict[tuple[str, str], list[int]] = {}
    for total in totals:
        found = sums.setdefault((total.project, total.kind), [0, 0])
        found[0] += total.sum_minor
        found[1] += total.count
    return tuple(Total(project, "", "", "", "", kind, "", "", *sums[project, kind]) for project, kind in sorted(sums))


def within(rows: Iterable[EntryRow], basis: Basis, start: date | None, end: date | None) -> Iterator[EntryRow]:
    """Yield the entries of the days from `start` to `end`; on the basis *paid*, those that have been paid."""
    from ledger.model.entry import COLUMNS  # noqa: PLC0415 - totals that are kept need no entries

    at = COLUMNS.index(DAY_COLUMNS[basis])
    first = start.isoformat() if start else ""
    last = end.isoformat() if end else "9999-99-99"
    return (row for row in rows if row[at] and first <= row[at] <= last)


def count(
    rows: Iterable[EntryRow],
    basis: Basis,
    start: date | None,
    end: date | None,
    by_day: frozenset[str] = frozenset(),
) -> tuple[Total, ...]:
    """Return the totals of the entries of the days from `start` to `end`, ordered by their first eight fields.

    On the basis *paid* the totals carry the month of payment in both months, and entries not yet paid are left out.

    Args:
        rows: Entries in any order.
        basis: By which of their days they are cut.
        start: First day; None where it is open.
        end: Last day; None where it is open.
        by_day: Months, ``2020-06``, whose entries are kept apart by the day that they belong to.
    """
    from ledger.model.entry import COLUMNS  # noqa: PLC0415 - totals that are kept need no entries

    keys = tuple(COLUMNS.index(name) for name in _KEYS)
    clocks = (Basis.PAID, Basis.PAID) if basis is Basis.PAID else (Basis.BOOKED, Basis.BELONGS)
    booked, belongs = (COLUMNS.index(DAY_COLUMNS[clock]) for clock in clocks)
    amount = COLUMNS.index("amount_minor")
    sums: dict[tuple[str, ...], list[int]] = {}
    for row in within(rows, basis, start, end):
        month = row[belongs][:7]
        key = (*(row[at] or "" for at in keys), row[booked][:7], row[belongs] if month in by_day else month)
        found = sums.setdefault(key, [0, 0])
        found[0] += row[amount]
        found[1] += 1
    return tuple(Total._make((*key, *sums[key])) for key in sorted(sums))
