r"""One line taken apart into fields, whatever its quotation marks look like.

The grammar: fields between spaces or tabs; quotation marks where a field needs them; ``\"`` for a quotation mark inside
a field, and no other escape; braces around the object list of a record that has one. What programs write besides:
marks inside a field that are not escaped, texts cut off before the mark that closes them, paths that end in a
backslash. A field never runs on into the next line.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# A line as it should be: nothing to decide.
_FIELD = rb'"[^"\\]*+"(?=[ \t]|$)|[^ \t"\\{}]++(?=[ \t]|$)'
_PLAIN = re.compile(rb"(?:" + _FIELD + rb")(?:[ \t]++(?:" + _FIELD + rb"))*+")
_PLAIN_FIELD = re.compile(rb'"([^"]*)"|([^ \t"]+)')
_PLAIN_LIST = re.compile(rb'[ \t]*(?:(?:"[^"\\]*+"|[^ \t"\\{}]++)[ \t]*+)*+')
_BLANKS = re.compile(rb"[ \t]*")
_UNQUOTED = re.compile(rb"[^ \t]+")
_UNQUOTED_LISTED = re.compile(rb"[^ \t{}]+")
# The quotation mark that closes by the book: the first one that no backslash stands before.
_QUOTED = re.compile(rb'"((?:\\"|[^"])*+)"(?=[ \t{}]|$)')
_BACKSLASH_LAST = re.compile(rb'\\"(?=[ \t{}]|$)')
_CLOSING = re.compile(rb'(?<!\\)"(?=[ \t{}]|$)')
# What may follow a mark that closes: fields and braces whose own marks match.
_SOUND_REST = re.compile(rb'(?:[ \t{}]++|"(?:\\"|[^"])*+"(?=[ \t{}]|$)|[^ \t"{}]++(?=[ \t{}]|$))*+')
_CANDIDATES_MAX = 16


class Fields(NamedTuple):
    """The fields of a record.

    Attributes:
        values: All fields in their order, the label first, the object list left out.
        listed: The fields within the object list's braces; None if the record has no list.
        odd: What had to be guessed: ``quotes``, ``cut``, ``list``; empty if nothing.
        spaced: Whether there is no quotation mark, after the object list if any, so that a text may lie over several
            fields.
    """

    values: list[bytes]
    listed: list[bytes] | None = None
    odd: str = ""
    spaced: bool = False


def split_fields(line: bytes, *, has_list: bool) -> Fields:
    """Take a line apart.

    Args:
        line: A line without its line break and without blanks around it.
        has_list: Whether the record's label takes an object list; elsewhere braces are characters like others.
    """
    if _PLAIN.fullmatch(line):
        found = [quoted or bare for quoted, bare in _PLAIN_FIELD.findall(line)]
        return Fields(found, None, "", b'"' not in line)
    return _Splitter(line, has_list=has_list).fields()


def split_list(content: bytes) -> list[bytes] | None:
    """Return the fields between an object list's braces, or None where only the whole line can tell them."""
    if not _PLAIN_LIST.fullmatch(content):
        return None
    return [quoted or bare for quoted, bare in _PLAIN_FIELD.findall(content)]


class _Splitter:
    """Takes one line apart with care."""

    def __init__(self, line: bytes, *, has_list: bool) -> None:
        self._line = line
        self._braces = has_list
        self._values: list[bytes] = []
        self._listed: list[bytes] | None = None
        self._inside = False
        self._list_end = 0
        self._odd = ""

    def fields(self) -> Fields:
        """Return the line's fields."""
        at = self._after_blanks(0)
        while at < len(self._line):
            at = self._after_blanks(self._step(at))
        if self._inside:
            self._unclosed()
        return Fields(self._values, self._listed, self._odd, b'"' not in self._line[self._list_end :])

    def _after_blanks(self, at: int) -> int:
        found = _BLANKS.match(self._line, at)
        return found.end() if found else at

    def _step(self, at: int) -> int:
        """Take the field, or the brace, that begins at a place; return where it ends."""
        first = self._line[at : at + 1]
        if self._braces and first == b"{" and self._listed is None:
            self._listed, self._inside = [], True
            return at + 1
        if self._inside and first == b"}":
            self._inside = self._braces = False
            self._list_end = at + 1
            return at + 1
        if first == b'"':
            value, end = self._quoted(at)
        else:
            found = (_UNQUOTED_LISTED if self._braces else _UNQUOTED).match(self._line, at)
            value, end = (found[0], found.end()) if found else (first, at + 1)
        target = self._listed if self._inside and self._listed is not None else self._values
        target.append(value.replace(b'\\"', b'"'))
        return end

    def _quoted(self, at: int) -> tuple[bytes, int]:
        """Return the field whose quotation mark opens at a place, and where it ends."""
        found = _QUOTED.match(self._line, at)
        if found:
            return found[1], found.end()
        # By the book the field stays open: so a backslash at its end was just a backslash ...
        end = self._backslash_last(at + 1)
        if end is not None:
            return self._line[at + 1 : end], end + 1
        # ... or there are marks inside it, or it was cut off.
        end = self._closing(at + 1)
        self._odd = self._odd or ("cut" if end is None else "quotes")
        return self._line[at + 1 : end], len(self._line) if end is None else end + 1

    def _backslash_last(self, start: int) -> int | None:
        """Return where a mark closes although a backslash stands before it: escaped marks come in pairs."""
        found = _BACKSLASH_LAST.search(self._line, start)
        if found and self._line.count(b'\\"', start, found.end()) % 2:
            return found.end() - 1
        return None

    def _closing(self, start: int) -> int | None:
        """Return where the mark stands that closes a field: the first after which the rest of the line is sound."""
        first = None
        for tried, found in enumerate(_CLOSING.finditer(self._line, start)):
            if _SOUND_REST.fullmatch(self._line, found.end()):
                return found.start()
            first = found.start() if first is None else first
            if tried >= _CANDIDATES_MAX:
                break
        return first

    def _unclosed(self) -> None:
        """Give back what follows the pairs of a list that nothing closes: the amount is the first with decimals."""
        listed = self._listed or []
        at = next((at for at in range(0, len(listed), 2) if b"." in listed[at]), 0)
        self._values += listed[at:]
        self._listed = listed[:at]
        self._odd = "list"
