"""A block of entries as a book in a file keeps it, opened and proven column by column.

A proof of a whole book asks the same few things of every entry. Asked of a column they cost a tenth of what they cost
asked of each row; where a column has something wrong in it, the rows are looked at one by one to tell what.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ledger.core.record import frozen
from ledger.errors import LedgerError
from ledger.errors import UnreadableFactError
from ledger.model.entry import COLUMNS
from ledger.rules import chain
from ledger.rules.block import LINE
from ledger.rules.block import SEALED
from ledger.rules.block import WHOLE
from ledger.rules.block import cells
from ledger.rules.block import check_values
from ledger.rules.block import plain_bytes
from ledger.rules.financing.clue import clues_of_columns
from ledger.rules.financing.clue import match
from ledger.rules.packed import NO_SALT
from ledger.rules.packed import Packed

_AT = {name: at for at, name in enumerate(COLUMNS)}
_WHOLE = sorted(WHOLE - {_AT["number"]})
_LINE = LINE.encode()
_WORDS_MARKS = 2
"""Characters that stand between and after the two words of an entry."""


@frozen(kw_only=True)
class Opened:
    """A block of entries, opened.

    Attributes:
        packed: The block as it is kept.
        columns: The values of each column of `COLUMNS`: an absent text is empty, an absent number None. Those of
            project and number are left empty.
    """

    packed: Packed
    columns: Sequence[Sequence[Any]]

    def __len__(self) -> int:
        return self.packed.count

    def is_sound(self) -> bool:
        """Whether every value is one that medfin writes, and all words agree with their digests.

        If not, or if words have been taken out, the entries must be looked at one by one.
        """
        return self._has_plain_texts() and self._has_plain_values() and self._words_hold()

    def has_clues(self, content: bytes) -> bool:
        """Whether these are the packed clues of the entries, see `ledger.rules.financing.clue`."""
        return match(content, clues_of_columns(self.columns))

    def _has_plain_texts(self) -> bool:
        packed = self.packed
        texts = ((packed.lines, len(SEALED)), (packed.texts, _WORDS_MARKS if packed.texts else 0))
        return all(plain_bytes(content, packed.count * marks) for content, marks in texts)

    def _has_plain_values(self) -> bool:
        try:
            for at in _WHOLE:
                cells(self.columns[at], at, "", 1, self.columns[at])
            check_values(dict(zip(COLUMNS, self.columns, strict=True)), "", 1)
        except LedgerError:
            return False
        return True

    def _words_hold(self) -> bool:
        packed = self.packed
        words = packed.texts.split(_LINE)[:-1] if packed.texts else [b"\x1f"] * packed.count
        return NO_SALT not in packed.salts and b"".join(chain.words_digests(packed.salts, words)) == packed.words


def opened(packed: Packed) -> Opened:
    """Open a block of entries.

    Raises:
        UnreadableFactError: These are no bytes that `ledger.rules.packed.pack` gives.
    """
    columns: list[Sequence[Any]] = [*packed.cells()]
    try:
        for at in _WHOLE:
            columns[at] = _numbers(columns[at])
    except ValueError as error:
        raise UnreadableFactError(kind=Packed.__name__, why=error) from error
    return Opened(packed=packed, columns=columns)


def _numbers(column: Sequence[str]) -> Sequence[int | None]:
    first = column[0]
    if column.count(first) == len(column):
        return (int(first) if first else None,) * len(column)
    return list(map(int, column)) if all(column) else [int(text) if text else None for text in column]
