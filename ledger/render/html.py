"""A report as one HTML file: tables with their figures, charts beside them, and nothing that runs or is fetched.

It is read in a browser, sent by mail and printed. Every text from outside is escaped, and a rule in the file's head
forbids browsers to load or run anything at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from html import escape

from ledger.core.words import Labels
from ledger.render.clean import visible
from ledger.render.svg import draw
from ledger.render.words import notes
from ledger.render.words import shows_decimals
from ledger.render.words import write_cell
from ledger.reports.sheet import Sheet
from ledger.reports.sheet import Workbook
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import Table

_BAR_PIXELS = 80
_SHORT_MOST = 16
_MANY = 10

_STYLE = """\
:root { color: #1F2933; background: #fff; font: 15px/1.45 "Segoe UI", "Noto Sans", Arial, sans-serif; }
body { max-width: 1400px; margin: 24px auto; padding: 0 20px; }
h1 { font-size: 26px; margin: 0 0 4px; }
h2 { font-size: 20px; margin: 36px 0 8px; border-bottom: 2px solid #8FA3B3; padding-bottom: 4px; }
h3 { font-size: 16px; margin: 20px 0 6px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 20px; margin: 8px 0 14px; }
dt { color: #5F6B76; } dd { margin: 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: 8px 0; }
th, td { padding: 4px 10px; text-align: left; vertical-align: top; border-bottom: 1px solid #E4E9ED; }
thead th { background: #DCE8F1; vertical-align: bottom; border-bottom: 1px solid #8FA3B3; hyphens: auto; }
thead small { display: block; font-weight: normal; color: #4A5560; }
caption { text-align: left; font-size: 16px; font-weight: 600; margin: 12px 0 6px; }
.about + .wide caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.wide:focus-visible { outline: 2px solid #0072B2; }
.short { white-space: nowrap; }
.many { font-size: 13px; } .many th, .many td { padding: 3px 6px; }
.many .roomy { min-width: 7.5em; }
tbody th { font-weight: normal; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
thead .n { white-space: normal; }
.group th, .group td { font-weight: 600; padding-top: 10px; }
.subtotal th, .subtotal td { font-weight: 600; border-top: 1px solid #8FA3B3; }
.total th, .total td { font-weight: 700; border-top: 2px solid #8FA3B3; }
.open { background: #FFF9E5; min-width: 90px; }
.minus { color: #A33A00; }
.good { background: #CDE8D5; } .doubtful { background: #FFE0A3; } .bad { background: #F6B8A8; }
ul { margin: 6px 0 0; padding-left: 20px; color: #3E4C59; }
figure { margin: 18px 0; break-inside: avoid; max-width: 760px; }
svg { width: 100%; height: auto; }
nav { margin: 10px 0; } nav a { margin-right: 16px; color: #0072B2; }
@media print {
  @page { size: A4 landscape; margin: 14mm; }
  :root { font-size: 9pt; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  body { margin: 0; max-width: none; padding: 0; } nav { display: none; }
  .many .roomy { min-width: 0; } .wide { overflow: visible; } tr { break-inside: avoid; }
  .total, .subtotal { break-before: avoid; }
  thead { display: table-header-group; }
  table { font-size: 8pt; } th, td { padding: 3px 5px; } h2, h3, dl { break-after: avoid; } h2 { margin-top: 18px; }
}
"""


def to_html(workbook: Workbook, labels: Labels) -> str:
    """Return sheets of tables and charts as one HTML file.

    Args:
        workbook: The sheets; formulas are not needed, for a page does not compute.
        labels: The language.

    Returns:
        The file. The same workbook gives the same text.
    """
    title = visible(labels.say(workbook.title))
    tables = {table.name: table for sheet in workbook.sheets for table in sheet.tables}
    sections = [_section(at, sheet, tables, labels) for at, sheet in enumerate(workbook.sheets)]
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="{labels.language}">',
            "<head>",
            '<meta charset="utf-8">',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title>",
            f"<style>\n{_STYLE}</style>",
            "</head>",
            "<body>",
            f"<h1>{escape(title)}</h1>",
            *_links(workbook, labels),
            *sections,
            "</body>",
            "</html>",
            "",
        )
    )


def _links(workbook: Workbook, labels: Labels) -> Iterator[str]:
    """Yield links to the sections, where there are several."""
    if len(workbook.sheets) > 1:
        names = (escape(visible(labels.say(sheet.name))) for sheet in workbook.sheets)
        yield "<nav>"
        yield from (f'<a href="#s{at}">{name}</a>' for at, name in enumerate(names))
        yield "</nav>"


def _section(number: int, sheet: Sheet, tables: dict[str, Table], labels: Labels) -> str:
    decimals = shows_decimals(sheet.tables)
    name = escape(visible(labels.say(sheet.name)))
    charts = (draw(chart, tables[chart.table], labels) for chart in sheet.charts if chart.table in tables)
    return "\n".join(
        (
            f'<section id="s{number}">',
            f"<h2>{name}</h2>",
            *(_table(table, labels, decimals=decimals) for table in sheet.tables),
            *(f"<figure>{chart}</figure>" for chart in charts),
            "</section>",
        )
    )


def _table(table: Table, labels: Labels, *, decimals: bool) -> str:
    title = escape(visible(labels.say(table.title)))
    about = list(_about(table, labels))
    heading = [f'<div class="about"><h3>{title}</h3>', *about, "</div>"] if about and title else about
    many = ' class="many"' if len(table.columns) >= _MANY else ""
    named = f' role="region" tabindex="0" aria-label="{title}"' if title else ""
    return "\n".join(
        (
            *heading,
            f'<div class="wide"{named}><table{many}>',
            *([f"<caption>{title}</caption>"] if title else []),
            *(_head(table, labels) if table.headed else []),
            "<tbody>",
            *(_row(table, row, labels, decimals=decimals) for row in table.rows),
            "</tbody>",
            "</table></div>",
            *_notes(table, labels),
        )
    )


def _about(table: Table, labels: Labels) -> Iterator[str]:
    if table.about:
        yield "<dl>"
        for words, value in table.about:
            said = "" if value is None else labels.say(value)
            yield f"<dt>{escape(visible(labels.say(words)))}</dt><dd>{escape(visible(said))}</dd>"
        yield "</dl>"


def _head(table: Table, labels: Labels) -> Iterator[str]:
    yield "<thead><tr>"
    for column in table.columns:
        unit = "" if column.unit is None else labels.say(column.unit)
        small = f"<small>{escape(visible(unit))}</small>" if unit else ""
        # Wide texts among many columns would else have lines of a word.
        roomy = ' class="roomy"' if column.wide and column.kind is ColumnKind.TEXT else ""
        yield f'<th scope="col"{roomy or _class(column.kind)}>{escape(visible(labels.say(column.words)))}{small}</th>'
    yield "</tr></thead>"


def _row(table: Table, row: Row, labels: Labels, *, decimals: bool) -> str:
    cells = (_cell(table, row, at, labels, decimals=decimals) for at in range(len(table.columns)))
    return f'<tr class="{row.kind}">{"".join(cells)}</tr>'


def _cell(table: Table, row: Row, at: int, labels: Labels, *, decimals: bool) -> str:
    """Return a cell: the first of a row heads it, a figure carries its address."""
    column, cell = table.columns[at], row.cells[at]
    kind = cell.kind or column.kind
    tag = "th" if at == 0 else "td"
    scope = ' scope="row"' if at == 0 else ""
    indent = f' style="padding-left:{10 + 16 * row.level}px"' if at == 0 and row.level else ""
    address = ""
    if kind.is_figure and cell.value is not None:
        address = f' data-address="{escape(table.address(row.key, column.key))}"'
    shown = _shown(table, column, cell, labels, decimals)
    return f"<{tag}{scope}{_class(kind, cell, shown)}{indent}{address}>{shown}</{tag}>"


def _shown(table: Table, column: Column, cell: Cell, labels: Labels, decimals: bool) -> str:
    if column.kind is ColumnKind.BAR:
        return _bar(cell)
    written = write_cell(cell.value, column, table.currency, labels, decimals=decimals)
    return escape(visible(written, keep="\n")).replace("\n", "<br>")


def _bar(cell: Cell) -> str:
    """Return a ratio drawn, the whole as long as the cell; what goes beyond it is marked."""
    ratio = cell.value
    if not isinstance(ratio, int | Fraction) or ratio <= 0:
        return ""
    pixels = max(1, (min(Fraction(ratio), Fraction(1)) * _BAR_PIXELS).__floor__())
    colour = "#D55E00" if ratio > 1 else "#0072B2"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_BAR_PIXELS} 10" style="width:{_BAR_PIXELS}px" '
        f'aria-hidden="true"><rect width="{_BAR_PIXELS}" height="10" fill="#E4E9ED"/>'
        f'<rect width="{pixels}" height="10" fill="{colour}"/></svg>'
    )


def _class(kind: ColumnKind, cell: Cell | None = None, shown: str = "") -> str:
    names = []
    if kind is ColumnKind.TEXT and "-" in shown and len(shown) <= _SHORT_MOST and " " not in shown:
        names.append("short")  # a code or an id, which no line breaks
    if kind.is_figure and kind is not ColumnKind.DATE:
        names.append("n")
    if cell and cell.open and cell.value is None:
        names.append("open")
    if cell and cell.tone:
        names += [str(cell.tone), "short"]
    if cell and kind.is_figure and isinstance(cell.value, int | Fraction) and cell.value < 0:
        names.append("minus")
    return f' class="{" ".join(names)}"' if names else ""


def _notes(table: Table, labels: Labels) -> Iterator[str]:
    said = notes(table, labels)
    if said:
        yield "<ul>"
        yield from (f"<li>{escape(visible(note))}</li>" for note in said)
        yield "</ul>"
