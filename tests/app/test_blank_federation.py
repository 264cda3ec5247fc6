from __future__ import annotations

import re

import pytest

from tests.conftest import STEGEN

FILLED = {"name": "Förbundet (påhittat)", "id": "fk", "party": "Försäkringskassan", "group": "state"}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_file_as_written_is_told_what_it_lacks_and_filled_in_it_is_a_federation(tmp_path, medfin, write, language):
    path = tmp_path / "ny.toml"
    medfin("init")
    medfin("project", "add", str(write("stegen.toml", STEGEN)))
    assert medfin("template", "federation", "-o", str(path), "--lang", language)[0] == 0

    status, told = medfin("federation", "add", str(path))
    assert status == 1
    assert {f"”{key}” är tom" in told for key in (*FILLED, "involvement")} == {True}

    text = path.read_text(encoding="utf-8")
    assert 'id = "stegen"' in text
    text = re.sub(
        r'^(\w+) = ""', lambda line: f'{line[1]} = "{FILLED.get(line[1], "owned")}"', text, flags=re.MULTILINE
    )
    text = text.replace("YYYY-MM-DD", "2021-01-31").replace("ÅÅÅÅ-MM-DD", "2021-01-31")
    text = re.sub("YYYY|ÅÅÅÅ", "2021", text)
    text = re.sub("MEMBER|MEDLEM", "fk", text).replace("AMOUNT", "100").replace("BELOPP", "100")
    for key in ("year", "contributions", "member", "day", "amount", "2021"):
        text = text.replace(f"# {key} = ", f"{key} = ")
    for section in (r"\[\[year\]\]", r"\[\[payment\]\]", r"\[opening_capital\]"):
        text = re.sub(f"^# ({section})", r"\1", text, flags=re.MULTILINE)
    path.write_text(text.replace('contributions = "100"', 'contributions = "100"\namounts = { fk = "100" }'), "utf-8")
    assert medfin("federation", "add", str(path))[0] == 0
    assert "2021" in medfin("report", "members")[1]


def test_no_file_is_written_over_and_a_book_without_federation_says_how_to_make_one(tmp_path, medfin, write):
    medfin("init")
    medfin("project", "add", str(write("stegen.toml", STEGEN)))
    path = tmp_path / "min.toml"
    path.write_text("mitt")

    assert "FIL-011" in medfin("template", "federation", "-o", str(path))[1]
    assert path.read_text(encoding="utf-8") == "mitt"
    assert "medfin template federation" in medfin("report", "whole")[1]


def test_projects_stand_where_people_look_them_up_in_every_list_over_the_book(tmp_path, medfin, write):
    ids = ["insats-1", "insats-2", "insats-10", "insats-11b"]
    medfin("init")
    files = [write(f"{id_}.toml", STEGEN.replace('id = "stegen"', f'id = "{id_}"')) for id_ in reversed(ids)]
    medfin("project", "add", *map(str, files))
    path = tmp_path / "ny.toml"
    medfin("template", "federation", "-o", str(path))

    lists = [path.read_text("utf-8"), *(medfin(*words)[1] for words in _LISTS)]

    for text in lists:
        assert list(dict.fromkeys(re.findall(r"insats-[0-9]+b?", text))) == ids


_LISTS = (("report", "consolidated", "--format", "json"), ("project", "list"))
