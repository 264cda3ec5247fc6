"""Proof of a book: every digest, seal, number and kept total is worked out anew and compared with what stands there.

Any fact or entry that was changed, added, removed or moved shows, and any wrong total. What cannot show is a chain that
was cut off at its end, or sealed anew from some commit to its end; for that, compare with a seal that was printed
earlier (``against``).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain as joined
from itertools import islice
from typing import Generic
from typing import TypeVar

import attrs

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.finding import stop
from ledger.errors import LedgerError
from ledger.model.commit import Commit
from ledger.model.commit import Head
from ledger.model.entry import COLUMNS
from ledger.rules import chain
from ledger.rules.block import BLOCK
from ledger.rules.block import Key
from ledger.rules.block import block
from ledger.storage.store import Kept
from ledger.storage.store import KeptFact
from ledger.storage.store import Store

SHORTEST_SEAL = 12
"""How many characters of a printed seal tell it from all others in practice."""

_NUMBER = COLUMNS.index("number")
_TEXT = COLUMNS.index("text")
_COUNTERPARTY = COLUMNS.index("counterparty")

T = TypeVar("T", Kept, KeptFact)


def verify(store: Store, *, against: str | None = None) -> Iterator[Finding]:
    """Yield everything in a book that does not agree with its seals or its entries; nothing but notes for a whole book.

    One state of the book is read, whoever writes meanwhile. Memory holds one project's totals and a block of entries.

    Args:
        store: The book.
        against: A seal printed earlier, or at least its first `SHORTEST_SEAL` characters; it must stand in a chain.

    Raises:
        LedgerError: The book cannot be read.
    """
    with store.snapshot():
        scopes = store.scopes()
        for scope in sorted({*scopes, *store.strays()}, key=str):
            yield from _Proof(store, scope).findings()
        if against is not None and not _stands(store, scopes, against.strip().lower()):
            yield stop("VER-012", seal=against, shortest=SHORTEST_SEAL)


def _stands(store: Store, scopes: tuple[str, ...], against: str) -> bool:
    commits = joined.from_iterable(map(store.commits, scopes))
    return len(against) >= SHORTEST_SEAL and any(commit.seal.startswith(against) for commit in commits)


class _Stream(Generic[T]):
    """Facts or entries in the order of their commits, taken commit by commit.

    Attributes:
        strays: How many belonged to no commit.
    """

    def __init__(self, items: Iterator[T]) -> None:
        self._items: Iterator[T] = items
        self._next: T | None = next(items, None)
        self.strays = 0

    def of(self, sequence: int) -> Iterator[T]:
        """Yield what belongs to a commit; what stands before it belongs to none."""
        while (item := self._next) is not None and type(item.sequence) is int and item.sequence <= sequence:
            self._next = next(self._items, None)
            if item.sequence == sequence:
                yield item
            else:
                self.strays += 1

    def close(self) -> int:
        """Return how many belonged to no commit, those that are left over among them."""
        left = 0 if self._next is None else 1
        return self.strays + left + sum(1 for _ in self._items)


class _Proof:
    """The proof of one scope."""

    def __init__(self, store: Store, scope: str) -> None:
        self._store = store
        self._scope = scope
        self._sums: dict[Key, list[int]] = {}
        self._number = 0
        self._redacted = 0
        self._readable = True

    def findings(self) -> Iterator[Finding]:
        """Yield what does not agree."""
        facts = _Stream(self._store.kept_facts(self._scope))
        entries = _Stream(self._store.kept(self._scope))
        previous = Head(scope=self._scope)
        for commit in self._store.commits(self._scope):
            wrong = _wrong_field(commit)
            if wrong:
                yield stop("VER-010", self._place(commit), field=wrong)
                break
            yield from self._seals(commit, previous)
            yield from self._content(commit, facts.of(commit.sequence), entries.of(commit.sequence))
            previous = Head(scope=self._scope, sequence=commit.sequence, seal=commit.seal)
        yield from self._strays(facts.close(), entries.close())
        if self._redacted:
            yield note("VER-011", self._place(), entries=self._redacted)
        if self._readable:
            yield from self._totals()

    def _seals(self, commit: Commit, previous: Head) -> Iterator[Finding]:
        place = self._place(commit)
        if commit.sequence != previous.sequence + 1:
            yield stop("VER-001", place, expected=previous.sequence + 1, found=commit.sequence)
        if commit.previous != previous.seal:
            yield stop("VER-002", place, sequence=commit.sequence)
        if commit.seal != chain.seal(commit):
            yield stop("VER-003", place, sequence=commit.sequence)
        if not _words_hold(commit.salt, commit.author, commit.message, commit.words):
            yield stop("VER-004", place, sequence=commit.sequence)

    def _content(self, commit: Commit, facts: Iterator[KeptFact], entries: Iterator[Kept]) -> Iterator[Finding]:
        content = chain.Content((kept.position, kept.fact) for kept in facts)
        count = 0
        while taken := list(islice(entries, BLOCK)):
            count += len(taken)
            for kept in taken:
                yield from self._entry(kept)
            yield from self._block(taken, content)
        if count != commit.entries:
            yield stop("VER-006", self._place(commit), sequence=commit.sequence, expected=commit.entries, found=count)
        if content.digest() != commit.digest:
            yield stop("VER-005", self._place(commit), sequence=commit.sequence)

    def _entry(self, kept: Kept) -> Iterator[Finding]:
        """Check an entry's number and its personal words."""
        number, text, counterparty = (kept.row[at] for at in (_NUMBER, _TEXT, _COUNTERPARTY))
        self._number += 1
        if number != self._number:
            yield stop("VER-007", self._place(), expected=self._number, found=str(number))
            self._number = number if type(number) is int else self._number
        if not _words_hold(kept.salt, text or "", counterparty or "", kept.words):
            yield stop("VER-008", self._place(entry=self._number))
        self._redacted += kept.salt == ""

    def _block(self, taken: list[Kept], content: chain.Content) -> Iterator[Finding]:
        """Take a block of entries into the digest and the sums."""
        first = self._number - len(taken) + 1
        try:
            entries = block([kept.row for kept in taken], self._scope, first)
        except LedgerError as error:
            self._readable = False
            at = error.values.get("entry")
            place = self._place(entry=at if isinstance(at, int) else None)
            yield stop("VER-010", place, field=str(error.values["field"]))
            return
        content.add(entries, [str(kept.words) for kept in taken])
        entries.add_to(self._sums)

    def _strays(self, facts: int, entries: int) -> Iterator[Finding]:
        if facts or entries:
            self._readable = False
            yield stop("VER-009", self._place(), facts=facts, entries=entries)

    def _totals(self) -> Iterator[Finding]:
        """Compare the kept totals with the sums of the entries."""
        kept: dict[Key, tuple[int, int]] = {
            total[1:8]: (total.sum_minor, total.count) for total in self._store.totals([self._scope])
        }
        for key in sorted({*kept, *self._sums}, key=str):
            stands, counted = kept.get(key, (0, 0)), tuple(self._sums.get(key, (0, 0)))
            if stands != counted or key not in self._sums:
                yield stop(
                    "VER-013",
                    self._place(),
                    key=" / ".join(map(str, filter(None, key))),
                    kept=str(stands[0]),
                    kept_count=str(stands[1]),
                    counted=str(counted[0]),
                    counted_count=str(counted[1]),
                )

    def _place(self, commit: Commit | None = None, entry: int | None = None) -> Place:
        return Place(project=self._scope, key=f"commit.{commit.sequence}" if commit else None, entry=entry)


def _words_hold(salt: str, first: str, second: str, words: str) -> bool:
    """Whether words agree with their digest; where the salt has been removed, the words must be gone too."""
    if salt == "":
        return first == "" and second == ""
    return chain.words_digest(salt, first, second) == words


def _wrong_field(commit: Commit) -> str | None:
    """Return the name of a field that has a value of the wrong type; only another program can have put it there."""
    for field in attrs.fields(Commit):
        expected = int if field.name in ("sequence", "entries") else str
        if not isinstance(getattr(commit, field.name), expected):
            return field.name
    return None
