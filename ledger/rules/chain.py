"""The chain: digests and seals that show any change to what was once booked.

A commit is sealed in three steps, each a SHA-256 in hexadecimal:

1. *Words.* Personal words (an entry's text and counterparty, a commit's author and message) become a digest salted
   with 16 random bytes of their own, so that words and salt can be removed later without breaking a seal.
2. *Content.* Three digests: of the commit's facts in order, each with its position, kind, key and body; of its entries
   in order, each with every column of `COLUMNS` but text and counterparty, and but project and number, for these are
   the scope and the place in its chain; and of the digests of the entries' words, in order.
3. *Seal.* The previous seal, scope, sequence, kind, batch, digest of author and message, time recorded, number of
   entries and digest of the content.

So a seal covers everything that its commit holds and every commit before it. Only the words and the salts themselves
are left out; their digests are not. Kept totals are not sealed: they follow from the entries.

Two different contents never give the same bytes: cells are joined by ``CELL``, a fact or entry ends with ``LINE``,
and no text in a book holds these characters. `ledger.rules.block` refuses them, and every store asks it before it
appends. An empty text is no text, so the two are sealed alike.
"""

from __future__ import annotations

from binascii import hexlify
from collections.abc import Iterable
from collections.abc import Sequence
from hashlib import sha256

from ledger.model.commit import Commit
from ledger.model.head import Fact
from ledger.rules.block import CELL
from ledger.rules.block import LINE
from ledger.rules.block import Block
from ledger.rules.packed import DIGEST_BYTES
from ledger.rules.packed import SALT_BYTES
from ledger.rules.packed import cut

# Names the way of sealing, so that another way can be told from it one day.
_FORM = "medfin 1"
_CELL = CELL.encode()


def words_digest(salt: str, first: str, second: str) -> str:
    """Return the digest of two personal words: text and counterparty, or author and message.

    Args:
        salt: Hexadecimal salt of these words alone.
        first: Text or author; empty if there is none.
        second: Counterparty or message; empty if there is none.
    """
    return sha256(f"{salt}{CELL}{first}{CELL}{second}".encode()).hexdigest()


def words_digests(salts: bytes, words: Iterable[bytes]) -> list[bytes]:
    """Return the digests, as bytes, of the words of many entries, at least one.

    Args:
        salts: Their salts, one after the other.
        words: The words of each, see `ledger.rules.block.words_of`.
    """
    written = salts.hex(CELL, SALT_BYTES).encode().split(_CELL)
    return [sha256(line).digest() for line in map(_CELL.join, zip(written, words, strict=True))]


def salts(random: bytes) -> list[str]:
    """Return as many hexadecimal salts as the random bytes suffice for."""
    return list(map(bytes.hex, cut(random, SALT_BYTES)))


class Content:
    """The digest of what a commit holds, taken while it streams by, however many entries at a time."""

    def __init__(self, facts: Iterable[tuple[int, Fact]]) -> None:
        """Begin with the facts.

        Args:
            facts: Pairs of position in the commit, from 1, and fact.
        """
        lines = (f"{at}{CELL}{fact.kind}{CELL}{fact.key}{CELL}{fact.body}{LINE}" for at, fact in facts)
        self._facts = sha256("".join(lines).encode())
        self._lines = sha256()
        self._words = sha256()

    def add(self, entries: Block, words: Sequence[str]) -> None:
        """Go on with a block of entries and the digests of their words."""
        self._lines.update(entries.sealed)
        self._words.update("".join([f"{each}{CELL}" for each in words]).encode())

    def add_whole(self, sealed: bytes, words: bytes) -> None:
        """Go on with some entries, at least one, the digests of whose words follow on each other as bytes.

        Args:
            sealed: What is sealed of them, see `ledger.rules.block.sealed`.
            words: Digests of their words.
        """
        self._lines.update(sealed)
        self._words.update(hexlify(words, CELL, DIGEST_BYTES))
        self._words.update(_CELL)

    def digest(self) -> str:
        """Return the digest of everything so far."""
        parts = (self._facts, self._lines, self._words)
        return sha256(CELL.join([part.hexdigest() for part in parts]).encode()).hexdigest()


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
