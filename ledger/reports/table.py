"""Typed tables: what every report returns and every renderer takes.

A cell holds an exact value and may say how a spreadsheet can compute it anew (`Live`). Three classes of figures, and
no fourth: `SumOf` entries, `Formula` on other cells, and `Ruled`: the result of a rule or a decision, which stands as
a value on the sheet *Underlag* with its reason beside it. Cells and what computes them are named tuples, for a
workbook of ten thousand entries has ninety thousand.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import NamedTuple

from ledger import errors
from ledger.core.money import SEK
from ledger.core.money import Currency
from ledger.core.record import frozen
from ledger.core.words import Words

if TYPE_CHECKING:
    from ledger.core.finding import Finding

CellValue = int | Fraction | date | Words | None
"""Minor units for money, a ratio for percent and bars (1 is the whole), a whole number for counts. None is empty."""


class ColumnKind(StrEnum):
    """What the cells of a column hold, and so how they are written.

    A check is money that must be nothing: it says so where it is, and stands out where it is not.
    """

    TEXT = "text"
    MONEY = "money"
    PERCENT = "percent"
    BAR = "bar"
    COUNT = "count"
    DATE = "date"
    CHECK = "check"

    @property
    def is_figure(self) -> bool:
        """Whether its cells are figures, which have addresses; texts have none, and bars only draw another figure."""
        return self not in (ColumnKind.TEXT, ColumnKind.BAR)


class RowKind(StrEnum):
    """What a row is for, and so how it looks."""

    GROUP = "group"
    LINE = "line"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


class Tone(StrEnum):
    """What a cell says at a glance; its words say the same, for colour alone tells nothing to many."""

    GOOD = "good"
    DOUBTFUL = "doubtful"
    BAD = "bad"


class Criterion(NamedTuple):
    """A condition on a column of the entries table.

    Attributes:
        column: Key of the column.
        value: What the cell must be; a `Words` value is compared as it is written in the sheet's language.
        test: ``=``, ``>=`` or ``<=``.
    """

    column: str
    value: Words | date | int
    test: str = "="


class SumOf(NamedTuple):
    """Class A: sum of the entries table's amounts.

    Attributes:
        terms: Pairs of sign (+1 or -1) and the criteria that an entry must meet for that term.
        column: Key of the column that is summed.
    """

    terms: tuple[tuple[int, tuple[Criterion, ...]], ...]
    column: str = "amount"


class Formula(NamedTuple):
    """Class B: arithmetic on cells.

    Attributes:
        text: A spreadsheet formula without ``=``, with references in braces: ``{actual}`` is the cell of that column
            in the same row, ``{personal.actual}`` of another row of the same table, ``{variance/total.actual}`` of
            another table. Money in the sheet is in whole currency units with decimals, so sums and differences of
            money are wrapped in ``ROUND(…,2)``.
    """

    text: str


class Ruled(NamedTuple):
    """Class C: the result of a rule or a decision.

    Attributes:
        rule: What decided the figure: the rule and its source, or the budget version.
        exact: The exact figure before rounding, in minor units; None where nothing was rounded.
        rounding: The rounding step; None where nothing was rounded.
    """

    rule: Words
    exact: Fraction | None = None
    rounding: Words | None = None


class Intact(NamedTuple):
    """No figure but a check of the sheet itself: how many cells of a block still hold a formula.

    A figure typed over one of them lowers it.

    Attributes:
        first: The block's upper left cell, ``table/row.column``.
        last: Its lower right cell, ``row.column`` of the same table.
    """

    first: str
    last: str


FIGURE = "\ue000"
"""Stands in a case's words where its figure is to be written."""


class Case(NamedTuple):
    """What a text is where something holds.

    Attributes:
        holds: A condition as in `Formula`; empty for one that always holds.
        words: What the text then is, with `FIGURE` where a figure stands in it.
        figure: The ratio that is written there as a percentage, as in `Formula`.
        tone: In which colour it then stands out.
    """

    holds: str
    words: Words
    figure: str = ""
    tone: Tone | None = None


class Told(NamedTuple):
    """No figure but a text that figures decide, so that it changes with them: that of the first case that holds.

    Attributes:
        cases: In order; the last one always holds.
    """

    cases: tuple[Case, ...]


