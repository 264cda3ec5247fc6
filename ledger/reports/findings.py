"""What is to be said against the facts, as a table."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.words import label
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Row
from ledger.reports.table import Table

NAME = "findings"


def findings(found: Sequence[Finding]) -> Table:
    """Return one row a finding, in the order given: how bad, code, where, and what it says."""
    columns = (
        Column(key="severity", words=label("column.severity")),
        Column(key="code", words=label("column.code")),
        Column(key="project", words=label("column.project")),
        Column(key="place", words=label("column.place")),
        Column(key="finding", words=label("column.finding"), wide=True),
    )
    rows = (
        Row(
            key=str(number),
            cells=(
                Cell(label(f"severity.{each.severity}")),
                Cell(each.code),
                Cell(each.place.project),
                Cell(where(each.place)),
                Cell(each.words),
            ),
        )
        for number, each in enumerate(found, start=1)
    )
    notes = () if found else (label("note.no_findings"),)
    return Table(name=NAME, title=label("report.findings"), columns=columns, rows=tuple(rows), notes=notes)


def where(place: Place) -> str | None:
    """Return where in the project or file a finding lies, as ``file:line:column``, a key or an entry's number."""
    file = ":".join(str(each) for each in (place.file, place.line, place.column) if each is not None)
    entry = None if place.entry is None else f"#{place.entry}"
    return file or ", ".join(each for each in (place.key, entry) if each) or None
