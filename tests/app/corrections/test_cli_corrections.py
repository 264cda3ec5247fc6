"""The commands that correct, close, approve, attach, take out words and draw samples."""

from __future__ import annotations

import json

import pytest

from tests.conftest import ACTUALS
from tests.conftest import STEGEN

TWO_PERSONS = STEGEN.replace("end = 2022-12-31", "end = 2022-12-31\nattest = true")


@pytest.fixture
def medfin(prompt, write):
    """Return a function that runs the command on a book with four imported entries."""
    run = prompt(2026, 1, 31)
    write("stegen.toml", TWO_PERSONS)
    write("actuals.csv", ACTUALS)
    write("faktura.pdf", "faktura")
    run("init")
    run("project", "add", "stegen.toml")
    run("import", "actuals.csv", "--project", "stegen")
    return run


def listed(run, *options):
    table = json.loads(run("report", "entries", "stegen", "--format", "json", *options).stdout)
    return [row["key"] for row in table["rows"]]


def refused(result, *said):
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    for each in said:
        assert each in result.stderr


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_command_speaks_both_languages(medfin, language):
    commands = [
        ("reverse", "stegen", "--entry", "1", "--reason", "Fel"),
        ("move", "stegen", "--entry", "2", "--category", "lokal", "--reason", "Hyra"),
        ("entry", "attach", "stegen", "--entry", "2", "--file", "faktura.pdf"),
        ("lock", "stegen", "--until", "2021-12-31"),
        ("reverse", "stegen", "--entry", "3", "--reason", "Fel"),
        ("unlock", "stegen", "--reason", "Revision"),
        ("attest", "stegen", "--all", "--author", "Chefen"),
        ("redact", "stegen", "--entry", "4", "--reason", "Begäran"),
        ("report", "audit", "stegen"),
        ("audit", "sample", "stegen", "--size", "2", "--seed", "x"),
        ("audit", "sample", "stegen", "--size", "2", "--seed", "x", "--words", "--year", "2021"),
        ("verify",),
    ]
    for command in commands:
        result = medfin(*command, "--lang", language)

        assert result.exit_code == 0, (command, result.output)
        assert result.output.strip()


def test_a_whole_import_is_reversed_by_the_number_that_it_printed(medfin, write):
    write("more.csv", "datum;kostnadsslag;belopp\n2021-05-01;personal;7\n2021-05-02;personal;8\n")
    batch = medfin("import", "more.csv", "--project", "stegen").output.split()[-1]

    result = medfin("reverse", "--import", batch, "--reason", "Fel fil")

    assert result.exit_code == 0, result.output
    assert "7–8" in result.output
    assert listed(medfin, "--net") == ["1", "2", "3", "4"]


def test_a_reversal_tells_the_day_on_which_it_is_booked(medfin):
    wholly = medfin("reverse", "stegen", "--entry", "1", "--reason", "Fel", "--date", "2021-04-01")
    medfin("lock", "stegen", "--until", "2021-01-31")
    several = medfin("reverse", "stegen", "--entry", "2-4", "--reason", "Fel")

    assert wholly.stdout.endswith("av post 5, bokförd 2021-04-01.\n")
    assert several.stdout.endswith("av posterna 6–8, bokförda 2026-01-31.\n")


def test_reversals_of_locked_and_open_days_tell_the_first_and_the_last_day(medfin, write):
    write("more.csv", "datum;kostnadsslag;belopp\n2021-05-01;personal;7\n2022-05-02;personal;8\n")
    batch = medfin("import", "more.csv", "--project", "stegen").output.split()[-1]
    medfin("lock", "stegen", "--until", "2021-12-31")

    result = medfin("reverse", "--import", batch, "--reason", "Fel fil")

    assert "av posterna 7–8, bokförda 2022-01-01 – 2026-01-31." in result.stdout


@pytest.mark.parametrize(("until", "told"), [("2026-01-31", False), ("2026-02-01", True)], ids=["today", "tomorrow"])
def test_a_lock_of_days_to_come_says_that_nothing_can_be_booked_now(medfin, until, told):
    assert ("medfin unlock stegen" in medfin("lock", "stegen", "--until", until).stdout) is told


def test_the_correction_of_a_locked_entry_says_where_it_went(medfin):
    medfin("lock", "stegen", "--until", "2021-12-31", "--reason", "Bokslut")

    result = medfin("reverse", "stegen", "--entry", "1", "--reason", "Fel")

    assert "2022-01-01" in result.stderr
    refused(
        medfin("entry", "add", "stegen", "--date", "2021-12-31", "--amount", "1", "--category", "lokal"),
        "2022-01-01",
        "--belongs",
        "medfin unlock stegen",
    )


