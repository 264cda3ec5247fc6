"""The command: what it prints, where, and with which status it leaves."""

from __future__ import annotations

import csv
import json

import pytest

from tests.conftest import ACTUALS
from tests.conftest import STEGEN


@pytest.fixture
def medfin(prompt):
    """Return a function that runs the command in an empty folder and returns its result."""
    return prompt(2026, 1, 31)


@pytest.fixture
def filled(medfin, write):
    """Return the same with a book that holds the made-up project and its actuals."""
    write("stegen.toml", STEGEN)
    write("actuals.csv", ACTUALS)
    medfin("init")
    medfin("project", "add", "stegen.toml")
    medfin("import", "actuals.csv", "--project", "stegen")
    return medfin


def test_help_needs_no_book(medfin):
    result = medfin("--help")

    assert result.exit_code == 0
    assert "Börja med ”medfin demo”" in result.output


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("project", "list"), id="projects"),
        pytest.param(("project", "show", "stegen"), id="a project"),
        pytest.param(("report", "budget", "stegen"), id="budget"),
        pytest.param(("report", "financing", "stegen"), id="financing"),
        pytest.param(("report", "variance"), id="variance"),
        pytest.param(("report", "variance", "--by", "year", "--by", "category"), id="variance by two dimensions"),
        pytest.param(("report", "cofinancing"), id="cofinancing"),
        pytest.param(("report", "consolidated", "--by", "source"), id="consolidated"),
        pytest.param(("report", "entries", "stegen", "--from", "2021-02-01", "--to", "2021-02-25"), id="entries"),
        pytest.param(("report", "findings"), id="findings"),
        pytest.param(("log",), id="log"),
        pytest.param(("verify",), id="verify"),
        pytest.param(("check",), id="check"),
    ],
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_command_that_reads_speaks_both_languages(filled, arguments, language):
    result = filled("--lang", language, *arguments)

    assert result.exit_code == 0, result.output
    assert result.output
    assert "{" not in result.output or arguments[1:2] == ("show",)


def test_the_language_may_stand_after_the_command(filled):
    assert (
        filled("report", "budget", "stegen", "--lang", "en").output
        == filled("--lang", "en", "report", "budget", "stegen").output
    )


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        pytest.param(("report", "budget", "absent"), 2, "stegen", id="an unknown project"),
        pytest.param(("report", "absurd"), 2, "variance", id="an unknown report"),
        pytest.param(("report", "variance", "--format", "xlsx"), 2, "-o", id="a workbook without a file"),
        pytest.param(("--book", "absent.db", "check"), 2, "medfin init", id="a book that is not there"),
        pytest.param(("--book", "stegen.toml", "check"), 2, "stegen.toml", id="a file that is no book"),
        pytest.param(("init",), 2, "medfin.db", id="a book that is there already"),
        pytest.param(("project", "add", "absent.toml"), 2, "absent.toml", id="a file that is not there"),
        pytest.param(("project", "add", "stegen.toml", "--correct"), 2, "--reason", id="a correction without reason"),
        pytest.param(("reverse", "stegen", "--entry", "9", "--reason", "x"), 2, "9", id="an entry that is not there"),
        pytest.param(("report", "budget", "stegen", "-o", "no/such/folder.txt"), 2, "folder.txt", id="no such folder"),
        pytest.param(("form", "absurd", "stegen", "-o", "x.xlsx"), 2, "absurd", id="an unknown form"),
    ],
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_misuse_is_refused_with_a_message_and_no_traceback(filled, arguments, status, said, language):
    result = filled("--lang", language, *arguments)

    assert result.exit_code == status, result.output
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_findings_that_stop_leave_with_status_one_and_book_nothing(filled, write):
    write("bad.csv", ACTUALS + "2021-01-01;personell;1;x\n")

    result = filled("import", "bad.csv", "--project", "stegen")

    assert result.exit_code == 1
    assert "bad.csv:6:" in result.stderr
    assert "Inget bokfördes" in result.stderr


def test_csv_for_swedish_excel_and_plain_csv_in_english(filled):
    swedish = filled("report", "variance", "stegen", "--format", "csv").stdout_bytes
    english = filled("report", "variance", "stegen", "--format", "csv", "--lang", "en").stdout_bytes

    assert swedish.startswith(b"\xef\xbb\xbf")
    assert b"66921,00" in swedish
    assert b";" in swedish
    assert english.isascii()
    assert b"66921.00" in english


