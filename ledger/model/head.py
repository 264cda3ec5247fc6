"""What a reader needs of a chain: its scope, its end and its facts. What writes one stands in `ledger.model.commit`."""

from __future__ import annotations

from ledger.core.record import frozen

BOOK = "@book"
"""The scope of what lies above projects: parties, schemes, programmes, the federation."""


@frozen
class Fact:
    """A fact other than an entry, as a store keeps it.

    Attributes:
        kind: ``party``, ``scheme``, ``programme``, ``mapping``, ``project``, ``budget``, ``coverage``, ``lock``,
            ``attestation``, ``evidence``, ``replacement``, ``redaction``, ``claim``, ``payment``.
        key: What it is about within its scope; a later fact of the same kind and key takes the earlier one's place
            for readers.
        body: The fact as canonical JSON (`ledger.model.document`).
    """

    kind: str
    key: str
    body: str


@frozen(kw_only=True)
class Head:
    """The end of a scope's chain.

    Attributes:
        scope: Project id, or `BOOK`.
        sequence: Number of the last commit, 0 for none.
        seal: Its seal, 64 zeros for none.
        entries: How many entries the scope has, which is the last one's number.
    """

    scope: str
    sequence: int = 0
    seal: str = "0" * 64
    entries: int = 0
