"""Entries on their way into a book, a block of rows at a time, checked and turned into columns.

A column is checked, sealed, summed and written far faster than the same values row by row. What is refused here is what
would make a seal or a sum ambiguous: no text in a book holds a control character, and no figure is above
`LARGEST_MINOR`. An empty text is no text: it is sealed, kept and read as absent.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import compress
from typing import Any
from typing import NoReturn

from ledger import errors
from ledger.core.record import frozen
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.model.entry_kind import NEEDS_CATEGORY
from ledger.model.entry_kind import NEEDS_SOURCE
from ledger.model.entry_kind import EntryKind

BLOCK = 1000
"""How many rows are worked on together; the last block of a commit is shorter."""

LARGEST_MINOR = 10**15
"""Largest figure that a book takes, minor units, either sign: ten million million kronor."""

CELL = "\x1f"
"""Stands between cells wherever texts are joined; no text may hold it."""

LINE = "\x1e"
"""Ends a line of cells wherever lines are joined; no text may hold it."""

Key = tuple[str, ...]
"""What a total is kept by within its project: part, phase, category, source, kind, month booked, month belonged to."""

Columns = Mapping[str, Sequence[Any]]
"""Values by name of the column; an absent one is the empty text."""

_CONTROL = bytes((*range(32), 127))
_AT = {name: at for at, name in enumerate(COLUMNS)}
WHOLE = frozenset(
    _AT[name] for name in ("number", "amount_minor", "vat_minor", "reverses", "origin_occurrence", "origin_split")
)
"""Places of the columns that hold whole numbers."""

NEEDED = frozenset(_AT[name] for name in ("project", "number", "kind", "amount_minor", "booked_on", "belongs_to"))
"""Places of the columns that every entry fills."""

WORDS = (_AT["text"], _AT["counterparty"])
"""Places of the personal words."""

SEALED = frozenset(_AT.values()) - {_AT["project"], _AT["number"], *WORDS}
"""Places of the columns that are sealed openly."""

DAYS = ("booked_on", "belongs_to", "paid_on")
"""Names of the columns that hold days."""

_KINDS = frozenset(str(kind) for kind in EntryKind)


@frozen
class Block:
    """Rows as columns.

    Attributes:
        columns: The values of each column of `COLUMNS`; an absent one is the empty text.
        lines: What is sealed of each row, cells joined by `CELL`: every column but its personal words, and but project
            and number, which are the chain that it stands in and its place there.
    """

    columns: tuple[Sequence[Any], ...]
    lines: Sequence[str]

    def __len__(self) -> int:
        return len(self.columns[0])

    @property
    def sealed(self) -> bytes:
        """What is sealed of all rows, as UTF-8."""
        return sealed(self.lines)

    @property
    def words(self) -> list[bytes]:
        """The personal words of each row, see `words_of`."""
        return words_of(*(self.columns[at] for at in WORDS))

    @property
    def booked_on(self) -> Sequence[str]:
        """The booking days."""
        days: Sequence[str] = self.columns[_AT["booked_on"]]
        return days

    def rows(self) -> Iterator[EntryRow]:
        """Yield the rows as they are read from a book."""
        return zip(*([None if value == "" else value for value in column] for column in self.columns), strict=True)


def sealed(lines: Sequence[str]) -> bytes:
    """Return the bytes that are sealed of some rows: their lines, each ended by `LINE`."""
    return (LINE.join(lines) + LINE).encode() if lines else b""


def words_of(texts: Sequence[str], counterparties: Sequence[str]) -> list[bytes]:
    """Return the personal words of some rows as they are kept and digested: both, joined by `CELL`, as UTF-8."""
    return list(map(str.encode, map(CELL.join, zip(texts, counterparties, strict=True))))


def block(rows: Sequence[EntryRow], scope: str, first: int) -> Block:
    """Check rows and turn them into columns.

    Args:
        rows: At least one row, as `COLUMNS` orders them; the numbers in them are not looked at.
        scope: The project that they must be of.
        first: Number of the first row in its project; the others follow.

    Raises:
        RowError: A row has too few or too many values, or one that its column cannot hold.
        FigureSizeError: A figure is outside ± `LARGEST_MINOR`.
        ControlCharacterError: A text holds a control character, or half of a character.
        EntryError: A category or a source is missing, or there where the kind takes none.
    """
    if set(map(len, rows)) != {len(COLUMNS)}:
        _refuse(scope, "row", rows, first, lambda row: len(row) != len(COLUMNS))
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
    columns[_AT["number"]] = range(first, first + len(rows))
    made = [cells(column, at, scope, first) for at, column in enumerate(columns)]
    by_name = dict(zip(COLUMNS, (column for column, _ in made), strict=True))
    _check_known(by_name, "project", frozenset({scope}), scope, first)
    check_values(by_name, scope, first)
    lines = list(map(CELL.join, zip(*(texts for at, (_, texts) in enumerate(made) if at in SEALED), strict=True)))
    words = ((LINE.join(made[at][1]), len(rows) - 1) for at in WORDS)
    plain(by_name, (LINE.join(lines), len(rows) * len(SEALED) - 1), *words, scope=scope, first=first)
    return Block(tuple(by_name.values()), lines)


def check_start(start: EntryRow) -> None:
    """Check an entry's columns from project to phase by themselves.

    Raises:
        LedgerError: They cannot be booked; see `block`.
    """
    for at, value in enumerate(start):
        expected = int if at in WHOLE else str
        if type(value) is not expected and (value is not None or at in NEEDED):
            _refuse(start[0], COLUMNS[at], [value], 1, lambda _: True)
        if type(value) is str and not is_clean(value):
            _refuse_control({COLUMNS[at]: [value]}, start[0], 1)
    columns = {name: [value or ""] for name, value in zip(COLUMNS, start, strict=False)}
    _check_known(columns, "kind", _KINDS, start[0], 1)
    _check_kinds(columns)


def is_clean(text: str) -> bool:
    """Whether a text holds no control character and no half of a character."""
    return not _control(text)


def check_text(scope: str, field: str, text: str) -> None:
    """Refuse a text that holds a control character, or half of a character.

    Raises:
        ForeignTextError: It came in an encoding that Python was not told of, as from a terminal.
        CommitTextError: It holds another.
    """
    character = _control(text)
    if "\udc80" <= character <= "\udcff":  # what Python makes of bytes that are no characters to it
        raise errors.ForeignTextError(scope=scope, field=field)
    if character:
        raise errors.CommitTextError(scope=scope, field=field, character=f"U+{ord(character):04X}")


def are_texts(column: Sequence[Any]) -> bool:
    """Whether all values of a column are texts, which is told far faster so than by the type of each."""
    try:
        "".join(column)
    except TypeError:
        return False
    return True


def cells(
    column: Sequence[Any], at: int, scope: str, first: int, written: Sequence[str] = ()
) -> tuple[Sequence[Any], Sequence[str]]:
    """Return a column with empty texts for absent values, and the same as texts, `written` if they are known already.

    Raises:
        RowError: The column cannot hold a value.
        FigureSizeError: A figure is outside ± `LARGEST_MINOR`.
    """
    expected = int if at in WHOLE else str
    kinds = set(map(type, column))
    if not kinds <= {expected, type(None)} or (type(None) in kinds and at in NEEDED):
        allowed = {expected} if at in NEEDED else {expected, type(None)}
        _refuse(scope, COLUMNS[at], column, first, lambda value: type(value) not in allowed)
    if kinds == {type(None)}:
        absent = ("",) * len(column)
        return absent, absent
    some_absent = type(None) in kinds
    if expected is str:
        column = ["" if value is None else value for value in column] if some_absent else column
        return column, column
    figures = [value or 0 for value in column] if some_absent else column
    if figures.count(figures[0]) == len(figures):  # such as the numbers of slices of rows that are not split
        figures = figures[:1]
    if max(figures) > LARGEST_MINOR or min(figures) < -LARGEST_MINOR:
        worst = max(figures, key=abs)
        raise errors.FigureSizeError(scope=scope, entry=first + figures.index(worst), field=COLUMNS[at], value=worst)
    if some_absent:
        column = ["" if value is None else value for value in column]
    elif len(figures) == 1:
        return column, [str(figures[0])] * len(column)
    return column, written or list(map(str, column))


def _check_known(columns: Columns, name: str, known: frozenset[str], scope: str, first: int) -> None:
    column = columns[name]
    if not known.issuperset(column):
        _refuse(scope, name, column, first, lambda value: value not in known)


def check_values(columns: Columns, scope: str, first: int) -> None:
    """Refuse kinds and days that there are not, and kinds without the category or the source that they need.

    Raises:
        RowError: A value is none that its column can hold.
        EntryError: A category or a source is missing, or there where the kind takes none.
    """
    _check_known(columns, "kind", _KINDS, scope, first)
    check_days(columns, scope, first)
    _check_kinds(columns)


def check_days(columns: Columns, scope: str, first: int) -> None:
    """Refuse what is no day in columns of days.

    Raises:
        RowError: A value is no day as ISO writes it with hyphens.
    """
    for name in DAYS:
        absent = set() if _AT[name] in NEEDED else {""}
        wrong = {day for day in set(columns.get(name, ())) - absent if not _is_day(day)}
        if wrong:
            _refuse(scope, name, columns[name], first, wrong.__contains__)


@lru_cache(maxsize=4096)
def _is_day(text: str) -> bool:
    """Whether a text is a day as ISO writes it with hyphens, and no other way."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _check_kinds(columns: Columns) -> None:
    kinds, categories, sources = (columns[name] for name in ("kind", "category", "source"))
    for kind, category, source in sorted(set(zip(kinds, categories, sources, strict=True))):
        if (category == "") is (kind in NEEDS_CATEGORY):
            raise errors.EntryError(kind=kind, field="category", rule="takes no" if category else "needs")
        if source == "" and kind in NEEDS_SOURCE:
            raise errors.EntryError(kind=kind, field="source", rule="needs")