Live = SumOf | Formula | Ruled | Intact | Told | None


class Cell(NamedTuple):
    """A figure or text.

    Attributes:
        value: Exact value, see `CellValue`.
        live: How a spreadsheet computes it; None for texts and input.
        open: Whether people fill it in; it is left visibly open.
        kind: What it holds, where that is not what its column holds.
        tone: In which colour it stands out; None for most.
    """

    value: CellValue = None
    live: Live = None
    open: bool = False
    kind: ColumnKind | None = None
    tone: Tone | None = None


@frozen(kw_only=True)
class Column:
    """A column.

    Attributes:
        key: Unique in its table; part of each figure's address.
        words: Heading.
        kind: What its cells hold.
        unit: Second heading line, such as "kr"; None for none anywhere.
        wide: Whether it may take what room is left and wrap.
        negative: Whether a minus sign is nothing to look up at, as where costs are written with one.
        thousands: Whether money is shown in thousands in a workbook; its cells hold it whole.
    """

    key: str
    words: Words
    kind: ColumnKind = ColumnKind.TEXT
    unit: Words | None = None
    wide: bool = False
    negative: bool = False
    thousands: bool = False


@frozen(kw_only=True)
class Row:
    """A row.

    Attributes:
        key: Unique in its table; part of each figure's address. Groups nest with a slash: ``pas/personal``.
        cells: One for each column.
        kind: What it is for.
        level: Depth of indentation of the first cell, from 0.
    """

    key: str
    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.LINE
    level: int = 0


@frozen(kw_only=True)
class Table:
    """A report.

    Attributes:
        name: The report's name; part of each figure's address.
        title: Heading.
        columns: Columns, left to right.
        rows: Rows, top to bottom.
        currency: Of every money cell.
        about: Pairs of label and value above the table, such as the project, the period and the seal.
        notes: Remarks under the table.
        findings: Problems that the reader of the figures must know.
        headed: Whether the columns' headings are written; a head of labels and values has none.
        asked: What of the view is not the usual one, as it ends every address; see `ledger.reports.address`.
    """

    name: str
    title: Words
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    currency: Currency = SEK
    about: tuple[tuple[Words, CellValue], ...] = ()
    notes: tuple[Words, ...] = ()
    findings: tuple[Finding, ...] = ()
    headed: bool = True
    asked: str = ""

    def address(self, row: str, column: str) -> str:
        """Return the address of the figure at a row key and a column key."""
        return f"{self.name}/{row}.{column}{self.asked}"

    def figures(self) -> Iterator[tuple[str, Column, Cell]]:
        """Yield address, column and cell of every figure, row by row; texts are left out."""
        for row in self.rows:
            yield from self.figures_of(row)

    def figures_of(self, row: Row) -> Iterator[tuple[str, Column, Cell]]:
        """Yield address, column and cell of every figure of one of its rows."""
        for column, cell in zip(self.columns, row.cells, strict=True):
            if (cell.kind or column.kind).is_figure and cell.value is not None:
                yield self.address(row.key, column.key), column, cell

    def cell(self, row: str, column: str) -> Cell:
        """Return the cell at a row key and a column key.

        Raises:
            UnknownCellError: The table has no such row or column; a `KeyError`, too.
        """
        place = self._place(column)
        for each in self.rows:
            if each.key == row:
                return each.cells[place]
        raise self._unknown("row", row, self.rows)

    def lines(self, *columns: str) -> Iterator[tuple[Row, tuple[CellValue, ...]]]:
        """Yield each line with its values in some columns; whoever looks at all rows asks once for all of them.

        Raises:
            UnknownCellError: The table has no such column.
        """
        places = [self._place(column) for column in columns]
        return ((row, tuple(row.cells[at].value for at in places)) for row in self.rows if row.kind is RowKind.LINE)

    def _place(self, column: str) -> int:
        for at, each in enumerate(self.columns):
            if each.key == column:
                return at
        raise self._unknown("column", column, self.columns)

    def _unknown(self, what: str, key: str, known: Iterable[Row | Column]) -> errors.UnknownCellError:
        from ledger.core.near import near_names  # noqa: PLC0415 - only a mistyped key needs it

        nearest = near_names(key, (each.key for each in known))
        return errors.UnknownCellError(table=self.name, what=what, key=key, nearest=nearest)
