"""Charts as SVG: sound for any figures, to scale, with every figure written out."""

from __future__ import annotations

import re
from xml.dom import minidom

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import catalog
from ledger.render.svg import draw
from ledger.reports.sheet import Chart
from ledger.reports.sheet import ChartKind
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Table

WIDTH = 760


def table(*rows):
    money = [Column(key=key, words=key.upper(), kind=ColumnKind.MONEY) for key in ("a", "b")]
    lines = tuple(
        Row(key=str(at), cells=(Cell(name), Cell(one), Cell(other))) for at, (name, one, other) in enumerate(rows)
    )
    total = Row(key="total", cells=(Cell("Summa"), Cell(10**9), Cell(10**9)), kind=RowKind.TOTAL)
    return Table(name="t", title="T", columns=(Column(key="name", words=""), *money), rows=(*lines, total))


def drawn(kind, *rows, series=("a", "b"), language="sv"):
    chart = Chart(kind=kind, title="Rubrik <&>", table="t", categories="name", series=series)
    made = draw(chart, table(*rows), catalog.labels(language))
    return minidom.parseString(made).documentElement  # noqa: S318 - our own


def marks(svg, tag, colour):
    return [each for each in svg.getElementsByTagName(tag) if each.getAttribute("fill") == colour]


def titles(svg):
    return [each.firstChild.data for each in svg.getElementsByTagName("title")]


names = st.text(st.characters(codec="utf-8"), max_size=60)
values = st.none() | st.integers(-(10**15), 10**15)


@given(st.sampled_from(ChartKind), st.lists(st.tuples(names, values, values), max_size=40))
def test_any_figures_give_a_sound_chart_within_its_frame(kind, rows):
    svg = drawn(kind, *rows)
    height = int(svg.getAttribute("viewBox").split()[3])

    assert titles(svg)[0] == "Rubrik <&>"
    for rect in svg.getElementsByTagName("rect"):
        x, y, wide, high = (int(rect.getAttribute(name)) for name in ("x", "y", "width", "height"))
        assert min(x, y, wide, high) >= 0
        assert x + wide <= WIDTH
        assert y + high <= height
    for line in svg.getElementsByTagName("polyline"):
        for point in line.getAttribute("points").split():
            x, y = map(int, point.split(","))
            assert 0 <= x <= WIDTH
            assert 0 <= y <= height


def test_bars_are_to_scale_and_stand_on_each_other():
    svg = drawn(ChartKind.STACKED_BAR, ("Ett", 300, 100), ("Två", 100, 100))
    first, second = marks(svg, "rect", "#0072B2")[:2]
    after = marks(svg, "rect", "#E69F00")[0]

    assert abs(int(first.getAttribute("width")) - 3 * int(second.getAttribute("width"))) <= 3
    assert int(after.getAttribute("x")) == int(first.getAttribute("x")) + int(first.getAttribute("width"))
    assert "Ett, A: 3" in titles(svg)
    assert "Summa" not in svg.toxml()


def test_what_is_below_nothing_lies_to_the_left_of_it():
    svg = drawn(ChartKind.STACKED_BAR, ("Ett", 300, -100))
    ahead, behind = marks(svg, "rect", "#0072B2")[0], marks(svg, "rect", "#E69F00")[0]

    assert int(behind.getAttribute("x")) + int(behind.getAttribute("width")) == int(ahead.getAttribute("x"))


def test_bars_side_by_side_do_not_cover_each_other():
    svg = drawn(ChartKind.BAR, ("Ett", 300, 200))
    one, other = marks(svg, "rect", "#0072B2")[0], marks(svg, "rect", "#E69F00")[0]

    assert one.getAttribute("x") == other.getAttribute("x")
    assert int(other.getAttribute("y")) >= int(one.getAttribute("y")) + int(one.getAttribute("height"))


@pytest.mark.parametrize(("language", "share"), [("sv", "75,0\N{NO-BREAK SPACE}%"), ("en", "75.0%")])
def test_shares_of_a_ring_are_the_whole_of_it(language, share):
    svg = drawn(
        ChartKind.DOUGHNUT, ("Ett", 300, 0), ("Två", 100, 0), ("Inget", -5, 0), series=("a",), language=language
    )
    lengths = [int(each.getAttribute("stroke-dasharray").split()[0]) for each in svg.getElementsByTagName("circle")]

    assert sum(lengths) == 6283
    assert lengths[0] == 4712
    assert any(share in title for title in titles(svg))


def test_a_line_ends_where_there_is_no_figure():
    svg = drawn(ChartKind.LINE, ("1", 1, 1), ("2", None, 2), ("3", 3, 3), ("4", 4, 4))
    lines = [each.getAttribute("points").split() for each in svg.getElementsByTagName("polyline")]

    assert [len(points) for points in lines] == [1, 2, 4]


def test_a_long_name_is_shortened_and_kept_whole_as_a_title():
    name = "Ett mycket långt namn på ett kostnadsslag"
    svg = drawn(ChartKind.BAR, (name, 1, 1))

    assert name in titles(svg)
    assert re.search("Ett mycket långt[^<]*…<", svg.toxml())
