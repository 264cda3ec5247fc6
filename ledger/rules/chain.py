"""The chain: digests and seals that show any change to what was once booked.

A commit is sealed in three steps, each a SHA-256 in hexadecimal:

1. *Words.* Personal words (an entry's text and counterparty, a commit's author and message) become a digest salted
   with 16 random bytes of their own, so that words and salt can be removed later without breaking a seal.
2. *Content.* The commit's facts in order, each with its position, kind, key and body; then its entries in order, in
   blocks of `BLOCK` rows and within a block column by column: every column of `COLUMNS` but text and counterparty, and
   last the digest of these two. Columns rather than rows, for this is what a large import spends its time on.
3. *Seal.* The previous seal, scope, sequence, kind, batch, digest of author and message, time recorded, number of
   entries and digest of the content.

So a seal covers everything that its commit holds and every commit before it. Only the words and the salts themselves
are left out; their digests are not. Kept totals are not sealed: they follow from the entries.

Two different contents never give the same bytes: cells are joined by ``CELL``, a fact or column ends with ``LINE``, the
facts and each block end with ``PART``, and no text in a book holds these characters. `ledger.rules.block` refuses
them, and every store asks it before it appends. An empty text is no text, so the two are sealed alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence
from hashlib import sha256

from ledger.model.commit import Commit
from ledger.model.commit import Fact
from ledger.rules.block import CELL
from ledger.rules.block import LINE
from ledger.rules.block import Block

SALT_BYTES = 16
"""Random bytes in a salt."""

PART = "\x1d"
"""Ends the facts, and each block of entries; no text may hold it."""

# Names the way of sealing, so that another way can be told from it one day.
_FORM = "medfin 1"


def words_digest(salt: str, first: str, second: str) -> str:
    """Return the digest of two personal words: text and counterparty, or author and message.

    Args:
        salt: Hexadecimal salt of these words alone.
        first: Text or author; empty if there is none.
        second: Counterparty or message; empty if there is none.
    """
    return sha256(f"{salt}{CELL}{first}{CELL}{second}".encode()).hexdigest()


def salts(random: bytes) -> list[str]:
    """Return as many hexadecimal salts as the random bytes suffice for."""
    text = random.hex()
    return [text[start : start + 2 * SALT_BYTES] for start in range(0, len(text), 2 * SALT_BYTES)]


class Content:
    """The digest of what a commit holds, taken while it streams by."""

    def __init__(self, facts: Iterable[tuple[int, Fact]]) -> None:
        """Begin with the facts.

        Args:
            facts: Pairs of position in the commit, from 1, and fact.
        """
        lines = (f"{at}{CELL}{fact.kind}{CELL}{fact.key}{CELL}{fact.body}{LINE}" for at, fact in facts)
        self._digest = sha256(("".join(lines) + PART).encode())

    def add(self, entries: Block, words: Sequence[str]) -> None:
        """Go on with a block of entries and the digests of their words."""
        self._digest.update(entries.sealed)
        self._digest.update(f"{LINE}{CELL.join(words)}{LINE}{PART}".encode())

    def digest(self) -> str:
        """Return the digest of everything so far."""
        return self._digest.hexdigest()


def seal(commit: Commit) -> str:
    """Return the seal that a commit must have; the one it bears is not looked at."""
    fields = (
        _FORM,
        commit.previous,
        commit.scope,
        str(commit.sequence),
        commit.kind,
        commit.batch,
        commit.words,
        commit.recorded_at,
        str(commit.entries),
        commit.digest,
    )
    return sha256(CELL.join(fields).encode()).hexdigest()
