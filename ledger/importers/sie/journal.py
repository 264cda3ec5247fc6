"""SIE 5: XML. Its journal is read, row by row, into the same rows as SIE 4's.

No document type and no entity is taken, so that a file can neither grow when it is read nor reach outside itself; depth
and the size of a tag are limited. Balances, budgets, sub-ledgers, documents and signatures are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from typing import BinaryIO
from xml.parsers import expat

from ledger.core.finding import Finding
from ledger.core.finding import stop
from ledger.importers.sie.lines import sie_kind
from ledger.importers.sie.outcome import Outcome
from ledger.importers.sie.outcome import finish
from ledger.importers.sie.proof import SieProof
from ledger.importers.sie.reader import SieReader
from ledger.importers.sie.records import SieHead
from ledger.importers.sie.records import SieRow
from ledger.importers.sie.records import SieRows
from ledger.importers.sie.records import in_columns
from ledger.importers.sie.told import Told
from ledger.importers.sie.xml_reading import XmlReading

_BLOCK_BYTES = 65_536
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"'>]*)")
_ENCODINGS = frozenset({b"utf-8", b"iso-8859-1", b"us-ascii", b"windows-1252"})
_TAG_BYTES_MAX = 1 << 20
_DEPTH_MAX = 64


def read_sie(stream: BinaryIO, *, file: str, spending: bool = True) -> SieReader | SieJournal:
    """Read a SIE file of any kind, told by its content.

    Args:
        stream: The file; it is read more than once, so it must be able to seek. It stays open.
        file: Its name for people.
        spending: Whether vouchers are asked for: a file without any is then refused.

    Returns:
        A reader for SIE 1 to 4, or one for SIE 5; both give ``head``, ``rows()``, ``sums``, ``findings`` and ``stops``.
    """
    stream.seek(0)
    kind = sie_kind(stream.read(_BLOCK_BYTES))
    if kind == "5":
        return SieJournal(stream, file=file)
    return SieReader(stream, file=file, spending=spending)


class _RefusedError(Exception):
    """The file holds what no SIE 5 file needs; the text is a finding's code."""


class SieJournal:
    """A file of SIE 5.

    Args:
        stream: The file; it is read more than once, so it must be able to seek. It stays open.
        file: Its name for people.
    """

    def __init__(self, stream: BinaryIO, *, file: str) -> None:
        self._stream = stream
        self._file = file
        self._reading = XmlReading(Told(file))
        self._refused = self._survey()

    @property
    def head(self) -> SieHead:
        """What the file says of itself."""
        return self._reading.head()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found so far."""
        return (*self._refused, *self._reading.told.findings)

    @property
    def stops(self) -> bool:
        """Whether the file is refused; it then gives no rows."""
        return bool(self._refused)

    @property
    def sums(self) -> Mapping[str, int]:
        """Sum of the rows read so far by account, öre."""
        return self._reading.sums

    @property
    def skipped(self) -> int:
        """How many rows were left out because their account or amount cannot be read; each is told."""
        return self._reading.skipped

    @property
    def proof(self) -> SieProof:
        """Nothing: the balances of SIE 5 are not read."""
        return SieProof()

    def rows(self, *, trail: bool = False) -> Iterator[SieRow]:
        """Yield the rows of the journal in the file's order.

        Args:
            trail: Whether to yield struck rows too, which have the mark ``B`` and are never to be counted.
        """
        for _, some in self.turns():
            for rows in some:
                yield from (rows if trail else rows.counted()).rows()
        if not self._refused:
            finish(self.outcome())

    def turns(self, at: int = 0, _of: int = 1) -> Iterator[tuple[int, Iterator[SieRows]]]:
        """Yield all rows, struck ones too, as the first reader's only turn: no other one can begin within XML."""
        if self._refused:
            return
        reading = self._reading = XmlReading(Told(self._file))
        if at == 0:
            parsed = _parsed(self._stream, reading.opened, reading.closed)
            yield 0, (in_columns(reading.taken()) for _ in parsed)

    def outcome(self) -> Outcome:
        """Return what has been met of the file so far."""
        reading = self._reading
        return Outcome(
            head=reading.head(),
            balances=None,
            told=reading.told,
            sums=reading.sums,
            skipped=reading.skipped,
            days=(reading.first_day, reading.last_day),
        )

    def _survey(self) -> tuple[Finding, ...]:
        """Read the file once: its head, and whether it can be read to its end."""
        reached = 0
        found = XmlReading(Told(self._file))
        try:
            for reached in _parsed(self._stream, found.opened, found.closed):  # noqa: B007 - told if it breaks off
                found.taken()
        except _RefusedError as error:
            return (stop("SIE-302", found.told.at(reached + 1), why=str(error)),)
        except expat.ExpatError as error:
            return (stop("SIE-301", found.told.at(error.lineno), why=expat.ErrorString(error.code)),)
        if not found.is_sie:
            return (stop("SIE-006", found.told.at(None)),)
        self._reading = found
        return ()


def _parsed(
    stream: BinaryIO,
    opened: Callable[[str, dict[str, str], int], None],
    closed: Callable[[str, int], None],
) -> Iterator[int]:
    """Parse a file block by block; yield the line reached after each.

    Raises:
        _RefusedError: It holds a document type, is nested too deeply, or has a tag too large or an encoding of its own.
        expat.ExpatError: It is no XML.
    """
    parser = expat.ParserCreate(namespace_separator="}")
    depth = [0]

    def start(name: str, attributes: dict[str, str]) -> None:
        depth[0] += 1
        if depth[0] > _DEPTH_MAX:
            raise _RefusedError("depth")
        opened(name.rpartition("}")[2], attributes, parser.CurrentLineNumber)

    def end(name: str) -> None:
        depth[0] -= 1
        closed(name.rpartition("}")[2], parser.CurrentLineNumber)

    def refuse(*_: object) -> None:
        raise _RefusedError("DOCTYPE")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    stream.seek(0)
    declared = _DECLARED.search(stream.read(_BLOCK_BYTES))
    if declared and declared[1].lower() not in _ENCODINGS:
        raise _RefusedError("encoding")
    stream.seek(0)
    fed = 0
    for block in iter(lambda: stream.read(_BLOCK_BYTES), b""):
        parser.Parse(block, False)
        fed += len(block)
        if fed - parser.CurrentByteIndex > _TAG_BYTES_MAX:
            raise _RefusedError("tag")
        yield parser.CurrentLineNumber
    parser.Parse(b"", True)
    yield parser.CurrentLineNumber
