"""Reports as pages to be read in a browser: the tables and charts that belong to what was asked for."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.app.book import Book
from ledger.app.reports import report
from ledger.app.reports import workbook
from ledger.app.tables import FEDERATION
from ledger.core.record import evolve
from ledger.model.view import View
from ledger.reports.sheet import Sheet
from ledger.reports.sheet import Workbook

_WHOLE = ("overview", "consolidated")
"""Reports that stand for all that a project, or several, have to show."""

_LEFT_OUT = ("entries", "subtotals", "transactions")
"""Tables that only serve a workbook's formulas, or are too long to be read on a page, unless they are asked for."""


def page(book: Book, name: str, ids: Sequence[str] = (), view: View | None = None) -> Workbook:
    """Return what a page shows: for the report ``overview`` all of a project, for ``consolidated`` all of several.

    Any other report stands there with the charts over its own tables.

    Args:
        book: The book.
        name: The report.
        ids: Project ids; none means every project, for reports that can show several.
        view: Which slice; everything unless given.

    Raises:
        LedgerError: As `ledger.app.reports.report`.
    """
    made = workbook(book, name, ids, view)
    table = _table(name, view)
    sheets = tuple(filter(None, (_shown(sheet, table) for sheet in made.sheets)))
    if not sheets:
        from ledger.reports.workbook import alone  # noqa: PLC0415 - nearly every report has a workbook of its own

        return alone(report(book, name, ids, view), view or View(today=book.today))
    shown = {table.name for sheet in sheets for table in sheet.tables}
    charts = tuple(chart for sheet in made.sheets for chart in sheet.charts if chart.table in shown)
    first, *others = sheets
    if name in _WHOLE:
        return evolve(made, sheets=(first, *map(_without_head, others)))
    others = [evolve(sheet, charts=()) for sheet in others]
    return evolve(made, sheets=(evolve(first, charts=charts), *others))


def _table(name: str, view: View | None) -> str:
    """Return the name of a report's table in its workbook."""
    if name not in FEDERATION or view is None:
        return name
    from ledger.app.federation.workbook import table_name  # noqa: PLC0415 - few reports are on a federation

    return table_name(name, view)


def _without_head(sheet: Sheet) -> Sheet:
    """Return a sheet without what its tables are about, which the page's first section says already."""
    return evolve(sheet, tables=tuple(evolve(table, about=()) for table in sheet.tables))


def _shown(sheet: Sheet, name: str) -> Sheet | None:
    """Return a sheet with the tables that a page shows, None if it has none."""
    whole = name in _WHOLE
    tables = tuple(table for table in sheet.tables if table.name == name or (whole and table.name not in _LEFT_OUT))
    return evolve(sheet, tables=tables) if tables else None
