"""The entries themselves. In a workbook every actual figure is a sum over this table and uses the same words."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from ledger.core.words import label
from ledger.model.dossier import Dossier
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.model.entry_kind import EntryKind
from ledger.model.marks import UNMARKED
from ledger.model.marks import Marks
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
from ledger.rules.totals import bounds
from ledger.rules.totals import within

NAME = "entries"

_SHOWN: tuple[tuple[str, str, ColumnKind], ...] = (
    ("number", "number", ColumnKind.COUNT),
    ("booked", "booked_on", ColumnKind.DATE),
    ("belongs", "belongs_to", ColumnKind.DATE),
    ("paid", "paid_on", ColumnKind.DATE),
    ("kind", "kind", ColumnKind.TEXT),
    ("category", "category", ColumnKind.TEXT),
    ("source", "source", ColumnKind.TEXT),
    ("part", "part", ColumnKind.TEXT),
    ("phase", "phase", ColumnKind.TEXT),
    ("amount", "amount_minor", ColumnKind.MONEY),
    ("text", "text", ColumnKind.TEXT),
    ("counterparty", "counterparty", ColumnKind.TEXT),
    ("voucher", "voucher_number", ColumnKind.TEXT),
    ("account", "account", ColumnKind.TEXT),
    ("invoice", "invoice", ColumnKind.TEXT),
    ("quantity", "quantity", ColumnKind.TEXT),
    ("unit", "unit", ColumnKind.TEXT),
    ("reverses", "reverses", ColumnKind.COUNT),
    ("evidence", "evidence_name", ColumnKind.TEXT),
    ("attested", "number", ColumnKind.TEXT),
)
"""Key of each column, the field that it shows, and what that holds."""

_WIDE = frozenset({"category", "source", "text", "counterparty", "evidence"})

_OPTIONAL = frozenset({"paid", "part", "phase", "account", "invoice", "quantity", "unit", "reverses"})
"""Columns left out where no entry has anything in them, unless the view's figures are summed by them."""

_MARKED = frozenset({"evidence", "attested"})
"""Columns of what was said of entries after they were booked."""

_NUMBER = COLUMNS.index("number")
_SERIES = COLUMNS.index("voucher_series")


def entries(dossier: Dossier, rows: Iterable[EntryRow], view: View, marks: Marks = UNMARKED) -> Table:
    """Return a project's entries of the view's days, by number.

    Args:
        dossier: The project.
        rows: Its entries; those outside the days are left out.
        view: Which days, on which basis.
        marks: What has been said of the entries since they were booked.
    """
    found = list(within(rows, view.basis, *bounds(view)))
    needed = {str(view.basis), *map(str, view.by)}
    optional = (_OPTIONAL | _MARKED) - needed - _marked(dossier, marks)
    shown = [each for each in _SHOWN if each[0] not in optional or (each[0] != "attested" and _used(found, each[1]))]
    levels = dossier.project.check_levels
    writers = [_writer(dossier, key, field, marks) for key, field, _ in shown]
    writers += [_checker(marks, level.id) for level in levels]
    currency = dossier.project.currency
    return Table(
        name=NAME,
        title=label("report.entries"),
        columns=(
            *(
                Column(
                    key=key,
                    words=label(f"column.{key}"),
                    kind=kind,
                    unit=heading.unit(currency) if kind is ColumnKind.MONEY else None,
                    wide=key in _WIDE,
                )
                for key, _, kind in shown
            ),
            *(Column(key=f"check_{level.id}", words=level.name) for level in levels),
        ),
        rows=tuple(Row(key=str(row[_NUMBER]), cells=tuple(write(row) for write in writers)) for row in found),
        currency=currency,
        about=heading.about((dossier,), view),
        notes=tuple(heading.day_notes(view)),
    )


def _marked(dossier: Dossier, marks: Marks) -> frozenset[str]:
    """Return the columns that later facts fill, or that the project wants."""
    attested = bool(marks.attested) or dossier.project.attest
    return frozenset(key for key, there in (("attested", attested), ("evidence", bool(marks.evidence))) if there)


def _used(rows: Sequence[EntryRow], field: str) -> bool:
    at = COLUMNS.index(field)
    return any(row[at] is not None for row in rows)


def _writer(dossier: Dossier, key: str, field: str, marks: Marks) -> Callable[[EntryRow], Cell]:
    """Return what makes a column's cell of an entry; cells alike are made once."""
    at = COLUMNS.index(field)
    if key == "attested":
        return lambda row: Cell(marks.attested_by(row[_NUMBER]) or label("entry.awaits"))
    if key == "evidence":
        return lambda row: Cell(", ".join(filter(None, (row[at], *marks.evidence.get(row[_NUMBER], ())))) or None)
    write = cache(_value(dossier, key))
    if key == "voucher":
        return lambda row: write(f"{row[_SERIES] or ''} {row[at] or ''}".strip() or None)
    return lambda row: write(row[at])


def _checker(marks: Marks, level: str) -> Callable[[EntryRow], Cell]:
    """Return what makes the cell that tells who checked an entry at a level."""
    return lambda row: Cell(marks.checked_by(level, row[_NUMBER]) or label("entry.awaits"))


def _value(dossier: Dossier, key: str) -> Callable[[Any], Cell]:
    """Return how a column's values are written."""
    if key in ("booked", "belongs", "paid"):
        return lambda value: Cell(date.fromisoformat(value)) if value else EMPTY
    if key == "kind":
        return lambda value: Cell(label(f"kind.{EntryKind(value)}"))
    if key in ("category", "source", "part", "phase"):
        return lambda value: Cell(naming.key(dossier, Dimension(key), value)) if value else EMPTY
    return Cell
