"""A draft on its way into a book: numbered, checked, salted, sealed and summed in one pass, whatever the store."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from itertools import islice
from itertools import pairwise
from typing import Any
from typing import NamedTuple

from ledger.core.record import evolve
from ledger.errors import AppendRefusedError
from ledger.errors import SealError
from ledger.errors import TotalSizeError
from ledger.model.commit import Commit
from ledger.model.commit import Draft
from ledger.model.commit import Occasion
from ledger.model.entry import EntryRow
from ledger.model.head import Fact
from ledger.model.head import Head
from ledger.rules import chain
from ledger.rules.block import BLOCK
from ledger.rules.block import LARGEST_MINOR
from ledger.rules.block import block
from ledger.rules.block import check_text
from ledger.rules.financing.clue import clues_of_columns
from ledger.rules.packed import DIGEST_BYTES
from ledger.rules.packed import NO_SALT
from ledger.rules.packed import SALT_BYTES
from ledger.rules.packed import Packed
from ledger.rules.packed import pack
from ledger.rules.sums import Sum
from ledger.rules.sums import Summed
from ledger.rules.sums import Sums
from ledger.storage.stage import Staged
from ledger.storage.store import Kept


class Sealed(NamedTuple):
    """A block of entries, ready to be written.

    Attributes:
        first: Number of the first of them.
        packed: The entries, with the salts and digests of their words.
        clues: By which other projects may hold the same cost, see `ledger.rules.financing.clue`.
    """

    first: int
    packed: Packed
    clues: Sequence[int]


def in_order(drafts: Sequence[Draft]) -> list[Draft]:
    """Return drafts in the order of their scopes.

    Raises:
        AppendRefusedError: Two drafts are for the same scope; the second does not know of the first.
    """
    ordered = sorted(drafts, key=lambda draft: draft.after.scope)
    for one, other in pairwise(ordered):
        if one.after.scope == other.after.scope:
            raise AppendRefusedError(scope=one.after.scope, sequence=one.after.sequence + 1)
    return ordered


def is_large(draft: Draft) -> bool:
    """Whether another process may and should prepare what a draft comes to."""
    return isinstance(draft.entries, Staged) and draft.entries.elsewhere


class Staging:
    """A draft that is being appended: first take all `blocks`, then `commit` and `totals`.

    Attributes:
        draft: What was asked for.
        scope: Project id, or the book.
        sequence: Number that the commit gets.
    """

    def __init__(self, draft: Draft, occasion: Occasion) -> None:
        self.draft = draft
        self.scope = draft.after.scope
        self.sequence = draft.after.sequence + 1
        self._occasion = occasion
        self._salt = occasion.random(SALT_BYTES).hex()
        self._check()
        self._content = chain.Content(enumerate(draft.facts, start=1))
        self._count = 0
        self._summed = Summed()

    def blocks(self) -> Iterator[Sealed]:
        """Yield the entries in blocks; only one is in memory at a time.

        Raises:
            LedgerError: A row cannot be booked, see `ledger.rules.block.block`.
        """
        source = self.draft.entries
        if isinstance(source, Staged):
            yield from self._staged(source)
            return
        sums = Sums()
        for taken, salts, words in self._salted(iter(source)):
            first = self.draft.after.entries + self._count + 1
            entries = block(taken, self.scope, first)
            digests = words or chain.words_digests(salts, entries.words)
            packed = pack(entries.sealed, words=entries.words, days=entries.booked_on, salts=salts, digests=digests)
            sums.add(entries.columns)
            self._content.add_whole(packed.lines, packed.words)
            self._count += len(entries)
            yield Sealed(first, packed, clues_of_columns(entries.columns))
        self._summed = sums.totals()

    def _staged(self, staged: Staged) -> Iterator[Sealed]:
        """Yield rows that were checked, sealed and packed already."""
        for packed, clues in staged.blocks(self._summed):
            self._content.add_whole(packed.lines, packed.words)
            first = self.draft.after.entries + self._count + 1
            self._count += packed.count
            yield Sealed(first, packed, clues)

    def _salted(self, rows: Iterator[EntryRow]) -> Iterator[tuple[list[EntryRow], bytes, list[bytes]]]:
        """Yield rows in blocks, with salts and as yet without digests of their words."""
        while taken := list(islice(rows, BLOCK)):
            yield taken, self._occasion.random(SALT_BYTES * len(taken)), []

    def commit(self) -> Commit:
        """Return the sealed commit."""
        draft, author = self.draft, self._occasion.author
        commit = Commit(
            scope=self.scope,
            sequence=self.sequence,
            previous=draft.after.seal,
            kind=draft.kind,
            batch=draft.batch,
            author=author,
            message=draft.message,
            salt=self._salt,
            words=chain.words_digest(self._salt, author, draft.message),
            recorded_at=self._occasion.recorded_at,
            entries=self._count,
            digest=self._content.digest(),
            seal="",
        )
        return evolve(commit, seal=chain.seal(commit))

    def totals(self) -> list[tuple[Any, ...]]:
        """Return what the entries add to the kept totals, in the order of their keys, in the order of the table.

        Raises:
            TotalSizeError: A sum is larger than a book takes.
        """
        return self._rows(self._summed.by_month)

    def totals_by_year(self) -> list[tuple[Any, ...]]:
        """Return what they add to those kept by year; a year stands where a month does, and nothing for the source.

        Raises:
            TotalSizeError: A sum is larger than a book takes.
        """
        return self._rows(self._summed.by_year)

    def _rows(self, totals: Sequence[Sum]) -> list[tuple[Any, ...]]:
        for extreme in (min, max):
            check_total(self.scope, extreme((sum_minor for _, sum_minor, _ in totals), default=0))
        return [(self.scope, *key, sum_minor, count) for key, sum_minor, count in totals]

    def _check(self) -> None:
        """Refuse control characters in any text of the commit and its facts."""
        texts = {"scope": self.scope, "batch": self.draft.batch, "message": self.draft.message}
        texts |= {"author": self._occasion.author, "recorded_at": self._occasion.recorded_at}
        for field, text in texts.items():
            check_text(self.scope, field, text)
        for fact in self.draft.facts:
            for text in (fact.kind, fact.key, fact.body):
                check_text(self.scope, fact.kind, text)


class Copying(Staging):
    """A commit on its way from another book, as it stands there; nothing about it is made anew."""

    def __init__(self, commit: Commit, facts: Sequence[Fact], kept: Iterator[Kept], entries: int) -> None:
        """Take over a commit.

        Args:
            commit: The commit.
            facts: Its facts, in order.
            kept: Its entries, in order.
            entries: How many entries came before it.
        """
        after = Head(scope=commit.scope, sequence=commit.sequence - 1, seal=commit.previous, entries=entries)
        draft = Draft(
            after=after, kind=commit.kind, batch=commit.batch, message=commit.message, facts=tuple(facts), entries=()
        )
        super().__init__(draft, Occasion(author=commit.author, recorded_at=commit.recorded_at, random=bytes))
        self._commit = commit
        self._kept = kept

    def commit(self) -> Commit:
        """Return the commit with its old seal.

        Raises:
            SealError: What was copied does not give it.
        """
        commit = evolve(super().commit(), salt=self._commit.salt, words=self._commit.words)
        if chain.seal(commit) != self._commit.seal:
            raise SealError(scope=self.scope, sequence=self.sequence)
        return self._commit

    def _salted(self, _: Iterator[EntryRow]) -> Iterator[tuple[list[EntryRow], bytes, list[bytes]]]:
        """Yield the other book's rows in blocks, with the salts and digests that they have there.

        Raises:
            SealError: These are no salts or digests.
        """
        while taken := list(islice(self._kept, BLOCK)):
            salts, words = (
                [bytes.fromhex(each) for each in column] for column in zip(*(k[1:3] for k in taken), strict=True)
            )
            if set(map(len, salts)) - {0, SALT_BYTES} or set(map(len, words)) != {DIGEST_BYTES}:
                raise SealError(scope=self.scope, sequence=self.sequence)
            yield [each.row for each in taken], b"".join(salt or NO_SALT for salt in salts), words


def check_total(scope: str, sum_minor: int) -> None:
    """Refuse a total, in minor units, that is larger than a book takes.

    Raises:
        TotalSizeError: It is outside ± `LARGEST_MINOR`.
    """
    if not -LARGEST_MINOR <= sum_minor <= LARGEST_MINOR:
        raise TotalSizeError(scope=scope)
