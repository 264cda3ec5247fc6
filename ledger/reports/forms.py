"""The list of forms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ledger.core.words import label
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Row
from ledger.reports.table import Table

if TYPE_CHECKING:
    from ledger.core.words import Words
    from ledger.model.layout import Layout


def forms(layouts: Iterable[Layout]) -> Table:
    """Return one row a form: its name, funder, period, layout, language and source."""
    keys = ("form_id", "funder", "validity", "layout", "language", "form_source")
    wide = ("form_source",)
    return Table(
        name="forms",
        title=label("report.forms"),
        columns=tuple(Column(key=key, words=label(f"column.{key}"), wide=key in wide) for key in keys),
        rows=tuple(Row(key=each.id, cells=tuple(map(Cell, _cells(each)))) for each in layouts),
        notes=(label("forms.about"),),
    )


def _cells(layout: Layout) -> tuple[Words, ...]:
    key = "forms.validity" if layout.valid_to else "forms.validity.open"
    return (
        layout.id,
        layout.funder,
        label(key, first=layout.valid_from, last=layout.valid_to),
        label(f"forms.kind.{layout.kind}"),
        str(layout.language),
        layout.source,
    )
