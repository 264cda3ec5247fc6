"""Charts as SVG: bars, shares of a whole, and lines, drawn in whole numbers with every figure written out.

Nothing in them runs and nothing is fetched. The same table gives the same text. Each mark carries its figure as a
title, which readers of screens say and browsers show; the table beside a chart holds the same figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from fractions import Fraction
from html import escape
from typing import NamedTuple

from ledger.core.formats import write_minor
from ledger.core.money import Currency
from ledger.core.words import Labels
from ledger.render.clean import visible
from ledger.render.workbook.style import SERIES
from ledger.reports.sheet import Chart
from ledger.reports.sheet import ChartKind
from ledger.reports.table import RowKind
from ledger.reports.table import Table

_WIDTH = 760
_LEFT, _RIGHT, _TOP = 240, 16, 34
_BAR, _GAP = 18, 12
_LINES_HEIGHT, _LINES_LEFT = 240, 110
_NAME_MOST = 36
_LEGEND = 20
_AXIS = 26
_STEPS = 4
_RADIUS, _OUTLINE = 1000, 6283
"""A circle's radius and outline in the same whole steps."""

_SHARE_NAME_MOST = 46
_LABELS_MOST = 14
_FAINT, _GRID = "#4A5560", "#D5DCE2"

# How texts look.
_WORD = 'font-size="12" fill="#1F2933"'
_HEAD = 'font-size="15" font-weight="bold" fill="#1F2933"'
_NAME = f'{_WORD} text-anchor="end"'
_SMALL = f'font-size="11" fill="{_FAINT}"'
_MIDDLE, _END = f'{_SMALL} text-anchor="middle"', f'{_SMALL} text-anchor="end"'


class _Series(NamedTuple):
    """A row of figures with its name and colour."""

    name: str
    colour: str
    values: tuple[int | None, ...]


class _Data(NamedTuple):
    """What a chart draws."""

    title: str
    names: tuple[str, ...]
    series: tuple[_Series, ...]
    currency: Currency
    language: str

    def money(self, minor: int) -> str:
        """Return an amount in minor units as people write it."""
        return write_minor(minor, self.currency, self.language, decimals=False)


def draw(chart: Chart, table: Table, labels: Labels) -> str:
    """Return a chart as an SVG element.

    Args:
        chart: What it shows.
        table: The table that it is over.
        labels: The language of its words.
    """
    data = _data(chart, table, labels)
    if chart.kind is ChartKind.DOUGHNUT:
        height, marks = _shares(data)
    elif chart.kind is ChartKind.LINE:
        height, marks = _lines(data)
    else:
        height, marks = _bars(data, stacked=chart.kind is ChartKind.STACKED_BAR)
    title = escape(data.title)
    told = f"<title>{title}</title>", f"<desc>{escape(_told(data))}</desc>"
    inner = "\n".join((*told, _text(0, 16, data.title, _HEAD), *marks))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'aria-label="{title}" font-family="sans-serif">\n{inner}\n</svg>'
    )


def _told(data: _Data) -> str:
    """Return a chart's figures in words, for those who do not see it."""
    rows = (
        (name, [f"{each.name} {data.money(value)}" for each in data.series if (value := each.values[at]) is not None])
        for at, name in enumerate(data.names)
    )
    return "; ".join(f"{name}: {', '.join(figures)}" for name, figures in rows if figures)


def _data(chart: Chart, table: Table, labels: Labels) -> _Data:
    rows = [row for row in table.rows if row.kind is RowKind.LINE]
    places = {column.key: at for at, column in enumerate(table.columns)}
    series = tuple(
        _Series(
            name=visible(labels.say(table.columns[places[key]].words)),
            colour=SERIES[at % len(SERIES)],
            values=tuple(value if isinstance(value := row.cells[places[key]].value, int) else None for row in rows),
        )
        for at, key in enumerate(chart.series)
    )
    named = (labels.say(row.cells[places[chart.categories]].value) for row in rows)
    names = tuple(visible(each) for each in named)
    return _Data(visible(labels.say(chart.title)), names, series, table.currency, labels.language)


