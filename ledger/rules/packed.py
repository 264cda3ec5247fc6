"""Entries as a book in a file keeps them: a block of them as one, in the very bytes that are sealed.

An entry as a row of its own costs a database as much as reading and sealing it together; a thousand of them as one row
cost next to nothing. What is sealed of the entries, their personal words, the salts and the digests of the words lie
apart, so that words and salts can be taken out while everything else stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from itertools import compress
from itertools import repeat

from ledger import errors
from ledger.core.lines import columns_of
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.rules.block import CELL
from ledger.rules.block import LINE
from ledger.rules.block import SEALED
from ledger.rules.block import WHOLE
from ledger.rules.block import WORDS
from ledger.rules.block import sealed
from ledger.rules.block import words_of

SALT_BYTES = 16
"""Random bytes in a salt."""

DIGEST_BYTES = 32
"""Bytes in a salted digest of words."""

NO_SALT = bytes(SALT_BYTES)
"""Stands where a salt has been removed."""

_SEALED = sorted(SEALED)
_DAY = COLUMNS.index("booked_on")
_LINE = LINE.encode()
_NOBODY = (CELL + LINE).encode()


@frozen(kw_only=True)
class Packed:
    """Some entries of one project that follow on each other.

    Attributes:
        count: How many.
        first_day: The earliest booking day among them, ISO text.
        last_day: The latest.
        lines: What is sealed of each, see `ledger.rules.block.sealed`.
        texts: Text and counterparty of each, written alike; empty if nobody has any.
        salts: Salts of their words, `SALT_BYTES` each; `NO_SALT` where it has been removed.
        words: Salted digests of their words, `DIGEST_BYTES` each.
    """

    count: int
    first_day: str
    last_day: str
    lines: bytes
    texts: bytes
    salts: bytes
    words: bytes

    def cells(self) -> list[Sequence[str]]:
        """Return the values of each column of `COLUMNS` as texts; those of project and number are left empty.

        Raises:
            UnreadableFactError: These are no bytes that `pack` gives.
        """
        if len(self.salts) != SALT_BYTES * self.count or len(self.words) != DIGEST_BYTES * self.count:
            raise errors.UnreadableFactError(kind=Packed.__name__, why="salts or digests are missing")
        found: list[Sequence[str]] = [("",) * self.count] * len(COLUMNS)
        for at, column in zip(_SEALED, _columns(self.lines, len(SEALED), self.count), strict=True):
            found[at] = column
        if self.texts:
            for at, column in zip(WORDS, _columns(self.texts, len(WORDS), self.count), strict=True):
                found[at] = column
        if (min(found[_DAY]), max(found[_DAY])) != (self.first_day, self.last_day):
            raise errors.UnreadableFactError(kind=Packed.__name__, why="its days are not its entries'")
        return found

    def rows(self, project: str, first: int) -> Iterator[EntryRow]:
        """Return the entries as they are read from a book, numbered from `first`.

        Raises:
            UnreadableFactError: These are no bytes that `pack` gives.
        """
        cells = self.cells()
        values = (_values(column, at) for at, column in enumerate(cells[2:], start=2))
        # What is absent never ends, so the numbers tell how many there are.
        return zip(repeat(project), range(first, first + self.count), *values, strict=False)

    def salted(self) -> list[tuple[bytes, bytes]]:
        """Return the salt of each entry's words, empty where it has been removed, and the words' digest."""
        salts = cut(self.salts, SALT_BYTES)
        return list(
            zip((b"" if salt == NO_SALT else salt for salt in salts), cut(self.words, DIGEST_BYTES), strict=True)
        )

    def only(self, chosen: Sequence[int]) -> Packed:
        """Return the entries, at least one, for which `chosen` holds 1."""
        cells = self.cells()
        return pack(
            sealed(list(compress(self.lines.decode().split(LINE), chosen))),
            words=list(compress(words_of(*(cells[at] for at in WORDS)), chosen)),
            days=list(compress(cells[_DAY], chosen)),
            salts=b"".join(compress(cut(self.salts, SALT_BYTES), chosen)),
            digests=list(compress(cut(self.words, DIGEST_BYTES), chosen)),
        )

    def without_words(self, taken_out: Sequence[int]) -> Packed:
        """Return the entries without words and salts of those for which `taken_out` holds 1."""
        cells = self.cells()
        words = [["" if out else each for each, out in zip(cells[at], taken_out, strict=True)] for at in WORDS]
        salts = [NO_SALT if out else salt for salt, out in zip(cut(self.salts, SALT_BYTES), taken_out, strict=True)]
        return evolve(self, texts=_texts(words_of(*words)), salts=b"".join(salts))


def pack(
    lines: bytes,
    *,
    words: Sequence[bytes],
    days: Sequence[str],
    salts: bytes,
    digests: Sequence[bytes],
) -> Packed:
    """Return entries, at least one, as a block of bytes.

    Args:
        lines: What is sealed of each, see `ledger.rules.block.sealed`.
        words: Their words, see `ledger.rules.block.words_of`.
        days: Their booking days.
        salts: The salts of their words, one after the other; `NO_SALT` stands for one that has been removed.
        digests: The salted digests of their words.
    """
    different = set(days)
    return Packed(
        count=len(days),
        first_day=min(different),
        last_day=max(different),
        lines=lines,
        texts=_texts(words),
        salts=salts,
        words=b"".join(digests),
    )


def joined(blocks: Sequence[Packed]) -> Packed:
    """Return the entries of several blocks, at least one, as one."""
    texts = any(block.texts for block in blocks)
    return Packed(
        count=sum(block.count for block in blocks),
        first_day=min(block.first_day for block in blocks),
        last_day=max(block.last_day for block in blocks),
        lines=b"".join([block.lines for block in blocks]),
        texts=b"".join([block.texts or _NOBODY * block.count for block in blocks]) if texts else b"",
        salts=b"".join([block.salts for block in blocks]),
        words=b"".join([block.words for block in blocks]),
    )


def cut(joined_bytes: bytes, width: int) -> list[bytes]:
    """Return the parts of some bytes, `width` each."""
    return [joined_bytes[at : at + width] for at in range(0, len(joined_bytes), width)]


def _texts(words: Sequence[bytes]) -> bytes:
    texts = _LINE.join((*words, b""))
    return texts if len(texts) > len(_NOBODY) * len(words) else b""


def _columns(content: bytes, width: int, count: int) -> Sequence[Sequence[str]]:
    """Return lines of cells column by column.

    Raises:
        UnreadableFactError: There are more or fewer lines or cells, or bytes that are no text.
    """
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise errors.UnreadableFactError(kind=Packed.__name__, why=error) from error
    columns = columns_of(text, CELL, LINE, width)
    if columns is None or len(columns[0]) != count:
        raise errors.UnreadableFactError(
            kind=Packed.__name__, why="it holds more or fewer entries or cells than it should"
        )
    return columns


def _values(column: Sequence[str], at: int) -> Iterator[object]:
    """Return a column's values as entries have them, an absent one as None; where all are absent, None for ever.

    Raises:
        UnreadableFactError: A text stands where a number belongs.
    """
    if not any(column):
        return repeat(None)
    whole = all(column)
    if at not in WHOLE:
        return iter(column if whole else [text or None for text in column])
    try:
        return iter(list(map(int, column)) if whole else [int(text) if text else None for text in column])
    except ValueError as error:
        raise errors.UnreadableFactError(kind=Packed.__name__, why=error) from error
