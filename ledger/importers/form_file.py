"""Read a form's layout from TOML. How one is written: ``docs/forms.md``.

Where something is missing or wrong a filler stands in, so that the whole file is read and every problem found; a file
with a problem that stops gives no layout.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import TypeVar

from ledger.core.finding import Finding
from ledger.core.section import Section
from ledger.core.section import read_toml
from ledger.importers.fields import only_once
from ledger.importers.fields import take_id
from ledger.model.layout import Axis
from ledger.model.layout import Bind
from ledger.model.layout import Blank
from ledger.model.layout import Block
from ledger.model.layout import Field
from ledger.model.layout import FieldList
from ledger.model.layout import Figure
from ledger.model.layout import FormRow
from ledger.model.layout import Grid
from ledger.model.layout import Language
from ledger.model.layout import Layout
from ledger.model.layout import LayoutKind
from ledger.model.layout import LayoutSheet

T = TypeVar("T")

ROUNDINGS = (1, 100, 1000)
"""Whole currency units that a form can round to."""

BLANK_ROWS_MAX = 100
"""Empty rows that a table for people to fill in can have."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)*")


class _Holds(StrEnum):
    """What a block holds."""

    FIELDS = "fields"
    FIGURES = "figures"
    BLANKS = "blanks"


class _Every(StrEnum):
    """Rows that need not be listed."""

    CATEGORIES = "categories"


def read_form_file(text: str, file: str) -> tuple[Layout | None, tuple[Finding, ...]]:
    """Read a form's layout.

    Args:
        text: The whole file.
        file: Its name for people.

    Returns:
        The layout, or None where a finding stops; and every problem found.
    """
    section, findings = read_toml(text, file)
    layout = None if section is None else _layout(section)
    return (None if any(finding.stops for finding in findings) else layout), tuple(findings)


def _layout(section: Section) -> Layout | None:
    head = section.table("form", needed=True)
    sheets = tuple(_sheets(section))
    section.close()
    if head is None:
        return None
    valid_from, valid_to = _validity(head)
    layout = Layout(
        id=_form_id(head),
        name=head.text("name", needed=True) or "",
        funder=head.text("funder", needed=True) or "",
        kind=head.choice("kind", LayoutKind, needed=True) or LayoutKind.ARRANGED,
        covers=head.text("covers", needed=True) or "",
        language=head.choice("language", Language, needed=True) or Language.SV,
        source=head.text("source", needed=True) or "",
        scheme=head.text("scheme"),
        valid_from=valid_from,
        valid_to=valid_to,
        sheets=sheets,
    )
    head.close()
    return layout


def _validity(section: Section) -> tuple[date, date | None]:
    """Take the first and last day of validity."""
    first, last = section.day("valid_from", needed=True), section.day("valid_to")
    if first and last and last < first:
        section.report("FRM-004", "valid_to", first=first, last=last)
    return first or date.min, last


def _sheets(section: Section) -> Iterator[LayoutSheet]:
    check = only_once("key")
    for inner in _at_least_one(section, "sheet", section.tables("sheet")):
        blocks = _at_least_one(inner, "block", inner.tables("block"))
        yield LayoutSheet(
            name=inner.text("name", needed=True) or "",
            landscape=inner.flag("landscape"),
            blocks=tuple(_block(block, check) for block in blocks),
        )
        inner.close()


def _block(section: Section, check: Callable[[Section, str], None]) -> Block:
    key = take_id(section, "key")
    check(section, key)
    holds = section.choice("holds", _Holds, needed=True)
    if holds is None:
        # What the other keys should be cannot be told, so they are not judged.
        return FieldList(key=key, fields=())
    block = _READERS[holds](section, key)
    section.close()
    return block


def _field_list(section: Section, key: str) -> FieldList:
    return FieldList(
        key=key,
        title=section.text("title") or "",
        notes=section.texts("notes"),
        fields=tuple(_fields(section)),
    )


def _fields(section: Section) -> Iterator[Field]:
    for inner in _at_least_one(section, "field", section.tables("field")):
        yield Field(inner.text("label", needed=True) or "", inner.choice("bind", Bind, needed=True) or Bind.OPEN)
        inner.close()


def _grid(section: Section, key: str) -> Grid:
    return Grid(
        key=key,
        title=section.text("title") or "",
        notes=section.texts("notes"),
        figure=section.choice("figure", Figure, needed=True) or Figure.BUDGET_COST,
        axis=section.choice("columns", Axis, needed=True) or Axis.WHOLE,
        row_heading=section.text("row_heading", needed=True) or "",
        year_heading=_pattern(section, "year_heading", "year"),
        phase_heading=_pattern(section, "phase_heading", "phase"),
        whole_heading=section.text("whole_heading"),
        unit=section.text("unit"),
        rows=tuple(_rows(section)),
        total=section.text("total"),
        sum_heading=section.text("sum_heading"),
        shows_zero=section.flag("shows_zero"),
        costs_negative=section.flag("costs_negative"),
        rounding=_rounding(section),
    )


def _rows(section: Section) -> Iterator[FormRow]:
    """Take the rows: listed ones, or none where every category is meant."""
    section.choice("rows", _Every)
    listed = tuple(section.tables("row"))
    if "rows" in section:
        if listed:
            section.report("FRM-005", "rows")
        return
    check = only_once("categories")
    for inner in _at_least_one(section, "row", listed):
        categories = tuple(_at_least_one(inner, "categories", inner.texts("categories")))
        for category in categories:
            check(inner, category)
        yield FormRow(inner.text("label", needed=True) or "", categories)
        inner.close()


def _blank(section: Section, key: str) -> Blank:
    count = section.whole("count")
    if count is not None and not 1 <= count <= BLANK_ROWS_MAX:
        section.report("FRM-006", "count", count=count, most=BLANK_ROWS_MAX)
    return Blank(
        key=key,
        title=section.text("title") or "",
        notes=section.texts("notes"),
        headings=tuple(_at_least_one(section, "headings", section.texts("headings"))),
        count=count or 1,
    )


_READERS: dict[_Holds, Callable[[Section, str], Block]] = {
    _Holds.FIELDS: _field_list,
    _Holds.FIGURES: _grid,
    _Holds.BLANKS: _blank,
}


def _form_id(section: Section) -> str:
    """Take a form's id: two ids with a slash between them, the funder's and the form's own."""
    value = section.text("id", needed=True) or ""
    if value and not _ID.fullmatch(value):
        section.report("FRM-001", "id", value=value)
    return value


def _pattern(section: Section, key: str, slot: str) -> str:
    """Take a heading's pattern; it must have `slot` and no other."""
    usual = f"{{{slot}}}"
    pattern = section.text(key) or usual
    if usual not in pattern or {"{", "}"} & set(pattern.replace(usual, "")):
        section.report("FRM-002", key, pattern=pattern, slot=usual)
    return pattern


def _rounding(section: Section) -> int | None:
    unit = section.whole("rounding")
    if unit is not None and unit not in ROUNDINGS:
        section.report("FRM-003", "rounding", unit=unit, options=", ".join(map(str, ROUNDINGS)))
    return unit


def _at_least_one(section: Section, key: str, items: Iterable[T]) -> Iterator[T]:
    """Yield what there is; report if there is nothing."""
    found = False
    for item in items:
        found = True
        yield item
    if not found:
        section.report("TOML-005", key if key in section else None, name=key)
