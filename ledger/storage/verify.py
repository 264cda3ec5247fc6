"""Proof of a book: every digest, seal, number and kept total is worked out anew and compared with what stands there.

Any fact or entry that was changed, added, removed or moved shows, and any wrong total, and a file whose own form is
damaged. What cannot show is a chain that was cut off at its end, or sealed anew from some commit to its end; for that,
compare with a seal that was printed earlier (``against``).
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from itertools import chain as joined

import attrs

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.finding import stop
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.errors import LedgerError
from ledger.errors import TryAgainError
from ledger.errors import UnreadableFactError
from ledger.model.commit import Commit
from ledger.model.corrections.attestation import Redaction
from ledger.model.document import from_json
from ledger.model.entry import COLUMNS
from ledger.model.head import Fact
from ledger.model.head import Head
from ledger.model.totals import as_totals
from ledger.rules import chain
from ledger.rules.block import block
from ledger.rules.block import is_clean
from ledger.rules.sums import Sums
from ledger.storage.kept import KeptBlock
from ledger.storage.recount import compared
from ledger.storage.store import Chains
from ledger.storage.store import Kept
from ledger.storage.store import KeptFact
from ledger.storage.store import Store
from ledger.storage.stream import Stream
from ledger.storage.watched import Watch
from ledger.storage.watched import watch

SHORTEST_SEAL = 12
"""How many characters of a printed seal tell it from all others in practice."""

_NUMBER = COLUMNS.index("number")
_TEXT = COLUMNS.index("text")
_COUNTERPARTY = COLUMNS.index("counterparty")


@frozen
class Proven:
    """Says that all findings about a scope have been given.

    Attributes:
        scope: Project id, or the book's own.
        clues_agree: Whether its entries were read to their end, and the clues beside each block are theirs.
    """

    scope: str
    clues_agree: bool


Told = Callable[[int, int], None]
"""Told how many entries there are to read, and how many have been read."""

Proofs = Callable[[Store, Sequence[str], Told | None], Iterator[Finding | Proven]]
"""Proves the scopes of a book, one after the other."""


def proofs(store: Store, scopes: Sequence[str], told: Told | None = None) -> Iterator[Finding | Proven]:
    """Yield the findings about each of some scopes of a book, and after them that it has been proven."""
    seen = iter if told is None else watch(store, scopes, told, times=1)
    for scope in scopes:
        clues = _Clues(store.clues(scope), seen)
        yield from Proof(store, scope, clues.passed).findings()
        yield Proven(scope, clues.agree)


def verify(
    store: Store, *, against: str | None = None, told: Told | None = None, prove: Proofs = proofs
) -> Iterator[Finding]:
    """Yield everything in a book that does not agree with its seals or its entries; nothing but notes for a whole book.

    One state of the book is read, whoever writes meanwhile. Memory holds one project's totals and a block of entries.

    Args:
        store: The book.
        against: A seal printed earlier, or at least its first `SHORTEST_SEAL` characters; it must stand in a chain.
        told: Told now and then how far the proof has come.
        prove: Proves the scopes.

    Raises:
        LedgerError: The book cannot be read.
    """
    with store.snapshot():
        scopes = store.scopes()
        strays, trouble = _strays(store)
        yield from trouble
        agreed = set()
        for each in prove(store, sorted({*scopes, *strays}, key=str), told):
            if isinstance(each, Finding):
                yield each
            elif each.clues_agree:
                agreed.add(each.scope)
        if against is not None and not stands(against, joined.from_iterable(map(store.commits, scopes))):
            yield stop("VER-012", seal=against, shortest=SHORTEST_SEAL)
        yield from _damage(store, agreed)


class _Clues:
    """Whether the clues that are kept of a chain's entries are theirs, told while these pass.

    Attributes:
        agree: Whether all have passed and each block has its own beside it.
    """

    def __init__(self, kept: Iterator[tuple[int, bytes]], watch: Watch) -> None:
        self.agree = False
        self._kept = kept
        self._watch = watch
        self._next = self._taken()

    def passed(self, blocks: Iterator[KeptBlock]) -> Iterator[KeptBlock]:
        """Pass blocks on."""
        agree = True
        for each in self._watch(blocks):
            agree = agree and each.opened is not None and each.opened.has_clues(self._beside(each))
            yield each
        self.agree = agree and self._next is None

    def _beside(self, block: KeptBlock) -> bytes:
        if self._next is None or self._next[0] != block.first:
            return b""
        _, packed = self._next
        self._next = self._taken()
        return packed

    def _taken(self) -> tuple[int, bytes] | None:
        """Return the next clues; what cannot be read is of no block."""
        try:
            return next(self._kept, None)
        except LedgerError:
            return -1, b""


def _damage(store: Store, agreed: Collection[str]) -> Iterator[Finding]:
    """Yield what is wrong with the file or tables; that they cannot be looked through hides nothing found before."""
    try:
        yield from (stop("VER-014", reason=reason) for reason in store.damage(agreed))
    except TryAgainError:
        raise
    except LedgerError as error:
        yield stop("VER-014", reason=_reason(error))


def _strays(store: Store) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Return what has no commit, or why that cannot be told; the chains may be whole all the same."""
    try:
        return store.strays(), ()
    except TryAgainError:
        raise
    except LedgerError as error:
        return (), (stop("VER-014", reason=_reason(error)),)


