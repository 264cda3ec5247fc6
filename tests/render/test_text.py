from __future__ import annotations

from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.core.formats import NBSP
from ledger.core.money import SEK
from ledger.render.text import to_text
from ledger.render.words import write_cell
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Table
from tests.render import sample

SV, EN = sample.labels("sv"), sample.labels("en")


def one_column(kind, *values, words="Rubrik", **more):
    rows = tuple(Row(key=str(at), cells=(Cell(value),)) for at, value in enumerate(values))
    return Table(name="t", title="Titel", columns=(Column(key="c", words=words, kind=kind),), rows=rows, **more)


def body(table, **options):
    """Return the lines from the headings on, with ordinary spaces."""
    return to_text(table, SV, **options).replace(NBSP, " ").splitlines()[2:]


@pytest.mark.parametrize("name", ["variance", "financing", "entries", "months"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_table_reads_as_agreed(golden, name, language):
    table = getattr(sample, name)()

    golden(f"{name}.{language}.txt", to_text(table, sample.labels(language), addresses=name == "variance"))


def test_a_narrow_plain_table_reads_as_agreed(golden):
    golden("variance.narrow.txt", to_text(sample.variance(), SV, width=64, plain=True))


@pytest.mark.parametrize(
    ("ratio", "shown", "plain"),
    [
        pytest.param(None, "", "", id="no ratio draws nothing"),
        pytest.param(Fraction(-1, 2), "", "", id="a negative ratio draws nothing"),
        pytest.param(Fraction(0), "", "", id="zero draws nothing"),
        pytest.param(Fraction(1, 1000), "▏", "#", id="the least draws the thinnest bar"),
        pytest.param(Fraction(1, 2), "█████", "#####", id="half the width for half"),
        pytest.param(Fraction(9, 16), "█████▋", "#####", id="eighths of a character"),
        pytest.param(Fraction(1), "██████████", "##########", id="the whole width for the whole"),
        pytest.param(Fraction(9, 8), "██████████›", "##########>", id="what is beyond the whole is marked"),
    ],
)
def test_a_bar_draws_its_ratio(ratio, shown, plain):
    table = one_column(ColumnKind.BAR, ratio, Fraction(1))

    assert body(table)[2] == shown
    assert body(table, plain=True)[2] == plain


def test_oere_are_left_out_where_no_amount_has_any():
    assert body(one_column(ColumnKind.MONEY, 73_500_000, -100))[2:] == ["735 000", "     −1"]


def test_plain_text_keeps_to_signs_that_old_terminals_show():
    text = to_text(one_column(ColumnKind.MONEY, 73_500_000, -150, notes=("en – två…",)), SV, plain=True)

    assert text == "Titel\n\n    Rubrik\n----------\n735 000.00\n     -1.50\n\n* en - två~\n".replace(".", ",")


def test_groups_stand_apart_and_totals_under_a_rule():
    kinds = (
        RowKind.GROUP, RowKind.LINE, RowKind.SUBTOTAL, RowKind.LINE, RowKind.GROUP, RowKind.GROUP, RowKind.LINE,
        RowKind.TOTAL, RowKind.TOTAL,
    )  # fmt: skip
    rows = tuple(Row(key=str(at), cells=(Cell(kind),), kind=kind) for at, kind in enumerate(kinds))
    table = Table(name="t", title="T", columns=(Column(key="c", words="Rad"),), rows=rows)

    rule = "─" * len("subtotal")
    assert to_text(table, SV).splitlines()[2:] == [
        "Rad", rule, "group", "line", "subtotal", "", "line", "", "group", "group", "line", rule, "total", "total",
    ]  # fmt: skip


def test_an_empty_table_still_shows_its_headings():
    assert body(one_column(ColumnKind.MONEY)) == ["Rubrik", "──────"]


def test_a_long_text_wraps_under_its_own_indentation():
    rows = (Row(key="a", cells=(Cell("Utvärdering av ett långt projekt i flera delar"),), level=1),)
    table = Table(name="t", title="T", columns=(Column(key="c", words="Rad", wide=True),), rows=rows)

    assert to_text(table, SV, width=24).splitlines()[4:] == [
        "  Utvärdering av ett",
        "  långt projekt i flera",
        "  delar",
    ]


def test_what_a_terminal_would_obey_is_shown_instead():
    text = to_text(one_column(ColumnKind.TEXT, "a\x1b]0;x\x07b\u202e\nc", about=(("Q\x1b", "\x1b"),)), SV)

    assert "a␛]0;x␇b\\u202e␊c" in text
    assert "Q␛  ␛" in text


@settings(max_examples=60)
@given(
    width=st.integers(min_value=20, max_value=140),
    amounts=st.lists(st.integers(min_value=-(10**14), max_value=10**14), min_size=1, max_size=6),
    texts=st.lists(st.text(alphabet="abcåäö =-", max_size=90), min_size=1, max_size=6),
)
def test_figures_are_never_cut_and_lines_fit_where_texts_can_give_way(width, amounts, texts):
    columns = (
        Column(key="text", words="Text", wide=True),
        Column(key="amount", words="Belopp", kind=ColumnKind.MONEY),
        Column(key="bar", words="Andel", kind=ColumnKind.BAR),
    )
    rows = tuple(
        Row(key=str(at), cells=(Cell(text), Cell(amount), Cell(Fraction(1, 2))))
        for at, (text, amount) in enumerate(zip(texts, amounts, strict=False))
    )
    table = Table(name="t", title="T", columns=columns, rows=rows)
    lines = to_text(table, SV, width=width).splitlines()
    decimals = any(row.cells[1].value % 100 for row in rows)
    figures = [write_cell(row.cells[1].value, columns[1], SEK, SV, decimals=decimals) for row in rows]

    assert all(any(figure in line for line in lines) for figure in figures)
    assert max(len(line) for line in lines) <= max(width, 24 + 2 + max(6, *(len(figure) for figure in figures)))


def test_columns_that_do_not_fit_stand_in_grids_of_their_own():
    columns = (
        Column(key="name", words="Finansiär"),
        *(Column(key=f"c{at}", words=f"År {at}", kind=ColumnKind.MONEY) for at in range(4)),
    )
    rows = (Row(key="a", cells=(Cell("Kommunen"), *(Cell(10**9 + at) for at in range(4)))),)
    grids = to_text(Table(name="t", title="T", columns=columns, rows=rows), EN, width=44).split("\n\n")

    assert [grid.splitlines()[0] for grid in grids[1:]] == [
        "Finansiär           År 0           År 1",
        "Finansiär           År 2           År 3",
    ]
    assert [grid.splitlines()[2] for grid in grids[1:]] == [
        "Kommunen   10,000,000.00  10,000,000.01",
        "Kommunen   10,000,000.02  10,000,000.03",
    ]


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        pytest.param(ColumnKind.TEXT, False, id="texts that no row has are left out"),
        pytest.param(ColumnKind.DATE, False, id="dates that no row has are left out"),
        pytest.param(ColumnKind.MONEY, True, id="amounts that nobody knows are shown to be unknown"),
    ],
)
def test_an_empty_column_is_shown_where_it_tells_something(kind, shown):
    columns = (Column(key="a", words="Rad"), Column(key="b", words="Tom", kind=kind))
    rows = (Row(key="r", cells=(Cell("x"), Cell())),)
    table = Table(name="t", title="T", columns=columns, rows=rows)

    assert ("Tom" in to_text(table, SV)) is shown
    assert "Tom" in to_text(attrs.evolve(table, rows=()), SV)


def test_a_table_without_columns_is_its_title():
    assert to_text(Table(name="t", title="T", columns=(), rows=()), SV) == "T\n"


def test_addresses_list_every_figure_but_no_text():
    table = attrs.evolve(one_column(ColumnKind.COUNT, 1, 20), name="räkning")

    assert to_text(table, SV, addresses=True).endswith("\n\nAdresser\nräkning/0.c   1\nräkning/1.c  20\n")


def test_a_head_of_fields_shows_what_is_left_open():
    rows = (Row(key="a", cells=(Cell("Version"), Cell(3))), Row(key="b", cells=(Cell("Telefon"), Cell(open=True))))
    columns = (Column(key="label", words=""), Column(key="value", words=""))

    assert to_text(Table(name="t", title="", columns=columns, rows=rows), SV) == "Version  3\nTelefon  ____________\n"
