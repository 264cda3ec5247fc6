"""What a text file is made of, told from its bytes before it is read as rows: encoding, size, what is unreadable."""

from __future__ import annotations

import codecs
import re
from functools import partial
from itertools import chain
from typing import BinaryIO

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.finding import stop
from ledger.core.record import frozen
from ledger.core.words import Value
from ledger.importers.actuals.cells import ROW_CHARACTERS_MAX

# A block is no longer than the longest row may be, so no row that lies wholly within one is too long.
_BLOCK_BYTES = ROW_CHARACTERS_MAX
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# å ä ö Å Ä Ö in UTF-8; read as CP1252 they would be Ã and another sign, which no Swedish text holds.
_SWEDISH_UTF8 = re.compile(rb"\xc3[\xa5\xa4\xb6\x85\x84\x96]")


@frozen(kw_only=True)
class Survey:
    """What a file's bytes tell.

    Attributes:
        encoding: Encoding to read it by; None if it cannot be read.
        findings: Why it cannot be read, or that it is not in UTF-8.
    """

    encoding: str | None
    findings: tuple[Finding, ...] = ()


@frozen
class _Sweep:
    """What reading a whole file tells: line breaks up to its end or to its fault, and the fault if any."""

    lines: int
    fault: str | None = None
    values: tuple[tuple[str, Value], ...] = ()


_NOT_IN_ENCODING = "CSV-002"
_MIXED = "mixed"
_NAMES = {"utf-8-sig": "UTF-8", "cp1252": "CP1252"}


def survey(stream: BinaryIO, file: str) -> Survey:
    """Read a file once, block by block, and tell how to read it as text.

    A byte-order mark decides; without it, what is strictly UTF-8 is UTF-8; anything else is CP1252, as Swedish programs
    on Windows write it. UTF-16 is refused.

    Args:
        stream: The file, which must be able to seek.
        file: Its name for people.
    """
    stream.seek(0)
    start = stream.read(len(codecs.BOM_UTF8))
    if start.startswith(_WIDE_MARKS):
        return Survey(encoding=None, findings=(stop("CSV-009", Place(file=file, line=1)),))
    encoding, notes = "utf-8-sig", tuple[Finding, ...]()
    sweep = _sweep(stream, encoding)
    if sweep.fault == _NOT_IN_ENCODING and start != codecs.BOM_UTF8:
        other = _sweep(stream, "cp1252")
        if other.fault != _MIXED:
            sweep, encoding, notes = other, "cp1252", (note("CSV-001", Place(file=file)),)
    if sweep.fault:
        fault = stop(sweep.fault, Place(file=file, line=sweep.lines + 1), **dict(sweep.values))
        return Survey(encoding=None, findings=(fault,))
    return Survey(encoding=encoding, findings=notes)


def _sweep(stream: BinaryIO, encoding: str) -> _Sweep:
    decode = codecs.getincrementaldecoder(encoding)().decode
    lines = 0
    unended = 0
    stream.seek(0)
    for block in chain(iter(partial(stream.read, _BLOCK_BYTES), b""), (b"",)):
        try:
            decode(block, not block)
        except UnicodeDecodeError as error:
            values = (("byte", f"0x{error.object[error.start]:02X}"), ("encoding", _NAMES[encoding]))
            return _Sweep(lines + _breaks(error.object[: error.start]), _NOT_IN_ENCODING, values)
        fault, at = _fault(block, unended, encoding)
        if fault:
            return _Sweep(lines + _breaks(block[:at]), fault)
        lines += _breaks(block)
        end = max(block.rfind(b"\n"), block.rfind(b"\r"))
        unended = len(block) - end - 1 if end >= 0 else unended + len(block)
    return _Sweep(lines)


def _fault(block: bytes, unended: int, encoding: str) -> tuple[str | None, int]:
    """Return what makes a block unreadable and where; `unended` bytes of its first line stand before it."""
    zero = block.find(b"\0")
    if zero >= 0:
        return "CSV-009", zero
    ends = [at for at in (block.find(b"\n"), block.find(b"\r")) if at >= 0]
    if unended + min(ends, default=len(block)) > ROW_CHARACTERS_MAX:
        return "CSV-007", 0
    if encoding == "cp1252" and _SWEDISH_UTF8.search(block):
        return _MIXED, 0
    return None, 0


def _breaks(block: bytes) -> int:
    """Return how many line breaks a block has: LF or CR LF, or CR where there is no LF."""
    return block.count(b"\n") or block.count(b"\r")
