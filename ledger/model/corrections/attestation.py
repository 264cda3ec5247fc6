"""What is said of entries after they were booked; each is a fact of its own, for an entry never changes."""

from __future__ import annotations

from ledger.core.record import frozen

Spans = tuple[tuple[int, int], ...]
"""Numbers of entries as pairs of first and last, in order, none twice."""


@frozen
class Attestation:
    """Another person's approval of entries; the commit says whose and when.

    Attributes:
        entries: Which entries.
        level: The level of check that they have passed by it; empty for the attestation itself.
    """

    entries: Spans
    level: str = ""


@frozen
class Evidence:
    """A file that shows what entries were for, known again by its digest. The file itself is kept elsewhere.

    Attributes:
        entries: Which entries.
        name: The file's name, without folders.
        sha256: SHA-256 of its content, hexadecimal.
    """

    entries: Spans
    name: str
    sha256: str


@frozen
class Replacement:
    """An entry that took another one's place, as when a cost was moved to another category.

    Attributes:
        entry: Number of the new entry.
        replaces: Number of the old one, which is reversed.
    """

    entry: int
    replaces: int


@frozen
class Redaction:
    """Entries whose personal words were taken out; the commit says by whom, when and why.

    Attributes:
        entries: Which entries.
        commits: Numbers of the commits whose author and message were taken out, since they repeated the words.
    """

    entries: Spans
    commits: tuple[int, ...] = ()
