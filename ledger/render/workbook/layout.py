"""Where everything in a workbook stands, settled before anything is written. Rows and columns count from 0 here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Sequence

from xlsxwriter.utility import xl_col_to_name

from ledger import errors
from ledger.core.record import field
from ledger.core.record import frozen
from ledger.core.words import Labels
from ledger.core.words import label
from ledger.render.clean import visible
from ledger.render.words import notes
from ledger.reports.sheet import Sheet
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Table

ENTRIES = "entries"
SPARE_ROWS = 1000
"""How many rows beneath the last entry the sums take in, so that entries can be typed there."""

_ROWS_MAX = 1_048_576
_TAB_LENGTH = 31
_NOT_IN_TABS = re.compile(r"[\[\]:*?/\\]")
_RESERVED_TAB = "history"
_NEEDS_NO_QUOTES = re.compile(r"(?!(?:TRUE|FALSE)$)[^\W\d_]{4,}")


@frozen(kw_only=True)
class Block:
    """A table's place on its sheet.

    Attributes:
        table: The table.
        tab: Name of its sheet.
        top: Its first row.
        title: The title as written; empty for none, and then it has no row.
        remarks: What stands as text beside the figures: notes and findings.
        remarks_at: Row of the first remark.
        head: Row of the headings.
        heads: How many rows the headings take: none where no column has one, two with units.
        rows: Sheet row by row key.
        last: Row of the last line.
        spare: How many rows beneath `last` belong to the table.
        end: First row beneath all of it.
        columns: Sheet column by column key.
    """

    table: Table
    tab: str
    top: int
    title: str
    remarks: tuple[str, ...]
    remarks_at: int
    head: int
    heads: int
    rows: Mapping[str, int]
    last: int
    spare: int
    end: int
    columns: dict[str, int] = field(factory=dict, init=False, eq=False, repr=False)
    _letters: dict[str, str] = field(factory=dict, init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        self.columns.update((column.key, at) for at, column in enumerate(self.table.columns))
        self._letters.update((key, xl_col_to_name(at)) for key, at in self.columns.items())

    @property
    def about(self) -> int:
        """Row of the first line of what the table is about."""
        return self.top + bool(self.title)

    @property
    def first(self) -> int:
        """First row beneath the headings."""
        return self.head + self.heads

    def cell(self, row: str, column: str, *, fixed: bool = False) -> str:
        """Return the cell's address in its sheet, ``B7``, or ``$B$7`` if `fixed`.

        Raises:
            KeyError: The table has no such row or column.
        """
        mark = "$" if fixed else ""
        return f"{mark}{self._letters[column]}{mark}{self.rows[row] + 1}"

    def span(self, column: str) -> str:
        """Return the fixed address of a column's lines and the spare rows beneath them, with its sheet.

        Raises:
            KeyError: The table has no such column.
        """
        name = self._letters[column]
        return f"{quoted(self.tab)}!${name}${self.first + 1}:${name}${self.last + self.spare + 1}"


@frozen
class Layout:
    """Where all tables stand.

    Attributes:
        tabs: Name on each sheet's tab, in order.
        blocks: Place of each table by its name.
    """

    tabs: tuple[str, ...]
    blocks: Mapping[str, Block]

    def address(self, figure: str) -> str:
        """Return the fixed place of a figure, ``table/row.column``, with its sheet.

        Raises:
            ReferenceMissingError: The workbook does not hold it.
        """
        table, _, rest = figure.partition("/")
        row, _, column = rest.rpartition(".")
        try:
            block = self.blocks[table]
            return f"{quoted(block.tab)}!{block.cell(row, column, fixed=True)}"
        except KeyError as error:
            raise errors.ReferenceMissingError(address=figure, reference=figure) from error

    @property
    def entries(self) -> Block | None:
        """The entries table's place, if the workbook holds it."""
        return self.blocks.get(ENTRIES)


