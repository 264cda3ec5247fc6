from __future__ import annotations

import csv
import io
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.money import SEK
from ledger.core.money import Currency
from ledger.render.csv_text import csv_bytes
from ledger.render.csv_text import to_csv
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import Table
from tests.render import sample

SV, EN = sample.labels("sv"), sample.labels("en")


def table(kind, *values, currency=SEK):
    rows = tuple(Row(key=str(at), cells=(Cell(value), Cell("x"))) for at, value in enumerate(values))
    columns = (Column(key="c", words="C", kind=kind), Column(key="d", words="D"))
    return Table(name="t", title="T", columns=columns, rows=rows, currency=currency)


def fields(made, labels=EN, delimiter=","):
    return [row[0] for row in csv.reader(io.StringIO(to_csv(made, labels), newline=""), delimiter=delimiter)][1:]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_table_is_written_as_agreed(golden, language):
    golden(f"variance.{language}.csv", to_csv(sample.variance(), sample.labels(language)).replace("\r\n", "\n"))


def test_swedish_files_begin_with_a_byte_order_mark_and_english_ones_do_not():
    made = table(ColumnKind.TEXT, "å")

    assert csv_bytes(made, SV) == b"\xef\xbb\xbfC;D\r\n\xc3\xa5;x\r\n"
    assert csv_bytes(made, EN) == b"C,D\r\n\xc3\xa5,x\r\n"


@pytest.mark.parametrize(
    ("made", "sv", "en"),
    [
        pytest.param(table(ColumnKind.MONEY, -123_456_705), "-1234567,05", "-1234567.05", id="money, all its decimals"),
        pytest.param(table(ColumnKind.MONEY, 7, currency=Currency("ISK", 0)), "7", "7", id="money without minor units"),
        pytest.param(
            table(ColumnKind.MONEY, 5, currency=Currency("KWD", 3)), "0,005", "0.005", id="money of thousandths"
        ),
        pytest.param(table(ColumnKind.MONEY, "okänt"), "okänt", "okänt", id="a text among money"),
        pytest.param(table(ColumnKind.PERCENT, Fraction(1, 3)), "33,33", "33.33", id="a ratio as percent"),
        pytest.param(table(ColumnKind.PERCENT, Fraction(-1, 80_000)), "0,00", "0.00", id="a negative ratio near zero"),
        pytest.param(table(ColumnKind.PERCENT, Fraction(-1, 20_000)), "-0,01", "-0.01", id="half up away from zero"),
        pytest.param(table(ColumnKind.COUNT, -12), "-12", "-12", id="a count"),
        pytest.param(table(ColumnKind.DATE, date(2020, 6, 1)), "2020-06-01", "2020-06-01", id="a date"),
        pytest.param(table(ColumnKind.TEXT, None), "", "", id="nothing"),
    ],
)
def test_figures_are_plain(made, sv, en):
    assert fields(made, SV, ";") == [sv]
    assert fields(made, EN) == [en]


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1"])
def test_texts_that_look_like_formulas_are_made_harmless(text):
    assert fields(table(ColumnKind.TEXT, text)) == ["'" + text]


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), max_size=5))
def test_no_text_can_run_or_break_out_of_its_field(texts):
    made = table(ColumnKind.TEXT, *texts)
    rows = list(csv.reader(io.StringIO(to_csv(made, SV), newline=""), delimiter=";"))

    assert [len(row) for row in rows] == [2] * (len(texts) + 1)
    assert not any(row[0].startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for row in rows)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("a;=1+1", "a;'=1+1", id="after a semicolon"),
        pytest.param("a,@SUM(A1)", "a,'@SUM(A1)", id="after a comma"),
        pytest.param("a\n-2+3", "a\n'-2+3", id="on a line of its own"),
        pytest.param("Buss 48,-", "Buss 48,-", id="a price without öre is none"),
        pytest.param("a, -b; +c", "a, -b; +c", id="after a space is none"),
    ],
)
def test_a_formula_after_another_countrys_separator_gets_an_apostrophe(text, written):
    assert fields(table(ColumnKind.TEXT, text)) == [written]
