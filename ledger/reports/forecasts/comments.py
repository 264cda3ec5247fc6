"""What has been said of deviations, and what is done about them."""

from __future__ import annotations

from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.dossier import Dossier
from ledger.model.forecasts.comment import Comment
from ledger.model.view import View
from ledger.reports import heading
from ledger.reports import naming
from ledger.reports.table import Cell
from ledger.reports.table import CellValue
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import Table

NAME = "comments"


def comments(dossier: Dossier, view: View) -> Table:
    """Return a project's comments, oldest first."""
    columns = (
        Column(key="category", words=label("column.category")),
        Column(key="days", words=label("column.about_days")),
        Column(key="comment", words=label("column.comment"), wide=True),
        Column(key="measure", words=label("column.measure"), wide=True),
        Column(key="written", words=label("column.written"), kind=ColumnKind.DATE),
    )
    found = enumerate(dossier.comments, start=1)
    return Table(
        name=NAME,
        title=label("report.comments"),
        columns=columns,
        rows=tuple(Row(key=str(number), cells=tuple(map(Cell, _cells(dossier, each)))) for number, each in found),
        currency=dossier.project.currency,
        about=heading.about((dossier,), view),
        notes=() if dossier.comments else (label("note.no_comments"),),
    )


def _cells(dossier: Dossier, each: Comment) -> tuple[CellValue, ...]:
    subject: Words = naming.category(dossier, each.category) if each.category else label("row.project_as_whole")
    return (subject, days(each), each.text, each.measure, each.written_on)


def days(each: Comment) -> Words:
    """Return what days a comment is about."""
    if each.start and each.end:
        whole_year = (each.start.month, each.start.day, each.end.month, each.end.day) == (1, 1, 12, 31)
        if whole_year and each.start.year == each.end.year:
            return str(each.start.year)
        return label("about.span", start=each.start, end=each.end)
    if each.start:
        return label("about.from", start=each.start)
    return label("about.until", end=each.end) if each.end else label("about.all_days")
