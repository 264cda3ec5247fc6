"""What every store does. Rules of appending: `ledger.rules.chain`."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING
from typing import NamedTuple
from typing import Protocol

if TYPE_CHECKING:
    from ledger.model.commit import Commit
    from ledger.model.commit import Draft
    from ledger.model.commit import Occasion
    from ledger.model.corrections.attestation import Redaction
    from ledger.model.entry import EntryColumns
    from ledger.model.entry import EntryRow
    from ledger.model.federation.booked import Booked
    from ledger.model.head import Fact
    from ledger.model.head import Head
    from ledger.model.totals import Cuts
    from ledger.model.totals import SourceTotal
    from ledger.model.totals import Total
    from ledger.storage.kept import KeptBlock


class Kept(NamedTuple):
    """An entry as kept: with the commit it came in and what seals its personal words.

    Attributes:
        sequence: Number of its commit.
        salt: Hexadecimal salt of the personal words; empty once redacted.
        words: Salted digest of the personal words.
        row: The entry.
    """

    sequence: int
    salt: str
    words: str
    row: EntryRow


class KeptFact(NamedTuple):
    """A fact as kept: with the commit it came in and its place there.

    Attributes:
        sequence: Number of its commit.
        position: Its place among the commit's facts, from 1.
        fact: The fact.
    """

    sequence: int
    position: int
    fact: Fact


class Chains(Protocol):
    """Sealed chains that can be read and so proven."""

    def commits(self, scope: str) -> Iterator[Commit]:
        """Yield a scope's commits, oldest first."""
        ...

    def facts(self, scope: str, kind: str | None = None) -> Iterator[tuple[int, Fact]]:
        """Yield a scope's facts with the sequence of their commit, oldest first."""
        ...

    def kept_facts(self, scope: str) -> Iterator[KeptFact]:
        """Yield a scope's facts with their places, oldest first."""
        ...

    def kept(self, scope: str) -> Iterator[KeptBlock]:
        """Yield a scope's entries with what seals them, by number, in blocks of one commit each."""
        ...

    def totals(self, projects: Sequence[str] | None = None) -> Iterator[Total]:
        """Yield kept totals of some projects or of all, ordered by their first eight fields."""
        ...

    def totals_of_money(self, projects: Sequence[str]) -> Iterator[Total]:
        """Yield those of `totals` that are money received, advanced or repaid, and have no category."""
        ...

    def totals_by_year(self, projects: Sequence[str] | None = None) -> Iterator[Total]:
        """Yield the same by year and without sources, as `ledger.rules.totals.by_year` sums them up."""
        ...


