"""A book in an SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from itertools import repeat
from typing import TYPE_CHECKING
from typing import Any

import attrs

from ledger.errors import AppendRefusedError
from ledger.model.commit import Commit
from ledger.model.commit import CommitKind
from ledger.model.commit import Draft
from ledger.model.commit import Fact
from ledger.model.commit import Head
from ledger.model.commit import Occasion
from ledger.model.entry import EntryRow
from ledger.model.totals import Total
from ledger.storage.failure import told
from ledger.storage.statements import statement
from ledger.storage.store import Kept
from ledger.storage.store import KeptFact

if TYPE_CHECKING:
    from ledger.storage.staging import Sealed
    from ledger.storage.staging import Staging

_KINDS: dict[str, CommitKind] = {str(kind): kind for kind in CommitKind}


class SqliteStore:
    """A book in an SQLite file."""

    def __init__(self, connection: sqlite3.Connection, book: str) -> None:
        """Take over a connection.

        Args:
            connection: To a prepared file (`ledger.storage.form.prepare`), without a transaction of its own.
            book: The book's address, for people.
        """
        self._connection = connection
        self._book = book

    def append(self, drafts: Sequence[Draft], occasion: Occasion) -> tuple[Commit, ...]:
        """See `ledger.storage.store.Store.append`."""
        from ledger.storage.staging import Staging  # noqa: PLC0415
        from ledger.storage.staging import in_order  # noqa: PLC0415 - only writing needs it

        with told(self._book), self._writing():
            return tuple(self._append(Staging(draft, occasion)) for draft in in_order(drafts))

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """See `ledger.storage.store.Store.snapshot`."""
        if self._connection.in_transaction:
            yield
            return
        with told(self._book):
            self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.rollback()

    def head(self, scope: str) -> Head:
        """See `ledger.storage.store.Store.head`."""
        for sequence, seal, entries in self._read("head", scope):
            return Head(scope=scope, sequence=sequence, seal=seal, entries=entries)
        return Head(scope=scope)

    def scopes(self) -> tuple[str, ...]:
        """See `ledger.storage.store.Store.scopes`."""
        return tuple(scope for (scope,) in self._read("scopes"))

    def strays(self) -> tuple[str, ...]:
        """See `ledger.storage.store.Store.strays`."""
        return tuple(scope for (scope,) in self._read("strays"))

    def commits(self, scope: str) -> Iterator[Commit]:
        """See `ledger.storage.store.Store.commits`."""
        names = [field.name for field in attrs.fields(Commit)]
        for row in self._read("commits", scope):
            values = dict(zip(names, row, strict=True))
            # A kind that nobody knows was not written by medfin; it is let through, for the seal to tell.
            values["kind"] = _KINDS.get(values["kind"], values["kind"])
            yield Commit(**values)

    def facts(self, scope: str, kind: str | None = None) -> Iterator[tuple[int, Fact]]:
        """See `ledger.storage.store.Store.facts`."""
        rows = self._read("facts", scope) if kind is None else self._read("facts_of_kind", scope, kind)
        return ((sequence, Fact(*fact)) for sequence, _, *fact in rows)

    def kept_facts(self, scope: str) -> Iterator[KeptFact]:
        """See `ledger.storage.store.Store.kept_facts`."""
        return (KeptFact(sequence, at, Fact(*fact)) for sequence, at, *fact in self._read("facts", scope))

    def entries(self, project: str, *, first: str = "", last: str = "9999-99-99") -> Iterator[EntryRow]:
        """See `ledger.storage.store.Store.entries`."""
        return self._read("entries", project, first, last)

    def kept(self, scope: str) -> Iterator[Kept]:
        """See `ledger.storage.store.Store.kept`."""
        return (Kept(sequence, salt, words, tuple(row)) for sequence, salt, words, *row in self._read("kept", scope))

    def totals(self, projects: Sequence[str] | None = None) -> Iterator[Total]:
        """See `ledger.storage.store.Store.totals`."""
        if projects is None:
            return map(Total._make, self._read("totals"))
        return (Total._make(row) for project in sorted(set(projects)) for row in self._read("totals_of", project))

    def close(self) -> None:
        """See `ledger.storage.store.Store.close`."""
        with told(self._book):
            self._connection.close()

    def _read(self, name: str, *parameters: str) -> Iterator[tuple[Any, ...]]:
        with told(self._book):
            yield from self._connection.execute(statement(name), parameters)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the write lock; keep everything done within, or nothing."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            self._connection.rollback()
            raise

    def _append(self, staging: Staging) -> Commit:
        """Write one commit within a transaction."""
        head = self.head(staging.scope)
        if head != staging.draft.after:
            raise AppendRefusedError(scope=head.scope, sequence=head.sequence)
        for sealed in staging.blocks():
            self._insert(sealed, staging.sequence)
        commit = staging.commit()
        self._connection.execute(statement("append_commit"), attrs.astuple(commit))
        facts = (
            (staging.scope, staging.sequence, at, fact.kind, fact.key, fact.body)
            for at, fact in enumerate(staging.draft.facts, start=1)
        )
        self._connection.executemany(statement("append_fact"), facts)
        self._connection.executemany(statement("append_total"), staging.totals())
        return commit

    def _insert(self, sealed: Sealed, sequence: int) -> None:
        """Write a block of entries; columns that hold nothing are left out, for every value bound takes its time."""
        names, columns, sparse = zip(*sealed.entries.filled(), strict=True)
        values = ("NULLIF(?, '')" if some_absent else "?" for some_absent in sparse)
        insert = statement("append_entries").format(columns=", ".join(names), values=", ".join(values))
        of_commit = repeat(sequence, len(sealed.entries))
        self._connection.executemany(insert, zip(of_commit, sealed.salts, sealed.words, *columns, strict=True))
