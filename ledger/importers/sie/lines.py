"""A SIE file's lines, block by block, and what one pass over its bytes tells before it is read."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from ledger.core.record import frozen
from ledger.importers.sie.encoding import UTF8
from ledger.importers.sie.encoding import Letters

LINE_MAX = 65_536
"""Bytes of a line that are read; no record needs as many."""

_BLOCK_BYTES = 1 << 18
# Letters enough to know the majority by.
_LETTERS_MAX = 10_000
_BOM = codecs.BOM_UTF8
_START = re.compile(rb"\s*+(.)", re.DOTALL)
_VOUCHER = re.compile(rb"(?:\A|[\r\n])[ \t]*#VER(?![A-Z0-9])")
_CHECKSUM = re.compile(rb"(?:\A|[\r\n])[ \t]*#KSUMMA(?![A-Z0-9])[ \t]*(\S*)")


@frozen(kw_only=True)
class Survey:
    """What a file's bytes tell.

    Attributes:
        kind: ``4`` for SIE 1 to 4, ``5`` for SIE 5 (XML), empty for anything else.
        encoding: Encoding by majority.
        newline: What ends a line.
        lines: How many line ends there are.
        has_vouchers: Whether there is any ``#VER``.
        truncated: Whether a checksum is opened and never closed.
    """

    kind: str = ""
    encoding: str = UTF8
    newline: bytes = b"\n"
    lines: int = 0
    has_vouchers: bool = False
    truncated: bool = False


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
        has_vouchers=found.has_vouchers,
        truncated=found.truncated,
    )


class _Found:
    """What has been found so far in a file that begins with `start`."""

    def __init__(self, start: bytes) -> None:
        self.newline = b"\n" if b"\n" in start or b"\r" not in start else b"\r"
        self.lines = 0
        self.has_vouchers = False
        self.truncated = False
        self._marked = start.startswith(_BOM)
        self._strict = True
        self._letters = Letters()

    def add(self, block: bytes) -> None:
        """Take in a block of whole lines."""
        self.lines += block.count(self.newline)
        self.has_vouchers = self.has_vouchers or _VOUCHER.search(block) is not None
        if b"#KSUMMA" in block:
            for stated in _CHECKSUM.findall(block):
                self.truncated = not stated
        if not block.isascii():
            self._strict = self._strict and _is_utf8(block)
            if sum(self._letters) < _LETTERS_MAX:
                self._letters = self._letters.more(block)

    def encoding(self) -> str:
        """Return the encoding: a byte-order mark, else strict UTF-8, else the majority of letters."""
        if self._marked or (self._strict and any(self._letters)):
            return UTF8
        return self._letters.encoding()


def line_blocks(stream: BinaryIO, newline: bytes) -> Iterator[list[bytes]]:
    """Yield a file's lines, some at a time, from its beginning; no more than a block is held.

    A line longer than `LINE_MAX` may come cut off, one byte longer than that at least.
    """
    stream.seek(0)
    rest = b""
    dropping = False
    for block in iter(lambda: stream.read(_BLOCK_BYTES), b""):
        new = block
        if dropping:
            _, found, after = block.partition(newline)
            new = found + after
            dropping = not found
        lines = (rest + new).split(newline)
        rest = lines.pop()
        if len(rest) > LINE_MAX:
            rest, dropping = rest[: LINE_MAX + 1], True
        yield lines
    if rest:
        yield [rest]


def _is_utf8(block: bytes) -> bool:
    try:
        block.decode()
    except UnicodeDecodeError:
        return False
    return True
