"""English beside the words of a Swedish form: the funder's own words stay, and say in brackets what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from typing import TypeVar

import attrs

from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.core.words import Label
from ledger.core.words import Name
from ledger.model.forms.layout import Language

if TYPE_CHECKING:
    from ledger.core.words import Words
    from ledger.model.forms.form_words import FormWords
    from ledger.model.forms.layout import Layout
    from ledger.reports.sheet import Sheet
    from ledger.reports.sheet import Workbook
    from ledger.reports.table import Row
    from ledger.reports.table import Table

T = TypeVar("T")
_ENTRIES = "entries"
_SLOT = re.compile(r"(?:\\ )?\\{(\w+)\\}")


def glossed(workbook: Workbook, layout: Layout, words: FormWords) -> Workbook:
    """Return a filled form whose own words are told in English as well; they stand so in English workbooks alone.

    What comes from the book, and the names on the tabs, which formulas write, stay as they are.

    Args:
        workbook: The form, filled.
        layout: Its layout.
        words: What words mean.
    """
    if layout.language is not Language.SV:
        return workbook
    gloss = _Gloss.of(layout, words)
    sheets = tuple(gloss.sheet(each) for each in workbook.sheets)
    return evolve(workbook, title=gloss.words(workbook.title), sheets=sheets)


@frozen
class _Gloss:
    """What the words of one form mean.

    Attributes:
        known: By the form's own words.
        patterns: English, with slots, by what a heading with its slots filled looks like.
    """

    known: dict[str, Name]
    patterns: tuple[tuple[re.Pattern[str], str], ...]

    @classmethod
    def of(cls, layout: Layout, words: FormWords) -> _Gloss:
        """Return what the words of a form mean."""
        used = sorted({*_strings(layout)})
        known = {text: Name(text, words.texts[text]) for text in used if text in words.texts}
        known |= {text: _beside(text, words.names[text]) for text in used if text in words.names}
        slotted = (text for text in used if "{" in text and text in words.names)
        return cls(known, tuple((_filled(text), words.names[text]) for text in slotted))

    def sheet(self, sheet: Sheet) -> Sheet:
        """Return a sheet with its texts told."""
        tables = tuple(each if each.name == _ENTRIES else self._table(each) for each in sheet.tables)
        charts = tuple(evolve(each, title=self.words(each.title)) for each in sheet.charts)
        return evolve(sheet, tables=tables, charts=charts)

    def _table(self, table: Table) -> Table:
        columns = tuple(evolve(each, words=_beneath(self.words(each.words))) for each in table.columns)
        return evolve(
            table,
            title=self.words(table.title),
            columns=columns,
            rows=tuple(self._row(each) for each in table.rows),
            notes=tuple(self.words(each) for each in table.notes),
            about=tuple((words, self._value(value)) for words, value in table.about),
        )

    def _row(self, row: Row) -> Row:
        """Return a row with its label told, and what labels elsewhere in it quote."""
        first, *rest = row.cells
        told = (each._replace(value=self._value(each.value)) for each in rest)
        label = self.words(first.value) if isinstance(first.value, str) else self._value(first.value)
        return evolve(row, cells=(first._replace(value=label), *told))

    def words(self, words: Words) -> Words:
        """Return a text of the form's own in both languages; any other as it is."""
        if isinstance(words, Label):
            values = tuple(
                (slot, self.words(each) if isinstance(each, str) else self._value(each)) for slot, each in words.values
            )
            return evolve(words, values=values)
        if not isinstance(words, str):
            return words
        return self.known.get(words) or next(self._matched(words), words)

    def _value(self, value: T) -> T | Words:
        """Return a value as it is, but for what a label quotes."""
        return self.words(value) if isinstance(value, Label) else value

    def _matched(self, text: str) -> Iterator[Words]:
        for pattern, english in self.patterns:
            found = pattern.fullmatch(text)
            if found:
                slots = {slot: given or "" for slot, given in found.groupdict().items()}
                yield _beside(text, english.format(**slots).strip())


def _beside(text: str, english: str) -> Name:
    """Return the funder's word with the English one in brackets, unless it is the same."""
    return Name(text, text if text.casefold() == english.casefold() else f"{text} ({english})")


def _beneath(words: Words) -> Words:
    """Return a heading with its English on a line of its own, for columns are narrow."""
    if isinstance(words, Name) and words.en.startswith(f"{words.sv} ("):
        return Name(words.sv, f"{words.sv}\n{words.en.removeprefix(words.sv).lstrip()}")
    return words


def _filled(pattern: str) -> re.Pattern[str]:
    """Return what a heading looks like with its slots filled, or with nothing for them."""
    return re.compile(_SLOT.sub(r"(?: ?(?P<\1>.+))?", re.escape(pattern)))


def _strings(value: object) -> Iterator[str]:
    """Yield every text in a layout."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _strings(each)
    else:
        for name in getattr(value, "__slots__", ()) if attrs.has(type(value)) else ():
            yield from _strings(getattr(value, name, None))
