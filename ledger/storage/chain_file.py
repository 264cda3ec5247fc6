"""A chain in a file of its own, for others to prove without the book.

A line is a JSON object, so that any program can read it: first what the chain is, then commit by commit the commit, its
facts and its entries, in the order in which they are sealed. Personal words are left out unless asked for; their salted
digests are there, and the seals rest on these.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from collections.abc import Sequence
from itertools import count
from itertools import islice
from pathlib import Path
from typing import IO
from typing import Any

import attrs

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.finding import stop
from ledger.core.record import evolve
from ledger.errors import ChainFileError
from ledger.model.commit import Commit
from ledger.model.commit import CommitKind
from ledger.model.entry import COLUMNS
from ledger.model.head import Fact
from ledger.model.head import Head
from ledger.model.totals import Total
from ledger.storage.kept import KeptBlock
from ledger.storage.kept import in_blocks
from ledger.storage.kept import in_turn
from ledger.storage.store import Kept
from ledger.storage.store import KeptFact
from ledger.storage.store import Store
from ledger.storage.stream import Stream
from ledger.storage.verify import SHORTEST_SEAL
from ledger.storage.verify import Proof
from ledger.storage.verify import stands

FORM = "medfin chain 1"

_LINE_BYTES_MAX = 2**24
"""A fact is kilobytes; a line that is longer than sixteen megabytes is a mistake or an attack."""

_IN_LINES = COLUMNS[1:]
"""What a line of an entry holds, but for its project, which the first line names."""

_COLUMNS = [*_IN_LINES, "words", "salt"]

_FIELDS = frozenset(field.name for field in attrs.fields(Commit))

_WORDLESS, _UNREADABLE = "VER-011", "VER-014"

_OF_BOOKS_ONLY = frozenset(("VER-013", "VER-015"))
"""Totals, and words that are gone without a redaction: a file has no totals, and words may be left out of it."""

_FACT_CELLS = 4
"""Position, kind, key and body."""

_WORDS = tuple(_IN_LINES.index(name) for name in ("text", "counterparty"))


def write_chain(store: Store, scope: str, stream: IO[bytes], *, words: bool) -> Head:
    """Write a scope's chain.

    Args:
        store: The book.
        scope: Project id, or the book's own.
        stream: Where to.
        words: Whether the personal words go along.

    Returns:
        The end of the chain that was written.

    Raises:
        LedgerError: The book cannot be read.
    """
    with store.snapshot():
        head = store.head(scope)
        stream.writelines(map(_line, _records(store, head, words=words)))
    return head


def _line(record: object) -> bytes:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _records(store: Store, head: Head, *, words: bool) -> Iterator[object]:
    end = {"commits": head.sequence, "entries": head.entries, "seal": head.seal}
    yield {"form": FORM, "chain": head.scope, **end, "columns": _COLUMNS}
    facts, entries = Stream(store.kept_facts(head.scope)), Stream(store.kept(head.scope))
    for commit in store.commits(head.scope):
        shown = commit if words else evolve(commit, author="", message="", salt="")
        yield {"commit": {name: value for name, value in attrs.asdict(shown).items() if name != "scope"}}
        for kept in facts.of(commit.sequence):
            yield {"fact": [kept.position, kept.fact.kind, kept.fact.key, kept.fact.body]}
        for entry in in_turn(entries.of(commit.sequence)):
            row = [None if at in _WORDS and not words else value for at, value in enumerate(entry.row[1:])]
            yield {"entry": [*row, entry.words, entry.salt if words else ""]}


class ChainFile:
    """A chain in a file, read as far as a proof reads a book; nothing that it says is trusted.

    Attributes:
        head: What its first line says of its end.
    """

    def __init__(self, path: Path) -> None:
        """Read the first line.

        Raises:
            ChainFileError: It is not that of a chain.
            OSError: The file cannot be read.
        """
        self._path = path
        first = next((record for _, record in self._lines()), {})
        end: list[Any] = [first.get(name) for name in ("chain", "commits", "entries", "seal")]
        if (
            first.get("form") != FORM
            or first.get("columns") != _COLUMNS
            or list(map(type, end)) != [str, int, int, str]
        ):
            raise ChainFileError(file=path, line=1)
        scope, sequence, entries, seal = end
        self.head = Head(scope=scope, sequence=sequence, entries=entries, seal=seal)

    def commits(self, scope: str) -> Iterator[Commit]:
        """See `ledger.storage.store.Chains.commits`."""
        kinds: dict[object, CommitKind] = {str(kind): kind for kind in CommitKind}
        for line, _, values in self._records("commit"):
            if not isinstance(values, dict) or {*values, "scope"} != _FIELDS:
                raise ChainFileError(file=self._path, line=line)
            kind = values["kind"]
            known = kinds.get(kind, kind) if isinstance(kind, str) else kind
            yield Commit(**{**values, "scope": scope, "kind": known})

    def kept_facts(self, scope: str) -> Iterator[KeptFact]:  # noqa: ARG002 - a file holds one chain
        """See `ledger.storage.store.Chains.kept_facts`."""
        for line, sequence, values in self._records("fact"):
            if not isinstance(values, list) or len(values) != _FACT_CELLS:
                raise ChainFileError(file=self._path, line=line)
            position, *cells = values
            yield KeptFact(sequence, position, Fact(*cells))

    def kept(self, scope: str) -> Iterator[KeptBlock]:
        """See `ledger.storage.store.Chains.kept`."""
        return in_blocks(scope, self._entries(scope))

    def _entries(self, scope: str) -> Iterator[Kept]:
        for line, sequence, values in self._records("entry"):
            if not isinstance(values, list) or len(values) != len(_COLUMNS):
                raise ChainFileError(file=self._path, line=line)
            *row, words, salt = values
            yield Kept(sequence, salt, words, (scope, *row))

    def facts(self, scope: str, kind: str | None = None) -> Iterator[tuple[int, Fact]]:
        """See `ledger.storage.store.Chains.facts`."""
        return ((kept.sequence, kept.fact) for kept in self.kept_facts(scope) if kind in (None, kept.fact.kind))

    def totals(self, projects: Sequence[str] | None = None) -> Iterator[Total]:  # noqa: ARG002 - there are none
        """Yield nothing: totals are not sealed, and follow from the entries."""
        return iter(())

    totals_by_year = totals
    totals_of_money = totals

    def _records(self, kind: str) -> Iterator[tuple[int, int, Any]]:
        """Yield number of line, number of commit and value of each record of a kind."""
        sequence, before = 0, ""
        for line, record in islice(self._lines(), 1, None):
            ((found, value),) = record.items() if len(record) == 1 else ((None, None),)
            if found not in ("commit", "fact", "entry") or (before, found) == ("entry", "fact"):
                raise ChainFileError(file=self._path, line=line)
            before = found
            if found == "commit":
                given = value.get("sequence") if isinstance(value, dict) else None
                sequence = given if type(given) is int else sequence + 1
            if found == kind:
                yield line, sequence, value

    def _lines(self) -> Iterator[tuple[int, dict[str, Any]]]:
        with self._path.open("rb") as stream:
            for line in count(1):
                content = stream.readline(_LINE_BYTES_MAX)
                if not content:
                    return
                record = _record(content)
                if record is None:
                    raise ChainFileError(file=self._path, line=line)
                yield line, record


def _record(content: bytes) -> dict[str, Any] | None:
    """Return what a line holds; None if medfin has not written it or if its end is gone."""
    try:
        record = json.loads(content)
        if b"\\u" in content:
            json.dumps(record, ensure_ascii=False).encode()  # half of a character cannot be sealed
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) and content.endswith(b"\n") else None


def proof_of(file: ChainFile, *, against: str | None = None) -> Iterator[Finding]:
    """Yield everything in a chain's file that was not sealed so; nothing but notes for a whole one.

    Args:
        file: The file.
        against: A seal printed earlier, or at least its first `SHORTEST_SEAL` characters; it must stand in the chain.

    Raises:
        OSError: The file cannot be read.
    """
    scope = file.head.scope
    proof = Proof(file, scope)
    for finding in proof.findings():
        if finding.code == _WORDLESS:
            yield note("CHN-003", Place(project=scope), **dict(finding.values))
        elif finding.code == _UNREADABLE:
            yield stop("CHN-005", finding.place, **dict(finding.values))
        elif finding.code not in _OF_BOOKS_ONLY:
            yield stop("CHN-001", finding.place, check=finding.code)
    if proof.end != file.head:
        promised, found = file.head, proof.end
        yield stop(
            "CHN-002",
            Place(project=scope),
            commits=promised.sequence,
            entries=promised.entries,
            seal=promised.seal,
            found=found.sequence,
            found_entries=found.entries,
        )
    if against is not None and not stands(against, file.commits(scope)):
        yield stop("CHN-004", Place(project=scope), seal=against, shortest=SHORTEST_SEAL)
