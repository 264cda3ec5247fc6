from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import Severity
from ledger.core.finding import note
from ledger.core.finding import stop
from ledger.core.finding import warning
from ledger.core.formats import NBSP
from ledger.core.money import SEK
from ledger.core.money import Currency
from ledger.render.words import heading
from ledger.render.words import notes
from ledger.render.words import shows_decimals
from ledger.render.words import write_cell
from ledger.render.words import write_finding
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import Table
from tests.render import sample


def column(kind, **more):
    return Column(key="c", words="Rubrik", kind=kind, **more)


def table(*values, kind=ColumnKind.MONEY, currency=SEK, **more):
    rows = tuple(Row(key=str(at), cells=(Cell(value),)) for at, value in enumerate(values))
    return Table(name="t", title="T", columns=(column(kind),), rows=rows, currency=currency, **more)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        pytest.param(table(100, 250_000, None), False, id="whole kronor show no öre"),
        pytest.param(table(100, 101), True, id="one öre anywhere shows öre everywhere"),
        pytest.param(table(101, kind=ColumnKind.COUNT), False, id="counts have no öre"),
        pytest.param(table(101, currency=Currency("JPY", 0)), False, id="yen have no minor unit"),
        pytest.param(table("okänt"), False, id="a text among amounts has no öre"),
    ],
)
def test_oere_are_shown_only_where_there_are_any(made, expected):
    assert shows_decimals((made,)) is expected


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        pytest.param(None, ColumnKind.MONEY, "", id="an empty cell is blank"),
        pytest.param(-123_400, ColumnKind.MONEY, "−1 234,00", id="money with its sign"),
        pytest.param("ej fördelat", ColumnKind.MONEY, "ej fördelat", id="a text among money"),
        pytest.param(Fraction(23, 50), ColumnKind.PERCENT, "46,0 %", id="a ratio as percent"),
        pytest.param(1, ColumnKind.PERCENT, "100,0 %", id="a whole ratio as percent"),
        pytest.param(12, ColumnKind.COUNT, "12", id="a count"),
        pytest.param(date(2020, 6, 1), ColumnKind.DATE, "2020-06-01", id="a date"),
        pytest.param(sample.COST, ColumnKind.TEXT, "Kostnad", id="a name in the language"),
    ],
)
def test_a_cell_is_written_by_what_it_holds(value, kind, expected):
    written = write_cell(value, column(kind), SEK, sample.labels("sv"), decimals=True)

    assert written.replace(NBSP, " ") == expected


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        pytest.param(column(ColumnKind.MONEY, unit="kr"), "Rubrik (kr)", id="money is named with its unit"),
        pytest.param(column(ColumnKind.TEXT, unit=""), "Rubrik", id="an empty unit is left out"),
        pytest.param(column(ColumnKind.PERCENT), "Rubrik (%)", id="a ratio is named as percent"),
        pytest.param(Column(key="c", words="Andel %", kind=ColumnKind.PERCENT), "Andel %", id="but not twice"),
    ],
)
def test_a_heading_names_its_unit(made, expected):
    assert heading(made, sample.labels("sv")) == expected


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        pytest.param(note("TST-001", category="X"), "Upplysning TST-001: ", id="without a place"),
        pytest.param(
            warning("TST-001", Place(project="pas", entry=3), category="X"), "Varning TST-001 (pas, 3): ", id="entry"
        ),
        pytest.param(
            stop("TST-001", Place(file="a.csv", line=7), category="X"), "Hinder TST-001 (a.csv:7): ", id="file"
        ),
    ],
)
def test_a_finding_says_how_bad_and_where(finding, expected):
    assert write_finding(finding, sample.labels("sv")) == expected + "budgeten för X är överskriden"


def test_findings_that_are_turned_off_are_not_shown():
    off = Finding(code="TST-001", severity=Severity.OFF, values=(("category", "X"),))

    assert notes(table(100, notes=("en", "två"), findings=(off,)), sample.labels("sv")) == ("en", "två")
