"""What a spreadsheet's cells hold: exact figures, formulas that find their cells, texts that stay texts."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.finding import warning
from ledger.core.money import SEK
from ledger.core.money import Currency
from ledger.core.words import Name
from ledger.errors import FigureTooLongError
from ledger.errors import FormulaTooLongError
from ledger.errors import ReferenceMissingError
from ledger.errors import RowTwiceError
from ledger.errors import SheetFullError
from ledger.errors import TableTwiceError
from ledger.render.workbook.layout import lay_out
from ledger.render.workbook.number import to_number
from ledger.render.xlsx import to_xlsx
from ledger.reports.sheet import Chart
from ledger.reports.sheet import ChartKind
from ledger.reports.sheet import Sheet
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Criterion
from ledger.reports.table import Formula
from ledger.reports.table import Row
from ledger.reports.table import Ruled
from ledger.reports.table import SumOf
from ledger.reports.table import Table
from tests.render import sample
from tests.render.spell import spell
from tests.render.tables import SV
from tests.render.tables import book
from tests.render.tables import opened
from tests.render.tables import part
from tests.render.tables import table


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_workbook_reads_as_agreed(golden, language):
    golden(f"workbook.{language}.txt", spell(to_xlsx(sample.workbook(), sample.labels(language))))


def test_the_same_workbook_gives_the_same_bytes():
    assert to_xlsx(sample.workbook(), SV) == to_xlsx(sample.workbook(), SV)


@pytest.mark.parametrize(
    ("cell", "kind", "value", "form"),
    [
        pytest.param(Cell(-123_456), ColumnKind.MONEY, -1234.56, "#,##0.00;[Red]-#,##0.00", id="money with öre"),
        pytest.param(Cell(123_400), ColumnKind.MONEY, 1234, "#,##0;[Red]-#,##0", id="whole kronor"),
        pytest.param(
            Cell(10**15 - 1), ColumnKind.MONEY, 9_999_999_999_999.99, "#,##0.00;[Red]-#,##0.00", id="15 digits"
        ),
        pytest.param(
            Cell("ej fördelat"), ColumnKind.MONEY, "ej fördelat", "#,##0;[Red]-#,##0", id="a text among money"
        ),
        pytest.param(Cell(Fraction(2, 3)), ColumnKind.PERCENT, 0.666666666666667, "0.0%", id="a ratio at 15 digits"),
        pytest.param(Cell(7), ColumnKind.COUNT, 7, "0", id="a count"),
        pytest.param(Cell(date(2020, 6, 1)), ColumnKind.DATE, date(2020, 6, 1), "yyyy-mm-dd", id="a date"),
        pytest.param(Cell(date(2020, 6, 1)), ColumnKind.TEXT, date(2020, 6, 1), "yyyy-mm-dd", id="a date among texts"),
        pytest.param(Cell(sample.COST), ColumnKind.TEXT, "Kostnad", "General", id="a name in the sheet's language"),
        pytest.param(Cell(2020), ColumnKind.TEXT, "2020", "General", id="a number among texts is a text"),
        pytest.param(Cell(""), ColumnKind.TEXT, None, "General", id="an empty text is an empty cell"),
        pytest.param(Cell(Fraction(1, 2)), ColumnKind.BAR, "████████", "General", id="a bar without a formula"),
        pytest.param(Cell(), ColumnKind.BAR, None, "General", id="no bar"),
    ],
)
def test_a_cell_holds_its_exact_value(cell, kind, value, form):
    written = opened(book(table(cell, kind=kind)))["Blad"]["B4"]
    seen = written.value.date() if isinstance(value, date) else written.value

    assert (seen, written.number_format) == (value, form)


@pytest.mark.parametrize(
    ("currency", "value", "form"),
    [
        pytest.param(Currency("ISK", 0), 123_401, "#,##0;[Red]-#,##0", id="no minor unit"),
        pytest.param(Currency("KWD", 3), 123.401, "#,##0.000;[Red]-#,##0.000", id="thousandths"),
    ],
)
def test_money_has_its_currencys_decimals(currency, value, form):
    written = opened(book(table(Cell(123_401), currency=currency)))["Blad"]["B4"]

    assert (written.value, written.number_format) == (value, form)


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd", "@SUM(1)", "-2", "a\tb", "a\nb", "{=1}", "http://x.se", "0042", " x "]
)
def test_texts_from_outside_stay_texts(text):
    sheet = opened(book(table(Cell(text), kind=ColumnKind.TEXT, about=((text, text),), notes=(text,))))["Blad"]
    cells = [sheet[at] for at in ("A2", "B2", "B5", "A7")]

    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in cells] == [(text, "s", None)] * 4


def test_what_cannot_be_seen_is_shown():
    assert opened(book(table(Cell("a\x00\u202eb"), kind=ColumnKind.TEXT)))["Blad"]["B4"].value == "a␀\\u202eb"


def test_a_text_longer_than_a_cell_is_cut():
    assert len(opened(book(table(Cell("x" * 40_000), kind=ColumnKind.TEXT)))["Blad"]["B4"].value) == 32_767


@pytest.mark.parametrize(
    ("cell", "kept", "written"),
    [
        pytest.param(Cell(123_456, Formula("ROUND({r1.c},2)")), "1234.56", "ROUND(B5,2)", id="another row"),
        pytest.param(Cell(Fraction(1, 3), Formula("{c}/3")), "0.333333333333333", "B4/3", id="the same row"),
        pytest.param(Cell(None, Formula('""')), "", '""', id="nothing"),
        pytest.param(Cell("för mycket", Formula("{name}")), "för mycket", "A4", id="a text"),
    ],
)
def test_a_formula_keeps_the_librarys_own_figure(cell, kept, written):
    kind = ColumnKind.PERCENT if isinstance(cell.value, Fraction) else ColumnKind.MONEY
    xml = part(book(table(cell, Cell(1), kind=kind)), "xl/worksheets/sheet1.xml")
    found = re.search(r'r="B4"[^>]*><f>([^<]*)</f><v>([^<]*)</v>', xml)

    assert found is not None
    assert found.groups() == (written, kept)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("{pas/r.c}", "=B4", id="a row with a slash in its key goes before another table"),
        pytest.param("{other/r0.c}", "=B10", id="another table on the same sheet needs no sheet"),
        pytest.param("{far/r0.c}", "='Ett annat (2)'!B4", id="another sheet is named in quotes"),
        pytest.param("SUM({pas/r.c}:{r.c})", "=SUM(B4:B5)", id="a range from one cell to another"),
    ],
)
def test_references_find_their_cells(text, expected):
    columns = (Column(key="n", words="N"), Column(key="c", words="C", kind=ColumnKind.MONEY))
    rows = (
        Row(key="pas/r", cells=(Cell("a"), Cell(1))),
        Row(key="r", cells=(Cell("b"), Cell(2, Formula(text)))),
    )
    here = Table(name="pas", title="T", columns=columns, rows=rows)
    far = Sheet(name="ett annat", tables=(table(Cell(1), name="far"),))
    made = book(here, table(Cell(1), name="other"), names=("Ett annat",))
    written = opened(attrs.evolve(made, sheets=(*made.sheets, far)))["Ett annat"]["B5"].value

    assert written == expected.replace("Ett annat (2)", "ett annat (2)")


@pytest.mark.parametrize(
    "live",
    [
        pytest.param(Formula("{nothing}"), id="a column that is not there"),
        pytest.param(Formula("{nothing.c}"), id="a row that is not there"),
        pytest.param(Formula("{other/r0.c}"), id="a table that is not there"),
        pytest.param(SumOf(((1, (Criterion("nothing", "x"),)),)), id="a criterion on a column that is not there"),
        pytest.param(SumOf(((1, ()),), column="nothing"), id="a sum of a column that is not there"),
    ],
)
def test_a_reference_to_nothing_is_refused(live):
    with pytest.raises(ReferenceMissingError, match=r"t/r0\.c"):
        to_xlsx(book(table(Cell(1, live)), sample.entries()), SV)


def test_a_chart_of_nothing_is_refused():
    chart = Chart(kind=ChartKind.LINE, title="D", table="t", categories="name", series=("nothing",))

    with pytest.raises(ReferenceMissingError, match="nothing"):
        to_xlsx(book(table(Cell(1)), charts=(chart,)), SV)


def test_a_sum_of_entries_elsewhere_is_a_value_with_that_as_its_reason():
    made = opened(book(table(Cell(12_345, SumOf(((1, ()),))))))

    assert made["Blad"]["B4"].value == "=Underlag!$F$5"
    assert [cell.value for cell in made["Underlag"][5]] == [
        "rad 0 · Värde", "t/r0.c", "Summan av poster som inte finns i arbetsboken", None, None, 123.45,
    ]  # fmt: skip


def test_what_is_set_stands_by_currency_and_kind():
    rule = Ruled(Name("Beslut", "Decision"), Fraction(401, 3), "ned")
    tables = (
        table(Cell(134, rule), Cell(None, rule), name="a"),
        table(Cell(Fraction(1, 2), rule), kind=ColumnKind.PERCENT, name="b"),
        table(Cell(99, rule), name="c", currency=Currency("EUR")),
    )
    made = opened(book(*tables))
    basis = made["Underlag"]

    assert [made["Blad"][at].value for at in ("B4", "B5", "B10", "B15")] == [
        "=Underlag!$F$5", None, "=Underlag!$G$6", "=Underlag!$F$14",
    ]  # fmt: skip
    assert [cell.value for cell in basis[5]][1:] == ["a/r0.c", "Beslut", "401/3", "ned", 1.34, None]
    assert [basis[at].value for at in ("G6", "F13", "F14")] == [0.5, "EUR", 0.99]


def test_a_row_without_a_name_is_named_by_its_key_on_underlag():
    columns = (Column(key="c", words="Värde", kind=ColumnKind.MONEY),)
    made = Table(name="t", title="T", columns=columns, rows=(Row(key="r0", cells=(Cell(100, Ruled("beslut")),)),))

    assert opened(book(made))["Underlag"]["A5"].value == "r0 · Värde"


def test_entries_leave_the_rows_beneath_them_free():
    entries = attrs.evolve(sample.entries(), notes=("en anmärkning",), findings=(warning("TST-001", category="X"),))
    sheet = opened(book(entries))["Blad"]

    assert [sheet[f"A{at}"].value for at in (2, 3, 4)] == [
        "Nya poster skrivs direkt under den sista. Summorna räknar med 1000 rader till.",
        "en anmärkning",
        "Varning TST-001: budgeten för X är överskriden",
    ]
    assert sheet["G6"].value == "=ROUND(SUM(Blad!$G$9:$G$1016),2)"
    assert sheet.max_row == 8 + len(sample.ENTRIES)
    assert sheet.auto_filter.ref == "A8:G16"


def test_entries_above_another_table_are_summed_to_their_last_row():
    assert opened(book(sample.entries(), table(Cell(1))))["Blad"]["G3"].value == "=ROUND(SUM(Blad!$G$6:$G$13),2)"


def test_a_book_without_entries_yet_can_be_written():
    empty = attrs.evolve(sample.entries(), rows=())

    assert opened(book(table(Cell(0, SumOf(((1, ()),)))), names=("B",)))["B"]["B4"].value == "=Underlag!$F$5"
    assert opened(book(empty))["Blad"].auto_filter.ref == "A5:G6"


@pytest.mark.parametrize(
    ("criterion", "expected"),
    [
        pytest.param(Criterion("category", "Övrigt"), 'SUMIFS({amount},{category},"=Övrigt")', id="a text"),
        pytest.param(Criterion("source", "*?~"), 'SUMIFS({amount},{source},"=~*~?~~")', id="signs of patterns"),
        pytest.param(Criterion("source", 'a"b'), 'SUMIFS({amount},{source},"=a""b")', id="quotes"),
        pytest.param(Criterion("source", ""), 'SUMIFS({amount},{source},"=")', id="an empty text"),
        pytest.param(Criterion("category", "övrigt"), 'SUMPRODUCT(1*EXACT({category},"övrigt"),{amount})', id="a twin"),
        pytest.param(Criterion("text", "FILTER(1)"), 'SUMIFS({amount},{text},"=FILTER"&"(1)")', id="a function's name"),
        pytest.param(
            Criterion("booked", date(2020, 6, 1), ">="), 'SUMIFS({amount},{booked},">="&DATE(2020,6,1))', id="a date"
        ),
        pytest.param(Criterion("number", 3, "<="), 'SUMIFS({amount},{number},"<="&3)', id="a number"),
        pytest.param(Criterion("amount", 150, ">="), 'SUMIFS({amount},{amount},">="&1.50)', id="an amount"),
        pytest.param(Criterion("text", "k", ">="), 'SUMIFS({amount},{text},">=k")', id="a later text"),
    ],
)
def test_a_criterion_says_exactly_what_is_meant(criterion, expected):
    spans = {
        column.key: f"Blad!${letter}$12:${letter}$1019"
        for letter, column in zip("ABCDEFG", sample.entries().columns, strict=True)
    }
    made = opened(book(table(Cell(1, SumOf(((1, (criterion,)),)))), sample.entries()))

    assert made["Blad"]["B4"].value == f"=ROUND({expected.format_map(spans)},2)"


def test_terms_are_added_and_taken_away():
    live = SumOf(((-1, ()), (1, (Criterion("category", "Övrigt"),))))
    written = opened(book(table(Cell(1, live)), sample.entries()))["Blad"]["B4"].value

    assert re.fullmatch(r'=ROUND\(-SUM\([^)]*\)\+SUMIFS\([^)]*"=Övrigt"\),2\)', written)


def test_a_formula_longer_than_programs_take_is_refused():
    terms = tuple((1, (Criterion("text", f"text nummer {at}"),)) for at in range(200))

    with pytest.raises(FormulaTooLongError, match=r"t/r0\.c"):
        to_xlsx(book(table(Cell(1, SumOf(terms))), sample.entries()), SV)


@pytest.mark.parametrize("value", [10**15, -(10**15)])
@pytest.mark.parametrize("kind", [ColumnKind.MONEY, ColumnKind.COUNT])
def test_a_figure_that_a_cell_cannot_hold_is_refused(value, kind):
    with pytest.raises(FigureTooLongError, match=r"t/r0\.c"):
        to_xlsx(book(table(Cell(value), kind=kind)), SV)


def test_two_tables_of_one_name_are_refused():
    with pytest.raises(TableTwiceError, match="named t"):
        to_xlsx(book(table(), table()), SV)


def test_two_rows_of_one_key_are_refused_with_both_places():
    rows = tuple(Row(key=key, cells=(Cell(1),)) for key in ("a", "b", "a"))

    with pytest.raises(RowTwiceError, match="rows 1 and 3 of the table t have the same key, a"):
        to_xlsx(book(Table(name="t", title="T", columns=(Column(key="c", words="C"),), rows=rows)), SV)


def test_more_rows_than_a_sheet_has_are_refused():
    rows = (Row(key="r", cells=(Cell(1),)),) * 1_048_576
    full = Table(name="t", title="T", columns=(Column(key="c", words="C"),), rows=rows)

    with pytest.raises(SheetFullError, match="1048"):
        lay_out(book(full).sheets, SV)


@given(minor=st.integers(min_value=-(10**15) + 1, max_value=10**15 - 1), decimals=st.sampled_from([0, 2, 3]))
def test_a_cell_gives_back_the_figure_that_went_in(minor, decimals):
    number = to_number(minor, ColumnKind.MONEY, attrs.evolve(SEK, decimals=decimals), "t/r.c")

    assert Decimal(f"{number:.15g}").scaleb(decimals) == minor
    assert Decimal(f"{float(number):.15g}").scaleb(decimals) == minor
