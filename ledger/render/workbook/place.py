"""Where a sheet's charts stand, so that they cover no cell and are seen."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.core.record import frozen
from ledger.render.workbook.width import Widths

_LONG = 45
"""Charts stand beside a sheet of more rows than this, for nobody would find them beneath."""

_NARROW_PIXELS = 700
"""Charts stand beside tables narrower than this on a page that lies on its side, for there is room for them."""

_NARROWEST, _WIDEST = 480, 900
_ALONE, _ABREAST = 640, 2
"""Width of charts on a sheet without tables, and how many of them stand side by side."""

_AIR = 16
_ROW_PIXELS = 20


@frozen(kw_only=True)
class Spot:
    """Where a chart stands.

    Attributes:
        row: Row of its upper edge.
        column: Column of its left edge.
        offset: Pixels from that column's left edge.
        width: In pixels.
        height: In pixels.
    """

    row: int
    column: int
    offset: int
    width: int
    height: int


@frozen(kw_only=True)
class Places:
    """Where everything on a sheet ends.

    Attributes:
        spots: Where each chart stands.
        row: Last row that anything covers.
        column: Last column that anything covers.
        pixels: From the left edge to where the last one of the tables and charts ends.
        one_page: Whether the sheet prints on one page, so that no chart is cut in two.
    """

    spots: tuple[Spot, ...]
    row: int
    column: int
    pixels: int
    one_page: bool

    @property
    def stands(self) -> bool:
        """Whether it prints on one page and is higher than wide, so that letters are larger on a page upright."""
        return self.one_page and self.row * _ROW_PIXELS > self.pixels


def arrange(heights: Sequence[int], widths: Widths, end: int, *, landscape: bool) -> Places:
    """Place the charts.

    On a sheet of their own they stand two side by side. Beneath tables they stand as many side by side as there is room
    for. Beside a long sheet they stand one under the other. Beside a narrow one on a page that lies on its side there
    is room for the first of them.

    Args:
        heights: Of the charts, in pixels.
        widths: Of the sheet's columns.
        end: The first row beneath all tables.
        landscape: Whether the sheet prints on its side.
    """
    last = len(widths.columns) - 1
    if not heights:
        return Places(spots=(), row=end, column=last, pixels=widths.pixels, one_page=False)
    across = max(1, (widths.pixels + _AIR) // (_NARROWEST + _AIR))
    width = min(max((widths.pixels - _AIR * (across - 1)) // across, _NARROWEST), _WIDEST)
    if not end:
        across = min(_ABREAST, len(heights))
        spots, row = _lined(heights, 0, across, _ALONE)
        reached = across * (_ALONE + _AIR) - _AIR
    elif end > _LONG:
        spots, row = _stacked(heights, last + 1, width)
        reached = widths.pixels + _AIR + width
    elif landscape and widths.pixels < _NARROW_PIXELS:
        first, row = _stacked(heights[:1], last + 1, width)
        beneath, row = _lined(heights[1:], max(row, end + 1), 2, (widths.pixels + width) // 2)
        spots, reached = (*first, *beneath), widths.pixels + _AIR + width
    else:
        spots, row = _lined(heights, end + 1, across, width)
        reached = across * (width + _AIR) - _AIR
    return Places(
        spots=spots,
        row=max(end, row),
        column=widths.reach(reached),
        pixels=max(widths.pixels, reached),
        one_page=end <= _LONG,
    )


def _stacked(heights: Sequence[int], column: int, width: int) -> tuple[tuple[Spot, ...], int]:
    """Return places one under the other from the second row on, and the row beneath them."""
    spots = []
    row = 1
    for height in heights:
        spots.append(Spot(row=row, column=column, offset=_AIR, width=width, height=height))
        row += _rows(height)
    return tuple(spots), row


def _lined(heights: Sequence[int], row: int, across: int, width: int) -> tuple[tuple[Spot, ...], int]:
    """Return places in lines of `across` from `row` on, and the row beneath them."""
    spots = []
    for first in range(0, len(heights), across):
        line = heights[first : first + across]
        for at, height in enumerate(line):
            spots.append(Spot(row=row, column=0, offset=at * (width + _AIR), width=width, height=height))
        row += _rows(max(line))
    return tuple(spots), row


def _rows(pixels: int) -> int:
    """Return how many rows a chart covers, and one for air."""
    return -(-pixels // _ROW_PIXELS) + 1
