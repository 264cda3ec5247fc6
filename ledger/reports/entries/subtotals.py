"""Sums of entries in the shape of entries: what a workbook over several projects sums instead of every entry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ledger.core.words import label
from ledger.model.dossier import Dossier
from ledger.model.entry_kind import EntryKind
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.reports import heading
from ledger.reports import naming
from ledger.reports.cells import EMPTY
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import Table

_FACTS = (Dimension.CATEGORY, Dimension.SOURCE, Dimension.PART, Dimension.PHASE)

_MONTH_DIGITS = 7
_YEAR_DIGITS = 4

Keys = tuple[str, ...]


def subtotals(dossiers: Sequence[Dossier], view: View, by: Sequence[Dimension]) -> Table:
    """Return the sums of entries, no finer than the rows of the workbook's reports need.

    A sum over several days stands on the first of them that the view takes in.

    Args:
        dossiers: The projects, in one currency.
        view: Which days, on which basis; it names the column that the days stand in.
        by: What the sums are kept apart by, beside project and kind: by year, or by month if it is named.
    """
    digits = _MONTH_DIGITS if Dimension.MONTH in by else _YEAR_DIGITS
    facts = [each for each in _FACTS if each in by]
    rows = [row for dossier in dossiers for row in _rows(dossier, view, facts, digits)]
    currency = dossiers[0].project.currency
    return Table(
        name="entries",
        title=label("report.subtotals"),
        columns=(
            Column(key="project", words=label("column.project")),
            Column(key="kind", words=label("column.kind")),
            *(Column(key=str(fact), words=label(f"column.{fact}"), wide=True) for fact in facts),
            Column(key=str(view.basis), words=label("column.first_day"), kind=ColumnKind.DATE),
            Column(key="amount", words=label("column.amount"), kind=ColumnKind.MONEY, unit=heading.unit(currency)),
            Column(key="count", words=label("column.entries_summed"), kind=ColumnKind.COUNT),
        ),
        rows=tuple(rows),
        currency=currency,
        about=heading.about(dossiers, view),
        notes=(label("note.subtotals"),),
    )


def subtotals_beside(dossiers: Sequence[Dossier], view: View) -> Table:
    """Return the sums that a table of projects side by side, by the view's dimensions, is put together from."""
    return subtotals(dossiers, view, (Dimension.CATEGORY, Dimension.SOURCE, *view.by))


def _rows(dossier: Dossier, view: View, facts: Sequence[Dimension], digits: int) -> list[Row]:
    """Return the rows of one project."""
    sums: dict[Keys, tuple[int, int]] = {}
    for total in dossier.totals:
        key = (total.kind, *(getattr(total, fact) for fact in facts), total.month(view.basis)[:digits])
        minor, count = sums.get(key, (0, 0))
        sums[key] = (minor + total.sum_minor, count + total.count)
    project = Cell(dossier.project.id)
    values = {each for key in sums for each in zip(facts, key[1:-1], strict=True)}
    named = {each: _named(dossier, *each) for each in values}
    return [
        Row(
            key=f"{dossier.project.id}/{number}",
            cells=(
                project,
                Cell(label(f"kind.{EntryKind(key[0])}")),
                *(named[each] for each in zip(facts, key[1:-1], strict=True)),
                Cell(_first_day(view, key[-1])),
                Cell(sums[key][0]),
                Cell(sums[key][1]),
            ),
        )
        for number, key in enumerate(sorted(sums), start=1)
    ]


def _named(dossier: Dossier, fact: Dimension, value: str) -> Cell:
    return Cell(naming.key(dossier, fact, value)) if value else EMPTY


def _first_day(view: View, when: str) -> date:
    """Return the first day of a year or month that the view takes in."""
    first, _ = view.bounds
    day = date.fromisoformat(f"{when}-01-01"[: len("2020-01-01")])
    return max(day, first) if first else day
