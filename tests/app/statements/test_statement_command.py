"""The commands on statements: what they print, and with which status they leave."""

from __future__ import annotations

import pytest

from tests.app.statements.stated import HEAD
from tests.app.statements.stated import ROWS
from tests.app.statements.stated import TABLE
from tests.conftest import FIXTURES


@pytest.fixture
def medfin(prompt, write):
    """Return a function that runs the command on a book with the example project, in a folder with a statement."""
    run = prompt(2026, 1, 31)
    write("underlag.csv", ROWS)
    write("underlag.toml", HEAD)
    write("tabell.toml", TABLE)
    run("init")
    run("project", "add", str(FIXTURES / "resursmodellen" / "project.toml"))
    return run


TAKE = ("statement", "import", "underlag.csv", "resursmodellen", "--table", "tabell.toml")


def test_a_dry_run_says_would_and_the_statement_is_then_booked_and_known(medfin):
    would, done, again = medfin(*TAKE, "--dry-run"), medfin(*TAKE), medfin(*TAKE)

    assert "2012-01: skulle bokföras, 15 834 kr (52 h, antal deltagare: 2)." in would.stdout.replace("\xa0", " ")
    assert "Importens nummer" not in would.stdout
    assert "2012-01: bokförd, 15 834 kr" in done.stdout.replace("\xa0", " ")
    assert "Importens nummer" in done.stdout
    assert "finns redan precis så" in again.stdout
    assert (would.exit_code, done.exit_code, again.exit_code) == (0, 0, 0)


def test_hours_that_do_not_count_are_told_at_once(medfin, write):
    write("underlag.csv", "deltagarkod;månad;timmar\nD1;2012-01;7,75\nD2;2012-01;7,5\n")

    told = medfin(*TAKE).stdout

    assert "(14 h, antal deltagare: 2)" in told
    assert "varje deltagare och månad: 1,25 h föll bort." in told


def test_a_finding_that_stops_leaves_with_one_and_books_nothing(medfin, write):
    write("underlag.csv", ROWS.replace("D02", "19800101-1234"))

    result = medfin(*TAKE)

    assert result.exit_code == 1
    assert "underlag.csv:3" in result.stderr
    assert "STM-103" in result.stderr
    assert "1234" not in result.output
    assert "Inget bokfördes" in result.stderr
    assert medfin("log", "resursmodellen").stdout.count("import") == 0


def test_what_the_command_tells_takes_the_place_of_the_file_beside(medfin, write):
    write("underlag.toml", '[statement]\nunit_cost = "tid"\n')
    told = ("--source", "Haninge kommun", "--category", "bidrag-annat-an-pengar", "--signed-by", "Eva Ek (påhittad)")

    assert medfin(*TAKE, *told).exit_code == 0
    assert "Eva Ek" in medfin("log", "resursmodellen").stdout


def test_the_summary_is_printed_and_written_as_a_workbook(medfin, tmp_path):
    medfin(*TAKE)

    printed = medfin("report", "statement", "resursmodellen", "--source", "haninge")
    written = medfin("report", "statement", "resursmodellen", "--format", "xlsx", "-o", "s.xlsx")
    refused = medfin("report", "statement", "resursmodellen", "--source", "esf")

    assert "Sammanställning medfinansiering, underlag" in printed.stdout
    assert (printed.exit_code, written.exit_code, refused.exit_code) == (0, 0, 2)
    assert (tmp_path / "s.xlsx").read_bytes().startswith(b"PK")
    assert "STM-301" in refused.stderr
