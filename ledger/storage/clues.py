"""Clues as a book in an SQLite file keeps them: written with the entries, and proven against them."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Iterable
from collections.abc import Sequence
from contextlib import suppress
from itertools import groupby
from typing import TYPE_CHECKING

from ledger.model.entry import COLUMNS
from ledger.rules.financing.clue import clues
from ledger.rules.financing.clue import clues_of_rows
from ledger.rules.financing.clue import match
from ledger.rules.financing.clue import packed
from ledger.rules.financing.clue import unpacked
from ledger.storage.statements import statement

if TYPE_CHECKING:
    from ledger.model.entry import EntryRow

_NUMBER = COLUMNS.index("number")


class PackedClues:
    """An aggregate function for SQL: the clues of some entries, from voucher number, amount and evidence."""

    def __init__(self) -> None:
        self._found: list[int] = []

    def step(self, voucher: str | None, amount_minor: int, digest: str | None) -> None:
        """Take in an entry; one that another program has spoilt has no clues, which a proof tells."""
        with suppress(AttributeError, TypeError):
            self._found += clues((voucher,), (amount_minor,), (digest,))

    def finalize(self) -> bytes:
        """Return the clues of all."""
        return packed(self._found)


def related(connection: sqlite3.Connection, projects: Sequence[str], evidence: Iterable[str]) -> tuple[str, ...]:
    """Return what `ledger.storage.store.Store.related` does."""
    own = set(clues((), (), evidence))
    for project in projects:
        own.update(*(unpacked(content) for _, content in connection.execute(statement("clues_of"), (project,))))
    found: dict[str, None] = {}
    for project, content in connection.execute(statement("clues")):
        if project not in found and project not in projects and not own.isdisjoint(unpacked(content)):
            found[project] = None
    return tuple(found)


def agree(connection: sqlite3.Connection, project: str, entries: Iterable[EntryRow]) -> bool:
    """Whether the clues that are kept of a project are those of its entries.

    Args:
        connection: To the book.
        project: Project id.
        entries: All its entries, by number.
    """
    kept = dict(connection.execute(statement("clues_of"), (project,)))
    firsts = tuple(kept)
    try:
        for at, rows in groupby(entries, lambda row: bisect_right(firsts, row[_NUMBER])):
            if not match(kept.pop(firsts[at - 1]) if at else b"", clues_of_rows(rows)):
                return False
    except (AttributeError, TypeError):  # another program has put a text where a number belongs, or the like
        return False
    return not any(kept.values())
