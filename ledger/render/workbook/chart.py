"""Native charts over the cells of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from ledger import errors
from ledger.core.record import evolve
from ledger.core.words import Labels
from ledger.render.clean import visible
from ledger.render.workbook.layout import Block
from ledger.render.workbook.layout import Layout
from ledger.render.workbook.layout import quoted
from ledger.render.workbook.style import SERIES
from ledger.reports.sheet import Chart
from ledger.reports.sheet import ChartKind
from ledger.reports.table import RowKind

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart as Native
    from xlsxwriter.workbook import Workbook as File

_TALL_BASE, _TALL_LINE, _TALL_MOST = 150, 34, 620
_TALL = 320
_FONT = {"size": 9}
_GRID = {"visible": True, "line": {"color": "#D5DCE2", "width": 0.75}}
_SLICES_MOST = len(SERIES)
"""A ring of more parts is drawn as bars: its names would leave it no room, and colours would come again."""

_LEGEND_BESIDE, _LEGEND_LINE = 6, 18
"""So many parts have their names beside the ring; more stand beneath it, two on each line."""

_SLIVER_PERCENT = 4
"""A part smaller than this bears no figure, which would lie over its neighbour's."""

_BARS = (ChartKind.STACKED_BAR, ChartKind.BAR)
_KINDS = {
    ChartKind.STACKED_BAR: {"type": "bar", "subtype": "stacked"},
    ChartKind.BAR: {"type": "bar"},
    ChartKind.DOUGHNUT: {"type": "doughnut"},
    ChartKind.LINE: {"type": "line"},
}


def draw(chart: Chart, file: File, layout: Layout, labels: Labels) -> tuple[Native, int]:
    """Make a chart.

    Args:
        chart: What it shows.
        file: The file that it belongs to.
        layout: Where its table stands.
        labels: The language of its title.

    Returns:
        The chart and its height in pixels.

    Raises:
        ReferenceMissingError: The workbook does not hold its table or columns.
    """
    try:
        block = layout.blocks[chart.table]
        slices = len(_runs(block, flat=True))
        if chart.kind is ChartKind.DOUGHNUT and slices > _SLICES_MOST:
            chart = evolve(chart, kind=ChartKind.BAR)
        native = file.add_chart(_KINDS[chart.kind])
        for at, key in enumerate(chart.series):
            native.add_series(_series(chart, block, key, SERIES[at % len(SERIES)]))
    except KeyError as error:
        raise errors.ReferenceMissingError(address=chart.table, reference=error.args[0]) from error
    native.set_title(
        {"name": visible(labels.say(chart.title)), "name_font": {"size": 12, "bold": True}, "overlay": False}
    )
    beside = chart.kind is ChartKind.DOUGHNUT and slices <= _LEGEND_BESIDE
    native.set_legend({"position": "right" if beside else "bottom", "font": _FONT})
    height = _TALL
    if chart.kind is ChartKind.DOUGHNUT and not beside:
        height += _LEGEND_LINE * slices // 2
    if chart.kind in _BARS:
        # The first category on top, as in the table; its names beside the drawing also where bars go below zero. Where
        # costs are written with a minus sign, they grow to the right nevertheless.
        turned = all(block.table.columns[block.columns[key]].negative for key in chart.series)
        names = {"label_position": "high" if turned else "low", "line": {"color": "#8FA3B3"}}
        native.set_y_axis({"reverse": True, "num_font": _FONT, **names})
        scale = {"num_format": "#,##0", "num_font": _FONT, "major_gridlines": _GRID, "label_position": "high"}
        native.set_x_axis({**scale, "reverse": turned})
        height = min(_TALL_BASE + _TALL_LINE * len(_runs(block, flat=True)), _TALL_MOST)
    elif chart.kind is ChartKind.LINE:
        native.set_x_axis({"num_font": {**_FONT, "rotation": -45}, "label_position": "low"})
        native.set_y_axis({"num_format": "#,##0", "num_font": _FONT, "major_gridlines": _GRID})
    native.show_blanks_as("gap")
    return native, height


def _series(chart: Chart, block: Block, key: str, colour: str) -> dict[str, Any]:
    """Return a series over the column `key`."""
    series: dict[str, Any] = {
        "name": [block.tab, block.head, block.columns[key]],
        "categories": _cells(block, chart.categories),
        "values": _cells(block, key),
    }
    if chart.kind is ChartKind.LINE:
        series["line"] = {"color": colour, "width": 2.25}
    elif chart.kind in _BARS:
        series |= {"fill": {"color": colour}, "gap": 45}
    else:
        slices = _slices(block, key)
        whole = sum(slices)
        series["points"] = [{"fill": {"color": SERIES[at % len(SERIES)]}} for at in range(len(slices))]
        series["data_labels"] = {
            "percentage": True,
            "num_format": "0 %",
            "font": {"size": 9, "color": "#FFFFFF", "bold": True},
            "custom": [{"delete": part * 100 < whole * _SLIVER_PERCENT} for part in slices],
        }
    return series


def _cells(block: Block, key: str) -> str:
    """Return the cells of a column in the rows that are charted; several stretches where other rows stand between."""
    from xlsxwriter.utility import xl_range_abs  # noqa: PLC0415 - already loaded by whoever made the file

    column = block.columns[key]
    spans = [f"{quoted(block.tab)}!{xl_range_abs(first, column, last, column)}" for first, last in _runs(block)]
    return f"={spans[0]}" if len(spans) == 1 else f"=({','.join(spans)})"


def _slices(block: Block, key: str) -> list[int]:
    """Return the size of each part of a ring, in minor units; an empty one has none."""
    at = block.columns[key]
    values = [row.cells[at].value for row in block.table.rows if row.kind is RowKind.LINE]
    return [abs(value) if isinstance(value, int) else 0 for value in values]


def _runs(block: Block, *, flat: bool = False) -> list[tuple[int, int]]:
    """Return first and last row of each stretch of charted rows; of each row by itself if `flat`."""
    runs: list[tuple[int, int]] = []
    for row in block.table.rows:
        at = block.rows[row.key]
        if row.kind is not RowKind.LINE:
            continue
        if runs and not flat and runs[-1][1] == at - 1:
            runs[-1] = (runs[-1][0], at)
        else:
            runs.append((at, at))
    return runs
