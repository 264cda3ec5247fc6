"""Small files that grow, large files that do not end, and figures without end: refused with little memory, in time."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.conftest import STEGEN

ENTITIES = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefghij", "bcdefghijk", strict=True)
)
HEADER = b"datum;kostnadsslag;belopp;text\n"


@pytest.fixture(scope="module")
def archive():
    """Return an archive, with parts named as a workbook's are, that unpacks to more than the process may take."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for name in ("[Content_Types].xml", "xl/workbook.xml"):
            made.writestr(name, "<x/>")
        with made.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(500):
                part.write(b" " * (1 << 20))
    return stream.getvalue()


@pytest.mark.parametrize("bomb", ["bomb.xlsx", "bomb.xml", "bomb.csv"])
def test_archives_and_entities_are_refused_without_being_unpacked(limited, archive, bomb):
    content = f"{ENTITIES}]><a>&k;</a>".encode() if bomb == "bomb.xml" else archive
    Path(bomb).write_bytes(content)
    Path("bomb.toml").write_bytes(content)
    Path("evil.toml").write_text(STEGEN.replace("burlov-staffanstorp", "bomb.toml"), encoding="utf-8")

    for arguments in (
        ("import", bomb, "--project", "stegen"),
        ("import", "actuals.csv", "--project", "stegen", "--map", bomb),
        ("project", "add", bomb),
        ("project", "add", "evil.toml"),
        ("form", "bomb.toml", "stegen", "-o", "out.xlsx"),
        ("--book", bomb, "check"),
    ):
        result = limited(*arguments)
        assert result.returncode in (1, 2), result.stderr
        assert "Traceback" not in result.stderr
        assert "Memory" not in result.stderr


DEEP = 100_000


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a = " + "[" * DEEP, id="lists in lists"),
        pytest.param("a = " + "{a=" * DEEP, id="tables in tables"),
        pytest.param("[" + "a." * DEEP + "a]", id="a header of many parts"),
        pytest.param("a." * DEEP + "a = 1", id="a key of many parts"),
        pytest.param("a = " + "9" * DEEP, id="a number of many digits"),
        pytest.param("a = 0x" + "f" * DEEP, id="a hexadecimal number of many digits"),
        pytest.param(
            STEGEN.replace('form = "cash"', f'form = "cash"\npriority = 0x{"f" * DEEP}', 1), id="in its place"
        ),
        pytest.param(STEGEN.replace('"400 000"', f'"{"9" * DEEP}"', 1), id="an amount of many digits"),
        pytest.param(STEGEN.replace('"400 000"', "9" * 4_000, 1), id="a bare amount of many digits"),
        pytest.param(STEGEN + '\n[severity]\n"' + "A" * 900_000, id="a quotation mark that is not closed"),
        pytest.param("a = '''" + "\n" * 1_000_000, id="a text of line breaks that is not closed"),
        pytest.param(STEGEN.replace("2022-12-31", "9999-12-31"), id="a project without end"),
        pytest.param(STEGEN.replace("2021-01-01", "0001-01-01"), id="a project without beginning"),
    ],
)
def test_own_files_that_go_too_deep_or_too_far_are_findings(medfin, text):
    Path("evil.toml").write_text(text, encoding="utf-8")

    added = medfin("project", "add", "evil.toml")
    mapped = medfin("import", "actuals.csv", "--project", "stegen", "--map", "evil.toml")

    assert added.exit_code == 1
    assert "evil.toml:" in added.stderr
    assert mapped.exit_code == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(HEADER + b"a" * (1 << 20), "CSV-007", id="one line without end"),
        pytest.param(b";" * (3 << 20), "CSV-007", id="millions of columns"),
        pytest.param(HEADER + b'"' * (3 << 20), "CSV-007", id="nothing but quotation marks"),
        pytest.param(HEADER + b'"a\n' * (1 << 20), "CSV-008", id="a quotation mark that is never closed"),
        pytest.param(HEADER + b'2021-01-01;personal;1;"' + b"a\n" * (1 << 20), "CSV-", id="a cell of many lines"),
        pytest.param(
            HEADER + b"2021-01-01;personal;" + b"9" * 60_000 + b";x\n", "CSV-103", id="an amount of many digits"
        ),
        pytest.param(HEADER + b"9999-12-31;personal;1;x\n", "CSV-105", id="a day without end"),
    ],
)
def test_actuals_without_end_are_refused_with_little_memory(limited, rounds, content, code):
    with Path("evil.csv").open("wb") as stream:
        stream.write(content)
        if code == "CSV-007":
            stream.truncate(rounds(1 << 25, 1 << 30))

    result = limited("import", "evil.csv", "--project", "stegen")

    assert result.returncode == 1, result.stderr[-2_000:]
    assert code in result.stderr
    assert "evil.csv:" in result.stderr


def test_files_of_thousands_of_names_take_seconds(medfin, rounds):
    count = rounds(3_000, 20_000)
    parties = "".join(f'[[party]]\nname = "a{number}"\n' for number in range(count))
    quoted = ", ".join(f'"q{number}"' for number in range(count))
    aliases = f'[[party]]\nname = "z"\naliases = [{quoted}]\n'
    for id_ in ("one", "two"):
        Path(f"{id_}.toml").write_text(STEGEN.replace("stegen", id_) + parties + aliases, encoding="utf-8")
        assert medfin("project", "add", f"{id_}.toml").exit_code == 0


def test_a_file_of_nothing_but_bad_rows_is_told_in_short(limited, rounds):
    Path("evil.csv").write_bytes(HEADER + b"x\n" * rounds(40_000, 2_000_000))

    result = limited("import", "evil.csv", "--project", "stegen")

    assert result.returncode == 1
    assert "CSV-101" in result.stderr
    assert len(result.stderr) < 1_000_000


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "variance", "--year", "9999"),
        ("report", "variance", "--year", "-1"),
        ("report", "entries", "stegen", "--to", "9999-12-31"),
        ("report", "variance", "--from", "0001-01-01", "--by", "month"),
        ("reverse", "stegen", "--entry", "1", "--reason", "x", "--date", "0001-01-01"),
    ],
)
def test_days_without_end_are_refused(medfin, arguments):
    medfin("import", "actuals.csv", "--project", "stegen")

    result = medfin(*arguments)

    assert result.exit_code == 2
    assert "DAT-008" in result.stderr
