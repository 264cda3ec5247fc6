"""The entry sheet: prepared rows with drop-downs, checks of what is typed, and computed columns beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.utility import xl_rowcol_to_cell

from ledger.render.workbook.input_places import FIRST
from ledger.render.workbook.input_places import HEAD
from ledger.render.workbook.input_places import Places
from ledger.render.workbook.style import Styles
from ledger.render.workbook.style import number_format
from ledger.reports.entries.entry_sheet import InputColumn
from ledger.reports.table import ColumnKind
from ledger.reports.table import RowKind

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

A4 = 9
"""Paper size."""

ALLOWED = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_columns": True,
    "insert_rows": True,
    "delete_rows": True,
    "sort": True,
    "autofilter": True,
}
"""What a protected sheet still lets people do."""

_ROW_HEIGHT = 15
_TITLE_HEIGHT = 22
_PROMPT_LONGEST = 255
_TEXT = "@"
_QUANTITY = "#,##0.######"
_QUANTITY_DECIMALS = 6
_AMOUNT_MAX = 10**13


def write_rows(worksheet: Worksheet, places: Places, styles: Styles) -> None:
    """Write the entry sheet."""
    sheet = places.sheet
    _head(worksheet, places, styles)
    for at, column in enumerate(sheet.columns):
        worksheet.set_column(at, at, column.width)
        heading = styles.heading(column.kind, _indent(sheet.columns, at), last=True)
        worksheet.write_string(HEAD, at, places.say(column.words), heading)
        if column.formula:
            _computed(worksheet, places, styles, at)
        else:
            _open(worksheet, places, styles, at)
    _marks(worksheet, places, styles)
    _set_up(worksheet, places)


def _head(worksheet: Worksheet, places: Places, styles: Styles) -> None:
    """Write the title, a hint, and the sum of what is typed."""
    amount = places.column("amount")
    money = number_format(ColumnKind.MONEY, places.sheet.currency, decimals=True)
    worksheet.set_row(0, _TITLE_HEIGHT)
    worksheet.write_string(0, 0, places.text("title", project=places.sheet.name), styles.title(wrap=False))
    worksheet.write_string(1, 0, places.text("hint"), styles.remark(wrap=False))
    worksheet.write_string(2, amount - 1, places.text("sum"), styles.cell(RowKind.SUBTOTAL, ColumnKind.COUNT, ""))
    total = styles.cell(RowKind.SUBTOTAL, ColumnKind.MONEY, money)
    worksheet.write_formula(2, amount, f"=SUM({places.span('amount')})", total, 0)
    worksheet.set_row(HEAD, _ROW_HEIGHT * 2)


def _computed(worksheet: Worksheet, places: Places, styles: Styles, at: int) -> None:
    column = places.sheet.columns[at]
    form = number_format(column.kind, places.sheet.currency, decimals=True)
    style = styles.cell(RowKind.LINE, column.kind, form)
    rows = range(FIRST, places.last + 1)
    for row, formula in zip(rows, places.typing_formulas(column.formula, rows), strict=True):
        worksheet.write_formula(row, at, formula, style, "")


def _open(worksheet: Worksheet, places: Places, styles: Styles, at: int) -> None:
    """Write a column's empty cells, unlocked, with the check of what is typed there."""
    column = places.sheet.columns[at]
    indent = _indent(places.sheet.columns, at)
    style = styles.cell(RowKind.LINE, column.kind, _form(column, places), indent=indent, is_open=True)
    for row in range(FIRST, places.last + 1):
        worksheet.write_blank(row, at, None, style)
    rule = _rule(column, places, f"{xl_col_to_name(at)}{FIRST + 1}")
    if rule:
        worksheet.data_validation(FIRST, at, places.last, at, rule)


def _indent(columns: Sequence[InputColumn], at: int) -> int:
    """Return the air before a text that follows on figures."""
    figures = (ColumnKind.MONEY, ColumnKind.COUNT)
    return int(at > 0 and columns[at].kind is ColumnKind.TEXT and columns[at - 1].kind in figures)