def _bars(data: _Data, *, stacked: bool) -> tuple[int, list[str]]:
    """Return the height and the marks of bars that lie: one for each row, on top of each other or side by side."""
    lanes = 1 if stacked else len(data.series)
    step = _BAR * lanes + _GAP
    bottom = _TOP + step * len(data.names)
    least, most = _reach(data, stacked=stacked)
    width = _WIDTH - _LEFT - _RIGHT
    marks = list(_grid_across(data, least, most, bottom))
    for row, name in enumerate(data.names):
        top = _TOP + row * step
        marks.append(_text(_LEFT - 8, top + step // 2, _short(name), _NAME, full=name))
        ahead, behind = 0, 0
        for lane, series in enumerate(data.series):
            value = series.values[row] or 0
            start = (ahead if value >= 0 else behind) if stacked else 0
            first, last = sorted((_scaled(start, least, most, width), _scaled(start + value, least, most, width)))
            said = f"{name}, {series.name}: {data.money(value)}"
            y = top + (0 if stacked else lane * _BAR)
            marks.append(_rect((_LEFT + first, y, last - first, _BAR), series.colour, said))
            ahead, behind = ahead + max(value, 0), behind + min(value, 0)
    marks += _legend(data.series, bottom + _AXIS)
    return bottom + _AXIS + _LEGEND, marks


def _reach(data: _Data, *, stacked: bool) -> tuple[int, int]:
    """Return the lowest and the highest value that a chart must show, nothing among them."""
    if not stacked:
        values = [value for series in data.series for value in series.values if value is not None]
        return min(0, *values, 0), max(0, *values, 0) or 1
    rows = [[series.values[row] or 0 for series in data.series] for row in range(len(data.names))]
    least = min((sum(min(value, 0) for value in row) for row in rows), default=0)
    most = max((sum(max(value, 0) for value in row) for row in rows), default=0)
    return least, most or 1


def _scaled(value: int, least: int, most: int, length: int) -> int:
    """Return how far along an axis a value lies."""
    return (value - least) * length // (most - least)


def _round_step(span: int) -> int:
    """Return a step of 1, 2 or 5 times a power of ten that divides a stretch into few parts."""
    wanted = max(span // _STEPS, 1)
    power = int("1" + "0" * (len(str(wanted)) - 1))
    return next(size * power for size in (1, 2, 5, 10) if size * power >= wanted)


def _ticks(least: int, most: int) -> Iterator[int]:
    step = _round_step(most - least)
    yield from range(-(-least // step) * step, most + 1, step)


def _grid_across(data: _Data, least: int, most: int, bottom: int) -> Iterator[str]:
    for tick in _ticks(least, most):
        x = _LEFT + _scaled(tick, least, most, _WIDTH - _LEFT - _RIGHT)
        yield _rule(x, _TOP - 4, x, bottom, dark=not tick)
        yield _text(x, bottom + 14, data.money(tick), _END if tick == most else _MIDDLE)


def _shares(data: _Data) -> tuple[int, list[str]]:
    """Return the height and the marks of a ring whose parts are shares; what is not above nothing has none.

    The ring is a circle of which each part draws its own stretch of the outline.
    """
    values = [value if value and value > 0 else 0 for value in data.series[0].values]
    whole = sum(values) or 1
    bounds = [sum(values[:at]) * _OUTLINE // whole for at in range(len(values) + 1)]
    marks = [f'<g transform="translate(120 {_TOP + 104}) scale(0.074)" fill="none" stroke-width="560">']
    legend = []
    for at, name in enumerate(data.names):
        length, colour = bounds[at + 1] - bounds[at], SERIES[at % len(SERIES)]
        figure = f"{data.money(values[at])} ({_percent(Fraction(values[at], whole), data.language)})"
        said = f"{name}: {figure}"
        if length:
            marks.append(
                f'<circle r="{_RADIUS}" stroke="{colour}" stroke-dasharray="{length} {_OUTLINE - length}" '
                f'stroke-dashoffset="{_OUTLINE // 4 - bounds[at]}"><title>{escape(said)}</title></circle>'
            )
        y = _TOP + 12 + at * _LEGEND
        legend += [
            _rect((260, y - 10, 12, 12), colour, said),
            _text(280, y, f"{_short(name, _SHARE_NAME_MOST)}: {figure}", full=said),
        ]
    return max(_TOP + 210, _TOP + 12 + len(values) * _LEGEND), [*marks, "</g>", *legend]


def _percent(share: Fraction, language: str) -> str:
    tenths = (share * 1000 + Fraction(1, 2)).__floor__()
    mark, space = (",", "\N{NO-BREAK SPACE}") if language == "sv" else (".", "")
    return f"{tenths // 10}{mark}{tenths % 10}{space}%"


def _lines(data: _Data) -> tuple[int, list[str]]:
    """Return the height and the marks of lines over the rows, from left to right; nothing interrupts a line."""
    least, most = _reach(data, stacked=False)
    width, bottom = _WIDTH - _LINES_LEFT - _RIGHT, _TOP + _LINES_HEIGHT
    marks = []
    for tick in _ticks(least, most):
        y = bottom - _scaled(tick, least, most, _LINES_HEIGHT)
        marks += [
            _rule(_LINES_LEFT, y, _WIDTH - _RIGHT, y, dark=not tick),
            _text(_LINES_LEFT - 8, y + 4, data.money(tick), _END),
        ]
    last = max(len(data.names) - 1, 1)
    places = [_LINES_LEFT + at * width // last for at in range(len(data.names))]
    every = -(-len(places) // _LABELS_MOST)
    for at in range(0, len(places), every or 1):
        look = _END if places[at] == _WIDTH - _RIGHT else _MIDDLE
        marks.append(_text(places[at] + (_RIGHT if look is _END else 0), bottom + 16, data.names[at], look))
    for series in data.series:
        heights = [
            None if value is None else bottom - _scaled(value, least, most, _LINES_HEIGHT) for value in series.values
        ]
        marks += _line(data, series, list(zip(places, heights, strict=True)))
    marks += _legend(data.series, bottom + _AXIS + 6)
    return bottom + _AXIS + 6 + _LEGEND, marks


def _line(data: _Data, series: _Series, spots: Sequence[tuple[int, int | None]]) -> Iterator[str]:
    """Yield a series as lines between the rows that have a figure, and a dot on each of them."""
    runs: list[list[str]] = [[]]
    dots = []
    for name, value, (x, y) in zip(data.names, series.values, spots, strict=True):
        if y is None or value is None:
            runs.append([])
            continue
        runs[-1].append(f"{x},{y}")
        said = escape(f"{name}, {series.name}: {data.money(value)}")
        dots.append(f'<circle cx="{x}" cy="{y}" r="3" fill="{series.colour}"><title>{said}</title></circle>')
    for run in filter(None, runs):
        yield f'<polyline points="{" ".join(run)}" fill="none" stroke="{series.colour}" stroke-width="2"/>'
    yield from dots


def _legend(series: Sequence[_Series], y: int) -> Iterator[str]:
    step = (_WIDTH - _LINES_LEFT) // max(len(series), 1)
    for at, each in enumerate(series):
        x = _LINES_LEFT + at * step
        yield _rect((x, y - 4, 12, 12), each.colour, each.name)
        yield _text(x + 18, y + 6, each.name)


def _short(name: str, most: int = _NAME_MOST) -> str:
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"


def _rect(box: tuple[int, int, int, int], colour: str, said: str) -> str:
    """Return a rectangle: left and upper edge, width and height."""
    x, y, width, height = box
    title = f"<title>{escape(said)}</title>"
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{colour}">{title}</rect>'


def _rule(x: int, y: int, to_x: int, to_y: int, *, dark: bool) -> str:
    return f'<line x1="{x}" y1="{y}" x2="{to_x}" y2="{to_y}" stroke="{_FAINT if dark else _GRID}"/>'


def _text(x: int, y: int, text: str, look: str = _WORD, full: str = "") -> str:
    """Return a text; one that is shortened carries its whole as a title."""
    title = f"<title>{escape(full)}</title>" if full and full != text else ""
    return f'<text x="{x}" y="{y}" {look}>{escape(text)}{title}</text>'