def test_whoever_entered_is_refused_and_reports_take_attested_entries_only(medfin):
    refused(medfin("attest", "stegen", "--entry", "1"), "Ekonomen", "någon annan")

    result = medfin("attest", "stegen", "--entry", "1", "--entry", "3", author="Chefen")

    assert "2 poster attesterade" in result.output
    assert listed(medfin, "--attested") == ["1", "3"]
    assert "Chefen" in medfin("report", "entries", "stegen").output


def test_entries_are_named_in_the_spans_that_messages_print(medfin, write):
    write("more.csv", "datum;kostnadsslag;belopp\n2021-05-01;personal;7\n2021-05-02;personal;8\n")
    medfin("import", "more.csv", "--project", "stegen")

    assert "3 poster attesterade" in medfin("attest", "stegen", "--entry", "1–2, 4", author="Chefen").output
    medfin("reverse", "stegen", "--entry", "6", "--reason", "Fel")
    several = medfin("reverse", "stegen", "--entry", "4-6", "--reason", "Fel")

    assert several.exit_code == 0, several.output
    assert "COR-001" in several.stderr
    assert "8–9" in several.output
    assert listed(medfin, "--net") == ["1", "2", "3"]
    refused(medfin("reverse", "stegen", "--entry", "4-6", "--reason", "Fel"), "ENT-105", "4–6")
    refused(medfin("reverse", "stegen", "--entry", "8-19", "--reason", "Fel"), "ENT-102")
    refused(medfin("attest", "stegen", "--entry", "3-1"), "ENT-107", "1-4,7")


def test_redacted_words_are_in_no_file_of_the_book(medfin, tmp_path):
    result = medfin("redact", "stegen", "--entry", "3", "--reason", "Begäran")

    assert result.exit_code == 0, result.output
    assert b"".join(path.read_bytes() for path in tmp_path.glob("medfin.db*")).count(b"Buss") == 1
    assert "VER-011" in medfin("verify").stderr
    assert "Lön" not in medfin("report", "entries", "stegen", "--mask").output


def test_a_sample_goes_to_any_format(medfin, tmp_path):
    draw = ("audit", "sample", "stegen", "--size", "3", "--seed", "x")

    assert json.loads(medfin(*draw, "--format", "json").stdout)["rows"]
    assert medfin(*draw, "--format", "xlsx", "-o", "urval.xlsx").exit_code == 0
    assert (tmp_path / "urval.xlsx").read_bytes().startswith(b"PK")
    assert medfin("report", "audit", "stegen", "--format", "xlsx", "-o", "revision.xlsx").exit_code == 0
    refused(medfin(*draw, "--format", "xlsx"), "-o")


def test_a_report_as_known_on_a_day_before_the_project_came_is_refused(medfin):
    refused(medfin("report", "variance", "stegen", "--known", "2026-01-30"), "2026-01-31")

    assert medfin("report", "variance", "stegen", "--known", "2026-01-31").exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("reverse", "stegen", "--reason", "x"), id="nothing to reverse"),
        pytest.param(("reverse", "stegen", "--entry", "1", "--voucher", "A 1", "--reason", "x"), id="two at once"),
        pytest.param(("reverse", "--entry", "1", "--reason", "x"), id="no project"),
        pytest.param(("reverse", "--import", "feed", "--reason", "x"), id="no such import"),
        pytest.param(("move", "stegen", "--entry", "1", "--reason", "x"), id="nowhere to move to"),
        pytest.param(("lock", "stegen", "--reason", "x"), id="no day"),
        pytest.param(("unlock", "stegen", "--reason", "x"), id="not locked"),
        pytest.param(("attest", "stegen"), id="nothing to attest"),
        pytest.param(("redact", "stegen", "--entry", "9", "--reason", "x"), id="no such entry"),
        pytest.param(("entry", "attach", "stegen", "--entry", "1", "--file", "absent.pdf"), id="no such file"),
        pytest.param(("audit", "sample", "stegen", "--size", "0", "--seed", "x"), id="no size"),
        pytest.param(("report", "variance", "stegen", "--net"), id="net where it has no meaning"),
    ],
)
def test_misuse_is_refused(medfin, arguments):
    refused(medfin(*arguments))


def test_a_sample_of_a_claim_takes_the_claim_s_own_days(medfin):
    draw = ("audit", "sample", "stegen", "--size", "2", "--seed", "x", "--claim", "1")
    medfin("claim", "draft", "stegen", "--to", "2021-12-31")

    assert medfin(*draw, "--year", "2021").exit_code == 2
    assert "Ansökan" in medfin(*draw).output
