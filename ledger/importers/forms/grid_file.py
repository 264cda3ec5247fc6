"""Read a form's tables of figures from TOML: what their columns and rows are bound to."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from typing import TypeVar

from ledger.core.section import Section
from ledger.importers.fields import only_once
from ledger.importers.fields import take_id
from ledger.model.forms.grid import Axis
from ledger.model.forms.grid import Every
from ledger.model.forms.grid import Figure
from ledger.model.forms.grid import FormRow
from ledger.model.forms.grid import Grid
from ledger.model.forms.grid import GridColumn
from ledger.model.forms.grid import Span
from ledger.model.scheme import CategoryRole
from ledger.model.source import SourceForm
from ledger.model.source import SourceKind
from ledger.model.source import SourceRole

T = TypeVar("T")

ROUNDINGS = (1, 100, 1000)
_THOUSANDS = (1000,)
"""Whole currency units that a form can round to."""

_SLOTS = ("{year}", "{phase}", "{start}", "{end}")

_OPERANDS = {Figure.DIFFERENCE: 2, Figure.RATIO: 2, Figure.RUNNING: 1}
"""How many columns a figure is computed from, where that is fixed."""


def read_grid(section: Section, key: str) -> Grid:
    """Take a table of figures."""
    columns = tuple(_columns(section))
    _check_columns(section, columns)
    thousands = section.flag("in_thousands")
    return Grid(
        key=key,
        title=section.text("title") or "",
        notes=section.texts("notes"),
        columns=columns,
        figure=section.choice("figure", Figure) or Figure.BUDGET,
        axis=section.choice("columns", Axis, needed=not columns) or Axis.WHOLE,
        row_heading=section.text("row_heading", needed=True) or "",
        year_heading=_pattern(section, "year_heading", "year"),
        phase_heading=_pattern(section, "phase_heading", "phase"),
        whole_heading=section.text("whole_heading"),
        unit=section.text("unit") or ("tkr" if thousands else None),
        every=section.choice("rows", Every) or Every.CATEGORIES,
        rows=tuple(_rows(section)),
        total=section.text("total"),
        sum_heading=None if columns else section.text("sum_heading"),
        shows_zero=section.flag("shows_zero"),
        costs_negative=section.flag("costs_negative"),
        rounding=_rounding(section, _THOUSANDS if thousands else ROUNDINGS),
        in_thousands=thousands,
        partial=section.flag("partial"),
    )


def at_least_one(section: Section, key: str, items: Iterable[T]) -> Iterator[T]:
    """Yield what there is; report if there is nothing."""
    found = False
    for item in items:
        found = True
        yield item
    if not found:
        section.report("TOML-005", key if key in section else None, name=key)


def _columns(section: Section) -> Iterator[GridColumn]:
    check = only_once("key")
    for inner in section.tables("column"):
        key = take_id(inner, "key")
        check(inner, key)
        figure = inner.choice("figure", Figure, needed=True) or Figure.BUDGET
        yield GridColumn(
            key=key,
            heading=_heading(inner),
            figure=figure,
            span=inner.choice("span", Span) or Span.WHOLE,
            years=inner.whole("years") or 0,
            phase=inner.text("phase"),
            over=inner.choice("over", Axis),
            of=_operands(inner, figure),
            unit=inner.text("unit"),
        )
        inner.close()


def _operands(section: Section, figure: Figure) -> tuple[str, ...]:
    """Take the columns that a figure is computed from: only arithmetic has any."""
    of = section.texts("of")
    needed = _OPERANDS.get(figure)
    sound = bool(of) == figure.is_arithmetic and (needed is None or len(of) == needed)
    if not sound:
        section.report("FRM-008", "of" if "of" in section else None, figure=figure, count=needed or "–")
        return ()
    return of


def _check_columns(section: Section, columns: Sequence[GridColumn]) -> None:
    """Report each column that is computed from one that there is not, or that is not left of it."""
    known: list[str] = []
    for column, inner in zip(columns, section.tables("column"), strict=False):
        for key in column.of:
            if key not in known:
                inner.report_unknown("FRM-007", "of", key, known)
        known.append(column.key)


def _heading(section: Section) -> str:
    """Take a heading; only known slots may stand in it."""
    pattern = section.text("heading", needed=True) or ""
    rest = pattern
    for slot in _SLOTS:
        rest = rest.replace(slot, "")
    if {"{", "}"} & set(rest):
        section.report("FRM-009", "heading", pattern=pattern, slots=", ".join(_SLOTS))
    return pattern


def _rows(section: Section) -> Iterator[FormRow]:
    """Take the rows: listed ones, or none where every one of a kind is meant."""
    listed = tuple(section.tables("row"))
    if "rows" in section:
        if listed:
            section.report("FRM-005", "rows")
        return
    once, keys = only_once("categories"), only_once("key")
    known: list[str] = []
    for at, inner in enumerate(at_least_one(section, "row", listed), start=1):
        row = _row(inner)
        for category in row.categories:
            once(inner, category)
        _check_sum(inner, row, known)
        if row.key:
            keys(inner, row.key)
        known.append(row.key_at(at))
        inner.close()
        yield row


def _check_sum(section: Section, row: FormRow, known: Sequence[str]) -> None:
    """Report each row that a row is computed from and that does not stand above it."""
    for name, others in (("plus", row.plus), ("minus", row.minus)):
        for key in others:
            if key not in known:
                section.report_unknown("FRM-007", name, key, known)


def _row(section: Section) -> FormRow:
    """Take a row; what only has a label must say that it is a heading."""
    row = FormRow(
        label=section.text("label", needed=True) or "",
        categories=section.texts("categories"),
        category_roles=section.choices("category_roles", CategoryRole),
        sources=section.texts("sources"),
        source_roles=section.choices("source_roles", SourceRole),
        source_kinds=section.choices("source_kinds", SourceKind),
        source_forms=section.choices("source_forms", SourceForm),
        whole=section.flag("whole"),
        plus=section.texts("plus"),
        minus=section.texts("minus"),
        is_open=section.flag("open"),
        key=take_id(section, "key") if "key" in section else None,
    )
    if not section.flag("heading") and row.is_heading:
        section.report("TOML-005", "categories" if "categories" in section else None, name="categories")
    return row


def _pattern(section: Section, key: str, slot: str) -> str:
    """Take a heading's pattern; it must have `slot` and no other."""
    usual = f"{{{slot}}}"
    pattern = section.text(key) or usual
    if usual not in pattern or {"{", "}"} & set(pattern.replace(usual, "")):
        section.report("FRM-002", key, pattern=pattern, slot=usual)
    return pattern


def _rounding(section: Section, options: Sequence[int]) -> int | None:
    """Take the unit that amounts are rounded to; where there is but one option, it need not be given."""
    unit = section.whole("rounding")
    if unit is not None and unit not in options:
        section.report("FRM-003", "rounding", unit=unit, options=", ".join(map(str, options)))
    return options[0] if unit is None and len(options) == 1 else unit
