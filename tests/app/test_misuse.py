"""What the command line cannot carry out as it stands: told in the reader's language, with the way out."""

from __future__ import annotations

import ast
from pathlib import Path

import click
import pytest

from ledger import catalog
from ledger.console.parameters import Choice
from ledger.console.parameters import Day
from tests.conftest import STEGEN

LEDGER = Path(catalog.__file__).parent


@pytest.fixture
def stegen(medfin, tmp_path):
    """Return the same with a book that holds the made-up project."""
    (tmp_path / "stegen.toml").write_text(STEGEN, encoding="utf-8")
    medfin("init")
    medfin("project", "add", "stegen.toml")
    return medfin


@pytest.mark.parametrize(
    ("line", "told"),
    [
        pytest.param("reprt variance", "USE-001: medfin har inget kommando ”reprt”; pröva report.", id="command"),
        pytest.param("project lst", "medfin project har inget kommando ”lst”; pröva list.", id="subcommand"),
        pytest.param("report variance --yaer 2021", "har inget val --yaer; pröva --year.", id="option"),
        pytest.param("lock a --to 2021-01-01", "har inget val --to; pröva --until, --reason", id="no near option"),
        pytest.param("-x", "USE-002: medfin har inget val -x; pröva --version, --book", id="option of the whole"),
        pytest.param("report", "USE-003: medfin report behöver NAMN", id="argument left out"),
        pytest.param("lock stegen", "USE-003: medfin lock behöver --until", id="option left out"),
        pytest.param("project add", "USE-003: medfin project add behöver FILER;", id="several left out"),
        pytest.param("forecast set a", "medfin forecast set behöver KOSTNADSSLAG=BELOPP;", id="pairs left out"),
        pytest.param("report variance --format xls", "”xls” går inte till --format; skriv något av text", id="word"),
        pytest.param("--lang de log", "”de” går inte till --lang; skriv något av sv (svenska), en (en", id="language"),
        pytest.param("budget amend a --state x", "skriv något av draft (utkast), submitted (inläm", id="meaning"),
        pytest.param("report variance --year x", "--year kan inte tas emot: här ska stå ett helt tal", id="number"),
        pytest.param("budget compare a x", "FÖRSTA kan inte tas emot: här ska stå ett helt tal", id="argument"),
        pytest.param("report variance --to", "--to kan inte tas emot: något måste följa efter", id="no value"),
        pytest.param("report variance --to 4/5/2021", "DAT-004: ”4/5/2021” kan läsas som mer än en dag", id="two days"),
        pytest.param("report variance --to 2021-02-30", "DAT-003: ”2021-02-30” är en dag", id="no day"),
        pytest.param("project list x y", "USE-006: medfin project list tar färre ord än så, och inte x y", id="extra"),
        pytest.param("project add a.toml --correct", "medfin project add: --correct kräver --reason", id="pair"),
    ],
)
def test_misuse_is_told_in_swedish_with_the_way_out(medfin, line, told):
    status, output = medfin(*line.split())

    assert status == 2
    assert output.startswith("medfin: ")
    assert told in output
    assert output.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param('# Vårt projekt\n\n[project]\nid = "a"\n', "FIL-009", id="a project file"),
        pytest.param('[[object]]\nproject = "a"\n', "FIL-009", id="a map"),
        pytest.param("SQLite format 3", "FIL-002: file är en SQLite-fil, kanske en bok", id="a book"),
        pytest.param(None, "FIL-001: file: filen eller mappen finns inte", id="nothing"),
    ],
)
def test_another_file_than_actuals_is_told_in_swedish_with_what_takes_it(stegen, tmp_path, text, told):
    if text is not None:
        (tmp_path / "file").write_text(text, encoding="utf-8")

    status, output = stegen("import", "file")

    assert status == 2
    assert told in output


@pytest.mark.parametrize("line", ["reprt --lang en", "--lang en reprt", "-x --lang en"])
def test_it_is_told_in_english_wherever_the_line_asks_for_that(medfin, line):
    assert "; try " in medfin(*line.split())[1]


def test_a_refusal_is_told_in_the_language_asked_for_after_the_command(medfin):
    status, output = medfin("report", "varians", "--lang", "en", "--book", "b.db")

    assert (status, output.partition(";")[0]) == (2, "medfin: BOK-003: there is no book at b.db")


def test_an_entry_of_a_project_without_entries_is_told_so(stegen):
    status, output = stegen("move", "stegen", "--entry", "1", "--category", "lokal", "--reason", "Fel")

    assert (status, output.partition(";")[0]) == (
        2,
        "medfin: ENT-120: projektet ”stegen” har inga poster än, så ingen post 1",
    )


def test_a_report_that_ends_before_it_starts_is_refused(stegen):
    status, output = stegen("report", "variance", "--from", "2021-06-01", "--to", "2021-01-01")

    assert (status, output.partition(";")[0]) == (
        2,
        "medfin: DAT-002: perioden 2021-06-01 – 2021-01-01 slutar innan den börjar",
    )


@pytest.mark.parametrize("format_", ["text", "csv", "html", "xlsx"])
def test_a_report_with_rows_of_its_own_takes_no_others_in_any_format(stegen, format_):
    status, output = stegen("report", "budget", "--by", "part", "--format", format_, "-o", "ut")

    assert (status, output.partition(";")[0]) == (2, "medfin: REP-005: rapporten ”budget” tar inte --by")


