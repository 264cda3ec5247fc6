"""The commits of a book's chains."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from functools import partial

from ledger.core.words import Label
from ledger.core.words import label
from ledger.model.commit import Commit
from ledger.model.commit import CommitKind
from ledger.model.head import Fact
from ledger.reports.audit.audit import deed
from ledger.reports.heading import SEAL_SHOWN
from ledger.reports.table import Cell
from ledger.reports.table import CellValue
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import Table

TOLD = ("claim", "lock")
"""Kinds of facts that tell apart what commits of one kind have done: a draft from a decision, a lock from its end."""


def log(commits: Iterable[Commit], facts: Mapping[tuple[str, int], Fact]) -> Table:
    """Return one row a commit: scope, number, when, who, what for, entries added, seal.

    Args:
        commits: The commits.
        facts: By scope and number of a commit, its fact of a kind in `TOLD`.
    """
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
    return Table(name="log", title=label("report.log"), columns=columns, rows=tuple(map(partial(_row, facts), commits)))


def _row(facts: Mapping[tuple[str, int], Fact], commit: Commit) -> Row:
    values: tuple[CellValue, ...] = (
        commit.scope,
        commit.sequence,
        commit.recorded_at,
        commit.author,
        _deed(commit, facts.get((commit.scope, commit.sequence))),
        commit.message,
        commit.entries,
        commit.seal[:SEAL_SHOWN],
    )
    return Row(key=f"{commit.scope}/{commit.sequence}", cells=tuple(map(Cell, values)))


def _deed(commit: Commit, fact: Fact | None) -> Label:
    return deed(fact) if fact else label(f"commit.{CommitKind(commit.kind)}")