def test_json_carries_whole_minor_units(filled):
    table = json.loads(filled("report", "variance", "stegen", "--format", "json").stdout)

    assert table["currency"] == {"code": "SEK", "decimals": 2}
    assert '"value": 6692100' in json.dumps(table)


def test_a_file_is_written_whole_and_named(filled, tmp_path):
    result = filled("report", "variance", "stegen", "--format", "xlsx", "-o", "å ä ö.xlsx")

    assert result.exit_code == 0, result.output
    assert (tmp_path / "å ä ö.xlsx").read_bytes().startswith(b"PK")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_an_entry_by_hand_and_its_reversal(filled):
    added = filled("entry", "add", "stegen", "--date", "2021-03-01", "--amount", "10", "--category", "lokal")
    reversed_ = filled("reverse", "stegen", "--entry", "5", "--reason", "Fel", "--date", "2021-03-02")

    assert "post 5" in added.output
    assert "post 6" in reversed_.output
    assert filled("verify").exit_code == 0


def test_a_seal_that_still_stands_is_told_with_its_place(filled):
    (line,) = [line for line in filled("log", "stegen").stdout.splitlines() if line.split()[:2] == ["stegen", "1"]]
    seal = line.split()[-1]
    done = filled("verify", "--against", seal)

    assert done.exit_code == 0
    assert f"Sigillet {seal}" in done.stdout
    assert "kedjan stegen, bokföringssteg 1," in done.stdout.replace("\xa0", " ")


def test_the_log_tells_a_draft_from_a_claim_and_a_lock_from_its_end(filled):
    filled("claim", "draft", "stegen", "--to", "2021-02-28")
    filled("claim", "submit", "stegen", "--on", "2021-03-15")
    filled("claim", "decide", "stegen", "--on", "2021-04-01", "--cut", "3", "--reference", "D 7")
    filled("lock", "stegen", "--until", "2021-02-28")
    filled("unlock", "stegen", "--reason", "Revision")

    rows = list(csv.DictReader(filled("log", "stegen", "--format", "csv").stdout.splitlines(), delimiter=";"))

    assert [row["Vad"] for row in rows[2:]] == [
        "ansökan 1: utkast",
        "ansökan 1: inlämnad",
        "ansökan 1: beslut 2021-04-01 (D 7), strukna poster 3",
        "låst till och med 2021-02-28",
        "alla dagar öppna",
    ]
    assert "ansökan 1: inlämnad" in filled("log").stdout


@pytest.mark.parametrize("format_", ["json", "html", "xlsx"])
def test_the_log_is_written_in_every_format(filled, tmp_path, format_):
    done = filled("log", "--format", format_, "-o", f"logg.{format_}")

    assert done.exit_code == 0, done.output
    assert (tmp_path / f"logg.{format_}").stat().st_size


def test_an_export_is_a_project_file(filled):
    filled("project", "export", "stegen", "-o", "export.toml")

    assert filled("project", "add", "export.toml").output.startswith("stegen: finns redan")


def test_the_demo_starts_afresh_and_leaves_other_books_alone(medfin, tmp_path):
    first, second = medfin("demo", "shop"), medfin("demo", "shop")

    assert first.exit_code == 0, first.output
    assert first.output == second.output
    assert all(tmp_path.joinpath("shop", name).exists() for name in ("medfin.db", "pas.xlsx", "pas-medelsansokan.xlsx"))

    (tmp_path / "own").mkdir()
    medfin("--book", "own/medfin.db", "init")
    refused = medfin("demo", "own")

    assert refused.exit_code == 2
    assert "own" in refused.stderr


def test_the_demos_printed_sum_of_pas_is_found_wrong(medfin):
    medfin("demo", "shop")

    result = medfin("--book", "shop/medfin.db", "check", "pas")

    assert "735 000" in result.stderr.replace("\xa0", " ")
    assert "635 000" in result.stderr.replace("\xa0", " ")


def test_the_entry_workbook_is_written_and_taken_back(filled):
    written = filled("template", "entries", "stegen", "-o", "typed.xlsx")
    taken = filled("import", "typed.xlsx")

    assert (written.exit_code, taken.exit_code) == (0, 0), written.output + taken.output
    assert "typed.xlsx" in written.output
