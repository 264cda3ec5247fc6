"""A SIE file's lines, block by block, and what one pass over its bytes tells before it is read."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO
from typing import NamedTuple

from ledger.core.record import frozen
from ledger.importers.sie.encoding import UTF8
from ledger.importers.sie.encoding import Letters

LINE_MAX = 65_536
"""Bytes of a line that are read; no record needs as many."""

_BLOCK_BYTES = 1 << 17
TURN_BYTES = 1 << 21
"""From where on another of several readers takes its turn: some ten thousand rows."""

# Letters enough to know the majority by.
_LETTERS_MAX = 10_000
_BOM = codecs.BOM_UTF8
_START = re.compile(rb"\s*+(.)", re.DOTALL)
_VOUCHER = re.compile(rb"(?:\A|[\r\n])[ \t]*#VER(?![A-Z0-9])")
# Lines of vouchers, and lines that begin with # and are none; a quick look tells where there may be one of these.
_OF_VOUCHERS = re.compile(rb"(?:\A|[\r\n])\s*#(?:VER|[RB]?TRANS)")
_MAY_BE_OTHER = re.compile(rb"#(?!VER|[RB]?TRANS)")
_OTHER = re.compile(rb"(?:\A|[\r\n])\s*#(?!VER|[RB]?TRANS)")
_TYPE = re.compile(rb"(?:\A|[\r\n])[ \t]*#SIETYP(?![A-Z0-9])")
_CHECKSUM = re.compile(rb"(?:\A|[\r\n])[ \t]*#KSUMMA(?![A-Z0-9])[ \t]*(\S*)")


@frozen(kw_only=True)
class Survey:
    """What a file's bytes tell.

    Attributes:
        kind: ``4`` for SIE 1 to 4, ``5`` for SIE 5 (XML), empty for anything else.
        encoding: Encoding by majority.
        newline: What ends a line.
        lines: How many line ends there are.
        last: Number of the last line.
        has_vouchers: Whether there is any ``#VER``.
        truncated: Whether a checksum is opened and never closed.
        begins_again: Line on which the type of the file is told once more, as where another file has been put after it.
        divisible: Whether several may read it in turn: after the first voucher come only vouchers, and no checksum
            hangs on the order of all lines.
    """

    kind: str = ""
    encoding: str = UTF8
    newline: bytes = b"\n"
    lines: int = 0
    last: int = 0
    has_vouchers: bool = False
    truncated: bool = False
    begins_again: int | None = None
    divisible: bool = False


def sie_kind(start: bytes) -> str:
    """Return ``4`` if a file begins as SIE 1 to 4 does, ``5`` if it begins as XML does, else an empty text.

    Args:
        start: The file's first bytes, a few hundred.
    """
    found = _START.match(start.removeprefix(_BOM))
    return {b"#": "4", b"<": "5"}.get(found[1], "") if found else ""


def survey(stream: BinaryIO) -> Survey:
    """Read a file once and tell how to read it.

    Args:
        stream: The file, which must be able to seek.
    """
    stream.seek(0)
    start = stream.read(_BLOCK_BYTES)
    kind = sie_kind(start)
    if kind != "4":
        return Survey(kind=kind)
    found = _Found(start)
    stream.seek(0)
    rest = b""
    for block in iter(lambda: stream.read(_BLOCK_BYTES), b""):
        window = rest + block
        end = window.rfind(found.newline) + 1 or (len(window) if len(window) > LINE_MAX else 0)
        found.add(window[:end])
        rest = window[end:]
    found.add(rest)
    return Survey(
        kind=kind,
        encoding=found.encoding(),
        newline=found.newline,
        lines=found.lines,
        last=found.lines + bool(rest),
        has_vouchers=found.has_vouchers,
        truncated=found.truncated,
        begins_again=next(iter(found.types[1:]), None),
        divisible=found.divisible,
    )


class _Found:
    """What has been found so far in a file that begins with `start`."""

    def __init__(self, start: bytes) -> None:
        self.newline = b"\n" if b"\n" in start or b"\r" not in start else b"\r"
        self.lines = 0
        self.has_vouchers = False
        self.truncated = False
        self.types: list[int] = []
        self.divisible = True
        self._among_vouchers = False
        self._marked = start.startswith(_BOM)
        self._strict = True
        self._letters = Letters()

    def add(self, block: bytes) -> None:
        """Take in a block of whole lines."""
        if b"#SIETYP" in block:
            ends = [found.end() for found in _TYPE.finditer(block)]
            self.types += [self.lines + block.count(self.newline, 0, end) + 1 for end in ends]
        self.lines += block.count(self.newline)
        self.has_vouchers = self.has_vouchers or _VOUCHER.search(block) is not None
        if b"#KSUMMA" in block:
            self.divisible = False
            for stated in _CHECKSUM.findall(block):
                self.truncated = not stated
        if self.divisible:
            self._look_among_vouchers(block)
        if not block.isascii():
            self._strict = self._strict and _is_utf8(block)
            if sum(self._letters) < _LETTERS_MAX:
                self._letters = self._letters.more(block)

    def _look_among_vouchers(self, block: bytes) -> None:
        """Note whether other records come after the first voucher."""
        start = 0
        if not self._among_vouchers:
            first = _OF_VOUCHERS.search(block)
            if first is None:
                return
            self._among_vouchers, start = True, first.end()
        if _MAY_BE_OTHER.search(block, start):
            self.divisible = _OTHER.search(block, start) is None

    def encoding(self) -> str:
        """Return the encoding: a byte-order mark, else strict UTF-8, else the majority of letters."""
        if self._marked or (self._strict and any(self._letters)):
            return UTF8
        return self._letters.encoding()


class Block(NamedTuple):
    """Some lines of a file that follow on each other.

    Attributes:
        turn: The how-manieth reader's turn it is of, from 0; a turn begins with a voucher or with the file.
        start: Number of the first line.
        content: The lines as they stand; one longer than `LINE_MAX` may be cut off, but not to less than that.
    """

    turn: int
    start: int
    content: bytes


def blocks(stream: BinaryIO, newline: bytes) -> Iterator[Block]:
    """Yield a file from its beginning, some lines at a time, where possible up to the next voucher."""
    stream.seek(0)
    opens = newline + b"#VER "
    turn, start, taken = 0, 1, 0
    rest, dropping = b"", False
    for read in iter(lambda: stream.read(_BLOCK_BYTES), b""):
        new = read
        if dropping:
            _, found, after = read.partition(newline)
            new, dropping = found + after, not found
        window = rest + new
        at_voucher = window.rfind(opens)
        end = (window.rfind(newline) if at_voucher < 0 else at_voucher) + 1
        if end:
            yield Block(turn, start, window[:end])
            start, taken = start + window.count(newline, 0, end), taken + end
            if at_voucher >= 0 and taken >= TURN_BYTES:
                turn, taken = turn + 1, 0
        rest = window[end:]
        if len(rest) > LINE_MAX and newline not in rest:
            rest, dropping = rest[: LINE_MAX + 1], True
    if rest:
        yield Block(turn, start, rest)


def _is_utf8(block: bytes) -> bool:
    try:
        block.decode()
    except UnicodeDecodeError:
        return False
    return True
