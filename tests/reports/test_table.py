"""Tables: their cells by key, and their lines."""

from __future__ import annotations

import pytest

from ledger.core.words import label
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Table

TABLE = Table(
    name="prov",
    title=label("report.budget"),
    columns=(Column(key="name", words="Namn"), Column(key="amount", words="Belopp", kind=ColumnKind.MONEY)),
    rows=(
        Row(key="a", cells=(Cell("A"), Cell(100))),
        Row(key="b", cells=(Cell("B"), Cell())),
        Row(key="total", cells=(Cell("Summa"), Cell(100)), kind=RowKind.TOTAL),
    ),
)


def test_a_cell_is_found_by_row_and_column():
    assert TABLE.cell("a", "amount") == Cell(100)
    assert TABLE.cell("total", "name") == Cell("Summa")


@pytest.mark.parametrize(
    ("row", "column", "told"),
    [("totals", "amount", "no row 'totals'; try total"), ("a", "amout", "no column 'amout'; try amount")],
    ids=["row", "column"],
)
def test_a_cell_that_is_not_there_is_refused(row, column, told):
    with pytest.raises(KeyError) as refused:
        TABLE.cell(row, column)

    assert refused.value.code == "REP-014"
    assert str(refused.value) == f"the table 'prov' has {told}"


def test_lines_come_with_their_values_and_sums_are_left_out():
    assert [(row.key, values) for row, values in TABLE.lines("amount", "name")] == [
        ("a", (100, "A")),
        ("b", (None, "B")),
    ]


def test_figures_of_a_row_are_those_of_the_table_in_it():
    found = [each for row in TABLE.rows for each in TABLE.figures_of(row)]

    assert found == list(TABLE.figures())
    assert [address for address, _, _ in found] == ["prov/a.amount", "prov/total.amount"]
