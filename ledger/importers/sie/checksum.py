"""``#KSUMMA``: CRC-32 over the content of a file's records, in the bytes of code page 437."""

from __future__ import annotations

from zlib import crc32

from ledger.importers.sie.encoding import CP437
from ledger.importers.sie.fields import split_fields

WITH_LIST = frozenset({b"#TRANS", b"#RTRANS", b"#BTRANS", b"#OIB", b"#OUB", b"#PSALDO", b"#PBUDGET"})
"""Labels whose records have an object list."""

_BLANKS = b" \t"
_BLANKS_AND_BRACES = b" \t{}"


def summed_bytes(line: bytes) -> bytes:
    """Return what a line gives to the sum: its label and the content of its fields.

    Left out are the blanks between fields, the quotation marks around them, the backslash of an escaped mark, and the
    braces of object lists and of blocks of rows.

    Args:
        line: A line without its line break and without blanks around it.
    """
    if line in (b"{", b"}"):
        return b""
    has_list = line[:9].split(None, 1)[0] in WITH_LIST if line else False
    if b'"' not in line and b"\\" not in line:
        return line.translate(None, _BLANKS_AND_BRACES if has_list else _BLANKS)
    fields = split_fields(line, has_list=has_list)
    if fields.listed is None:
        return b"".join(fields.values)
    # The list stands after the account, which the label decides the place of.
    at = 2 if b"TRANS" in fields.values[0] else 4 if fields.values[0].startswith(b"#P") else 3
    return b"".join((*fields.values[:at], *fields.listed, *fields.values[at:]))


class Checksum:
    """The sum of the records between the opening and the closing ``#KSUMMA``.

    A file that was turned into another encoding after it was summed is summed both ways.

    Args:
        encoding: The file's encoding.
    """

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding
        self._as_stored = 0
        self._as_pc8 = 0

    def add(self, line: bytes) -> None:
        """Take in a record."""
        content = summed_bytes(line)
        self._as_stored = crc32(content, self._as_stored)
        if self._encoding != CP437:
            content = content.decode(self._encoding, "replace").encode(CP437, "replace")
            self._as_pc8 = crc32(content, self._as_pc8)

    def agrees(self, stated: str) -> bool:
        """Whether a stated sum is the file's."""
        return stated.lstrip("0") in (str(self._as_stored), self.text)

    @property
    def text(self) -> str:
        """The sum over the bytes of code page 437, as a file states it."""
        return str(self._as_stored if self._encoding == CP437 else self._as_pc8)
