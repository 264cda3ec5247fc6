"""The entries themselves. In a workbook every actual figure is a sum over this table and uses the same words."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from ledger.core.words import label
from ledger.model.corrections.marks import UNMARKED
from ledger.model.corrections.marks import Marks
from ledger.model.dossier import Dossier
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
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

_FIELDS = {key: COLUMNS.index(field) for key, field, _ in _SHOWN}
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
    columns = list(zip(*within(rows, view.basis, *view.bounds), strict=True)) or [()] * len(COLUMNS)
    needed = {str(view.basis), *map(str, view.by)}
    optional = (_OPTIONAL | _MARKED) - needed - _marked(dossier, marks)
    shown = [each for each in _SHOWN if each[0] not in optional or (each[0] != "attested" and _used(columns, each[1]))]
    levels = dossier.project.check_levels
    cells = [_cells(dossier, key, columns, marks) for key, _, _ in shown]
    cells += [_checks(marks, level.id, columns[_NUMBER]) for level in levels]
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
        rows=tuple(
            Row(key=str(number), cells=each)
            for number, each in zip(columns[_NUMBER], zip(*cells, strict=True), strict=True)
        ),
        currency=currency,
        about=heading.about((dossier,), view),
        notes=tuple(heading.day_notes(view)),
    )


def _marked(dossier: Dossier, marks: Marks) -> frozenset[str]:
    """Return the columns that later facts fill, or that the project wants."""
    attested = bool(marks.attested) or dossier.project.attest
    return frozenset(key for key, there in (("attested", attested), ("evidence", bool(marks.evidence))) if there)


def _used(columns: Sequence[Sequence[Any]], field: str) -> bool:
    return any(value is not None for value in columns[COLUMNS.index(field)])


def _cells(dossier: Dossier, key: str, columns: Sequence[Sequence[Any]], marks: Marks) -> Iterable[Cell]:
    """Return the cells of a column of the table; those alike are made once.

    Args:
        dossier: The project.
        key: Which column.
        columns: The entries, column by column: of very many, each is then made with few steps.
        marks: What has been said of the entries.
    """
    values = columns[_FIELDS[key]]
    if key == "attested":
        return [Cell(marks.attested_by(number) or label("entry.awaits")) for number in values]
    if key == "evidence":
        pairs = zip(values, columns[_NUMBER], strict=True)
        return [Cell(", ".join(filter(None, (name, *marks.evidence.get(at, ())))) or None) for name, at in pairs]
    if key == "voucher":
        pairs = zip(columns[_SERIES], values, strict=True)
        values = [f"{series or ''} {number or ''}".strip() or None for series, number in pairs]
    return map(cache(_value(dossier, key)), values)


def _checks(marks: Marks, level: str, numbers: Iterable[int]) -> Iterable[Cell]:
    """Return the cells that tell who checked the entries at a level."""
    return (Cell(marks.checked_by(level, number) or label("entry.awaits")) for number in numbers)


def _value(dossier: Dossier, key: str) -> Callable[[Any], Cell]:
    """Return how a column's values are written."""
    if key in ("booked", "belongs", "paid"):
        return lambda value: Cell(date.fromisoformat(value)) if value else EMPTY
    if key == "kind":
        return lambda value: Cell(label(f"kind.{EntryKind(value)}"))
    if key in ("category", "source", "part", "phase"):
        return lambda value: Cell(naming.key(dossier, Dimension(key), value)) if value else EMPTY
    return Cell
