"""Strict reading of TOML: every problem becomes a finding with its place, and what is not asked for is refused.

`ledger.core.toml_file` gives a file as its outermost `Section`. Whoever reads it takes what it knows and calls
`close` on it; keys that nobody took are then reported with the nearest known one. Nothing is raised for what a file
holds: read on, and look at the findings.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import stop
from ledger.core.near import nearest_name
from ledger.core.period import check_day
from ledger.core.words import Label
from ledger.core.words import Value
from ledger.core.words import Words
from ledger.core.words import label
from ledger.errors import DayRangeError
from ledger.errors import LedgerError

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Sequence

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WHOLE_MAX = 10**18
# A file may hold a hundred thousand mistakes and names: past these, looking for near names would take minutes.
_HINTED_FINDINGS_MAX = 100
_HINTED_NAMES_MAX = 200
_NAMES_SHOWN = 20
_DIRECTION_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Inexact(str):
    """A number with a decimal point, as it stood in the file; no getter takes it as an amount."""

    __slots__ = ()


class Section:
    """A TOML table that is being read.

    Attributes:
        file: Name of the file as the user gave it.
        path: Dotted path in the file, with positions in arrays: ``source.1``.
    """

    def __init__(
        self, table: dict[str, Any], *, file: str, path: str, lines: dict[str, int], findings: list[Finding]
    ) -> None:
        self.file = file
        self.path = path
        self._table = table
        self._lines = lines
        self._findings = findings
        self._known: dict[str, None] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._table

    def keys(self) -> tuple[str, ...]:
        """Return the keys in the order of the file; for tables whose keys are data. They count as known."""
        self._known |= dict.fromkeys(self._table)
        return tuple(self._table)

    def place(self, key: str | None = None) -> Place:
        """Return where `key`, or the table itself, stands."""
        path = self._path(key) if key else self.path
        line = self._lines.get(path)
        while line is None and "." in path:
            path = path.rpartition(".")[0]
            line = self._lines.get(path)
        return Place(file=self.file, line=line or 1, key=self._path(key) if key else self.path or None)

    def report(self, code: str, key: str | None = None, **values: Words | Value) -> None:
        """Add a finding that stops at `key`, or at the table itself."""
        self._findings.append(stop(code, self.place(key), **values))

    def report_unknown(self, code: str, key: str, value: str, known: Sequence[str]) -> None:
        """Add a finding that `value` is none of the known names, with slots value, hint and known."""
        shown = ", ".join(known[:_NAMES_SHOWN]) + ("…" if len(known) > _NAMES_SHOWN else "")
        self.report(code, key, value=value, hint=self.hint(value, known), known=shown or "–")

    def text(self, key: str, *, needed: bool = False) -> str | None:
        """Take a text without the spaces around it; None if it is not there, empty, or something else.

        Control characters are refused, and marks that turn the direction of writing: a text must read as it is.
        """
        value: str | None = self._take(key, str, "text", needed=needed)
        if value is None:
            return None
        value = value.strip()
        if needed and not value:
            self.report("TOML-016", key, name=key)
        return self._readable(key, value) or None

    def whole(self, key: str) -> int | None:
        """Take a whole number."""
        value: int | None = self._take(key, int, "whole")
        return value if value is None or self._is_carried(key, value) else None

    def flag(self, key: str) -> bool:
        """Take a truth value, false if it is not there."""
        return bool(self._take(key, bool, "flag"))

    def day(self, key: str, *, needed: bool = False) -> date | None:
        """Take a date; one whose year must be mistyped is reported."""
        value: date | None = self._take(key, date, "day", needed=needed)
        try:
            return value and check_day(value)
        except DayRangeError as error:
            self.report("TOML-008", key, why=words_of(error))
            return None

    def choice(self, key: str, options: type[E], *, needed: bool = False) -> E | None:
        """Take one of the texts of an enumeration."""
        value = self.text(key, needed=needed)
        return None if value is None else self._chosen(key, value, options)

    def choices(self, key: str, options: type[E]) -> tuple[E, ...]:
        """Take a list of texts of an enumeration, as `choice` does with one."""
        found = (self._chosen(key, value, options) for value in self.texts(key))
        return tuple(value for value in found if value is not None)

    def member(self, key: str, known: Sequence[str], code: str, *, needed: bool = False) -> str | None:
        """Take a text that is one of those known; another is reported as `code` with slots value, hint and known."""
        value = self.text(key, needed=needed)
        return None if value is None else self._one_of(key, value, known, code)

    def members(self, key: str, known: Sequence[str], code: str) -> tuple[str, ...]:
        """Take a list of texts that are all among those known, as `member` does with one."""
        names = frozenset(known)  # thousands may be asked for among thousands
        found = (value if value in names else self._one_of(key, value, known, code) for value in self.texts(key))
        return tuple(value for value in found if value is not None)

    def parsed(self, key: str, parse: Callable[[str], T], *, needed: bool = False) -> T | None:
        """Take a text, or a whole number as its text, and parse it; what `parse` refuses becomes a finding."""
        value = self._take(key, (str, int), "amount", needed=needed)
        if value is None:
            return None
        if type(value) is int and not self._is_carried(key, value):
            return None
        try:
            return parse(str(value))
        except LedgerError as error:
            self.report("TOML-008", key, why=words_of(error))
            return None

    def texts(self, key: str) -> tuple[str, ...]:
        """Take a list of texts, empty if it is not there."""
        value = self._take(key, list, "texts")
        if value is None:
            return ()
        if not all(type(item) is str for item in value):
            self.report("TOML-003", key, expected=label("expected.texts"))
            return ()
        readable = (self._readable(key, item.strip()) for item in value)
        return tuple(item for item in readable if item is not None)

    def table(self, key: str, *, needed: bool = False, expected: str = "table") -> Section | None:
        """Take a table; `expected` is what is said of its kind where something else stands there."""
        value = self._take(key, dict, expected, needed=needed)
        return None if value is None else self._inner(value, self._path(key))

    def tables(self, key: str) -> Iterator[Section]:
        """Take an array of tables, as the file writes them with double brackets."""
        value = self._take(key, list, "tables")
        for number, item in enumerate(value or (), start=1):
            path = f"{self._path(key)}.{number}"
            if type(item) is dict:
                yield self._inner(item, path)
            else:
                self.report("TOML-003", key, expected=label("expected.tables"))

    def holds_table(self, key: str) -> bool:
        """Whether `key` is there and holds a table."""
        return isinstance(self._table.get(key), dict)

    def close(self) -> None:
        """Report the keys that nobody took."""
        for key in self._table:
            if key not in self._known:
                self.report("TOML-002", key, name=key, hint=self.hint(key, tuple(self._known)))

    def hint(self, word: str, known: Sequence[str]) -> Words:
        """Return the words that end a sentence on an unknown name: a suggestion, or a full stop where none is near."""
        if len(self._findings) > _HINTED_FINDINGS_MAX or len(known) > _HINTED_NAMES_MAX:
            return label("hint.none")
        nearest = nearest_name(word, known)
        return label("hint.nearest", nearest=nearest) if nearest else label("hint.none")

    def _path(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def _inner(self, table: dict[str, Any], path: str) -> Section:
        return Section(table, file=self.file, path=path, lines=self._lines, findings=self._findings)

    def _readable(self, key: str, value: str) -> str | None:
        if all(map(_is_readable, value)):
            return value
        self.report("TOML-007", key)
        return None

    def _is_carried(self, key: str, value: int) -> bool:
        """Whether a number is as small as every program on its way can carry; else that is reported."""
        if abs(value) <= _WHOLE_MAX:
            return True
        self.report("TOML-009", key)
        return False

    def _one_of(self, key: str, value: str, known: Sequence[str], code: str) -> str | None:
        if value in known:
            return value
        self.report_unknown(code, key, value, known)
        return None

    def _chosen(self, key: str, value: str, options: type[E]) -> E | None:
        known = tuple(map(str, options))
        if value in known:
            return options(value)
        self.report("TOML-004", key, value=value, hint=self.hint(value, known), known=choices_label(options))
        return None

    def _take(self, key: str, kinds: type | tuple[type, ...], expected: str, *, needed: bool = False) -> Any:
        self._known[key] = None
        if key not in self._table:
            if needed:
                self.report("TOML-005" if self.path or kinds is not dict else "TOML-015", None, name=key)
            return None
        value = self._table[key]
        if isinstance(value, Inexact):
            self.report("TOML-006", key, value=str(value))
            return None
        # A truth value is an int and a time of day a date to isinstance; here neither passes for the other.
        if type(value) not in (kinds if isinstance(kinds, tuple) else (kinds,)):
            if needed and kinds is dict and not self.path:
                self.report("TOML-015", key, name=key)
            else:
                self.report("TOML-003", key, expected=label(f"expected.{expected}"))
            return None
        return value


def choices_label(options: type[StrEnum]) -> Label:
    """Return the label that lists the texts of an enumeration with what each means."""
    return label(f"choices.{_CAPITAL.sub('_', options.__name__.lstrip('_')).lower()}")


def words_of(error: LedgerError) -> Label:
    """Return an error's text in the reader's language."""
    return Label(f"error.{error.code}", tuple((slot, str(value)) for slot, value in error.values.items()))


def _is_readable(character: str) -> bool:
    return character in "\n\t" or (unicodedata.category(character) != "Cc" and character not in _DIRECTION_MARKS)
