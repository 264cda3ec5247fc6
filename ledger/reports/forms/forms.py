"""The list of forms, by funder."""

from __future__ import annotations

import re
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
    from ledger.model.layout import Layout

_LINK = re.compile(r"[ :]*\(?https?://[^\s);]*\)?")
"""A link in a source: it stands on the form itself, and would make the list unreadable."""

_KEYS = ("form_id", "validity", "layout", "language", "form_source")


def forms(layouts: Iterable[Layout]) -> Table:
    """Return one row a form under its funder: its name, from when it applies, layout, language and source."""
    return Table(
        name="forms",
        title=label("report.forms"),
        columns=tuple(Column(key=key, words=label(f"column.{key}"), wide=key == "form_source") for key in _KEYS),
        rows=tuple(_rows(layouts)),
        notes=(label("forms.about"),),
    )


def _rows(layouts: Iterable[Layout]) -> Iterator[Row]:
    funder = ""
    for each in sorted(layouts, key=lambda layout: (layout.funder, layout.id)):
        if each.funder != funder:
            funder = each.funder
            yield Row(key=funder, cells=(Cell(funder), *[EMPTY] * (len(_KEYS) - 1)), kind=RowKind.GROUP)
        yield Row(key=each.id, cells=tuple(map(Cell, _cells(each))), level=1)


def _cells(layout: Layout) -> tuple[Words, ...]:
    key = "forms.validity" if layout.valid_to else "forms.validity.open"
    last = layout.valid_to and layout.valid_to.year
    return (
        layout.id,
        label(key, first=str(layout.valid_from.year), last=str(last)),
        label(f"forms.kind.{layout.kind}"),
        str(layout.language),
        _LINK.sub("", layout.source),
    )