class Store(Chains, Protocol):
    """A book. Each reading sees one state of it; `append` is all or nothing and durable when it returns."""

    @property
    def address(self) -> str:
        """Where another process opens the same book, empty if none can; it may hold a password, so it is not shown."""
        ...

    def append(self, drafts: Sequence[Draft], occasion: Occasion) -> tuple[Commit, ...]:
        """Append one commit a draft, in one transaction, scopes in id order; numbers and seals are given last.

        Totals move in the same transaction. Returns the commits in the order of their scopes.

        Raises:
            AppendRefusedError: A chain has moved on since its draft's head was read, or two drafts are for one scope.
            LedgerError: A row or text cannot be booked, or the book cannot be written; nothing has been booked.
        """
        ...

    def copy(self, commit: Commit, facts: Sequence[Fact], kept: Iterator[Kept]) -> None:
        """Append a commit of another book as it stands there: same author, time, salts and seal.

        Args:
            commit: The commit, the next one of its chain.
            facts: Its facts, in order.
            kept: Its entries, in order.

        Raises:
            AppendRefusedError: The chain does not end where the commit goes on.
            SealError: The commit is not what its seal says; nothing has been appended.
            LedgerError: As `append`.
        """
        ...

    def together(self) -> AbstractContextManager[None]:
        """All that is copied or appended within it is kept when it ends without an error, or nothing of it.

        Nobody else appends meanwhile; whoever wants to waits, and is told after a while that the book is busy.
        """
        ...

    def redact(self, draft: Draft, redaction: Redaction, occasion: Occasion) -> Commit:
        """Append a draft that tells of a redaction, and in the same transaction take out the words that it is about.

        Raises:
            LedgerError: As `append`.
        """
        ...

    def scrub(self) -> None:
        """Overwrite whatever words that were taken out have left behind; may be repeated.

        Raises:
            LedgerError: It could not be done now; the words are out of the entries, but the file may still hold them.
        """
        ...

    def snapshot(self) -> AbstractContextManager[None]:
        """Within it all readings see one state of the book; nothing can be appended through this store meanwhile."""
        ...

    def head(self, scope: str) -> Head:
        """Return the end of a scope's chain; sequence 0 for a scope that has no commit."""
        ...

    def heads(self, scopes: Sequence[str]) -> Iterator[Head]:
        """Yield the ends of some scopes' chains in the order of their ids, those that have none left out."""
        ...

    def booked(self, projects: Sequence[str], *, until: str = "9999") -> Iterator[Booked]:
        """Yield how far some projects are booked, in the order of their ids.

        Args:
            projects: Project ids.
            until: When entries last came is asked up to this time, ISO 8601 in UTC.
        """
        ...

    def facts_of(self, scopes: Sequence[str], *, without: Sequence[str] = ()) -> Iterator[tuple[str, int, Fact]]:
        """Yield the facts of some scopes but some kinds, with scope and sequence of their commit, by scope and age."""
        ...

    def scopes(self) -> tuple[str, ...]:
        """Return every scope that has a commit, in id order; the book's own is among them."""
        ...

    def scopes_with(self, kind: str) -> tuple[str, ...]:
        """Return the scopes that have a fact of a kind, in id order."""
        ...

    def strays(self) -> tuple[str, ...]:
        """Return, in id order, what has facts, entries or totals but no commit; empty in a whole book."""
        ...

    def damage(self, agreed: Collection[str] = ()) -> Iterator[str]:
        """Yield, in the store's own words, what is wrong with its file or tables; nothing for a sound one.

        Args:
            agreed: Scopes whose `clues` are known to be those of their entries.
        """
        ...

    def clues(self, scope: str) -> Iterator[tuple[int, bytes]]:
        """Yield the packed clues that are kept of a scope's entries, with the number of the first entry of each.

        See `ledger.rules.financing.clue`. A store that finds entries by other means keeps none.
        """
        ...

    def entries(self, project: str, *, first: str = "", last: str = "9999-99-99") -> Iterator[EntryRow]:
        """Yield a project's entries by number, booked on a day from `first` to `last` (ISO texts)."""
        ...

    def columns(self, project: str, *, first: str = "", last: str = "9999-99-99") -> Iterator[EntryColumns]:
        """Yield the same as `entries` column by column, some at a time."""
        ...

    def totals_by_kind(self, projects: Sequence[str]) -> Iterator[Total]:
        """Yield the totals of some projects by kind alone, as `ledger.rules.totals.by_kind` sums them up."""
        ...

    def totals_by_source(self, projects: Sequence[str], cuts: Cuts) -> Iterator[SourceTotal]:
        """Yield the totals of some projects with months put together, as `ledger.rules.by_source.by_source` does."""
        ...

    def related(self, projects: Sequence[str], evidence: Collection[str] = ()) -> tuple[str, ...]:
        """Return, in id order, the other projects that may hold the same cost as one of some projects.

        Every project is among them that has an entry with voucher number and amount, or with evidence, of one of
        theirs. One that has not may be among them too, but seldom is.

        Args:
            projects: Project ids.
            evidence: SHA-256 of what counts as evidence of theirs beside what stands in their entries.
        """
        ...

    def login(self) -> str:
        """Return the name by which the store itself knows who is writing; empty if it knows nobody by name."""
        ...

    def may_forget(self, author: str) -> bool:
        """Whether whoever is connected may take out that somebody has written a commit."""
        ...

    def close(self) -> None:
        """Let go of the book."""
        ...
