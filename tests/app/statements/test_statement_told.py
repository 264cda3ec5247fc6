"""What does not fit a statement is told, all at once, and nothing is booked."""

from __future__ import annotations

import pytest

from ledger.app.corrections.corrections import reverse_entries
from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from ledger.app.statements.reading import StatementFile
from ledger.app.statements.statements import import_statement
from tests.app.statements.stated import HEAD
from tests.app.statements.stated import ROWS
from tests.app.statements.stated import TABLE
from tests.app.statements.stated import booked
from tests.app.statements.stated import codes
from tests.conftest import FIXTURES


def test_a_contribution_that_was_booked_in_another_way_is_told(filled, take, write):
    rows = "datum;avser;belopp;kostnadsslag;finansiär;typ\n" + "".join(
        f"2012-03-31;2012-0{month}-15;{number} 000;bidrag-annat-an-pengar;haninge;naturabidrag\n"
        for month, count in ((1, 1), (2, 11))
        for number in range(1, count + 1)
    )
    import_file(filled, write("utfall.csv", rows), project="resursmodellen")

    assert codes(take()) == ["STM-215", "STM-215"]
    reverse_entries(filled, "resursmodellen", (1,), reason="Kommer med underlaget")
    assert codes(take(dry_run=True)) == ["STM-215"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("D01;2012-02;38;", "D01;2012-02;38;11 571", [], id="the same amount"),
        pytest.param("D01;2012-02;38;", "D01;2012-02;38;11 570", ["STM-204"], id="another amount"),
        pytest.param("D01;2012-02;38;", "D01;2012-02;185;", ["STM-205"], id="too many hours"),
        pytest.param("D01;2012-02;38;", "D01;2012-02;696;", ["STM-205"], id="all hours of the month"),
        pytest.param("D01;2012-02;38;", "D01;2012-02;696,5;", ["STM-217"], id="more than the month has"),
        pytest.param("D03;2012-03", "D03;2015-01", ["STM-206"], id="after the project"),
        pytest.param("D03;2012-03", "D03;2026-02", ["STM-206", "STM-207"], id="not over yet"),
        pytest.param("D03;2012-03", "D03;2011-12", ["STM-201", "STM-206"], id="no value then"),
    ],
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
