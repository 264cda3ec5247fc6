"""TOML files read strictly: what is no TOML becomes a finding with its line, and so does what nobody asked for."""

from __future__ import annotations

import re
import tomllib
from itertools import accumulate
from typing import TYPE_CHECKING
from typing import TypeVar

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import in_order
from ledger.core.finding import stop
from ledger.core.finding import warning
from ledger.core.section import Inexact
from ledger.core.section import Section
from ledger.core.words import Words
from ledger.core.words import label

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

FINDINGS_MAX = 100
"""How many findings of one file are told; a file may hold a hundred thousand mistakes."""

# Neither pattern lets two repetitions share a character, so a long line costs no more than its length.
_HEADER = re.compile(r"[ \t]*(\[\[?)([^\[\]]+)\]\]?[ \t]*(?:#.*)?$")
_KEY_PART = r"""(?:"[^"\n]*"|'[^'\n]*'|[A-Za-z0-9_-]+)"""
_KEY = re.compile(rf"[ \t]*({_KEY_PART}(?:[ \t]*\.[ \t]*{_KEY_PART})*)[ \t]*=")
# The TOML reader's memory grows with the square of a dotted key's parts; no key of ours has more than four.
_DEEP_KEY = re.compile(rf"(?:\.[ \t]*{_KEY_PART}[ \t]*){{64}}")
_TOLD = frozenset(
    {
        "Invalid statement",
        "Expected newline or end of document after a statement",
        "Expected '=' after a key in a key/value pair",
        "Cannot overwrite a value",
        "Expected ']' at the end of a table declaration",
        "Expected ']]' at the end of an array declaration",
        "Invalid initial character for a key part",
        "Unclosed array",
        "Unclosed inline table",
        "Unterminated string",
        "Unescaped '\\' in a string",
        "Invalid date or datetime",
        "Invalid value",
    }
)
"""What the parser says that has words in the label files."""

_BEGINNINGS = {
    "Cannot declare": "Cannot declare twice",
    "Duplicate inline table key": "Cannot overwrite a value",
    "Illegal character '\\n'": "Unterminated string",
    'Expected "\'"': "Unterminated string",
}
"""How sayings of the parser that name what they are about begin, and what has words instead."""

# A month 13 or a day 32 is to the parser a number with something behind it, a last comma a key that begins badly. An
# inline table is looked through with those in it and no deeper: a line of braces would cost the square of its length.
_SHOWN = {
    "Invalid date or datetime": re.compile(
        r"=[ \t]*[0-9]{4}-(?:(?!0[1-9]|1[0-2])[0-9]{2}-[0-9]{2}|[0-9]{2}-(?!0[1-9]|[12][0-9]|3[01])[0-9]{2})(?![0-9])"
    ),
    "Comma before a brace": re.compile(r"=[ \t]*\{(?:[^{}]|\{[^{}]*\})*,[ \t]*\}"),
}
"""What a line that the parser cannot read shows to people."""

_SYNTAX_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def read_toml(text: str, file: str) -> tuple[Section | None, list[Finding]]:
    """Read a TOML file's text.

    Args:
        text: The whole file; a byte-order mark is left out.
        file: Its name for people.

    Returns:
        The outermost section, or None where the file is no TOML; and the list to which every problem found later is
        added.
    """
    text = text.removeprefix("\ufeff")
    findings: list[Finding] = []
    deep = _DEEP_KEY.search(text)
    if deep:
        findings.append(stop("TOML-014", Place(file=file, line=text.count("\n", 0, deep.start()) + 1)))
        return None, findings
    try:
        table = tomllib.loads(text, parse_float=Inexact)
    except (ValueError, RecursionError) as error:  # a number of thousands of digits is a plain ValueError
        at = _SYNTAX_AT.search(str(error))
        line = int(at[1]) if at and at[1] else text.rstrip().count("\n") + 1
        why = _why(_SYNTAX_AT.sub("", str(error)), text.split("\n")[line - 1])
        findings.append(stop("TOML-001", Place(file=file, line=line), why=why))
        return None, findings
    return Section(table, file=file, path="", lines=_lines(text), findings=findings), findings


def read_whole(text: str, file: str, read: Callable[[Section], T]) -> tuple[T | None, tuple[Finding, ...]]:
    """Read a TOML file's text to its end; what nobody has asked for is reported.

    Args:
        text: The whole file.
        file: Its name for people.
        read: Makes of the outermost section what the file holds.

    Returns:
        What it holds, None if anything in the file stops; and all problems.
    """
    section, findings = read_toml(text, file)
    if section is None:
        return None, in_order(findings)
    found = read(section)
    section.close()
    return (None if any(finding.stops for finding in findings) else found), _first(in_order(findings))


def _first(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return as many findings as anybody reads; last, where the others begin and how many they are."""
    more = findings[FINDINGS_MAX:]
    if not more:
        return findings
    weight = stop if any(finding.stops for finding in more) else warning
    place = Place(file=more[0].place.file, line=more[0].place.line)
    return (*findings[:FINDINGS_MAX], weight("TOML-017", place, count=len(more)))


def _why(said: str, line: str) -> Words:
    """Return what the parser says in the reader's language, where there are words for it, or what the line shows."""
    shown = next((why for why, pattern in _SHOWN.items() if pattern.search(line)), None)
    if shown:
        return label(f"syntax.{shown}")
    known = said if said in _TOLD else next((why for start, why in _BEGINNINGS.items() if said.startswith(start)), None)
    return label(f"syntax.{known}") if known else said


def _lines(text: str) -> dict[str, int]:
    """Return the line of every table and key by its path; tables in arrays are counted from 1."""
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    table = ""
    quotes = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if quotes:
            quotes = "" if quotes in line else quotes
            continue
        header = _HEADER.match(line.rstrip("\r"))
        key = _KEY.match(line)
        if header:
            table = _header_path(header[2].strip(), counts, repeated=header[1] == "[[")
            lines[table] = number
            # What it lies in, such as all tables of an array together, begins here if it has no line of its own before.
            for within in accumulate(table.split("."), "{}.{}".format):
                lines.setdefault(within, number)
        elif key:
            path = ".".join(filter(None, (table, _plain(key[1]))))
            lines.setdefault(path, number)
        quotes = next((mark for mark in ('"""', "'''") if line.count(mark) % 2), "")
    return lines


def _plain(dotted: str) -> str:
    """Return a dotted key without quotes and spaces."""
    return ".".join(part.strip().strip("\"'") for part in dotted.split("."))


def _header_path(dotted: str, counts: dict[str, int], *, repeated: bool) -> str:
    """Return the path of a header, with the position in every array on the way."""
    parts = _plain(dotted).split(".")
    path = ""
    for at, part in enumerate(parts):
        path = f"{path}.{part}" if path else part
        if repeated and at == len(parts) - 1:
            counts[path] = counts.get(path, 0) + 1
        if path in counts:
            path = f"{path}.{counts[path]}"
    return path
