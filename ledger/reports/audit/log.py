"""The commits of a book's chains."""

from __future__ import annotations

from collections.abc import Iterable

from ledger.core.words import label
from ledger.model.commit import Commit
from ledger.model.commit import CommitKind
from ledger.reports.table import Cell
from ledger.reports.table import CellValue
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import Table

SEAL_SHOWN = 12
"""How much of a seal is printed: enough to tell it from any other, short enough to be read aloud."""


def log(commits: Iterable[Commit]) -> Table:
    """Return one row a commit: scope, number, when, who, what for, entries added, seal."""
    columns = (
        Column(key="scope", words=label("column.scope")),
        Column(key="sequence", words=label("column.sequence"), kind=ColumnKind.COUNT),
        Column(key="recorded", words=label("column.recorded")),
        Column(key="author", words=label("column.author")),
        Column(key="kind", words=label("column.what")),
        Column(key="message", words=label("column.reason"), wide=True),
        Column(key="entries", words=label("column.entries"), kind=ColumnKind.COUNT),
        Column(key="seal", words=label("column.seal")),
    )
    return Table(name="log", title=label("report.log"), columns=columns, rows=tuple(map(_row, commits)))


def _row(commit: Commit) -> Row:
    values: tuple[CellValue, ...] = (
        commit.scope,
        commit.sequence,
        commit.recorded_at,
        commit.author,
        label(f"commit.{CommitKind(commit.kind)}"),
        commit.message,
        commit.entries,
        commit.seal[:SEAL_SHOWN],
    )
    return Row(key=f"{commit.scope}/{commit.sequence}", cells=tuple(map(Cell, values)))
