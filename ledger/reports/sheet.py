"""Workbooks: sheets of tables, and charts over them. A report that is only read on a screen needs none of this."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.core.words import Words
from ledger.core.words import label
from ledger.reports.table import Table


class ChartKind(StrEnum):
    """How a chart looks."""

    STACKED_BAR = "stacked_bar"
    BAR = "bar"
    DOUGHNUT = "doughnut"
    LINE = "line"


@frozen(kw_only=True)
class Chart:
    """A native chart over a table's columns.

    Attributes:
        kind: How it looks.
        title: Heading.
        table: Name of the table whose `RowKind.LINE` rows are charted.
        categories: Key of the column with the names.
        series: Keys of the columns with the figures.
    """

    kind: ChartKind
    title: Words
    table: str
    categories: str
    series: tuple[str, ...]


@frozen(kw_only=True)
class Sheet:
    """A sheet of a workbook: head lines, one or more tables one under the other, charts beside or beneath.

    Attributes:
        name: Name on the tab.
        tables: In order; the first one's title heads the sheet.
        charts: Native charts.
        landscape: Whether it prints on its side.
        locked: Whether only open cells can be written in; there is no password.
        on_screen: Whether it is read on the screen: it is too long for paper, which gets its head alone.
    """

    name: Words
    tables: tuple[Table, ...]
    charts: tuple[Chart, ...] = ()
    landscape: bool = False
    locked: bool = False
    on_screen: bool = False


def for_the_screen(sheet: Sheet) -> Sheet:
    """Return a sheet that paper gets the head of alone, where it says how much more there is."""
    first, *others = sheet.tables
    rows = sum(len(table.rows) for table in sheet.tables)
    told = (label("about.on_screen"), label("about.on_screen.rows", count=rows))
    return evolve(sheet, tables=(evolve(first, about=(*first.about, told)), *others), on_screen=True)


@frozen(kw_only=True)
class Workbook:
    """Sheets that refer to each other. A table named ``entries`` is what `SumOf` sums.

    Attributes:
        title: Title in the file's properties.
        sheets: In order.
        created: The fixed creation date in the file's properties.
        names: Pairs of a name and the address of the cell that bears it, ``table/row.column``.
        project: The project that it is about, kept in the file's properties; empty for several.
        asked: The report and what of the view is not usual, or the form, likewise: with both a file can be compared
            with the book later.
    """

    title: Words
    sheets: tuple[Sheet, ...]
    created: date
    names: tuple[tuple[str, str], ...] = ()
    project: str = ""
    asked: str = ""
