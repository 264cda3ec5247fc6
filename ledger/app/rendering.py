"""Tables and workbooks written in the formats that people and programs read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from typing import overload

from ledger import catalog
from ledger.errors import FormatError

if TYPE_CHECKING:
    from typing import Literal

    from ledger.core.words import Labels
    from ledger.reports.entries.entry_sheet import EntrySheet
    from ledger.reports.sheet import Workbook
    from ledger.reports.table import Table


@overload
def render_as(
    made: Table, to: Literal["text", "csv", "json", "html"], *, language: str = "sv", width: int = 110
) -> str: ...


@overload
def render_as(made: Workbook, to: Literal["html"], *, language: str = "sv", width: int = 110) -> str: ...


@overload
def render_as(made: Workbook | EntrySheet, to: Literal["xlsx"], *, language: str = "sv", width: int = 110) -> bytes: ...


def render_as(made: Table | Workbook | EntrySheet, to: str, *, language: str = "sv", width: int = 110) -> str | bytes:
    """Return a report written out.

    Args:
        made: A table for ``text``, ``csv`` and ``json``; a workbook for ``xlsx``, one to type into among them; a table
            or a workbook of reports for ``html``.
        to: The format.
        language: ``sv`` or ``en``.
        width: Characters in a line of text.

    Raises:
        FormatError: The format is not one of these, or is for the other kind of report.
    """
    from ledger.reports.sheet import Workbook  # noqa: PLC0415
    from ledger.reports.table import Table  # noqa: PLC0415

    labels = catalog.labels(language)
    if to == "html" and isinstance(made, Workbook | Table):
        from ledger.render.html import to_html  # noqa: PLC0415

        return to_html(made if isinstance(made, Workbook) else _alone(made), labels)
    if isinstance(made, Workbook) and to == "xlsx":
        from ledger.render.xlsx import to_xlsx  # noqa: PLC0415

        return to_xlsx(made, labels)
    if isinstance(made, Table) and to in ("text", "csv", "json"):
        return _text(made, to, labels, width)
    if to == "xlsx" and not isinstance(made, Workbook | Table):
        from ledger.render.workbook.input import to_entry_xlsx  # noqa: PLC0415

        return to_entry_xlsx(made, labels)
    raise FormatError(format=to, made=type(made).__name__.lower())


def _alone(table: Table) -> Workbook:
    """Return a page of one table; no page says when it was made."""
    from ledger.reports.sheet import Sheet  # noqa: PLC0415
    from ledger.reports.sheet import Workbook  # noqa: PLC0415

    sheets = (Sheet(name=table.title, tables=(table,)),)
    return Workbook(title=table.title, sheets=sheets, created=date.min)


def _text(table: Table, to: str, labels: Labels, width: int) -> str:
    if to == "csv":
        from ledger.render.csv_text import to_csv  # noqa: PLC0415

        return to_csv(table, labels)
    if to == "json":
        from ledger.render.json_text import to_json  # noqa: PLC0415

        return to_json(table, labels)
    from ledger.render.text import to_text  # noqa: PLC0415

    return to_text(table, labels, width=width)