def lay_out(sheets: Sequence[Sheet], labels: Labels) -> Layout:
    """Settle where every table stands.

    Raises:
        SheetFullError: A sheet has too many rows.
        TableTwiceError: Two tables have the same name.
        RowTwiceError: Two rows of a table have the same key.
    """
    tabs = _tabs(sheets, labels)
    blocks: dict[str, Block] = {}
    for sheet, tab in zip(sheets, tabs, strict=True):
        top = 0
        for at, table in enumerate(sheet.tables):
            if table.name in blocks:
                raise errors.TableTwiceError(table=table.name)
            if top + len(table.rows) > _ROWS_MAX - SPARE_ROWS:
                raise errors.SheetFullError(sheet=tab, rows=top + len(table.rows), limit=_ROWS_MAX - SPARE_ROWS)
            block = _block(table, tab, top, labels, closes=at == len(sheet.tables) - 1)
            blocks[table.name] = block
            top = block.end + 1
    return Layout(tabs, blocks)


def quoted(tab: str) -> str:
    """Return a sheet's name as formulas write it."""
    return tab if _NEEDS_NO_QUOTES.fullmatch(tab) else "'" + tab.replace("'", "''") + "'"


def _block(table: Table, tab: str, top: int, labels: Labels, *, closes: bool) -> Block:
    """Return the place of a table that begins at `top`.

    Totals and remarks of the entries stand above the headings, so that the rows beneath the last entry are free for new
    ones.
    """
    entries = table.name == ENTRIES
    above = _closing(table.rows) if entries else ()
    remarks = notes(table, labels)
    spare = SPARE_ROWS if entries and closes else 0
    if spare:
        remarks = (labels.say(label("render.new_entries", count=spare)), *remarks)
    title = visible(labels.say(table.title))
    at = top + bool(title) + len(table.about)
    remarks_at = at
    if entries:
        at += len(remarks)
    at += at > top  # a blank row, where anything stands above it
    rows = {row.key: at + number for number, row in enumerate(above)}
    head = at + len(above)
    heads = _heads(table, labels)
    first = head + heads
    lines = table.rows[: len(table.rows) - len(above)]
    rows.update({row.key: first + number for number, row in enumerate(lines)})
    if len(rows) < len(table.rows):
        _refuse_twice(table)
    end = first + len(lines)
    if not entries:
        remarks_at = end + 1
        end += 1 + len(remarks) if remarks else 0
    return Block(
        table=table,
        tab=tab,
        top=top,
        title=title,
        remarks=remarks,
        remarks_at=remarks_at,
        head=head,
        heads=heads,
        rows=rows,
        last=max(first, first + len(lines) - 1),
        spare=spare,
        end=end,
    )


def _refuse_twice(table: Table) -> None:
    """Refuse a table of which two rows have one key, and name both, counted from 1."""
    seen: dict[str, int] = {}
    for at, row in enumerate(table.rows, start=1):
        first = seen.setdefault(row.key, at)
        if first != at:
            raise errors.RowTwiceError(table=table.name, key=row.key, first=str(first), second=str(at))


def _heads(table: Table, labels: Labels) -> int:
    """Return how many rows a table's headings take."""
    if any(column.unit is not None for column in table.columns):
        return 2
    return 1 if any(labels.say(column.words) for column in table.columns) else 0


def _closing(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the totals that end a table."""
    at = len(rows)
    while at and rows[at - 1].kind in (RowKind.SUBTOTAL, RowKind.TOTAL):
        at -= 1
    return tuple(rows[at:])


def _tabs(sheets: Sequence[Sheet], labels: Labels) -> tuple[str, ...]:
    """Return names that spreadsheet programs take: short, without certain characters, none like another."""
    tabs: list[str] = []
    taken = {_RESERVED_TAB}
    for sheet in sheets:
        words = _NOT_IN_TABS.sub("-", visible(labels.say(sheet.name))).strip().strip("'")
        base = words or labels.say(label("render.sheet"))
        name, number = _cut(base, _TAB_LENGTH), 1
        while name.casefold() in taken:
            number += 1
            ending = f" ({number})"
            name = _cut(base, _TAB_LENGTH - len(ending)) + ending
        taken.add(name.casefold())
        tabs.append(name)
    return tuple(tabs)


def _cut(words: str, length: int) -> str:
    """Return words as they are where they are short enough, else as many whole ones as there is room for."""
    if len(words) <= length:
        return words
    room = words[: length - 1]
    whole = room if words[length - 1] == " " else room.rpartition(" ")[0]
    return (whole if len(whole) * 2 > length else room).rstrip(" '–-,:") + "…"
