"""A book in a database of a PostgreSQL server."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus

from ledger.core.record import field_names
from ledger.errors import DamagedBookError
from ledger.errors import RightsError
from ledger.errors import StorageError
from ledger.model.federation.booked import Booked
from ledger.model.head import Fact
from ledger.model.head import Head
from ledger.model.totals import SourceTotal
from ledger.model.totals import Total
from ledger.storage.postgresql.failure import reason_of
from ledger.storage.postgresql.failure import told
from ledger.storage.postgresql.link import Link
from ledger.storage.statements import on_basis
from ledger.storage.statements import server_statement
from ledger.storage.store import Kept
from ledger.storage.store import KeptFact

if TYPE_CHECKING:
    from ledger.model.commit import Commit
    from ledger.model.commit import Draft
    from ledger.model.commit import Occasion
    from ledger.model.corrections.attestation import Redaction
    from ledger.model.entry import EntryColumns
    from ledger.model.entry import EntryRow
    from ledger.model.totals import Cuts
    from ledger.storage.kept import KeptBlock
    from ledger.storage.postgresql.writing import Writing

_ROWS = 2000
"""How many rows are in memory together."""

_BLOCKS = 8
"""How many blocks of entries are."""


class PostgresStore:
    """A book in a database of a PostgreSQL server.

    Attributes:
        link: The connection to it.
    """

    def __init__(self, link: Link) -> None:
        """Take over a connection.

        Args:
            link: To a database that holds a book (`ledger.storage.postgresql.form.prepare`).
        """
        self.link = link
        self._names = count(1)
        # Counts transactions begun and ended here, so that a reading knows whether its own is still open.
        self._turn = 0
        self._within_snapshot = False
        self._together: Writing | None = None

    @property
    def address(self) -> str:
        """See `ledger.storage.store.Store.address`."""
        return self.link.address

    def append(self, drafts: Sequence[Draft], occasion: Occasion) -> tuple[Commit, ...]:
        """See `ledger.storage.store.Store.append`."""
        from ledger.storage.staging import Staging  # noqa: PLC0415
        from ledger.storage.staging import in_order  # noqa: PLC0415 - only writing needs it

        with self._writing() as writing:
            heads = {head.scope: head for head in self.heads([draft.after.scope for draft in drafts])}
            made = (Staging(draft, occasion) for draft in in_order(drafts))
            commits = [writing.append(each, heads.get(each.scope, Head(scope=each.scope))) for each in made]
            writing.send()
        return tuple(commits)

    def copy(self, commit: Commit, facts: Sequence[Fact], kept: Iterator[Kept]) -> None:
        """See `ledger.storage.store.Store.copy`."""
        from ledger.storage.staging import Copying  # noqa: PLC0415

        with self._writing() as writing:
            head = self.head(commit.scope)
            writing.append(Copying(commit, facts, kept, head.entries), head)
            writing.send()

    @contextmanager
    def together(self) -> Iterator[None]:
        """See `ledger.storage.store.Store.together`."""
        before = self._together
        with self._writing(alone=True) as writing:
            self._together = writing
            try:
                yield
            finally:
                self._together = before

    def redact(self, draft: Draft, redaction: Redaction, occasion: Occasion) -> Commit:  # noqa: ARG002 - the fact tells it
        """See `ledger.storage.store.Store.redact`; the server takes out what the draft's own fact names."""
        from ledger.storage.staging import Staging  # noqa: PLC0415

        with self._writing() as writing:
            commit = writing.append(Staging(draft, occasion), self.head(draft.after.scope))
            writing.take_out_words(commit.scope)
        return commit

    def scrub(self) -> None:
        """See `ledger.storage.store.Store.scrub`; only whoever owns the tables can have them written anew."""
        connection = self.link.connection
        try:
            ((owner,),) = connection.execute(server_statement("owns").encode()).fetchall()
            if not owner:
                raise RightsError(book=self.link.book, reason="only the owner of its tables can have them written anew")
            for table in ("entries", "commits"):
                connection.execute(f"VACUUM (FULL) {table}")
        except psycopg.Error as error:
            # Whatever it is, the words are out: nobody is to hear that nothing was booked.
            raise StorageError(book=self.link.book, reason=reason_of(error)) from error

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """See `ledger.storage.store.Store.snapshot`."""
        connection = self.link.connection
        if connection.info.transaction_status != TransactionStatus.IDLE:
            yield
            return
        with told(self.link.book):
            connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        self._turn += 1
        self._within_snapshot = True
        try:
            yield
        finally:
            self._turn += 1
            self._within_snapshot = False
            # If the connection is gone, so is the snapshot.
            with suppress(psycopg.Error):
                connection.execute("ROLLBACK")

    def head(self, scope: str) -> Head:
        """See `ledger.storage.store.Store.head`."""
        return next(self.heads((scope,)), Head(scope=scope))

    def heads(self, scopes: Sequence[str]) -> Iterator[Head]:
        """See `ledger.storage.store.Store.heads`."""
        for scope, sequence, seal, entries in self._ask("heads", sorted(set(scopes))):
            yield Head(scope=scope, sequence=sequence, seal=seal, entries=entries)

    def booked(self, projects: Sequence[str], *, until: str = "9999") -> Iterator[Booked]:
        """See `ledger.storage.store.Store.booked`."""
        for project, month, entered_at in self._ask("booked", until, sorted(set(projects))):
            yield Booked(project=project, month=month, entered_at=entered_at)

    def facts_of(self, scopes: Sequence[str], *, without: Sequence[str] = ()) -> Iterator[tuple[str, int, Fact]]:
        """See `ledger.storage.store.Store.facts_of`."""
        rows = self._ask("facts_of", sorted(set(scopes)), list(without))
        return ((scope, sequence, Fact(*fact)) for scope, sequence, *fact in rows)

    def scopes(self) -> tuple[str, ...]:
        """See `ledger.storage.store.Store.scopes`."""
        return tuple(scope for (scope,) in self._ask("scopes"))

    def scopes_with(self, kind: str) -> tuple[str, ...]:
        """See `ledger.storage.store.Store.scopes_with`."""
        return tuple(scope for (scope,) in self._ask("scopes_with", kind))

    def strays(self) -> tuple[str, ...]:
        """See `ledger.storage.store.Store.strays`."""
        return tuple(scope for (scope,) in self._ask("strays"))

    def damage(self, agreed: Collection[str] = ()) -> Iterator[str]:  # noqa: ARG002 - the server has indexes instead
        """See `ledger.storage.store.Store.damage`."""
        from ledger.storage.postgresql.form import damage  # noqa: PLC0415 - only a proof needs it

        return damage(self.link)

    def commits(self, scope: str) -> Iterator[Commit]:
        """See `ledger.storage.store.Store.commits`."""
        from ledger.model.commit import Commit  # noqa: PLC0415 - a report reads no commits
        from ledger.model.commit import CommitKind  # noqa: PLC0415

        kinds: dict[str, CommitKind] = {str(kind): kind for kind in CommitKind}
        names = field_names(Commit)
        for row in self._stream("commits", scope):
            values = dict(zip(names, row, strict=True))
            # A kind that nobody knows was not written by medfin; it is let through, for the seal to tell.
            values["kind"] = kinds.get(values["kind"], values["kind"])
            yield Commit(**values)

    def facts(self, scope: str, kind: str | None = None) -> Iterator[tuple[int, Fact]]:
        """See `ledger.storage.store.Store.facts`."""
        rows = self._ask("facts", scope) if kind is None else self._ask("facts_of_kind", scope, kind)
        return ((sequence, Fact(*fact)) for sequence, _, *fact in rows)

    def kept_facts(self, scope: str) -> Iterator[KeptFact]:
        """See `ledger.storage.store.Store.kept_facts`."""
        return (KeptFact(sequence, at, Fact(*fact)) for sequence, at, *fact in self._stream("facts", scope))

    def entries(self, project: str, *, first: str = "", last: str = "9999-99-99") -> Iterator[EntryRow]:
        """See `ledger.storage.store.Store.entries`."""
        return self._stream("entries", project, first, last)

    def columns(self, project: str, *, first: str = "", last: str = "9999-99-99") -> Iterator[EntryColumns]:
        """See `ledger.storage.store.Store.columns`."""
        from ledger.storage.kept import in_columns  # noqa: PLC0415 - only an import needs it

        return in_columns(self.entries(project, first=first, last=last))

    def kept(self, scope: str) -> Iterator[KeptBlock]:
        """See `ledger.storage.store.Store.kept`."""
        from ledger.storage.blocks import Blocks  # noqa: PLC0415 - only a proof needs it
        from ledger.storage.kept import in_blocks  # noqa: PLC0415

        blocks = Blocks(self.link.book, scope)
        for whole, last, sequence, first, *packed in self._stream("kept_blocks", scope, scope, together=_BLOCKS):
            block = None
            if whole:
                with suppress(DamagedBookError):  # a text that holds what stands between texts
                    block = blocks.block(sequence, (first, *packed))
            if block:
                yield block
                continue
            rows = self._stream("kept", scope, sequence, first, last)
            yield from in_blocks(scope, (Kept(at, salt, words, tuple(row)) for at, salt, words, *row in rows))

    def clues(self, scope: str) -> Iterator[tuple[int, bytes]]:  # noqa: ARG002 - the server has indexes instead
        """See `ledger.storage.store.Store.clues`."""
        return iter(())

    def totals(self, projects: Sequence[str] | None = None) -> Iterator[Total]:
        """See `ledger.storage.store.Store.totals`."""
        if projects is None:
            return map(Total._make, self._ask("totals"))
        return map(Total._make, self._ask("totals_of", sorted(set(projects))))

    def totals_of_money(self, projects: Sequence[str]) -> Iterator[Total]:
        """See `ledger.storage.store.Store.totals_of_money`."""
        return map(Total._make, self._ask("totals_of_money", sorted(set(projects))))

    def totals_by_year(self, projects: Sequence[str] | None = None) -> Iterator[Total]:
        """See `ledger.storage.store.Store.totals_by_year`."""
        if projects is None:
            return map(Total._make, self._ask("totals_by_year"))
        return map(Total._make, self._ask("totals_by_year_of", sorted(set(projects))))

    def totals_by_kind(self, projects: Sequence[str]) -> Iterator[Total]:
        """See `ledger.storage.store.Store.totals_by_kind`."""
        return map(Total._make, self._ask("totals_by_kind_of", sorted(set(projects))))

    def totals_by_source(self, projects: Sequence[str], cuts: Cuts) -> Iterator[SourceTotal]:
        """See `ledger.storage.store.Store.totals_by_source`."""
        name = on_basis("totals_by_source_of", cuts.basis)
        found = self._ask(name, cuts.before, cuts.over, cuts.last, sorted(set(projects)))
        return map(SourceTotal._make, found)

    def related(self, projects: Sequence[str], evidence: Collection[str] = ()) -> tuple[str, ...]:
        """See `ledger.storage.store.Store.related`; the server has indexes for it."""
        own = list(projects)
        found = self._ask("related", own, own, list(evidence))
        return tuple(project for (project,) in found if project not in projects)

    def login(self) -> str:
        """See `ledger.storage.store.Store.login`."""
        ((name,),) = self._ask("login")
        return str(name)

    def may_forget(self, author: str) -> bool:
        """See `ledger.storage.store.Store.may_forget`; the server itself keeps to it."""
        ((owner,),) = self._ask("owns")
        return bool(owner) or author == self.login()

    def close(self) -> None:
        """See `ledger.storage.store.Store.close`."""
        self.link.close()

    def _ask(self, name: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Return all rows that answer a question; few, or such as are wanted together."""
        with told(self.link.book):
            return self.link.connection.execute(server_statement(name).encode(), parameters or None).fetchall()

    def _stream(self, name: str, *parameters: object, together: int = _ROWS) -> Iterator[tuple[Any, ...]]:
        """Yield rows, however many, of one state of the book; so many are in memory together."""
        with told(self.link.book):
            connection = self.link.connection
            alone = connection.info.transaction_status == TransactionStatus.IDLE
            cursor, turn = f"medfin_{next(self._names)}", self._turn
            query = f"DECLARE {cursor} NO SCROLL CURSOR {'WITH HOLD' if alone else ''} FOR {server_statement(name)}"
            connection.execute(query.encode(), parameters)
            fetch = f"FETCH {together} FROM {cursor}".encode()
            try:
                fetched = together
                while fetched == together:
                    rows = connection.execute(fetch, binary=True).fetchall()
                    fetched = len(rows)
                    yield from rows
            finally:
                if alone or turn == self._turn:
                    # A reading that was left half way is closed whenever Python gets to it.
                    with suppress(psycopg.Error):
                        connection.execute(f"CLOSE {cursor}".encode())

    @contextmanager
    def _writing(self, *, alone: bool = False) -> Iterator[Writing]:
        from ledger.storage.postgresql.writing import Writing  # noqa: PLC0415 - only writing needs it

        if self._together:
            yield self._together
            return
        if self._within_snapshot:
            raise StorageError(book=self.link.book, reason="nothing can be booked while one state of it is read")
        with told(self.link.book), Writing(self.link, alone=alone) as writing:
            self._turn += 1
            try:
                yield writing
            finally:
                self._turn += 1