def plain(columns: Columns, *joined: tuple[str, int], scope: str = "", first: int = 1) -> list[bytes]:
    """Return joined texts as UTF-8, and refuse control characters in them, and what cannot be written as UTF-8.

    Args:
        columns: The columns that they were made of.
        joined: Texts of some rows as one, and how many separators stand between and within them.
        scope: What a refusal names as project.
        first: What a refusal names as number of the first row.

    Raises:
        ControlCharacterError: A text holds one.
    """
    try:
        found = [text.encode() for text, _ in joined]
    except UnicodeEncodeError:
        _refuse_control(columns, scope, first)
    for content, (_, separators) in zip(found, joined, strict=True):
        if not plain_bytes(content, separators):
            _refuse_control(columns, scope, first)
    return found


def plain_bytes(content: bytes, separators: int) -> bool:
    """Whether a text, as UTF-8, holds no control characters but so many separators."""
    return len(content) - len(content.translate(None, _CONTROL)) == separators


def _refuse_control(columns: Columns, scope: str, first: int) -> NoReturn:
    """Refuse the first text that holds a character which no text may hold; there must be one."""
    entry, field, character = next(
        (entry, field, found)
        for field, column in columns.items()
        for entry, value in enumerate(column, start=first)
        if isinstance(value, str) and (found := _control(value))
    )
    raise errors.ControlCharacterError(scope=scope, entry=entry, field=field, character=f"U+{ord(character):04X}")


def _control(text: str) -> str:
    """Return the first character that no text in a book may hold: control characters and halves of surrogate pairs."""
    if text.isprintable():
        return ""
    return next((each for each in text if each < " " or each == "\x7f" or "\ud800" <= each <= "\udfff"), "")


def _refuse(scope: str, field: str, column: Sequence[Any], first: int, wrong: Callable[[Any], bool]) -> NoReturn:
    """Refuse the first value of a column that is wrong; there must be one."""
    at = next(compress(range(len(column)), map(wrong, column)))
    raise errors.RowError(scope=scope, entry=first + at, field=field, value=repr(column[at])[:80])
