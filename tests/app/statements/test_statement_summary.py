"""The summary of a statement ties to the book."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from ledger.app.projects import add_projects
from ledger.app.reports import report
from ledger.app.reports import workbook
from ledger.errors import NoStatementError
from ledger.errors import ReportScopeError
from ledger.errors import StatementSourceError
from ledger.errors import ViewOptionError
from ledger.model.view import View
from ledger.render.xlsx import to_xlsx
from tests.app.statements.stated import HEAD
from tests.app.statements.stated import ROWS
from tests.app.statements.stated import TABLE
from tests.conftest import FIXTURES
from tests.reports.reading import labels

VIEW = View(today=date(2026, 1, 31))


def test_the_summary_ties_to_the_book(filled, take):
    take(ROWS.replace("38;", "38;11 570"))

    table = report(filled, "statement", ["resursmodellen"])

    assert table.cell("total", "amount").value == 97 * 30450
    assert table.cell("booked", "amount").value == 97 * 30450
    assert table.cell("difference", "amount").value == 0
    assert table.cell("total", "participants").value == 3
    assert [table.cell("signs-owner-signature", column).open for column in ("participants", "amount")] == [True, True]
    said = [labels().say(note) for note in table.notes]
    assert any("1,25 h föll bort" in note for note in said)
    assert any("1 rad angav ett annat belopp" in note.replace("\xa0", " ") for note in said)


def test_the_summary_can_be_cut_to_months_and_to_what_was_known(filled, take):
    take()

    one = report(filled, "statement", ["resursmodellen"], attrs.evolve(VIEW, end=date(2012, 1, 31)))

    assert one.cell("total", "amount").value == one.cell("booked", "amount").value == 52 * 30450
    with pytest.raises(NoStatementError, match="medfin statement import FILE resursmodellen"):
        report(filled, "statement", ["resursmodellen"], attrs.evolve(VIEW, year=2013))


def test_the_summary_asks_which_source_where_several_have_statements(filled, take):
    take()
    take(ROWS.replace("D0", "E0"), HEAD.replace("haninge", "tyreso"), name="tyreso")

    with pytest.raises(StatementSourceError, match="haninge, tyreso"):
        report(filled, "statement", ["resursmodellen"])
    for name in ("tyreso", "Tyresö kommun"):
        its_own = report(filled, "statement", ["resursmodellen"], attrs.evolve(VIEW, source=name))
        assert [its_own.cell(key, "amount").value for key in ("total", "booked")] == [97 * 30450] * 2
    with pytest.raises(StatementSourceError, match="esf"):
        report(filled, "statement", ["resursmodellen"], attrs.evolve(VIEW, source="esf"))


def test_a_source_is_only_for_the_summary(filled):
    with pytest.raises(ViewOptionError):
        report(filled, "variance", ["resursmodellen"], attrs.evolve(VIEW, source="haninge"))
    add_projects(filled, [FIXTURES / "pas" / "project.toml"])
    with pytest.raises(ReportScopeError):
        report(filled, "statement", [])


def test_figures_that_are_not_whole_are_shown_as_they_are(filled, take):
    table = TABLE.replace('"whole"', '"exact"').replace("304,50", "304,5050")
    take(table=table, head=HEAD + 'series = "vux"\n')

    made = report(filled, "statement", ["resursmodellen"])

    assert labels().say(made.cell("vux-2012-01", "hours").value) == "52,5"
    assert labels().say(made.cell("vux-2012-01", "month").value) == "2012-01 (vux)"
    assert labels("en").say(made.cell("vux-2012-01", "rate").value) == "304.505"
    assert labels().say(made.cell("total", "hours").value) == "98,25"
    assert made.cell("vux-2012-02", "hours").value == 38
    assert made.cell("difference", "amount").value == 0
    assert to_xlsx(workbook(filled, "statement", ["resursmodellen"]), labels())


def test_a_month_has_a_row_for_each_rate(filled, take):
    rows = "deltagare;månad;timmar;timpris;belopp\nD1;2012-01;7;100;\nD2;2012-01;7;90;\nD3;2012-01;1;;50\n"
    take(rows, HEAD.replace('unit_cost = "tid"\n', ""))

    made = report(filled, "statement", ["resursmodellen"])

    keys = [row.key for row in made.rows][:3]
    assert keys == ["2012-01-1", "2012-01-2", "2012-01-3"]
    assert [made.cell(key, "rate").value for key in keys] == [9000, 10000, None]
    assert [made.cell(key, "amount").value for key in keys] == [63000, 70000, 5000]


def test_the_workbook_holds_the_summary_signatures_and_entries(filled, take):
    take()

    made = workbook(filled, "statement", ["resursmodellen"])

    assert [[table.name for table in sheet.tables] for sheet in made.sheets] == [
        ["statement", "signatures"],
        ["entries"],
    ]
    assert to_xlsx(made, labels()) == to_xlsx(workbook(filled, "statement", ["resursmodellen"]), labels())
