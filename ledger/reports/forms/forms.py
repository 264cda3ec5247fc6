"""The list of forms, by funder, and what one of them is."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ledger.core.words import label
from ledger.reports.cells import EMPTY
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Table

if TYPE_CHECKING:
    from ledger.core.words import Words
    from ledger.model.forms.layout import Layout
    from ledger.model.forms.layout import LayoutSheet

_KEYS = ("form_id", "form_name", "validity")


def forms(layouts: Iterable[Layout]) -> Table:
    """Return one row a form under its funder: its name, what it is, and from when it applies."""
    return Table(
        name="forms",
        title=label("report.forms"),
        columns=tuple(Column(key=key, words=label(f"column.{key}"), wide=key == "form_name") for key in _KEYS),
        rows=tuple(_rows(layouts)),
        notes=(label("forms.about"), label("forms.more")),
    )


def form_details(layout: Layout) -> Table:
    """Return what a form is: whose, how near to the funder's own, where it was found, what it holds."""
    columns = tuple(
        Column(key=key, words=label(f"column.{key}"), wide=key == "tables") for key in ("form_sheet", "tables")
    )
    about = (
        ("form_id", layout.id),
        ("form_funder", layout.funder),
        ("validity", _validity(layout)),
        ("form_scheme", layout.scheme or label("forms.any_scheme")),
        ("layout", label(f"forms.kind.{layout.kind}")),
        ("covers", layout.covers),
        ("form_source", layout.source),
        ("language", label(f"forms.language.{layout.language}")),
    )
    return Table(
        name="form",
        title=layout.name,
        columns=columns,
        rows=tuple(_sheet(at, sheet) for at, sheet in enumerate(layout.sheets, start=1)),
        about=tuple((label(f"column.{key}"), value) for key, value in about),
        notes=(label("forms.fill", form=layout.id),),
    )


def _sheet(number: int, sheet: LayoutSheet) -> Row:
    titles = "; ".join(block.title for block in sheet.blocks if block.title)
    return Row(key=str(number), cells=(Cell(sheet.name), Cell(titles)))


def _rows(layouts: Iterable[Layout]) -> Iterator[Row]:
    funder = ""
    for each in sorted(layouts, key=lambda layout: (layout.funder, layout.id)):
        if each.funder != funder:
            funder = each.funder
            yield Row(key=funder, cells=(Cell(funder), *[EMPTY] * (len(_KEYS) - 1)), kind=RowKind.GROUP)
        yield Row(key=each.id, cells=tuple(map(Cell, (each.id, each.name, _validity(each)))), level=1)


def _validity(layout: Layout) -> Words:
    key = "forms.validity" if layout.valid_to else "forms.validity.open"
    last = layout.valid_to and layout.valid_to.year
    return label(key, first=str(layout.valid_from.year), last=str(last))
