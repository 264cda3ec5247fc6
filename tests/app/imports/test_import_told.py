"""What the command says of a file that many projects have a share in."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import Workbook

from ledger.app.imports import actuals
from ledger.app.imports.actuals import Imported
from ledger.app.imports.incoming import Share
from ledger.app.telling import say
from ledger.core.money import SEK
from ledger.core.money import Money


@pytest.fixture
def many(medfin, write, monkeypatch):
    """Return the command with an import that twelve projects have a share in."""
    shares = tuple(
        Share(project=f"p{at:02}", new=at % 7, already=1, sum=Money(100 * at, SEK), reversed=int(at == 7))
        for at in range(12)
    )
    monkeypatch.setattr(actuals, "import_file", lambda *_, **__: Imported(shares=shares))
    write("f.csv", "")
    medfin("init")
    return medfin


def test_those_with_most_that_is_new_are_told_and_the_others_summed_up(many):
    said = many("--lang", "en", "import", "f.csv")[1].splitlines()

    assert {line.partition(":")[0] for line in said[:-1]} == {f"p{at:02}" for at in range(12)} - {"p00", "p08"}
    assert said[-1].startswith("And 2 more projects: 1 new entry, 2 were there already.")


def test_a_dry_run_says_that_nothing_is_booked(many):
    said = many("--lang", "en", "import", "f.csv", "--dry-run")[1].splitlines()

    assert said[-1] == "And 2 more projects: 1 new entry would be booked, 2 are there already."


def test_one_row_is_told_as_one(medfin, write, monkeypatch):
    share = Share(project="p", new=0, already=1, sum=Money(0, SEK))
    monkeypatch.setattr(actuals, "import_file", lambda *_, **__: Imported(shares=(share,), skipped=1))
    write("f.csv", "")
    medfin("init")

    assert (
        "p: nothing new, 1 entry was there already.\n1 row could not be read and was left out.\n"
        in (medfin("--lang", "en", "import", "f.csv")[1])
    )


ROWS = """Datum;Belopp;Kostnadsslag;Projekt
2021-02-01;100;Löner;stegen
2021-02-02;50;Löner;4711
2021-02-03;5;personal;4711
"""


def test_a_file_without_categories_is_told_once_and_by_the_command_of_the_map(stegen, write):
    ledger = "Datum;Konto;Belopp;Projekt\n2021-02-01;5021;100;stegen\n2021-02-02;5021;50;stegen\n"

    (found,) = actuals.import_file(stegen, write("huvudbok.csv", ledger)).findings

    assert (found.code, found.place.line, found.stops) == ("CSV-016", 1, True)
    assert "map suggest" in say(found, language="en")


@pytest.mark.parametrize(
    ("heading", "cell", "codes"),
    [
        ("typ", "inbetalning", []),
        ("typ", "", ["CSV-113"]),
        ("text", "x", ["CSV-016"]),
    ],
    ids=["money has no category", "a cost beside money lacks its category", "nothing but costs"],
)
def test_a_category_is_missed_in_the_header_only_where_every_row_must_have_one(stegen, write, heading, cell, codes):
    rows = f"Datum;Belopp;Finansiär;{heading}\n2021-02-01;100;forbundet;{cell}\n"

    done = actuals.import_file(stegen, write("bank.csv", rows), project="stegen")

    assert [each.code for each in done.findings] == codes


def test_a_workbooks_own_words_are_told_with_the_way_to_a_map_too(stegen, tmp_path):
    book = Workbook()
    for row in (["Datum", "Belopp", "Kostnadsslag"], [date(2021, 2, 1), 100, "Löner"]):
        book.active.append(row)
    book.save(tmp_path / "huvudbok.xlsx")

    done = actuals.import_file(stegen, tmp_path / "huvudbok.xlsx", project="stegen")

    assert [each.code for each in done.findings] == ["CSV-116", "MAP-011"]


def test_a_ledgers_own_words_are_told_and_once_that_a_map_makes_them_ours(stegen, write):
    done = actuals.import_file(stegen, write("huvudbok.csv", ROWS))

    assert [(each.code, each.severity.value) for each in done.findings] == [
        ("CSV-116", "stop"),
        ("CSV-116", "stop"),
        ("CSV-123", "note"),
        ("MAP-011", "note"),
    ]
    assert [dict(each.values).get("count") for each in done.findings] == [None, None, 1, None]
    assert done.shares == ()
