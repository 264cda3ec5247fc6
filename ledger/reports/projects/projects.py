"""The list of a book's projects."""

from __future__ import annotations

from collections.abc import Iterable

from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.dossier import Dossier
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import Table


def projects(found: Iterable[Dossier]) -> Table:
    """Return one row a project: id, name, owner, period, how many budget versions it has and how many entries."""
    columns = (
        Column(key="project", words=label("column.project")),
        Column(key="name", words=label("column.name"), wide=True),
        Column(key="owner", words=label("column.owner"), wide=True),
        Column(key="period", words=label("column.period")),
        Column(key="versions", words=label("column.versions"), kind=ColumnKind.COUNT),
        Column(key="entries", words=label("column.entries"), kind=ColumnKind.COUNT),
    )
    rows = (Row(key=each.project.id, cells=tuple(map(Cell, _cells(each)))) for each in found)
    return Table(name="projects", title=label("report.projects"), columns=columns, rows=tuple(rows))


def _cells(dossier: Dossier) -> tuple[Words | int, ...]:
    project = dossier.project
    period = f"{project.start} – {project.end}" if project.span else project.period or ""
    owner = dossier.party_name(project.owner)
    return (project.id, project.name, owner, period, len(dossier.versions), dossier.head.entries)
