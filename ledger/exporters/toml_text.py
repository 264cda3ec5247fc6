"""TOML written from whole numbers, truth values, dates, texts, and lists and tables of them; no decimal numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

Inline = str | int | date | tuple["Inline", ...] | Mapping[str, "Inline"]

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
_FIRST_PRINTED = 0x20
_DELETE = 0x7F


def write_block(header: str, values: Mapping[str, Inline | None]) -> str:
    """Return a header and a line for each value; None and empty lists are left out."""
    lines = [f"{write_key(key)} = {write_inline(value)}" for key, value in values.items() if value not in (None, ())]
    return "\n".join((header, *lines, ""))


def write_table(header: str, values: Mapping[str, Inline]) -> str:
    """Return a header and a line for each value with the equals signs under each other; nothing for no values."""
    if not values:
        return ""
    keys = {key: write_key(key) for key in values}
    width = max(map(len, keys.values()))
    lines = [f"{keys[key]:<{width}} = {write_inline(value)}" for key, value in values.items()]
    return "\n".join((header, *lines, ""))


def write_key(key: str) -> str:
    """Return a key, in quotation marks if it needs them."""
    return key if _BARE_KEY.fullmatch(key) else write_inline(key)


def write_inline(value: Inline) -> str:
    """Return a value on one line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return f'"{"".join(map(_escaped, value))}"'
    if isinstance(value, tuple):
        return f"[{', '.join(map(write_inline, value))}]"
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{write_key(key)} = {write_inline(inner)}' for key, inner in value.items())} }}"
    return str(value)


def one_line(text: str) -> str:
    """Return a text that cannot leave the remark that it stands in."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    code = ord(character)
    return f"\\u{code:04x}" if code < _FIRST_PRINTED or code == _DELETE else character