@pytest.mark.parametrize("format_", ["text", "csv", "html", "xlsx", "json"])
def test_the_claims_of_a_project_without_any_are_an_empty_list_in_every_format(stegen, tmp_path, format_):
    status, _ = stegen("report", "claims", "stegen", "--format", format_, "-o", str(tmp_path / "ut"))

    assert status == 0
    assert (tmp_path / "ut").stat().st_size
    assert "medfin claim draft stegen --to DATUM" in stegen("report", "claims", "stegen")[1]


@pytest.mark.parametrize("given", [("-o", "{}"), ("-o{}",), ("-o={}",), ("--output={}",)], ids="".join)
def test_a_short_option_takes_its_value_in_each_way(stegen, tmp_path, given):
    file = tmp_path / "tabell.csv"
    stegen("report", "budget", "stegen", "--format", "csv", *(each.format(file) for each in given))

    assert file.exists()


def test_a_project_without_claims_is_told_how_to_draw_one_up(stegen):
    status, output = stegen("claim", "submit", "stegen")

    assert (status, output.partition(";")[0]) == (2, "medfin: CLM-330: projektet ”stegen” har inga ansökningar än")


def test_a_file_with_headings_alone_is_told_to_hold_nothing(stegen, tmp_path):
    (tmp_path / "tom.csv").write_text("datum;kostnadsslag;belopp\n", encoding="utf-8")

    assert stegen("import", "tom.csv", "--project", "stegen") == (
        0,
        "tom.csv har inget att bokföra: inga ifyllda rader för något av bokens projekt.\n",
    )


@pytest.mark.parametrize(
    ("options", "told"), [((), "1 ny post bokförd"), (("--dry-run",), "1 ny post skulle bokföras")]
)
def test_one_entry_is_told_in_the_singular(stegen, tmp_path, options, told):
    (tmp_path / "en.csv").write_text("datum;kostnadsslag;belopp\n2021-03-01;lokal;5,00\n", encoding="utf-8")

    assert told in stegen("import", "en.csv", "--project", "stegen", *options)[1]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        pytest.param(
            "comment stegen x --category lokaler", "har inte kostnadsslaget ”lokaler”; det har", id="category"
        ),
        pytest.param("budget amend stegen --reason x --transfer a-b", "skriv FRÅN:TILL:BELOPP eller", id="transfer"),
    ],
)
def test_names_and_forms_of_words_are_told_in_swedish(stegen, line, told):
    assert told in stegen(*line.split())[1]


def test_an_entry_tells_how_its_amount_and_its_day_were_read(stegen):
    typed = ("entry", "add", "stegen", "--category", "lokal", "--date", "1 februari 2021", "--amount", "1.000")

    told = stegen(*typed)[1].replace("\N{NO-BREAK SPACE}", " ")

    assert told == "stegen: post 1 bokförd: 1 000 kr den 2021-02-01.\n"


def test_an_amendment_that_is_not_decided_says_that_it_does_not_hold(stegen):
    moved = ("budget", "amend", "stegen", "--reason", "x", "--transfer", "personal:utbildning:1000:2021")

    assert "inte beslutad, så den gäller inte än" in stegen(*moved)[1]
    assert "budgetversion 3 är inlagd.\n" in stegen(*moved, "--decided", "2021-03-01")[1]


def test_a_map_that_people_have_gone_on_with_is_left_as_it_is(stegen, tmp_path):
    (tmp_path / "a.csv").write_text("datum;konto;belopp\n2021-01-25;5010;1,00\n", encoding="utf-8")
    (tmp_path / "m.toml").write_text("# eget", encoding="utf-8")

    status, output = stegen("map", "suggest", "a.csv", "--project", "stegen", "-o", "m.toml")

    assert (status, "FIL-011: m.toml" in output) == (2, True)
    assert (tmp_path / "m.toml").read_text(encoding="utf-8") == "# eget"


def test_a_group_alone_shows_its_help(medfin):
    assert "Användning: medfin project" in medfin("project")[1]


def test_days_are_read_as_people_write_them():
    day = Day()

    assert str(day.convert("31/3/2021", None, None)) == "2021-03-31 00:00:00"
    assert day.convert(day.convert("20210331", None, None), None, None) == day.convert("31.3.2021", None, None)


def test_a_word_that_is_among_the_choices_is_taken():
    assert Choice(["text", "csv"]).convert("csv", None, None) == "csv"


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=path.relative_to(LEDGER.parent).as_posix())
        for path in sorted({*LEDGER.rglob("*.py"), LEDGER.parent / "cli.py"} - set(LEDGER.glob("fixtures/**/*")))
        if "UsageError" in path.read_text(encoding="utf-8") or "why=" in path.read_text(encoding="utf-8")
    ],
)
def test_every_reason_that_stands_in_the_code_has_its_swedish(path):
    texts = catalog.labels("sv", "reasons").texts
    said = set(_reasons(ast.parse(path.read_text(encoding="utf-8"))))

    assert [text for text in sorted(said) if f"reason.{text}" not in texts] == []


def _reasons(tree):
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        texts = [word.value for word in call.keywords if word.arg in ("why", "found", "reason")]
        if name in (click.UsageError.__name__, click.BadParameter.__name__):
            texts += call.args[:1]
        elif not name.endswith("Error"):
            continue
        yield from (text.value for text in texts if isinstance(text, ast.Constant) and isinstance(text.value, str))
