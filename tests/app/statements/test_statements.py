"""Statements into a book: booked once, corrected by reversal, told when something does not fit. All made up."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from ledger.app.book import create_book
from ledger.app.books.history import verify
from ledger.app.corrections.corrections import move
from ledger.app.corrections.corrections import reverse_entry
from ledger.app.corrections.corrections import reverse_import
from ledger.app.corrections.locking import lock
from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from ledger.app.reports import report
from ledger.app.reports import workbook
from ledger.app.statements.reading import StatementFile
from ledger.app.statements.statements import import_statement
from ledger.errors import ReportScopeError
from ledger.errors import StatementSourceError
from ledger.errors import ViewOptionError
from ledger.model.entry import from_row
from ledger.model.view import View
from ledger.render.xlsx import to_xlsx
from tests.conftest import FIXTURES
from tests.reports.reading import labels

TABLE = """[[unit_cost]]
id = "tid"
unit = "SEK/h"
source = "Påhittad"
hours = "whole"
hours_max = 184
values = [{ from = 2012-01-01, rate = "304,50" }]
"""

HEAD = """[statement]
source = "haninge"
category = "bidrag-annat-an-pengar"
unit_cost = "tid"
signed_by = "Eva Ek (påhittad)"
date = 2012-04-10
"""

ROWS = """deltagare;månad;timmar;belopp
D01;2012-01;40,5;
D02;2012-01;12;
D01;2012-02;38;
D03;2012-03;7,75;
"""


@pytest.fixture
def filled(book):
    """Return a book with the example project that has co-financiers in kind."""
    add_projects(book, [FIXTURES / "resursmodellen" / "project.toml"])
    return book


@pytest.fixture
def take(filled, write):
    """Return a function that imports a statement and returns what was done."""

    def taken(rows=ROWS, head=HEAD, table=TABLE, *, name="underlag", dry_run=False, **told):
        path = write(f"{name}.csv", rows)
        write(f"{name}.toml", head)
        given = StatementFile(path=path, project="resursmodellen", told=told, table=write("tabell.toml", table))
        return import_statement(filled, given, dry_run=dry_run)

    return taken


def codes(done):
    return [finding.code for finding in done.findings]


def booked(book):
    return [from_row(row) for row in book.store.entries("resursmodellen")]


def sums(book):
    """Return what stands of each month, minor units."""
    found = {}
    for entry in booked(book):
        month = entry.belongs_to.isoformat()[:7]
        found[month] = found.get(month, 0) + entry.amount_minor
    return found


def what(done):
    return {each.month: each.what for each in done.months}


def test_a_statement_becomes_one_entry_a_month_in_one_commit(filled, take):
    done = take()

    assert codes(done) == []
    assert what(done) == {"2012-01": "new", "2012-02": "new", "2012-03": "new"}
    assert done.total.minor == 97 * 30450
    assert [(e.amount_minor, e.quantity, e.unit, e.booked_on, e.text, e.counterparty) for e in booked(filled)] == [
        (52 * 30450, "52", "h", date(2012, 1, 31), "Deltagartid 2012-01, antal deltagare: 2", "Haninge kommun"),
        (38 * 30450, "38", "h", date(2012, 2, 29), "Deltagartid 2012-02, antal deltagare: 1", "Haninge kommun"),
        (7 * 30450, "7", "h", date(2012, 3, 31), "Deltagartid 2012-03, antal deltagare: 1", "Haninge kommun"),
    ]
    *_, last = filled.store.commits("resursmodellen")
    assert (last.entries, last.message) == (3, "underlag.csv; Eva Ek (påhittad); 2012-04-10")
    assert tuple(verify(filled)) == ()


def test_no_code_of_a_participant_reaches_the_book(tmp_path, write):
    with create_book(tmp_path / "b.db") as book:
        add_projects(book, [FIXTURES / "resursmodellen" / "project.toml"])
        path = write("underlag.csv", ROWS.replace("D01", "QXZ7081"))
        write("underlag.toml", HEAD)
        done = import_statement(
            book, StatementFile(path=path, project="resursmodellen", table=write("tabell.toml", TABLE))
        )

    assert done.batch
    assert all(b"QXZ7081" not in each.read_bytes().upper() for each in tmp_path.glob("b.db*"))


def test_a_dry_run_tells_the_same_and_books_nothing(filled, take):
    assert take(dry_run=True).months == take(dry_run=True).months
    assert booked(filled) == []
    assert take(dry_run=True).batch == ""
    assert take(dry_run=True).months == take().months


def test_the_same_statement_twice_adds_nothing_whatever_its_rows_order(filled, take):
    take()
    header, *rows = ROWS.splitlines(keepends=True)

    again = take(header + "".join(reversed(rows)), name="annan")

    assert set(what(again).values()) == {"already"}
    assert again.batch == ""
    assert len(booked(filled)) == 3


def test_of_a_corrected_statement_only_what_differs_is_reversed_and_booked_anew(filled, take):
    take()

    done = take(ROWS.replace(";38;", ";36;"))

    assert what(done) == {"2012-01": "already", "2012-02": "corrected", "2012-03": "already"}
    assert codes(done) == ["STM-211"]
    *_, reversal, new = booked(filled)
    assert (reversal.reverses, reversal.amount_minor, reversal.quantity) == (2, -38 * 30450, "-38")
    assert (new.amount_minor, new.belongs_to, new.booked_on) == (36 * 30450, date(2012, 2, 29), date(2012, 2, 29))
    assert len(booked(filled)) == 5


def test_a_correction_can_be_corrected_back(filled, take):
    take()
    take(ROWS.replace(";38;", ";36;"))

    assert what(take())["2012-02"] == "corrected"
    assert set(what(take()).values()) == {"already"}
    assert sums(filled) == {"2012-01": 52 * 30450, "2012-02": 38 * 30450, "2012-03": 7 * 30450}


def test_a_month_with_no_hours_takes_away_what_was_booked(filled, take):
    take()
    take(ROWS.replace(";38;", ";0;"))
    assert sums(filled)["2012-02"] == 0

    take()
    assert sums(filled)["2012-02"] == 38 * 30450


def test_a_later_quarter_leaves_the_earlier_one_alone(filled, take):
    take()

    done = take("deltagare;månad;timmar\nD01;2012-04;10\n", name="kvartal-2")

    assert codes(done) == []
    assert len(booked(filled)) == 4


def test_a_booked_month_that_a_correction_leaves_out_stays_and_is_told(filled, take):
    take()

    assert codes(take(ROWS.replace("D01;2012-02;38;\n", ""))) == ["STM-214"]
    assert sums(filled)["2012-02"] == 38 * 30450


def test_other_participants_are_another_statement_and_stop(filled, take):
    take()

    done = take(ROWS.replace("D01;2012-02", "D09;2012-02"))

    assert codes(done) == ["STM-212"]
    assert (done.months, done.batch, len(booked(filled))) == ((), "", 3)


def test_two_statements_of_a_source_stand_beside_each_other_under_names_of_their_own(filled, take):
    take()

    done = take(ROWS.replace("D0", "E0"), HEAD + 'series = "vux"\n', name="vux")

    assert codes(done) == []
    assert what(done)["2012-01"] == "new"
    assert sums(filled)["2012-01"] == 2 * 52 * 30450


def test_what_was_taken_back_by_hand_stays_so(filled, take):
    take()
    reverse_entry(filled, "resursmodellen", 2, reason="Fel underlag")

    assert codes(take()) == ["STM-213"]
    assert sums(filled)["2012-02"] == 0

    take(ROWS.replace("D01;2012-02;38", "D09;2012-02;30"))
    assert sums(filled)["2012-02"] == 30 * 30450


def test_a_correction_taken_back_as_a_whole_leaves_the_first_one_to_be_corrected(filled, take):
    take()
    batch = take(ROWS.replace(";38;", ";36;")).batch
    reverse_import(filled, batch, "resursmodellen", reason="För tidigt")
    assert sums(filled)["2012-02"] == 38 * 30450

    take(ROWS.replace(";38;", ";36;"))

    assert sums(filled)["2012-02"] == 36 * 30450


def test_an_entry_that_was_moved_is_known_again_and_corrected_where_it_stands(filled, take):
    take()
    move(filled, "resursmodellen", 2, {"category": "deltagarersattning"}, reason="Fel kostnadsslag")

    again = take()
    take(ROWS.replace(";38;", ";36;"))

    assert (codes(again), set(what(again).values())) == ([], {"already"})
    assert sums(filled)["2012-02"] == 36 * 30450


def test_a_locked_month_is_booked_on_the_first_open_day_and_still_belongs_to_its_month(filled, take):
    lock(filled, "resursmodellen", date(2012, 2, 29), reason="Rekvirerat")

    done = take()

    assert codes(done) == ["STM-216", "STM-216"]
    assert [(entry.booked_on, entry.belongs_to) for entry in booked(filled)][:2] == [
        (date(2012, 3, 1), date(2012, 1, 31)),
        (date(2012, 3, 1), date(2012, 2, 29)),
    ]
    assert set(what(take()).values()) == {"already"}


def test_a_contribution_that_was_booked_in_another_way_is_told(filled, take, write):
    rows = "datum;avser;belopp;kostnadsslag;finansiär;typ\n" + "".join(
        f"2012-03-31;2012-0{month}-15;{number} 000;bidrag-annat-an-pengar;haninge;naturabidrag\n"
        for month, count in ((1, 1), (2, 11))
        for number in range(1, count + 1)
    )
    import_file(filled, write("utfall.csv", rows), project="resursmodellen")

    assert codes(take()) == ["STM-215", "STM-215"]
    reverse_entry(filled, "resursmodellen", 1, reason="Kommer med underlaget")
    assert codes(take(dry_run=True)) == ["STM-215"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("D01;2012-02;38;", "D01;2012-02;38;11 571", []),
        ("D01;2012-02;38;", "D01;2012-02;38;11 570", ["STM-204"]),
        ("D01;2012-02;38;", "D01;2012-02;185;", ["STM-205"]),
        ("D03;2012-03", "D03;2015-01", ["STM-206"]),
        ("D03;2012-03", "D03;2026-02", ["STM-206", "STM-207"]),
        ("D03;2012-03", "D03;2011-12", ["STM-201", "STM-206"]),
    ],
    ids=["the same amount", "another amount", "too many hours", "after the project", "not over yet", "no value then"],
)
def test_what_a_row_says_beside_the_table_and_the_project_is_told(take, old, new, expected):
    assert codes(take(ROWS.replace(old, new))) == expected


def test_a_rate_of_its_own_is_compared_with_the_table_s(take):
    rows = "deltagare;månad;timmar;timpris;enhetskostnad\nD1;2012-01;7;304,50;tid\nD2;2012-01;7;300,00;tid\n"

    done = take(rows)

    assert codes(done) == ["STM-203"]
    assert done.total.minor == 14 * 30450


def test_the_printed_total_is_compared_with_the_rows(take):
    assert codes(take(head=HEAD + 'total = "29 536,50"\n', dry_run=True)) == []
    assert codes(take(head=HEAD + 'total = "29 536,51"\n')) == ["STM-208"]


def test_a_table_in_another_currency_is_refused(take):
    assert set(codes(take(table=TABLE.replace("SEK/h", "EUR/h")))) == {"STM-202"}


def test_a_project_can_set_another_severity(filled, take, write):
    text = (FIXTURES / "resursmodellen" / "project.toml").read_text(encoding="utf-8")
    severities = '\n[severity]\n"STM-205" = "stop"\n"STM-206" = "off"\n'
    add_projects(filled, [write("p.toml", text + severities)], correct=True, reason="Strängare")

    assert codes(take(ROWS.replace("D03;2012-03;7,75", "D03;2015-01;7"))) == []
    assert take(ROWS.replace(";38;", ";200;")).batch == ""


ONE_SIDE = "[[budget]]\nstate = 'decided'\n[budget.cost]\n{cost} = {{ 2012 = 1 }}\n"
FINANCED = "[budget.financing]\n{source} = {{ 2012 = 1 }}\n"


@pytest.mark.parametrize(
    ("budget", "expected"),
    [
        ("", []),
        (ONE_SIDE.format(cost="bidrag-annat-an-pengar"), []),
        (ONE_SIDE.format(cost="bidrag-annat-an-pengar") + FINANCED.format(source="esf"), ["STM-209"]),
        (ONE_SIDE.format(cost="lon") + FINANCED.format(source="haninge"), ["STM-209"]),
    ],
    ids=["no budget", "no financing in it", "only as cost", "only as financing"],
)
def test_a_contribution_that_the_budget_shows_on_one_side_is_told(book, write, budget, expected):
    text = (FIXTURES / "resursmodellen" / "project.toml").read_text(encoding="utf-8")
    add_projects(book, [write("p.toml", text[: text.index("[[budget]]")] + budget)])
    path = write("underlag.csv", ROWS)
    write("underlag.toml", HEAD)

    done = import_statement(
        book, StatementFile(path=path, project="resursmodellen", table=write("t.toml", TABLE)), dry_run=True
    )

    assert codes(done) == expected


def test_a_participant_in_two_statements_for_a_month_is_told(take):
    take()
    other = HEAD.replace("haninge", "tyreso")

    within = take(ROWS, other, name="tyreso", dry_run=True)
    above = take(ROWS.replace(";40,5;", ";150;"), other, name="tyreso", dry_run=True)
    without_limit = take(ROWS, other, TABLE.replace("hours_max = 184\n", ""), name="tyreso", dry_run=True)

    assert codes(within) == []
    assert codes(above) == ["STM-210"]
    assert codes(without_limit) == ["STM-210"] * 4


def test_rows_without_a_table_bring_their_own_rate_or_amount(take):
    rows = "deltagare;månad;timmar;timpris;belopp\nD1;2012-01;7,5;100,50;\nD2;2012-01;3;;450,25\n"

    done = take(rows, HEAD.replace('unit_cost = "tid"\n', ""))

    assert codes(done) == []
    assert done.total.minor == 7 * 10050 + 45025


@pytest.mark.parametrize(
    ("head", "told", "expected"),
    [
        ("", {}, ["STM-014"]),
        ("", {"source": "haninge"}, ["STM-017"]),
        ("", {"source": "haninge", "category": "resor"}, ["STM-010"]),
        ("", {"source": "Nynäshamn"}, ["STM-010"]),
        ("", {"source": "forbundet", "category": "lon"}, ["STM-015"]),
        ('[statement]\nform = "participant_allowance"\n', {"source": "haninge", "category": "lon"}, ["STM-016"]),
        (HEAD, {"source": "tyreso"}, ["STM-008"]),
        (HEAD.replace('"tid"', '"annan"'), {}, ["STM-109"]),
    ],
)
def test_a_head_that_does_not_fit_the_project_is_refused(take, head, told, expected):
    rows = ROWS if "unit_cost" in head else "deltagare;månad;timmar;belopp\nD1;2012-01;7;100\n"

    done = take(rows, head, **told)

    assert (codes(done), done.batch) == (expected, "")


def test_a_file_named_by_a_personal_number_is_refused_and_not_repeated(take):
    done = take(name="19800101-1234")

    assert codes(done) == ["STM-007"]
    assert "1234" not in repr(done.findings)


def test_a_statement_without_rows_is_refused(take):
    assert codes(take("deltagare;månad;timmar\n")) == ["STM-001"]


def test_a_statement_needs_no_file_beside_it(filled, write):
    path = write("ensam.csv", "deltagare;månad;timmar;timpris\nD1;2012-01;7,5;100\n")
    told = {"source": "Haninge kommun", "category": "Offentligt bidrag i annat än pengar"}

    done = import_statement(filled, StatementFile(path=path, project="resursmodellen", told=told, language="en"))

    assert codes(done) == []
    assert booked(filled)[0].text == "Participants' time 2012-01, participants: 1"


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
    with pytest.raises(StatementSourceError):
        report(filled, "statement", ["resursmodellen"], attrs.evolve(VIEW, year=2013))


def test_the_summary_asks_which_source_where_several_have_statements(filled, take):
    take()
    take(ROWS.replace("D0", "E0"), HEAD.replace("haninge", "tyreso"), name="tyreso")

    with pytest.raises(StatementSourceError, match="haninge, tyreso"):
        report(filled, "statement", ["resursmodellen"])
    for name in ("tyreso", "Tyresö kommun"):
        assert report(filled, "statement", ["resursmodellen"], attrs.evolve(VIEW, source=name)).rows
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
