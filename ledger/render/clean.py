"""Texts from outside made harmless: what cannot be seen is shown, so that nothing hides or steers a terminal."""

from __future__ import annotations

import re

_NO_BREAK = "\N{NO-BREAK SPACE}"
_INVISIBLE = (
    "["
    "\x00-\x1f\x7f-\x9f"  # control characters: terminals obey some of them
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that turn the direction of reading
    "\u2028\u2029\ufeff"  # line breaks and a byte-order mark inside a text
    "\u00ad\u180e\u200b\u2060-\u2065\ufff9-\ufffb\U000e0000-\U000e007f"  # no width: a name like another that is not it
    "\ud800-\udfff\ufffe\uffff"  # halves of characters and what is none, which no workbook can hold
    "]"
)
_PICTURES = 0x2400
_PICTURED = 0x20
_FOUR_DIGITS = 0xFFFF


def visible(text: str, *, keep: str = "", plain: bool = False) -> str:
    """Return `text` with a visible sign for each control character and each mark that turns the direction of reading.

    Args:
        text: A text from outside.
        keep: Such characters as the format can hold, which are left as they are.
        plain: Whether the signs must be ASCII.
    """
    # Nearly all texts hold nothing that Python does not print; to ask is quick, and compiles no pattern.
    if text.isprintable() or "".join({*text} - {_NO_BREAK, *keep}).isprintable():
        return text

    def sign(match: re.Match[str]) -> str:
        character = match[0]
        number = ord(character)
        if character in keep:
            return character
        if number < _PICTURED and not plain:
            return chr(_PICTURES + number)
        return f"\\u{number:04x}" if number <= _FOUR_DIGITS else f"\\U{number:08x}"

    return re.sub(_INVISIBLE, sign, text)


def escaped(json_text: str) -> str:
    r"""Return JSON with the same characters written as ``\uXXXX`` inside its strings, which loses nothing."""
    return re.sub(_INVISIBLE, _json_sign, json_text)


def _json_sign(match: re.Match[str]) -> str:
    """Return a character as JSON writes it, those above four digits as two halves; its own line breaks stay."""
    if match[0] == "\n":
        return match[0]
    digits = match[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{digits[at : at + 4]}" for at in range(0, len(digits), 4))
