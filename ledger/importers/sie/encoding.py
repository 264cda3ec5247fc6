"""Which characters the bytes of a SIE file are: told by the bytes themselves, for `#FORMAT PC8` says nothing of them.

A file has one encoding by majority, and single fields may have another: programs that write code page 437 are known to
put paths and codes into the same file in Latin-1.
"""

from __future__ import annotations

import re
from typing import NamedTuple

CP437 = "cp437"
CP1252 = "cp1252"
UTF8 = "utf-8"

NAMES = {CP437: "CP437", CP1252: "Latin-1 (CP1252)", UTF8: "UTF-8"}
"""The encodings' names for people."""

# Letters that Swedish texts use: å ä ö Å Ä Ö é ü in each of the encodings. Between other letters only: in CP1252 the
# bytes of the first set are typographic quotation marks and daggers, which stand at the ends of words.
_PC8_LETTERS = rb"\x86\x84\x94\x8f\x8e\x99\x82\x81"
_WINDOWS_LETTERS = rb"\xe5\xe4\xf6\xc5\xc4\xd6\xe9\xfc"
_ASCII = bytes(range(0x20, 0x7F))

PLAIN = {
    CP437: _ASCII + b"\x86\x84\x94\x8f\x8e\x99\x82\x81",
    CP1252: _ASCII + b"\xe5\xe4\xf6\xc5\xc4\xd6\xe9\xfc",
    UTF8: _ASCII,
}
"""Bytes that leave no doubt in a file of an encoding: a field of these alone needs no second look."""

TABLES = {name: bytes(range(256)).decode(name, "replace") for name in (CP437, CP1252)}
"""Characters by byte, for what the encodings' own decoders do less quickly."""

_PC8_BETWEEN = re.compile(rb"(?<=[A-Za-z])[" + _PC8_LETTERS + rb"]+(?=[A-Za-z])")
_WINDOWS_BETWEEN = re.compile(rb"(?<=[A-Za-z])[" + _WINDOWS_LETTERS + rb"]+(?=[A-Za-z])")
_UTF8_LETTER = re.compile(rb"\xc3[\xa5\xa4\xb6\x85\x84\x96\xa9\xbc\x89\x9c]")
# In one field the letters may also stand first or last; in code page 437 these bytes are line-drawing and Greek signs.
_WINDOWS_BESIDE = re.compile(
    rb"[\xc4\xc5\xd6]|(?<=[A-Za-z])[" + _WINDOWS_LETTERS + rb"]|[" + _WINDOWS_LETTERS + rb"](?=[A-Za-z])"
)
# Beside letters only where no typographic mark of CP1252 stands.
_PC8_FOR_CERTAIN = re.compile(
    rb"(?<=[A-Za-z])[" + _PC8_LETTERS + rb"]+(?=[A-Za-z])|[\x86\x99\x8f\x81](?=[A-Za-z])|(?<=[A-Za-z])\x84"
)
_PC8_BESIDE = re.compile(rb"[" + _PC8_LETTERS + rb"]")
# What is not to stand in a text: control characters, and the marks that turn the direction of reading.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_LOST = "\ufffd"


class Decoded(NamedTuple):
    """A field's text.

    Attributes:
        text: Without control characters.
        encoding: Encoding that the field's bytes are in.
        cleaned: Whether control characters were replaced by spaces.
        lost: Whether a character had been lost before the file was written.
    """

    text: str
    encoding: str
    cleaned: bool = False
    lost: bool = False


class Letters(NamedTuple):
    """How many letters outside ASCII were met that only one of the encodings explains."""

    pc8: int = 0
    windows: int = 0
    utf8: int = 0

    def more(self, block: bytes) -> Letters:
        """Return the counts with those of another block added."""
        return Letters(
            self.pc8 + len(_PC8_BETWEEN.findall(block)),
            self.windows + len(_WINDOWS_BETWEEN.findall(block)),
            self.utf8 + len(_UTF8_LETTER.findall(block)),
        )

    def encoding(self) -> str:
        """Return the encoding of a file that is not UTF-8 throughout: by majority, else code page 437."""
        if self.utf8 > self.pc8 + self.windows:
            return UTF8
        return CP1252 if self.windows > self.pc8 else CP437


def decode(raw: bytes, encoding: str) -> Decoded:
    """Return a field's text, read in its file's encoding unless its own letters tell another.

    Args:
        raw: The field's bytes.
        encoding: The file's encoding: `CP437`, `CP1252` or `UTF8`.
    """
    own = encoding if raw.isascii() else _encoding(raw, encoding)
    text = raw.decode(own, "replace")
    cleaned = clean(text)
    return Decoded(cleaned, own, cleaned != text, _LOST in cleaned)


def clean(text: str) -> str:
    """Return a text with spaces in place of control characters and of marks that turn the direction of reading."""
    return _CONTROL.sub(" ", text)


def _encoding(raw: bytes, usual: str) -> str:
    """Return the encoding of a field that is not ASCII."""
    if _UTF8_LETTER.search(raw) and (usual == UTF8 or _is_utf8(raw)):
        return UTF8
    windows = len(_WINDOWS_BESIDE.findall(raw))
    if usual == CP1252:
        return CP437 if len(_PC8_FOR_CERTAIN.findall(raw)) > windows else CP1252
    pc8 = len(_PC8_BESIDE.findall(raw))
    if usual == CP437:
        return CP1252 if windows > pc8 else CP437
    if _is_utf8(raw) or pc8 == windows:
        return UTF8
    return CP437 if pc8 > windows else CP1252


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True
