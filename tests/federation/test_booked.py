"""Who has not booked by a cut-off, from the files that people hand in to the rows of three reports."""

from __future__ import annotations

from datetime import UTC
from datetime import date
from datetime import datetime

import pytest

from ledger.app.book import create_book
from ledger.app.corrections.locking import lock
from ledger.app.federation.federation import add_federation
from ledger.app.forecasts.forecasts import comment
from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from ledger.app.reports import report
from ledger.app.reports import workbook
from ledger.model.view import View
from ledger.reports.table import Tone
from tests.reports.reading import about
from tests.reports.reading import read
from tests.reports.reading import told

PROJECT = """
[project]
id = "{id}"
name = "Projekt {id}"
scheme = "generell"
start = 2021-01-01
end = 2021-12-31
[[source]]
id = "esf"
party = "Fonden"
role = "support"
kind = "eu"
form = "grant"
[[budget]]
state = "decided"
decided = 2020-12-01
[budget.cost]
personal = {{ 2021 = "100 000" }}
"""

TOLD = """
[federation]
name = "Förbundet"
cutoffs = ["04-30", "09-30", "12-31"]
"""

ROWS = {
    "hel": ("2021-01-31", "2021-04-30"),
    "halv": ("2021-04-08",),
    "sen": ("2021-01-31", "2021-02-28"),
    "tyst": ("2021-02-28",),
    "stangd": ("2021-03-31",),
    "ny": (),
}
"""Days of cost. The silent one has had money in April, in the same file, which so tells that it has no cost there."""

MONEY = "2021-04-30;;500;receipt;esf"

DAY = date(2021, 4, 30)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("booked")
    times = {"now": datetime(2021, 4, 9, 12, tzinfo=UTC)}
    with create_book(":memory:", author="Kassören", clock=lambda: times["now"]) as made:
        for id_, days in ROWS.items():
            (folder / f"{id_}.toml").write_text(PROJECT.format(id=id_), encoding="utf-8")
            money = [MONEY] if id_ == "tyst" else []
            lines = ["datum;kostnadsslag;belopp;typ;finansiär", *(f"{day};personal;100;cost;" for day in days), *money]
            (folder / f"{id_}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        add_projects(made, sorted(folder.glob("*.toml")))
        owned = "".join(f'[[project]]\nid = "{id_}"\ninvolvement = "owned"\n' for id_ in ROWS)
        (folder / "f.txt").write_text(TOLD + owned, encoding="utf-8")
        add_federation(made, folder / "f.txt")
        import_file(made, folder / "halv.csv", project="halv")
        times["now"] = datetime(2021, 5, 10, 12, tzinfo=UTC)
        for id_ in ("hel", "sen", "stangd", "tyst"):
            import_file(made, folder / f"{id_}.csv", project=id_)
        lock(made, "stangd", DAY, reason="Inget mer i april")
        comment(made, "hel", "Sen start")
        yield made


def seen(**terms):
    return View(today=date(2021, 5, 20), **terms)


def test_those_who_have_not_booked_come_first_with_what_to_ask_them_for(book):
    table = report(book, "booked", (), seen(end=DAY))

    assert read(table) == (
        "# Inte bokförda till dagen: 2\n"
        "  Projekt ny | inget bokfört | 4 |  |  |  | utfall; kommentar; prognos\n"
        "  Projekt sen | 2021-02 | 2 | 2021-05-10 |  |  | utfall; kommentar; prognos\n"
        "# Kanske inte helt bokförda: 1\n"
        "  Projekt halv | 2021-04 |  | 2021-04-09 |  |  | besked om att månaden är hel; kommentar; prognos\n"
        "# Bokförda till dagen: 3\n"
        "  Projekt tyst | 2021-02, fil till 2021-04 |  | 2021-05-10 |  |  | kommentar; prognos\n"
        "  Projekt stangd | 2021-03 |  | 2021-05-10 |  |  | kommentar; prognos\n"
        "  Projekt hel | 2021-04 |  | 2021-05-10 | 2021-05-10 |  | prognos"
    )
    assert about(table) | {"Ska vara bokfört till": "2021-04-30", "Förra rapporten till": "2020-12-31"} == about(table)


def test_without_a_day_it_is_the_last_cut_off_and_before_the_first_month_nothing_is_asked(book):
    assert read(report(book, "booked", (), seen())) == read(report(book, "booked", (), seen(end=DAY)))
    assert read(report(book, "booked", (), seen(end=date(2020, 12, 31)))).startswith("# Inte igång")


def test_as_known_on_a_day_it_tells_what_was_booked_by_then(book):
    table = report(book, "booked", (), seen(end=DAY, known=date(2021, 4, 30)))

    assert table.cell("halv", "entered").value == date(2021, 4, 9)
    assert [table.cell(id_, "behind").value for id_ in ("halv", "hel", "stangd")] == [None, 4, 4]


def test_the_board_and_what_to_look_after_say_who_has_not_booked(book):
    board, attention = (report(book, name, (), seen(end=DAY)) for name in ("board", "attention"))

    cells = {id_: board.cell(id_, "booked") for id_ in ROWS}
    assert {id_: cell.tone for id_, cell in cells.items() if cell.tone} == {
        "ny": Tone.BAD,
        "sen": Tone.BAD,
        "halv": Tone.DOUBTFUL,
    }
    assert (
        "  Inte bokfört till rapportens dag | sen | 1 |  | 2021-02-28 | 61 |  | "
        "Bokfört t.o.m. 2021-02, senast infört 2021-05-10. Be om utfallet; månader som saknas: 2"
    ) in read(attention)
    assert "Projekt som inte är bokförda till 2021-04-30: 2; kanske inte helt: 1." in " ".join(told(board))


def test_the_board_s_workbook_has_them_on_a_sheet_of_their_own(book):
    made = workbook(book, "board", (), seen(end=DAY))

    (sheet,) = (each for each in made.sheets if each.tables[0].name == "booked")
    assert read(sheet.tables[0]) == read(report(book, "booked", (), seen(end=DAY)))
