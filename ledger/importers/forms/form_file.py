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

from ledger.core.finding import Finding
from ledger.core.section import Section
from ledger.core.toml_file import read_whole
from ledger.importers.fields import only_once
from ledger.importers.fields import take_id
from ledger.importers.forms.grid_file import at_least_one
from ledger.importers.forms.grid_file import read_grid
from ledger.model.forms.grid import Grid
from ledger.model.forms.layout import Bind
from ledger.model.forms.layout import Blank
from ledger.model.forms.layout import Block
from ledger.model.forms.layout import Drawing
from ledger.model.forms.layout import Drawn
from ledger.model.forms.layout import Field
from ledger.model.forms.layout import FieldList
from ledger.model.forms.layout import Keying
from ledger.model.forms.layout import Language
from ledger.model.forms.layout import Layout
from ledger.model.forms.layout import LayoutKind
from ledger.model.forms.layout import LayoutSheet
from ledger.model.forms.layout import Tie
from ledger.model.totals import Basis

BLANK_ROWS_MAX = 100
"""Empty rows that a table for people to fill in can have."""

KEYING_HEADINGS = 3
"""Headings of a table for typing into a web form."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)*")


class _Holds(StrEnum):
    """What a block holds."""

    FIELDS = "fields"
    FIGURES = "figures"
    BLANKS = "blanks"
    KEYING = "keying"


def read_form_file(text: str, file: str) -> tuple[Layout | None, tuple[Finding, ...]]:
    """Read a form's layout.

    Args:
        text: The whole file.
        file: Its name for people.

    Returns:
        The layout, or None where a finding stops; and every problem found.
    """
    return read_whole(text, file, _layout)


def _layout(section: Section) -> Layout | None:
    head = section.table("form", needed=True)
    sheets = tuple(_sheets(section))
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
        basis=head.choice("basis", Basis) or Basis.BOOKED,
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
    grids: dict[str, Grid] = {}
    for inner in at_least_one(section, "sheet", section.tables("sheet")):
        name = inner.text("name", needed=True) or ""
        landscape = inner.flag("landscape")
        sections = tuple(inner.tables("block"))
        blocks = tuple(_block(block, check) for block in at_least_one(inner, "block", sections))
        grids |= {block.key: block for block in blocks if isinstance(block, Grid)}
        for keying, block in zip(blocks, sections, strict=True):
            if isinstance(keying, Keying):
                _check_columns(block, "of", keying.of, grids)
        ties = tuple(_ties(inner, grids))
        charts = tuple(_charts(inner, grids))
        yield LayoutSheet(name=name, landscape=landscape, blocks=blocks, ties=ties, charts=charts)
        inner.close()


def _ties(section: Section, grids: dict[str, Grid]) -> Iterator[Tie]:
    """Take the figures that must be alike."""
    for inner in section.tables("tie"):
        ends = [inner.text(name, needed=True) or "" for name in ("left", "right")]
        for name, address in zip(("left", "right"), ends, strict=True):
            _check_address(inner, name, address, grids)
        yield Tie(inner.text("label", needed=True) or "", *ends)
        inner.close()


def _check_address(section: Section, name: str, address: str, grids: dict[str, Grid]) -> None:
    """Report an address that no grid before it can have; columns that are repeated are known only with a project."""
    key, _, rest = address.partition("/")
    row, _, column = rest.rpartition(".")
    if key not in grids:
        section.report_unknown("FRM-016", name, key, tuple(grids))
        return
    grid = grids[key]
    rows = [each.key_at(at) for at, each in enumerate(grid.rows, start=1)]
    if grid.rows and row not in (*rows, "total"):
        section.report_unknown("FRM-007", name, row, (*rows, "total"))
    if grid.columns and all(each.over is None for each in grid.columns):
        _check_columns(section, name, ((key, column),), grids)


def _check_columns(section: Section, name: str, pairs: Iterable[tuple[str, str]], grids: dict[str, Grid]) -> None:
    """Report a grid that there is not, or a column that it has not."""
    for key, column in pairs:
        if key not in grids:
            section.report_unknown("FRM-016", name, key, tuple(grids))
        elif column not in (known := [each.key for each in grids[key].columns]):
            section.report_unknown("FRM-007", name, column, known)


def _charts(section: Section, grids: dict[str, Grid]) -> Iterator[Drawn]:
    for inner in section.tables("chart"):
        grid, columns = inner.text("grid", needed=True) or "", inner.texts("columns")
        _check_columns(inner, "columns", ((grid, column) for column in at_least_one(inner, "columns", columns)), grids)
        yield Drawn(
            title=inner.text("title", needed=True) or "",
            drawing=inner.choice("drawing", Drawing, needed=True) or Drawing.BARS,
            grid=grid,
            columns=columns,
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
    for inner in at_least_one(section, "field", section.tables("field")):
        name = inner.text("label", needed=True) or ""
        own = (inner.text("bind") or "").partition("text.")
        if own[1] and not own[0]:
            yield Field(name, Bind.FORM, own[2])
        else:
            yield Field(name, inner.choice("bind", Bind, needed=True) or Bind.OPEN)
        inner.close()


def _keying(section: Section, key: str) -> Keying:
    pairs = tuple(at_least_one(section, "of", section.texts("of")))
    headings = section.texts("headings")
    if len(headings) != KEYING_HEADINGS:
        section.report("FRM-017", "headings", count=KEYING_HEADINGS)
    return Keying(
        key=key,
        title=section.text("title") or "",
        notes=section.texts("notes"),
        of=tuple((grid, column) for grid, _, column in (pair.rpartition(".") for pair in pairs)),
        headings=headings,
    )


def _blank(section: Section, key: str) -> Blank:
    count = section.whole("count")
    if count is not None and not 1 <= count <= BLANK_ROWS_MAX:
        section.report("FRM-006", "count", count=count, most=BLANK_ROWS_MAX)
    return Blank(
        key=key,
        title=section.text("title") or "",
        notes=section.texts("notes"),
        headings=tuple(at_least_one(section, "headings", section.texts("headings"))),
        count=count or 1,
    )


_READERS: dict[_Holds, Callable[[Section, str], Block]] = {
    _Holds.FIELDS: _field_list,
    _Holds.FIGURES: read_grid,
    _Holds.KEYING: _keying,
    _Holds.BLANKS: _blank,
}


def _form_id(section: Section) -> str:
    """Take a form's id: two ids with a slash between them, the funder's and the form's own."""
    value = section.text("id", needed=True) or ""
    if value and not _ID.fullmatch(value):
        section.report("FRM-001", "id", value=value)
    return value
