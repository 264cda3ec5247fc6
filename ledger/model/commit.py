"""Commits: the steps by which a book grows, each sealed onto the one before it."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from enum import StrEnum

from ledger.core.record import frozen
from ledger.model.entry import EntryRow
from ledger.model.head import Fact
from ledger.model.head import Head


class CommitKind(StrEnum):
    """What a commit was for."""

    INIT = "init"
    ACCESS = "access"
    PROJECT = "project"
    BUDGET = "budget"
    BOOK = "book"
    IMPORT = "import"
    ENTRY = "entry"
    REVERSAL = "reversal"
    MOVE = "move"
    LOCK = "lock"
    ATTESTATION = "attestation"
    EVIDENCE = "evidence"
    REDACTION = "redaction"
    COMMITMENT = "commitment"
    FORECAST = "forecast"
    COMMENT = "comment"
    CLAIM = "claim"
    RECEIPT = "receipt"
    CONTRACT = "contract"


@frozen(kw_only=True)
class Occasion:
    """Who does something, when, and with which random bytes; arguments, so that the same input gives the same book.

    Attributes:
        author: Who. Personal words.
        recorded_at: When, ISO 8601 in UTC with seconds, ``2026-01-31T12:00:00Z``.
        random: Gives as many random bytes as asked for; salts and batch ids are made of them.
    """

    author: str
    recorded_at: str
    random: Callable[[int], bytes]


@frozen(kw_only=True)
class Draft:
    """A commit that is asked for.

    Attributes:
        after: The head that it was drawn up on; if the chain has moved on meanwhile, the store refuses it.
        kind: What it is for.
        batch: Joins the commits that one command makes in several scopes.
        message: Why, in words. Personal words.
        facts: Facts other than entries, in order.
        entries: Rows in order; their numbers are given by the store, whatever stands there.
    """

    after: Head
    kind: CommitKind
    batch: str
    message: str = ""
    facts: tuple[Fact, ...] = ()
    entries: Iterable[EntryRow] = ()


@frozen(kw_only=True)
class Commit:
    """A commit as kept.

    Attributes:
        scope: Project id, or `BOOK`.
        sequence: 1 for the scope's first.
        previous: Seal of the commit before it.
        kind: What it was for.
        batch: Joins the commits that one command made.
        author: Who; empty once redacted.
        message: Why; empty once redacted.
        salt: Hexadecimal salt of `author` and `message`; empty once redacted.
        words: Salted digest of `author` and `message`.
        recorded_at: When, ISO 8601 in UTC.
        entries: How many entries it added.
        digest: Digest of its facts and entries.
        seal: Digest of everything above but the words themselves and their salt.
    """

    scope: str
    sequence: int
    previous: str
    kind: CommitKind
    batch: str
    author: str
    message: str
    salt: str
    words: str
    recorded_at: str
    entries: int
    digest: str
    seal: str