def _form(column: InputColumn, places: Places) -> str:
    """Return a column's number format; texts are typed as such, or a voucher 0012 would become 12."""
    if column.kind is ColumnKind.TEXT:
        return _TEXT
    if column.kind is ColumnKind.COUNT:
        return _QUANTITY
    return number_format(column.kind, places.sheet.currency, decimals=True)


def _rule(column: InputColumn, places: Places, cell: str) -> dict[str, Any] | None:
    """Return what may be typed in a column, or None where anything may.

    The project's period is no such rule, for a cost outside it may be booked: such days are coloured instead.
    """
    rule: dict[str, Any]
    if any(each.key == column.key for each in places.sheet.choices):
        rule, kind = {"validate": "list", "source": f"={places.list(column.key)}"}, "list"
    elif column.kind is ColumnKind.DATE:
        bounds = {"minimum": "=DATE(1990,1,1)", "maximum": "=DATE(2099,12,31)"}
        rule, kind = {"validate": "date", "criteria": "between", **bounds}, "date"
    elif column.kind in (ColumnKind.MONEY, ColumnKind.COUNT):
        money = column.kind is ColumnKind.MONEY
        decimals = places.sheet.currency.decimals if money else _QUANTITY_DECIMALS
        test = f"=AND(ISNUMBER({cell}),ROUND({cell},{decimals})={cell},ABS({cell})<{_AMOUNT_MAX})"
        rule, kind = {"validate": "custom", "value": test}, "amount" if money else "quantity"
    else:
        return None
    prompt = places.text(f"prompt.{column.key}") if f"entry_sheet.prompt.{column.key}" in places.labels.texts else ""
    told = {"input_title": places.say(column.words), "input_message": prompt[:_PROMPT_LONGEST]} if prompt else {}
    return {
        **rule,
        **told,
        "error_title": places.text("refused"),
        "error_message": places.text(f"refused.{kind}")[:_PROMPT_LONGEST],
    }


def _marks(worksheet: Worksheet, places: Places, styles: Styles) -> None:
    """Colour what is to be mended, days outside the project and amounts that are texts."""
    state, day, amount = (places.column(key) for key in ("state", "date", "amount"))
    cells = {at: f"${xl_col_to_name(at)}{FIRST + 1}" for at in (state, day, amount)}
    done = places.text("state.done").replace('"', '""')
    doubtful, bad = styles.mark(bad=False), styles.mark(bad=True)
    rules = [(state, f'=AND({cells[state]}<>"",{cells[state]}<>"{done}")', doubtful)]
    rules.append((amount, f"=ISTEXT({cells[amount]})", bad))
    rules.append((day, f"=ISTEXT({cells[day]})", bad))
    span = places.sheet.span
    if span:
        first, last = (f"DATE({end.year},{end.month},{end.day})" for end in (span.start, span.end))
        outside = f"OR({cells[day]}<{first},{cells[day]}>{last})"
        rules.append((day, f"=AND(ISNUMBER({cells[day]}),{outside})", doubtful))
    for at, formula, mark in rules:
        worksheet.conditional_format(
            FIRST, at, places.last, at, {"type": "formula", "criteria": formula, "format": mark}
        )


def _set_up(worksheet: Worksheet, places: Places) -> None:
    """Set up filter, panes, protection and print."""
    first = next(at for at, column in enumerate(places.sheet.columns) if not column.formula)
    last = len(places.sheet.columns) - 1
    worksheet.autofilter(HEAD, first, places.last, last)
    worksheet.freeze_panes(FIRST, first)
    worksheet.set_selection(xl_rowcol_to_cell(FIRST, first))
    texts = f"{xl_rowcol_to_cell(FIRST, first)}:{xl_rowcol_to_cell(places.last, last)}"
    worksheet.ignore_errors({"number_stored_as_text": texts})
    worksheet.protect("", ALLOWED)
    worksheet.set_landscape()
    worksheet.set_paper(A4)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(HEAD)
    worksheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    worksheet.set_footer(f"&L&8&A&R&8{places.page()}")
