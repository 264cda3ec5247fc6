"""A table as plain text for a terminal or a letter."""

from __future__ import annotations

from fractions import Fraction
from itertools import repeat
from typing import TYPE_CHECKING

from ledger.core.formats import NBSP
from ledger.core.words import Labels
from ledger.core.words import label
from ledger.render.clean import visible
from ledger.render.text_grid import Grid
from ledger.render.text_grid import Line
from ledger.render.text_grid import wrapped
from ledger.render.words import notes
from ledger.render.words import shows_decimals
from ledger.render.words import write_cell
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Table

if TYPE_CHECKING:
    from ledger.core.money import Currency

_GAP = 2
_BAR_WIDTH = 10
_OPEN = "_" * 12
"""How a field looks that people fill in."""

_EIGHTHS = "▏▎▍▌▋▊▉█"
_PLAIN = {NBSP: " ", "\N{MINUS SIGN}": "-", "–": "-", "…": "~", "─": "-", "•": "*"}


def to_text(table: Table, labels: Labels, *, width: int = 100, addresses: bool = False, plain: bool = False) -> str:
    """Write a table for people: title, what it is about, the figures, and the notes.

    Texts wrap so that the lines fit, and columns that are too many stand in several grids one under the other. Figures
    are never shortened.

    Args:
        table: The report.
        labels: The language.
        width: Characters on a line.
        addresses: Whether the address of every figure is listed beneath.
        plain: Whether lines, bars and spaces keep to ASCII, for outputs that show nothing else.

    Returns:
        The text, ending with a line break.
    """
    decimals = shows_decimals((table,))
    grid = Grid(
        columns=table.columns,
        heads=tuple(_heading(column, labels, plain=plain) for column in table.columns),
        lines=_lines(table, labels, decimals=decimals, plain=plain),
    )
    blocks = [
        _about(table, labels, width=width, plain=plain),
        *(grid.write(width) if table.columns else ()),
        [line for note in notes(table, labels) for line in wrapped(visible(note, plain=plain), width, "• ")],
    ]
    if addresses:
        blocks.append(_addresses(table, labels, decimals=decimals))
    text = "\n\n".join("\n".join(block) for block in blocks if block) + "\n"
    return _plain(text) if plain else text


def _plain(text: str) -> str:
    """Return a text with ASCII for what medfin itself puts there; sign by sign, which is far faster than a table."""
    for sign, ascii_sign in _PLAIN.items():
        text = text.replace(sign, ascii_sign)
    return text


def _about(table: Table, labels: Labels, *, width: int, plain: bool) -> list[str]:
    """Return the title and the lines beneath it, values in one column."""
    title = visible(labels.say(table.title), plain=plain)
    pairs = [
        (visible(labels.say(words), plain=plain), "" if value is None else visible(labels.say(value), plain=plain))
        for words, value in table.about
    ]
    first = max((len(words) for words, _ in pairs), default=0) + _GAP
    lines = [line for words, value in pairs for line in wrapped(value, width, words.ljust(first))]
    return [title, *lines] if title else lines


def _heading(column: Column, labels: Labels, *, plain: bool) -> tuple[str, str]:
    """Return a column's heading and its unit."""
    unit = "" if column.unit is None else labels.say(column.unit)
    return visible(labels.say(column.words), plain=plain), visible(unit, plain=plain)


def _lines(table: Table, labels: Labels, *, decimals: bool, plain: bool) -> tuple[Line, ...]:
    """Return the rows' texts. Columns are written one by one, and a cell that stands in several rows once."""
    columns = []
    for at, column in enumerate(table.columns):
        held: dict[int, str] = {}
        cells = [row.cells[at] for row in table.rows]
        for cell in cells:
            if id(cell) not in held:
                held[id(cell)] = _written(cell, column, table.currency, labels, decimals=decimals, plain=plain)
        columns.append([held[id(cell)] for cell in cells])
    texts = zip(*columns, strict=True) if columns else repeat(())
    return tuple(Line(each, row.level, row.kind) for row, each in zip(table.rows, texts, strict=bool(columns)))


def _written(cell: Cell, column: Column, currency: Currency, labels: Labels, *, decimals: bool, plain: bool) -> str:
    """Return a cell's text."""
    if cell.value is None:
        return _OPEN if cell.open else ""
    if column.kind is ColumnKind.BAR:
        return _bar(cell, plain=plain)
    written = write_cell(cell.value, column, currency, labels, decimals=decimals)
    return _OPEN if cell.open and not written else visible(written, plain=plain)


def _bar(cell: Cell, *, plain: bool) -> str:
    """Draw a ratio, ten signs for the whole; what goes beyond it is marked, what is below zero is not drawn."""
    ratio = cell.value
    if not isinstance(ratio, int | Fraction) or ratio <= 0:
        return ""
    if plain:
        full = "#" * max(1, int(min(ratio, 1) * _BAR_WIDTH))
        return f"{full}>" if ratio > 1 else full
    whole, part = divmod(max(1, int(min(ratio, 1) * _BAR_WIDTH * len(_EIGHTHS))), len(_EIGHTHS))
    return _EIGHTHS[-1] * whole + (_EIGHTHS[part - 1] if part else "") + ("›" if ratio > 1 else "")


def _addresses(table: Table, labels: Labels, *, decimals: bool) -> list[str]:
    """Return the address and value of every figure, a line each, under a heading."""
    pairs = [
        (visible(address), write_cell(cell.value, column, table.currency, labels, decimals=decimals))
        for address, column, cell in table.figures()
    ]
    first = max((len(address) for address, _ in pairs), default=0)
    last = max((len(figure) for _, figure in pairs), default=0)
    return [
        labels.say(label("render.addresses")),
        *(f"{address.ljust(first)}{' ' * _GAP}{figure.rjust(last)}" for address, figure in pairs),
    ]
