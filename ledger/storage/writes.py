"""What a commit is in an SQLite file: statements and their values, in the order in which they are written."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from itertools import chain as one_after_another
from typing import Any

import attrs

from ledger.model.commit import Commit
from ledger.rules.financing.clue import packed
from ledger.storage.staging import Staging
from ledger.storage.statements import statement
from ledger.storage.statements import statement_of_rows

# The values of the most are fewer than any SQLite takes with one statement.
_ROWS_AT_ONCE = (64, 8, 1)

Write = tuple[str, Sequence[Any]]
"""A statement, and the values of its parameters."""


def writes(staging: Staging) -> Iterator[Write | Commit]:
    """Yield what writes a commit, with one block of its entries in memory at a time, and last the commit itself.

    Raises:
        LedgerError: A row cannot be booked, or a sum is larger than a book takes.
    """
    scope, sequence = staging.scope, staging.sequence
    for sealed in staging.blocks():
        yield statement("append_block"), (scope, sealed.first, sequence, *attrs.astuple(sealed.packed))
        if sealed.clues:
            yield statement("append_clues"), (scope, sealed.first, packed(sealed.clues))
    commit = staging.commit()
    yield statement("append_commit"), attrs.astuple(commit)
    for at, fact in enumerate(staging.draft.facts, start=1):
        yield statement("append_fact"), (scope, sequence, at, fact.kind, fact.key, fact.body)
    yield from _rows("append_total", staging.totals())
    yield from _rows("append_total_by_year", staging.totals_by_year())
    yield commit


def _rows(name: str, rows: Sequence[tuple[Any, ...]]) -> Iterator[Write]:
    """Yield what writes rows, many with each statement, which takes little more than half the time of one with each."""
    written = 0
    for count in _ROWS_AT_ONCE:
        while written + count <= len(rows):
            some = rows[written : written + count]
            yield statement_of_rows(name, len(some[0]), count), tuple(one_after_another.from_iterable(some))
            written += count
