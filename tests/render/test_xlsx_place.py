from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.render.workbook.place import arrange
from ledger.render.workbook.width import Widths


def widths(*columns):
    return Widths(columns, (False,) * len(columns), decimals=False)


@pytest.mark.parametrize(
    ("made", "end", "landscape", "expected"),
    [
        pytest.param(widths(40, 40), 10, False, [(11, 0, 0), (28, 0, 0), (45, 0, 0)], id="beneath a narrow table"),
        pytest.param(widths(80, 80), 10, False, [(11, 0, 0), (11, 0, 573), (28, 0, 0)], id="two beneath a wide table"),
        pytest.param(widths(40, 40), 10, True, [(1, 2, 16), (18, 0, 0), (18, 0, 586)], id="one beside on a wide page"),
        pytest.param(widths(40, 40), 60, False, [(1, 2, 16), (18, 2, 16), (35, 2, 16)], id="all beside a long table"),
    ],
)
def test_charts_stand_where_there_is_room(made, end, landscape, expected):
    places = arrange([320, 320, 320], made, end, landscape=landscape)

    assert [(spot.row, spot.column, spot.offset) for spot in places.spots] == expected
    assert places.one_page is (end < 45)


def test_charts_on_a_sheet_of_their_own_stand_two_side_by_side():
    places = arrange([320, 200, 320], widths(9, 9), 0, landscape=True)

    assert [(spot.row, spot.offset, spot.width) for spot in places.spots] == [(0, 0, 640), (0, 656, 640), (17, 0, 640)]
    assert places.one_page


def test_a_sheet_without_charts_ends_with_its_tables():
    places = arrange([], widths(10, 10, 10), 7, landscape=False)

    assert (places.spots, places.row, places.column, places.one_page) == ((), 7, 2, False)


@given(
    heights=st.lists(st.integers(min_value=150, max_value=700), min_size=1, max_size=5),
    columns=st.lists(st.integers(min_value=9, max_value=60), min_size=2, max_size=12),
    end=st.integers(min_value=4, max_value=100),
    landscape=st.booleans(),
)
def test_no_chart_covers_a_table_or_another_chart(heights, columns, end, landscape):
    made = widths(*columns)
    places = arrange(heights, made, end, landscape=landscape)
    boxes = []
    for spot in places.spots:
        left = spot.offset + (made.pixels if spot.column else 0)
        boxes.append((left, left + spot.width, spot.row * 20, spot.row * 20 + spot.height))

    boxes.append((0, made.pixels, 0, end * 20))
    for at, (left, right, top, bottom) in enumerate(boxes):
        for other_left, other_right, other_top, other_bottom in boxes[at + 1 :]:
            assert right <= other_left or other_right <= left or bottom <= other_top or other_bottom <= top
