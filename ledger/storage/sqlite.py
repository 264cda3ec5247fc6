"""A book in an SQLite file."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Generator
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from contextlib import suppress
from itertools import chain as one_after_another
from itertools import islice
from typing import TYPE_CHECKING
from typing import Any

from ledger import errors
from ledger.core.record import field_names
from ledger.errors import LedgerError
from ledger.model.federation.booked import Booked
from ledger.model.head import Fact
from ledger.model.head import Head
from ledger.model.totals import SourceTotal
from ledger.model.totals import as_totals
from ledger.storage.failure import told
from ledger.storage.statements import on_basis
from ledger.storage.statements import statement
from ledger.storage.store import KeptFact

if TYPE_CHECKING:
    from ledger.model.commit import Commit
    from ledger.model.commit import Draft
    from ledger.model.commit import Occasion
    from ledger.model.corrections.attestation import Redaction
    from ledger.model.entry import EntryColumns
    from ledger.model.entry import EntryRow
    from ledger.model.totals import Cuts
    from ledger.model.totals import Total
    from ledger.storage.kept import KeptBlock
    from ledger.storage.store import Kept
    from ledger.storage.writes import Write


def _listed(texts: Sequence[str]) -> str:
    """Return texts as one parameter, however many they are."""
    return json.dumps(tuple(dict.fromkeys(texts)))


class SqliteStore:
    """A book in an SQLite file."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        book: str,
        unaltered: Callable[[], bool] | None = None,
        there: Callable[[], bool] = lambda: True,
    ) -> None:
        """Take over a connection.

        Args:
            connection: To a prepared file (`ledger.storage.form.prepare`), without a transaction of its own.
            book: The book's address, for people.
            unaltered: Tells of a file that is read without locks whether it is still what it was when it was opened.
            there: Tells whether the file that was opened is still the one at its address.
        """
        self._there = there
        self._unaltered = unaltered
        self._connection = connection
        self._book = book
        self._process = os.getpid()
        self._together = False

    @property
    def address(self) -> str:
        """See `ledger.storage.store.Store.address`."""
        return self._book

    def append(self, drafts: Sequence[Draft], occasion: Occasion) -> tuple[Commit, ...]:
        """See `ledger.storage.store.Store.append`."""
        from ledger.storage.staging import Staging  # noqa: PLC0415
        from ledger.storage.staging import in_order  # noqa: PLC0415
        from ledger.storage.staging import is_large  # noqa: PLC0415
        from ledger.storage.writes import writes  # noqa: PLC0415 - only writing needs it

        ordered = in_order(drafts)
        with told(self._book), self._writing():
            for draft in ordered:
                self._refuse_behind(draft.after)
            items: Iterator[Write | Commit] = one_after_another.from_iterable(
                writes(Staging(draft, occasion)) for draft in ordered
            )
            if any(map(is_large, ordered)):
                from ledger.storage.ahead import ahead  # noqa: PLC0415 - few imports are large

                items = ahead(items, errors.LostPreparerError(book=self._book))
            return tuple(self._write(items))

    def copy(self, commit: Commit, facts: Sequence[Fact], kept: Iterator[Kept]) -> None:
        """See `ledger.storage.store.Store.copy`."""
        from ledger.storage.staging import Copying  # noqa: PLC0415
        from ledger.storage.writes import writes  # noqa: PLC0415

        with told(self._book), self._writing():
            copying = Copying(commit, facts, kept, self.head(commit.scope).entries)
            self._refuse_behind(copying.draft.after)
            tuple(self._write(writes(copying)))

    @contextmanager
    def together(self) -> Iterator[None]:
        """See `ledger.storage.store.Store.together`."""
        before = self._together
        with told(self._book), self._writing():
            self._together = True
            try:
                yield
            finally:
                self._together = before

    def redact(self, draft: Draft, redaction: Redaction, occasion: Occasion) -> Commit:
        """See `ledger.storage.store.Store.redact`."""
        from ledger.storage.erasure import erase  # noqa: PLC0415 - only this needs it
        from ledger.storage.staging import Staging  # noqa: PLC0415
        from ledger.storage.writes import writes  # noqa: PLC0415

        with told(self._book), self._writing():
            self._refuse_behind(draft.after)
            (commit,) = self._write(writes(Staging(draft, occasion)))
            erase(self._connection, self._book, draft.after.scope, redaction)
            return commit

    def scrub(self) -> None:
        """See `ledger.storage.store.Store.scrub`."""
        from ledger.storage.erasure import scrub  # noqa: PLC0415 - only redaction needs it

        with told(self._book):
            scrub(self._connection, self._book)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """See `ledger.storage.store.Store.snapshot`."""
        with told(self._book):
            outermost = not self._connection.in_transaction
            if outermost:
                self._connection.execute("BEGIN")
        if not outermost:
            yield
            return
        try:
            yield
            self._refuse_altered()
        finally:
            # If the book is closed, as when a reader is interrupted and cleared away later, so is the snapshot.
            with suppress(sqlite3.ProgrammingError):
                self._connection.rollback()

    def head(self, scope: str) -> Head:
        """See `ledger.storage.store.Store.head`."""
        return next(self.heads((scope,)), Head(scope=scope))

    def heads(self, scopes: Sequence[str]) -> Iterator[Head]:
        """See `ledger.storage.store.Store.heads`."""
        for scope, sequence, seal, entries in self._read("heads", _listed(scopes)):
            if type(sequence) is not int or type(seal) is not str or type(entries) is not int:
                raise errors.DamagedBookError(book=self._book, reason=f"{scope}: {sequence!r}, {entries!r}")
            yield Head(scope=scope, sequence=sequence, seal=seal, entries=entries)

    def booked(self, projects: Sequence[str], *, until: str = "9999") -> Iterator[Booked]:
        """See `ledger.storage.store.Store.booked`."""
        for project, month, entered_at in self._read("booked", until, _listed(projects)):
            yield Booked(project=project, month=month, entered_at=entered_at)

    def facts_of(self, scopes: Sequence[str], *, without: Sequence[str] = ()) -> Iterator[tuple[str, int, Fact]]:
        """See `ledger.storage.store.Store.facts_of`."""
        rows = self._read("facts_of", _listed(scopes), _listed(without))
        return ((scope, sequence, Fact(*fact)) for scope, sequence, *fact in rows)

    def scopes(self) -> tuple[str, ...]:
        """See `ledger.storage.store.Store.scopes`."""
        return tuple(scope for (scope,) in self._read("scopes"))

    def scopes_with(self, kind: str) -> tuple[str, ...]:
        """See `ledger.storage.store.Store.scopes_with`."""
        return tuple(scope for (scope,) in self._read("scopes_with", kind))

    def strays(self) -> tuple[str, ...]:
        """See `ledger.storage.store.Store.strays`."""
        return tuple(scope for (scope,) in self._read("strays"))

    def damage(self, agreed: Collection[str] = ()) -> Iterator[str]:
        """See `ledger.storage.store.Store.damage`."""
        from ledger.storage.soundness import damage  # noqa: PLC0415 - only a proof needs it

        with told(self._book):
            yield from damage(self._connection)
        yield from self._wrong_clues(agreed)

    def _wrong_clues(self, agreed: Collection[str]) -> Iterator[str]:
        """Say whose clues are not those of its entries; a project that there is not must have none."""
        from ledger.storage.clues import agree  # noqa: PLC0415 - only a proof needs it

        try:
            scopes = {*self.scopes(), *(project for (project,) in self._read("clue_projects"))}
        except LedgerError as error:
            yield str(error)
            return
        for scope in sorted(scopes.difference(agreed), key=str):
            try:
                if not agree(self._connection, scope, self.entries(scope)):
                    yield f"{scope}: clues are not those of the entries"
            except (LedgerError, sqlite3.Error) as error:
                yield f"{scope}: {error}"

    def commits(self, scope: str) -> Iterator[Commit]:
        """See `ledger.storage.store.Store.commits`."""
        from ledger.model.commit import Commit  # noqa: PLC0415 - a report reads no commits
        from ledger.model.commit import CommitKind  # noqa: PLC0415

        kinds: dict[str, CommitKind] = {str(kind): kind for kind in CommitKind}
        names = field_names(Commit)
        for row in self._read("commits", scope):
            values = dict(zip(names, row, strict=True))
            # A kind that nobody knows was not written by medfin; it is let through, for the seal to tell.
            values["kind"] = kinds.get(values["kind"], values["kind"])
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
        from ledger.storage.blocks import Blocks  # noqa: PLC0415 - few reports read entries

        return Blocks(self._book, project).rows(self._read("entries", project, first, last), first, last)

    def columns(self, project: str, *, first: str = "", last: str = "9999-99-99") -> Iterator[EntryColumns]:
        """See `ledger.storage.store.Store.columns`."""
        from ledger.storage.blocks import Blocks  # noqa: PLC0415 - only an import needs it

        return Blocks(self._book, project).columns(self._read("entries", project, first, last), first, last)

    def kept(self, scope: str) -> Iterator[KeptBlock]:
        """See `ledger.storage.store.Store.kept`."""
        from ledger.storage.blocks import Blocks  # noqa: PLC0415 - only a proof needs it

        return Blocks(self._book, scope).kept(self._read("kept", scope))

    def clues(self, scope: str) -> Iterator[tuple[int, bytes]]:
        """See `ledger.storage.store.Store.clues`."""
        return ((first, packed) for first, packed in self._read("clues_of", scope))

    def totals(self, projects: Sequence[str] | None = None) -> Iterator[Total]:
        """See `ledger.storage.store.Store.totals`."""
        if projects is None:
            return as_totals(self._read("totals"))
        return self._totals_of("totals_of", projects)

    def totals_of_money(self, projects: Sequence[str]) -> Iterator[Total]:
        """See `ledger.storage.store.Store.totals_of_money`."""
        return self._totals_of("totals_of_money", projects)

    def totals_by_year(self, projects: Sequence[str] | None = None) -> Iterator[Total]:
        """See `ledger.storage.store.Store.totals_by_year`."""
        if projects is None:
            return as_totals(self._read("totals_by_year"))
        return self._totals_of("totals_by_year_of", projects)

    def totals_by_kind(self, projects: Sequence[str]) -> Iterator[Total]:
        """See `ledger.storage.store.Store.totals_by_kind`."""
        return self._totals_of("totals_by_kind_of", projects)

    def totals_by_source(self, projects: Sequence[str], cuts: Cuts) -> Iterator[SourceTotal]:
        """See `ledger.storage.store.Store.totals_by_source`."""
        name = on_basis("totals_by_source_of", cuts.basis)
        return map(SourceTotal._make, self._read(name, _listed(projects), cuts.before, cuts.over, cuts.last))

    def related(self, projects: Sequence[str], evidence: Collection[str] = ()) -> tuple[str, ...]:
        """See `ledger.storage.store.Store.related`."""
        from ledger.storage.clues import related  # noqa: PLC0415 - only a search for double funding needs it

        with told(self._book):
            return related(self._connection, projects, evidence)

    def login(self) -> str:
        """See `ledger.storage.store.Store.login`."""
        return ""

    def may_forget(self, author: str) -> bool:  # noqa: ARG002 - nobody is known by name
        """See `ledger.storage.store.Store.may_forget`."""
        return True

    def close(self) -> None:
        """See `ledger.storage.store.Store.close`.

        Raises:
            AlteredBookError: Somebody has written in a file that was read without locks.
        """
        with told(self._book):
            self._connection.close()
        self._refuse_altered()

    def _refuse_altered(self) -> None:
        if self._unaltered is not None and not self._unaltered():
            raise errors.AlteredBookError(book=self._book)

    def _totals_of(self, name: str, projects: Sequence[str]) -> Iterator[Total]:
        return as_totals(self._read(name, _listed(projects)))

    def _read(self, name: str, *parameters: str) -> Generator[tuple[Any, ...], None, None]:
        self._refuse_elsewhere()
        with told(self._book):
            # Not from the cursor itself, which a forgotten reading would try to close when the book is closed already.
            yield from islice(self._connection.execute(statement(name), parameters), None)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the write lock; keep everything done within, or nothing."""
        if self._together:
            yield
            return
        self._refuse_elsewhere()
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._refuse_moved()
            self._connection.execute("COMMIT")
        except BaseException as error:
            self._connection.rollback()
            if isinstance(
                error, MemoryError
            ):  # what is written is our own, so it is not the book that asks for too much
                raise errors.MemoryLackError from None
            raise

    def _refuse_elsewhere(self) -> None:
        """Refuse a process that was forked: SQLite's locks stay with the one that took them, and both would write."""
        if os.getpid() != self._process:
            raise errors.OtherThreadError(book=self._book)

    def _refuse_moved(self) -> None:
        if not self._there():
            raise errors.MovedBookError(book=self._book)

    def _refuse_behind(self, after: Head) -> None:
        """Refuse to append to a chain that has moved on since its head was read."""
        head = self.head(after.scope)
        if head != after:
            raise errors.AppendRefusedError(scope=head.scope, sequence=head.sequence)

    def _write(self, items: Iterable[Write | Commit]) -> Iterator[Commit]:
        """Write commits within a transaction, and yield each when it is written."""
        for each in items:
            if isinstance(each, tuple):
                self._connection.execute(*each)
            else:
                yield each