def stands(against: str, commits: Iterable[Commit]) -> bool:
    """Whether one of some commits has the seal, of which enough characters are given."""
    wanted = against.strip().lower()
    return len(wanted) >= SHORTEST_SEAL and any(commit.seal.startswith(wanted) for commit in commits)


class Proof:
    """The proof of one scope.

    Attributes:
        whole: Number of the last commit up to which everything holds; grows while the findings are taken.
        ended: Whether the end of the chain has been reached.
        end: The last commit that has been read, whole or not, and how many entries have.
    """

    def __init__(self, store: Chains, scope: str, watch: Watch = iter) -> None:
        self.whole = 0
        self.ended = False
        self.end = Head(scope=scope)
        self._store = store
        self._scope = scope
        self._watch = watch
        self._sums = Sums()
        self._number = 0
        self._redacted = 0
        self._redacted_commits = 0
        self._latest = ""
        self._put_back = False
        self._readable = True

    def findings(self) -> Iterator[Finding]:
        """Yield what does not agree; where the file cannot be read any further, that is the last."""
        if type(self._scope) is not str:  # a file that was written past medfin may hold anything
            yield stop("VER-010", self._place(), field="scope")
            return
        try:
            yield from self._proof()
        except TryAgainError:
            raise  # says nothing of the book
        except LedgerError as error:
            yield stop("VER-014", self._place(at=self.whole + 1), reason=_reason(error))

    def _proof(self) -> Iterator[Finding]:
        facts = Stream(self._store.kept_facts(self._scope))
        entries = Stream(self._watch(self._store.kept(self._scope)))
        previous = Head(scope=self._scope)
        for commit in self._store.commits(self._scope):
            holds = self.whole == previous.sequence
            for finding in self._commit(commit, previous, facts, entries):
                holds = holds and not finding.stops
                yield finding
            if _wrong_field(commit):
                return
            previous = Head(scope=self._scope, sequence=commit.sequence, seal=commit.seal)
            self.end = evolve(previous, entries=self._number)
            self.whole = commit.sequence if holds else self.whole
        self.ended = True
        yield from self._strays(facts.close(), entries.close())
        if self._redacted or self._redacted_commits:
            yield note("VER-011", self._place(), entries=self._redacted, commits=self._redacted_commits)
        if self._readable:
            yield from self._totals()

    def _commit(
        self, commit: Commit, previous: Head, facts: Stream[KeptFact], entries: Stream[KeptBlock]
    ) -> Iterator[Finding]:
        wrong = _wrong_field(commit)
        if wrong:
            yield stop("VER-010", self._place(), field=wrong)
            return
        yield from self._seals(commit, previous)
        yield from self._content(commit, facts, entries)

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
        yield from self._time(commit, place)
        if commit.salt == "":
            self._redacted_commits += 1
            if not any(commit.sequence in redaction.commits for redaction in self._told_of):
                yield stop("VER-015", place)

    def _time(self, commit: Commit, place: Place) -> Iterator[Finding]:
        """Tell of the first commit of an earlier day than one before it: a clock was wrong, or was put back."""
        if commit.recorded_at[:10] < self._latest[:10] and not self._put_back:
            self._put_back = True
            yield note("VER-016", place, sequence=commit.sequence, time=commit.recorded_at, before=self._latest)
        self._latest = max(self._latest, commit.recorded_at)

    def _content(self, commit: Commit, facts: Stream[KeptFact], entries: Stream[KeptBlock]) -> Iterator[Finding]:
        kept_facts = list(facts.of(commit.sequence))
        wrong = next(filter(None, map(_wrong_in_fact, kept_facts)), None)
        if wrong:
            yield stop("VER-010", self._place(commit), field=wrong)
        content = chain.Content((kept.position, kept.fact) for kept in kept_facts)
        count = 0
        for kept in entries.of(commit.sequence):
            count += len(kept)
            yield from self._block(kept, content)
        if count != commit.entries:
            entries.require_readable()
            yield stop("VER-006", self._place(commit), sequence=commit.sequence, expected=commit.entries, found=count)
        if content.digest() != commit.digest:
            facts.require_readable()
            yield stop("VER-005", self._place(commit), sequence=commit.sequence)

    def _entry(self, kept: Kept) -> Iterator[Finding]:
        """Check an entry's number and its personal words."""
        number, text, counterparty = (kept.row[at] for at in (_NUMBER, _TEXT, _COUNTERPARTY))
        self._number += 1
        if type(number) is not int or number != self._number:
            yield stop("VER-007", self._place(), expected=self._number, found=str(number))
            self._number = number if type(number) is int else self._number
        if not _words_hold(kept.salt, text or "", counterparty or "", kept.words):
            yield stop("VER-008", self._place(entry=self._number))
        if "" in kept.row:
            # Sealed like an absent value, but never written.
            yield stop("VER-010", self._place(entry=self._number), field=COLUMNS[kept.row.index("")])
        if kept.salt == "":
            self._redacted += 1
            spans = (span for redaction in self._told_of for span in redaction.entries)
            if not any(first <= self._number <= last for first, last in spans):
                yield stop("VER-015", self._place(entry=self._number))

    @cached_property
    def _told_of(self) -> tuple[Redaction, ...]:
        """What the chain itself says has lost its words; if somebody has changed what it says, the seals tell."""
        found = []
        for _, fact in self._store.facts(self._scope, "redaction"):
            with suppress(UnreadableFactError):
                found.append(from_json(Redaction, fact.body))
        return tuple(found)

    def _block(self, kept: KeptBlock, content: chain.Content) -> Iterator[Finding]:
        """Take a block of entries into the digest and the sums, one by one if not all of it is as it should be."""
        opened = kept.opened
        if opened is None or kept.first != self._number + 1 or not opened.is_sound():
            entries = kept.entries()
            for each in entries:
                yield from self._entry(each)
            yield from self._rows(entries, content)
            return
        self._number += len(opened)
        content.add_whole(opened.packed.lines, opened.packed.words)
        self._sums.add(opened.columns)

    def _rows(self, kept: Sequence[Kept], content: chain.Content) -> Iterator[Finding]:
        """Take entries into the digest and the sums."""
        first = self._number - len(kept) + 1
        try:
            entries = block([each.row for each in kept], self._scope, first)
        except LedgerError as error:
            self._readable = False
            at = error.values.get("entry")
            place = self._place(entry=at if isinstance(at, int) else None)
            yield stop("VER-010", place, field=str(error.values["field"]))
            return
        content.add(entries, [str(each.words) for each in kept])
        self._sums.add(entries.columns)

    def _strays(self, facts: int, entries: int) -> Iterator[Finding]:
        if facts or entries:
            self._readable = False
            yield stop("VER-009", self._place(), facts=facts, entries=entries)

    def _totals(self) -> Iterator[Finding]:
        """Compare the kept totals, by month and by year, with the sums of the entries."""
        summed, place = self._sums.totals(), self._place()
        by_month = list(as_totals((self._scope, *key, *sums) for key, *sums in summed.by_month))
        yield from compared(place, "totals", self._store.totals([self._scope]), by_month)
        # Those by year have no source.
        by_year = list(as_totals((self._scope, *key[:3], "", *key[3:], *sums) for key, *sums in summed.by_year))
        yield from compared(place, "totals_by_year", self._store.totals_by_year([self._scope]), by_year)

    def _place(self, commit: Commit | None = None, entry: int | None = None, at: int | None = None) -> Place:
        at = commit.sequence if commit else at
        return Place(project=str(self._scope), key=None if at is None else f"commit.{at}", entry=entry)


def _wrong_field(commit: Commit) -> str | None:
    """Return the name of a field that has a value of the wrong type; only another program can have put it there."""
    for field in attrs.fields(Commit):
        expected = int if field.name in ("sequence", "entries") else str
        if not isinstance(getattr(commit, field.name), expected):
            return field.name
    return None


def _words_hold(salt: str, first: str, second: str, words: str) -> bool:
    """Whether words agree with their digest; where the salt has been removed, the words must be gone too."""
    if salt == "":
        return first == "" and second == ""
    return chain.words_digest(salt, first, second) == words


def _wrong_in_fact(kept: KeptFact) -> str | None:
    """Return the name of a field with a value that is never written; two facts could be made to read as one with it."""
    if type(kept.position) is not int:
        return "position"
    for field in attrs.fields(Fact):
        text = getattr(kept.fact, field.name)
        if not isinstance(text, str) or not is_clean(text):
            return field.name
    return None


def _reason(error: LedgerError) -> str:
    return str(error.values.get("reason", error))
