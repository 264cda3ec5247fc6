"""Texts that are commands to somebody else: SQL, formulas, terminals. They stay texts, and come out as they went in."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ledger.rules.block import CELL
from ledger.rules.block import LINE
from tests.conftest import STEGEN

SQL = (
    "'; DROP TABLE entry; --",
    'x" OR "1"="1',
    "Robert'); DELETE FROM commits;--",
    "%_\\'",
    "NULL",
    "?",
    ":name",
    "1; --",
)
FORMULAS = (
    *("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1:A9)", "=1+1", '=HYPERLINK("http://x";"y")', "＝1+1"),
    *("a;=1+1", "b,@SUM(A1)", "{=1}", "'=1"),
)
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
TEXT_COLUMNS = ("text", "counterparty", "invoice", "voucher", "unit", "account")


def project(text):
    """Return the project file with a text wherever one can stand."""
    quoted = json.dumps(text, ensure_ascii=False)
    head = STEGEN.replace('"Stegen till arbete"', quoted).replace(
        'funder = "Förbundet"', f"funder = {quoted}\nnote = {quoted}"
    )
    return f"""{head.replace('party = "Förbundet"', f"party = {quoted}")}
[[party]]
id = "part"
name = {quoted}
aliases = [{json.dumps(f"{text} alias", ensure_ascii=False)}]
[[part]]
id = "del"
name = {quoted}
[[phase]]
id = "fas"
name = {quoted}
start = 2021-01-01
end = 2021-12-31
[[budget]]
state = "draft"
reason = {quoted}
[budget.cost]
personal = {{ 2021 = "1" }}
"""


def actuals(text):
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(("date", "category", "amount", *TEXT_COLUMNS))
    writer.writerow(("2021-01-25", "personal", "100,00", *(text for _ in TEXT_COLUMNS)))
    return stream.getvalue()


@pytest.fixture
def filled(medfin):
    """Return a function that makes a new book with a text in every place, by every way that a text can come."""

    def fill(text):
        Path("medfin.db").unlink()
        Path("evil.toml").write_text(project(text), encoding="utf-8")
        Path("evil.csv").write_text(actuals(text), encoding="utf-8")
        options = [part for column in TEXT_COLUMNS for part in (f"--{column}", text)]
        for arguments in (
            ("init",),
            ("project", "add", "evil.toml", "--reason", text),
            ("import", "evil.csv", "--project", "stegen"),
            ("entry", "add", "stegen", "--date", "2021-02-01", "--amount", "5", "--category", "personal", *options),
            ("reverse", "stegen", "--entry", "1", "--reason", text),
        ):
            result = medfin(*arguments, author=text)
            assert result.exit_code == 0, result.output
        return medfin

    return fill


@pytest.mark.parametrize("text", SQL)
def test_sql_is_kept_as_it_is_written_and_does_nothing(filled, text):
    medfin = filled(text)

    with closing(sqlite3.connect("medfin.db")) as book:
        blocks = b"".join(texts for (texts,) in book.execute("SELECT texts FROM blocks"))
        reasons = [reason for (reason,) in book.execute("SELECT message FROM commits WHERE kind = 'reversal'")]
        authors = {author for (author,) in book.execute("SELECT author FROM commits")}
    assert blocks.decode() == f"{text}{CELL}{text}{LINE}" * 3
    assert reasons == [text]
    assert authors == {text}
    assert medfin("verify").exit_code == 0
    assert f"name = {json.dumps(text, ensure_ascii=False)}" in medfin("project", "show", "stegen").output


@pytest.mark.parametrize("text", FORMULAS[::3])
def test_formulas_are_texts_in_workbooks(filled, text):
    medfin = filled(text)

    for arguments in (
        ("report", "variance", "stegen", "--format", "xlsx"),
        ("report", "entries", "stegen", "--format", "xlsx"),
        ("form", "burlov-staffanstorp/medelsansokan", "stegen"),
    ):
        assert medfin(*arguments, "-o", "out.xlsx").exit_code == 0
        cells = [cell for sheet in load_workbook("out.xlsx") for row in sheet.iter_rows() for cell in row]
        assert [cell for cell in cells if cell.data_type == "s" and text in cell.value]
        # A formula of ours may compare with a text from outside, but only within quotation marks.
        bare = [_QUOTED.sub('""', cell.value) for cell in cells if cell.data_type == "f"]
        assert [formula for formula in bare if text in formula] == []


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_are_texts_in_csv_whatever_its_reader_separates_by(filled, text):
    medfin = filled(text)

    for language, separator in product(("sv", "en"), ";,"):
        asked = ("--lang", language, "report", "entries", "stegen", "--format")
        stream = io.StringIO(medfin(*asked, "csv").stdout_bytes.decode("utf-8-sig"), newline="")
        cells = [cell for row in csv.reader(stream, delimiter=separator) for cell in row]
        dangerous = [each for each in cells if each.startswith(("=", "@", "+", "＝", "-2"))]
        assert dangerous == []
    rows = json.loads(medfin(*asked, "json").stdout)["rows"]
    assert text in [cell["value"] for row in rows for cell in row["cells"].values()]


@pytest.mark.parametrize("mark", ["\x1b[31m", "\x07", "\x9b2J", "\u202e", "\u200f", "\u2066"])
def test_project_files_with_characters_that_do_not_show_are_refused(medfin, mark):
    Path("evil.toml").write_text(STEGEN.replace("Stegen till arbete", f"a{json.dumps(mark)[1:-1]}b"), encoding="utf-8")

    result = medfin("project", "add", "evil.toml")

    assert result.exit_code == 1
    assert "TOML-007" in result.stderr


@pytest.mark.parametrize("mark", ["\x1b[31m", "\x07", "\x9b2J", "\x00"])
def test_control_characters_in_a_cell_stop_the_row(medfin, mark):
    Path("evil.csv").write_text(actuals(f"a{mark}b"), encoding="utf-8")

    imported = medfin("import", "evil.csv", "--project", "stegen")
    entered = medfin("entry", "add", "stegen", "--date", "2021-02-01", "--amount", "5", "--text", f"a{mark}b")

    assert imported.exit_code == 1
    assert entered.exit_code in (1, 2)
    assert mark not in imported.output + entered.output
    assert json.loads(medfin("report", "entries", "stegen", "--format", "json").stdout)["rows"] == []


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200f"])
def test_marks_that_turn_the_direction_are_taken_out_of_cells_and_told(medfin, mark):
    Path("evil.csv").write_text(actuals(f"a{mark}b"), encoding="utf-8")

    result = medfin("import", "evil.csv", "--project", "stegen")

    assert result.exit_code == 0
    assert "CSV-109" in result.stderr
    assert "ab" in medfin("report", "entries", "stegen").output


@pytest.mark.parametrize("mark", ["\x1b[31m", "\u202e", "\x9b2J"])
def test_messages_show_what_does_not_show(medfin, mark):
    Path(f"a{mark}.csv").write_text(f"datum;a{mark};belopp\n", encoding="utf-8")

    for arguments in (
        ("import", f"a{mark}.csv", "--project", "stegen"),
        ("import", f"b{mark}.csv", "--project", "stegen"),
        ("report", "budget", f"a{mark}"),
        ("report", f"a{mark}"),
        ("project", "add", f"a{mark}.csv"),
        ("project", "show", f"a{mark}"),
        ("form", f"a{mark}", "stegen", "-o", f"x{mark}.xlsx"),
        ("project", "export", "stegen", "-o", f"x{mark}.toml"),
        ("--book", f"a{mark}.db", "check"),
        ("verify", "--against", f"a{mark}"),
    ):
        result = medfin(*arguments)
        assert result.output
        assert mark not in result.output, arguments


def test_names_that_differ_only_in_what_has_no_width_do_not_look_alike(medfin):
    Path("evil.csv").write_text(actuals("Kalle\u200b"), encoding="utf-8")
    medfin("import", "evil.csv", "--project", "stegen")

    assert "Kalle\\u200b" in medfin("report", "entries", "stegen").output


@pytest.mark.parametrize(("text", "code"), [("x\udcff", "BOK-026"), ("\ud800", "BOK-014")], ids=ascii)
def test_bytes_that_are_no_text_are_refused_on_the_command_line(medfin, text, code):
    entered = medfin("entry", "add", "stegen", "--date", "2021-02-01", "--amount", "5", "--text", text)
    added = medfin("project", "add", "stegen.toml", "--reason", text)

    assert entered.exit_code == 2
    assert code in entered.stderr
    assert added.exit_code == 0  # there is nothing to add


def test_a_file_whose_name_is_in_another_encoding_can_be_imported(medfin):
    name = "l\udcf6ner.csv"
    Path("actuals.csv").rename(name)

    result = medfin("import", name, "--project", "stegen")

    assert result.exit_code == 0
    assert "l\\udcf6ner.csv" in medfin("log", "stegen").output
