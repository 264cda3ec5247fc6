"""Files and words of enemies and of accidents: made from real ones, the same for the same seed and number."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Sequence
from random import Random

LARGEST = 200_000
"""Bytes that one input may grow to, so that a hundred thousand of them can be tried."""

_ENEMIES = (
    "=cmd|' /C calc'!A0",
    "+1",
    "@SUM(A1)",
    "\t=1",
    "'; DROP TABLE entry; --",
    "../../../etc/passwd",
    "/etc/passwd",
    "/dev/zero",
    "../x.toml",
    "{}",
    "{0.__class__}",
    "%s%n",
    "&P",
    "<!ENTITY a 'a'>",
    "\x1b[31m\x1b]0;x\x07",
    "\x00",
    "\r",
    "\u202e",
    "\u200f",
    "\u2028",
    "\ufeff",
    "\ufffe",
    "\U000e0041",
    "e\u0301" * 50,
    "ﷺ",
    "ß",
    "İ",
    "👨‍👩‍👧",
    "٢٠٢١-٠١-٠١",
    "²",
    "½",
    "１２",
    "Ⅷ",
    "x" * 70_000,
    "9" * 5_000,
    "1 " * 300,
    "-1",
    "1e400",
    "1e-400",
    "0,001",
    "1.234,56.7",
    "10000000000000000",
    "999999999999999",
    "ca 1,2 mkr",
    "1 000 EUR",
    "2021-02-30",
    "0001-01-01",
    "9999-12-31",
    "31/12 2021",
    "vt 2021 - ht 2022",
    "45 %",
    "1/0",
    "0/1",
    "100,000001 %",
    "total",
    "cost",
    "receipt",
    "",
    " ",
    "\u00a0",
)
_VALUES = (
    "true",
    "false",
    "0",
    "-1",
    "1.5",
    "nan",
    "-inf",
    "1e400",
    "0x" + "f" * 5_000,
    "9" * 4_000,
    "9" * 5_000,
    "2021-01-01",
    "0001-01-01",
    "9999-12-31",
    "12:00:00",
    "2021-01-01T12:00:00Z",
    "[]",
    "{}",
    '""',
    '[""]',
    "[[[]]]",
    "[1, 2]",
    '["a", "a"]',
    "{ a = 1 }",
    '{ 2021 = "1" }',
    '{ total = "1 000", approximate = true }',
    "[{}]",
    "[" * 3_000,
    "{a=" * 3_000,
    '"""\n\n"""',
    "'''\n'''",
    '"\\u202e"',
    '"\\u0000"',
    '"\\ud800"',
    '"\\U0010FFFF"',
)
_BYTES = (b"\x00", b"\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc3", b"\x80", b"\x1b[2J", b"\r", b'"')
_TOKEN = re.compile(rb'"[^"\n]*"|[^\s;,="\[\]{}]+')
_VALUE = re.compile(rb'(?<== )("[^"\n]*"|\[[^\]\n]*\]|\{[^}\n]*\}|[^\s,]+)')
_ENCODINGS = ("utf-16", "utf-16-be", "utf-32", "utf-8-sig", "cp1252", "utf-7", "cp437", "cp037")

Change = Callable[[Random, bytes, Sequence[bytes]], bytes]


def enemy(random: Random) -> str:
    """Return a text that has caused trouble somewhere."""
    return random.choice(_ENEMIES)


def mutated(corpus: Sequence[bytes], seed: int, number: int) -> bytes:
    """Return input `number` of a seed: a file of the corpus, changed once or several times."""
    random = Random(f"{seed}:{number}")
    content = random.choice(corpus)
    for _ in range(random.choice((1, 1, 1, 2, 3, 8))):
        content = random.choice(_CHANGES)(random, content, corpus)[:LARGEST]
    return content


def _flip(random: Random, content: bytes, _: Sequence[bytes]) -> bytes:
    changed = bytearray(content or b"x")
    for _ in range(random.choice((1, 1, 2, 5, 40))):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _cut(random: Random, content: bytes, _: Sequence[bytes]) -> bytes:
    start, end = sorted(random.randrange(len(content) + 1) for _ in range(2))
    return random.choice((content[:start], content[end:], content[:start] + content[end:]))


def _join(random: Random, content: bytes, corpus: Sequence[bytes]) -> bytes:
    other = random.choice(corpus)
    return content[: random.randrange(len(content) + 1)] + other[random.randrange(len(other) + 1) :]


def _lines(random: Random, content: bytes, _: Sequence[bytes]) -> bytes:
    """Double, repeat, swap, leave out or indent lines."""
    lines = content.split(b"\n")
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    what = random.randrange(5)
    if what == 0:
        lines[one], lines[other] = lines[other], lines[one]
    elif what == 1:
        lines[one:one] = [lines[other]] * random.choice((1, 2, 500))
    elif what == 2:
        del lines[one]
    elif what == 3:
        lines[one] = lines[one] * random.choice((2, 300))
    else:
        lines[one] = b" " * random.choice((1, 50_000)) + lines[one]
    return b"\n".join(lines)


def _text(random: Random, content: bytes, _: Sequence[bytes]) -> bytes:
    """Put an enemy's text in the place of a token, with its quotation marks if it has any."""
    return _replaced(random, content, _TOKEN, enemy(random).encode("utf-8", "surrogatepass"), keep=True)


def _type(random: Random, content: bytes, _: Sequence[bytes]) -> bytes:
    """Put a value of another type in the place of a TOML value."""
    return _replaced(random, content, _VALUE, random.choice(_VALUES).encode(), keep=False)


def _exchange(random: Random, content: bytes, corpus: Sequence[bytes]) -> bytes:
    """Put a token of one file in the place of a token of another."""
    tokens = _TOKEN.findall(random.choice(corpus))
    return _replaced(random, content, _TOKEN, random.choice(tokens or [b"x"]), keep=False)


def _replaced(random: Random, content: bytes, what: re.Pattern[bytes], by: bytes, *, keep: bool) -> bytes:
    found = list(what.finditer(content))
    if not found:
        return content + by
    match = random.choice(found)
    if keep and match[0].startswith(b'"'):
        by = b'"' + by + b'"'
    return content[: match.start()] + by + content[match.end() :]


def _insert(random: Random, content: bytes, _: Sequence[bytes]) -> bytes:
    at = random.randrange(len(content) + 1)
    some = random.choice((*_BYTES, enemy(random).encode("utf-8", "surrogatepass"), b"[" * 5_000, b";" * 40_000))
    return content[:at] + some + content[at:]


def _recode(random: Random, content: bytes, _: Sequence[bytes]) -> bytes:
    return content.decode("utf-8", "replace").encode(random.choice(_ENCODINGS), "replace")


def _endings(random: Random, content: bytes, _: Sequence[bytes]) -> bytes:
    return content.replace(b"\n", random.choice((b"\r\n", b"\r", b"\n\r", b"\n\n", b"\x85", b"")))


_CHANGES: tuple[Change, ...] = (
    *(_flip, _cut, _join, _lines, _text, _text, _text, _type, _type, _type),
    *(_exchange, _exchange, _insert, _recode, _endings),
)
