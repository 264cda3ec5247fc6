"""A draft on its way into a book: numbered, checked, salted, sealed and summed in one pass, whatever the store."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from itertools import islice
from itertools import pairwise
from typing import NamedTuple

import attrs

from ledger.errors import AppendRefusedError
from ledger.errors import TotalSizeError
from ledger.model.commit import Commit
from ledger.model.commit import Draft
from ledger.model.commit import Occasion
from ledger.model.totals import Total
from ledger.rules import chain
from ledger.rules.block import BLOCK
from ledger.rules.block import LARGEST_MINOR
from ledger.rules.block import Block
from ledger.rules.block import Key
from ledger.rules.block import block
from ledger.rules.block import check_text


class Sealed(NamedTuple):
    """A block of entries, ready to be written.

    Attributes:
        entries: The entries.
        salts: Salt of each one's words.
        words: Salted digest of each one's words.
    """

    entries: Block
    salts: Sequence[str]
    words: Sequence[str]


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
        self._salt = occasion.random(chain.SALT_BYTES).hex()
        self._check()
        self._content = chain.Content(enumerate(draft.facts, start=1))
        self._count = 0
        self._sums: dict[Key, list[int]] = {}

    def blocks(self) -> Iterator[Sealed]:
        """Yield the entries in blocks; only one is in memory at a time.

        Raises:
            LedgerError: A row cannot be booked, see `ledger.rules.block.block`.
        """
        rows = iter(self.draft.entries)
        while taken := list(islice(rows, BLOCK)):
            entries = block(taken, self.scope, self.draft.after.entries + self._count + 1)
            salts = chain.salts(self._occasion.random(chain.SALT_BYTES * len(taken)))
            words = list(map(chain.words_digest, salts, *entries.words))
            self._content.add(entries, words)
            entries.add_to(self._sums)
            self._count += len(taken)
            yield Sealed(entries, salts, words)

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
        return attrs.evolve(commit, seal=chain.seal(commit))

    def totals(self) -> Iterator[Total]:
        """Yield what the entries add to the kept totals, in the order of their keys.

        Raises:
            TotalSizeError: A sum is larger than a book takes.
        """
        for key, (sum_minor, count) in sorted(self._sums.items()):
            check_total(self.scope, sum_minor)
            yield Total._make((self.scope, *key, sum_minor, count))

    def _check(self) -> None:
        """Refuse control characters in any text of the commit and its facts."""
        texts = {"scope": self.scope, "batch": self.draft.batch, "message": self.draft.message}
        texts |= {"author": self._occasion.author, "recorded_at": self._occasion.recorded_at}
        for field, text in texts.items():
            check_text(self.scope, field, text)
        for fact in self.draft.facts:
            for text in (fact.kind, fact.key, fact.body):
                check_text(self.scope, fact.kind, text)


def check_total(scope: str, sum_minor: int) -> None:
    """Refuse a total that is larger than a book takes.

    Raises:
        TotalSizeError: It is outside ± `LARGEST_MINOR`.
    """
    if not -LARGEST_MINOR <= sum_minor <= LARGEST_MINOR:
        raise TotalSizeError(scope=scope)
