"""A report as a page: the table's own figures, nothing that runs or is fetched, and no text that becomes markup."""

from __future__ import annotations

from html.parser import HTMLParser
from xml.dom import minidom

import attrs
import pytest

from ledger import catalog
from ledger.app.imports.actuals import import_file
from ledger.app.pages import page
from ledger.app.projects import add_projects
from ledger.app.rendering import render_as
from ledger.app.reports import report
from ledger.render.html import to_html
from ledger.render.words import shows_decimals
from ledger.render.words import write_cell
from ledger.reports.sheet import Sheet
from ledger.reports.sheet import Workbook
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import Table
from tests.conftest import ACTUALS
from tests.conftest import STEGEN

LABELS = catalog.labels("sv")
VOID = {"meta", "br", "link", "img", "input", "hr"}


class Reader(HTMLParser):
    """Reads a page: its tags, the figures by their addresses, and whether every tag is closed in turn."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.figures, self.open, self.texts = [], {}, [], []
        self._address = None
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)
        if "data-address" in dict(attributes):
            self._address = dict(attributes)["data-address"]
            self.figures[self._address] = ""

    def handle_startendtag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        if tag in ("td", "th"):
            self._address = None

    def handle_data(self, data):
        self.texts.append(data)
        if self._address:
            self.figures[self._address] += data


@pytest.fixture
def booked(stegen, write):
    """Return the book with four entries, and a second project."""
    import_file(stegen, write("actuals.csv", ACTUALS), project="stegen")
    add_projects(stegen, [write("annan.toml", STEGEN.replace('"stegen"', '"annan"'))])
    return stegen


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", ["variance", "cofinancing", "months", "entries", "financing", "budget"])
def test_a_page_holds_the_figures_of_its_table(booked, name, language):
    labels, table = catalog.labels(language), report(booked, name, ["stegen"])
    read = Reader(to_html(page(booked, name, ["stegen"]), labels))
    decimals = shows_decimals((table,))
    expected = {
        address: write_cell(cell.value, column, table.currency, labels, decimals=decimals)
        for address, column, cell in table.figures()
    }

    assert {address: text for address, text in read.figures.items() if address in expected} == expected
    assert read.tags[0] == ("html", {"lang": language})


def test_a_project_s_page_has_all_that_it_has_to_show(booked):
    read = Reader(to_html(page(booked, "overview", ["stegen"]), catalog.labels("sv")))
    tables = {address.partition("/")[0] for address in read.figures}

    assert tables >= {"overview", "variance", "cofinancing", "budget", "months"}
    assert "entries" not in tables
    assert sum(tag == "figure" for tag, _ in read.tags) == 3
    assert "Stegen till arbete" in read.texts


def test_a_page_of_several_projects_has_each_of_them(booked):
    read = Reader(to_html(page(booked, "consolidated"), catalog.labels("sv")))

    assert any(address.startswith("consolidated/annan") for address in read.figures)
    assert any(address.startswith("cofinancing/stegen") for address in read.figures)


def test_a_page_runs_nothing_and_fetches_nothing(booked):
    text = to_html(page(booked, "overview", ["stegen"]), catalog.labels("sv"))
    read = Reader(text)

    assert {tag for tag, _ in read.tags}.isdisjoint(
        {"script", "link", "img", "iframe", "object", "embed", "base", "form"}
    )
    assert "default-src 'none'" in text
    links = [
        value for _, terms in read.tags for key, value in terms.items() if key in ("src", "href", "action", "data")
    ]
    assert all(link.startswith("#s") for link in links)
    assert not any(key.startswith("on") for _, terms in read.tags for key in terms)
    assert text.replace("http://www.w3.org/2000/svg", "").count("://") == 0
    assert "url(" not in text


def test_the_same_report_gives_the_same_page(booked):
    made = page(booked, "overview", ["stegen"])

    assert to_html(made, catalog.labels("sv")) == to_html(made, catalog.labels("sv"))


def test_no_text_from_outside_becomes_markup(book, write):
    name = "<script>alert('x')</script> & \\\" onload=x"
    add_projects(book, [write("stegen.toml", STEGEN.replace("Stegen till arbete", name))])
    text = to_html(page(book, "overview", ["stegen"]), catalog.labels("sv"))
    read = Reader(text)

    assert "script" not in {tag for tag, _ in read.tags}
    assert any("<script>alert" in each for each in read.texts)


def test_bars_open_fields_levels_and_kinds_of_cells_are_seen():
    columns = (
        Column(key="name", words="Rad\n2"),
        Column(key="bar", words="", kind=ColumnKind.BAR),
        Column(key="money", words="Belopp", kind=ColumnKind.MONEY, unit="kr"),
        Column(key="plain", words="Text"),
    )
    rows = (
        Row(key="a", cells=(Cell("rad 1\nrad 2"), Cell(2), Cell(-150), Cell(open=True)), level=2),
        Row(key="b", cells=(Cell("b"), Cell(-1), Cell(), Cell(7, kind=ColumnKind.COUNT))),
    )
    table = Table(name="t", title="", columns=columns, rows=rows, notes=("<i>",), headed=True)
    text = render_as(table, "html", language="en")
    read = Reader(text)

    assert "rad 1<br>rad 2" in text
    assert 'class="n minus"' in text
    assert 'class="open"' in text
    assert "padding-left:42px" in text
    assert read.figures == {"t/a.money": "-1.50", "t/b.plain": "7"}
    assert sum(tag == "rect" for tag, _ in read.tags) == 2
    assert "<li>&lt;i&gt;</li>" in text


def test_a_table_without_heads_has_none():
    table = Table(name="t", title="T", columns=(Column(key="a", words="x"),), rows=(), headed=False)
    sheet = Sheet(name="Blad", tables=(table,))
    made = Workbook(title="B", sheets=(sheet, attrs.evolve(sheet, name="Annat")), created=None)
    text = to_html(made, catalog.labels("sv"))

    assert "thead" not in {tag for tag, _ in Reader(text).tags}
    assert '<a href="#s1">Annat</a>' in text


def test_every_chart_is_sound_xml(booked):
    text = to_html(page(booked, "overview", ["stegen"]), catalog.labels("sv"))
    charts = [f"<svg{part.partition('</svg>')[0]}</svg>" for part in text.split("<svg")[1:]]

    assert len(charts) > 3
    for chart in charts:
        assert minidom.parseString(chart).documentElement.tagName == "svg"  # noqa: S318 - our own


def luminance(colour):
    """Return how bright a colour is, by the formula of the Web Content Accessibility Guidelines 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    light = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        *(("#1F2933", paper) for paper in ("#ffffff", "#DCE8F1", "#FFF9E5", "#CDE8D5", "#FFE0A3", "#F6B8A8")),
        ("#4A5560", "#DCE8F1"),
        *((ink, "#ffffff") for ink in ("#5F6B76", "#A33A00", "#3E4C59", "#0072B2", "#4A5560")),
    ],
)
def test_every_text_stands_out_from_what_it_stands_on(stegen, ink, paper):
    text = to_html(page(stegen, "overview", ["stegen"]), LABELS) + to_html(page(stegen, "variance"), LABELS)
    brighter, darker = sorted((luminance(ink), luminance(paper)), reverse=True)

    assert (brighter + 0.05) / (darker + 0.05) >= 4.5
    assert ink in text
    assert paper in text or paper == "#ffffff"


def test_those_who_hear_a_page_are_told_what_they_hear(stegen):
    read = Reader(to_html(page(stegen, "overview", ["stegen"]), LABELS))
    heads = [given for tag, given in read.tags if tag == "th"]
    names = [given.get("aria-label") for tag, given in read.tags if tag == "div" and given.get("class") == "wide"]

    assert heads
    assert {given.get("scope") for given in heads} == {"col", "row"}
    assert all(names)
    assert [tag for tag, _ in read.tags].count("caption") == len(names)
    assert [tag for tag, _ in read.tags].count("desc") == sum(given.get("role") == "img" for _, given in read.tags)
