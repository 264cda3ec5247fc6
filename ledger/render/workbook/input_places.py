"""Where everything in an entry workbook stands, and formulas with their references filled in.

Rows count from 0 here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence

from xlsxwriter.utility import xl_col_to_name

from ledger.core.record import frozen
from ledger.core.words import Labels
from ledger.core.words import Value
from ledger.core.words import Words
from ledger.core.words import label
from ledger.render.clean import visible
from ledger.render.workbook.layout import quoted
from ledger.reports.entries.entry_sheet import EntrySheet

HEAD = 4
"""Row of the headings on the entry sheet."""

FIRST = HEAD + 1
"""First row to type in."""

CATEGORIES = 4
"""Row of the headings over the categories, on the sheet of what is left."""

LINE_COLUMNS = ("category", "when", "budget", "booked", "typed", "left", "year", "phase", "rest")
"""Columns of the sheet of what is left; the last three are hidden and tell which entries a line takes."""

_REFERENCE = re.compile(r'\{("?)([^{}"]*)"?\}')
_ROW_MARK = "\0"
_TEXT_LONGEST = 32_767


@frozen(kw_only=True)
class Places:
    """Places in one entry workbook.

    Attributes:
        sheet: What it holds.
        labels: The language.
        tabs: Names of the sheets by key: ``how_to``, ``entries``, ``left``, ``lists``.
    """

    sheet: EntrySheet
    labels: Labels
    tabs: dict[str, str]

    @property
    def codes(self) -> tuple[str, ...]:
        """Category codes in order."""
        return tuple(dict.fromkeys(line.code for line in self.sheet.lines))

    @property
    def lines_head(self) -> int:
        """Row of the headings over the budget lines; between them and the categories stand a total and two rows."""
        return CATEGORIES + 1 + len(self.codes) + 4

    @property
    def last(self) -> int:
        """Last row to type in."""
        return FIRST + self.sheet.rows - 1

    def say(self, words: Words | Value) -> str:
        """Return a text as a cell holds it."""
        return visible(self.labels.say(words), keep="\n\t")[:_TEXT_LONGEST]

    def text(self, key: str, **values: Words | Value) -> str:
        """Return a text of this workbook's label file."""
        return self.say(label(f"entry_sheet.{key}", **values))

    def page(self) -> str:
        """Return what stands at the foot of each page."""
        return self.say(label("render.page", page="&P", pages="&N"))

    def column(self, key: str) -> int:
        """Return a column of the entry sheet, from 0.

        Raises:
            ValueError: The sheet has no such column.
        """
        return [column.key for column in self.sheet.columns].index(key)

    def span(self, key: str) -> str:
        """Return all cells to type in of a column of the entry sheet, with the sheet."""
        name = xl_col_to_name(self.column(key))
        return f"{quoted(self.tabs['entries'])}!${name}${FIRST + 1}:${name}${self.last + 1}"

    def lines(self, key: str) -> str:
        """Return a column of the budget lines, with the sheet."""
        name = xl_col_to_name(LINE_COLUMNS.index(key))
        first = self.lines_head + 2
        return f"{quoted(self.tabs['left'])}!${name}${first}:${name}${first + len(self.sheet.lines) - 1}"

    def list(self, key: str) -> str:
        """Return the cells of a list, with the sheet."""
        at, each = next((at, each) for at, each in enumerate(self.sheet.choices) if each.key == key)
        name = xl_col_to_name(at)
        return f"{quoted(self.tabs['lists'])}!${name}$2:${name}${len(each.names) + 1}"

    def typing_formulas(self, text: str, rows: Iterable[int]) -> Iterator[str]:
        """Yield a formula of the entry sheet for each of some rows."""
        return self._filled(text, [column.key for column in self.sheet.columns], rows)

    def line_formula(self, text: str, row: int) -> str:
        """Return a formula of a budget line for its row."""
        return next(self._filled(text, LINE_COLUMNS, (row,)))

    def _filled(self, text: str, keys: Sequence[str], rows: Iterable[int]) -> Iterator[str]:
        """Yield a formula for each of some rows, its references looked up once."""
        cells = {key: f"${xl_col_to_name(at)}{_ROW_MARK}" for at, key in enumerate(keys)}
        formula = "=" + _REFERENCE.sub(lambda match: self._reference(match[1], match[2], cells), text)
        return (formula.replace(_ROW_MARK, str(row + 1)) for row in rows)

    def _reference(self, quote: str, name: str, cells: dict[str, str]) -> str:
        if quote:
            return '"' + self.say(label(name)).replace('"', '""') + '"'
        if name in cells:
            return cells[name]
        table, dot, column = name.partition(".")
        if dot:
            return self.span(column) if table == "entries" else self.lines(column)
        key, _, id_ = name.partition(":")
        return self._choice(key, id_)

    def _choice(self, key: str, id_: str) -> str:
        """Return the cell of a list that holds a choice."""
        at, each = next((at, each) for at, each in enumerate(self.sheet.choices) if each.key == key)
        row = [known for known, _ in each.names].index(id_) + 2
        return f"{quoted(self.tabs['lists'])}!${xl_col_to_name(at)}${row}"
