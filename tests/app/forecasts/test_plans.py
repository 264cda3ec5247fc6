"""Commitments, typed forecasts and comments: kept as facts, shown in reports, refused where they cannot be."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.app.books.history import verify
from ledger.app.dossiers import dossier
from ledger.app.forecasts.commitments import commit_to
from ledger.app.forecasts.commitments import release_commitment
from ledger.app.forecasts.commitments import settle_commitment
from ledger.app.forecasts.forecasts import comment
from ledger.app.forecasts.forecasts import set_forecast
from ledger.app.imports.actuals import record
from ledger.app.reports import report
from ledger.app.reports import workbook
from ledger.errors import AmountError
from ledger.errors import CommitmentOpenError
from ledger.errors import CommitmentTwiceError
from ledger.errors import DayRangeError
from ledger.errors import DueError
from ledger.errors import NothingSaidError
from ledger.errors import PeriodError
from ledger.errors import PlanAmountError
from ledger.errors import TypedCellError
from ledger.errors import UnknownCommitmentError
from ledger.errors import UnknownEntryError
from ledger.errors import UnknownNameError
from ledger.model.entry import Entry
from ledger.model.forecasts.commitment import Due
from ledger.model.view import View
from tests.conftest import STEGEN
from tests.reports.reading import read
from tests.reports.reading import told

TODAY = date(2021, 5, 15)
ORDER = {"category": "Personalkostnader", "amount": "12 500", "counterparty": "Konsult AB", "text": "Handledning"}


def held(book):
    return dossier(book, "stegen", View(today=TODAY))


def test_an_order_is_entered_settled_by_an_entry_and_the_rest_released(stegen):
    record(stegen, [Entry(project="stegen", category="personal", amount_minor=800_000, booked_on=date(2021, 4, 1))])
    made = commit_to(stegen, "stegen", {**ORDER, "source": "Förbundet"}, ["2021-03-31=2 500", "2021-06-30"])
    settle_commitment(stegen, "stegen", made.id, entry=1)
    last = release_commitment(stegen, "stegen", made.id, reason="Avtalet upphörde")

    assert made.dues == (
        Due(on=date(2021, 3, 31), amount_minor=250_000),
        Due(on=date(2021, 6, 30), amount_minor=1_000_000),
    )
    assert (made.id, made.category, made.source, made.open_minor) == ("1", "personal", "forbundet", 1_250_000)
    assert (last.settled_minor, last.released_minor, last.open_minor) == (800_000, 450_000, 0)
    assert held(stegen).commitments == (last,)
    assert told(report(stegen, "commitments", ["stegen"]))[-1] == (
        "Åtagande 1: 4 500 kr är släppt, senast 2026-01-31: Avtalet upphörde"
    )
    assert list(verify(stegen)) == []


def test_orders_are_numbered_after_the_highest_number_and_may_bear_one_of_their_own(stegen):
    ids = [commit_to(stegen, "stegen", {**ORDER, **more}).id for more in ({}, {"number": "AVT-7"}, {"number": "9"}, {})]

    assert ids == ["1", "AVT-7", "9", "10"]
    with pytest.raises(CommitmentTwiceError):
        commit_to(stegen, "stegen", {**ORDER, "number": "AVT-7"})


def test_an_invoice_larger_than_its_order_settles_no_more_than_was_ordered(stegen):
    record(stegen, [Entry(project="stegen", category="personal", amount_minor=2_000_000, booked_on=date(2021, 4, 1))])
    commit_to(stegen, "stegen", ORDER)

    assert settle_commitment(stegen, "stegen", "1", entry=1).open_minor == 0
    with pytest.raises(CommitmentOpenError, match="SEK 0 is open"):
        settle_commitment(stegen, "stegen", "1")


@pytest.mark.parametrize(
    ("expected", "dues"),
    [
        ([], []),
        (["2021-06-30"], [1_250_000]),
        (["2021-06-30=500", "2021-07-31=12 000"], [50_000, 1_200_000]),
    ],
    ids=["no day at all", "a day for all of it", "an amount for each day"],
)
def test_days_add_up_to_the_order(stegen, expected, dues):
    assert [due.amount_minor for due in commit_to(stegen, "stegen", ORDER, expected).dues] == dues


@pytest.mark.parametrize(
    "expected",
    [["2021-06-30", "2021-07-31"], ["2021-06-30=500"], ["2021-06-30=12 500", "2021-07-31"], ["2021-06-30=13 000"]],
    ids=["two days share without amounts", "less than the order", "nothing is left for a day", "more than the order"],
)
def test_days_that_do_not_add_up_are_refused(stegen, expected):
    with pytest.raises(DueError, match="SEK 12,500"):
        commit_to(stegen, "stegen", ORDER, expected)
    assert held(stegen).commitments == ()


@pytest.mark.parametrize(
    ("cells", "error"),
    [
        ({"category": "resor"}, UnknownNameError),
        ({"source": "regionen"}, UnknownNameError),
        ({"amount": "cirka 500"}, PlanAmountError),
        ({"amount": "0"}, PlanAmountError),
        ({"amount": "5 EUR"}, PlanAmountError),
        ({"amount": "fem"}, AmountError),
    ],
    ids=["unknown category", "unknown source", "not exact", "nothing", "another currency", "no amount"],
)
def test_an_order_that_cannot_be_is_refused(stegen, cells, error):
    with pytest.raises(error):
        commit_to(stegen, "stegen", {**ORDER, **cells})


def test_what_is_not_there_cannot_be_settled(stegen):
    commit_to(stegen, "stegen", ORDER)

    with pytest.raises(UnknownCommitmentError, match="it has 1"):
        settle_commitment(stegen, "stegen", "2")
    with pytest.raises(UnknownEntryError):
        settle_commitment(stegen, "stegen", "1", entry=1)
    with pytest.raises(CommitmentOpenError):
        release_commitment(stegen, "stegen", "1", reason="Fel", amount="12 501")


def test_the_list_of_commitments_adds_up_and_tells_what_is_late(stegen):
    commit_to(stegen, "stegen", {**ORDER, "date": "2021-01-10"}, ["2021-03-31"])
    commit_to(stegen, "stegen", {"category": "lokal", "amount": "3 000", "date": "2021-02-01"})
    settle_commitment(stegen, "stegen", "2", amount="1000")
    table = report(stegen, "commitments", ["stegen"], View(today=TODAY))

    assert read(table) == (
        "1 | Personalkostnader | Konsult AB | Handledning | 2021-01-10 | 2021-03-31 | 12 500 | 0 | 0 | 12 500\n"
        "2 | Lokalkostnader |  |  | 2021-02-01 |  | 3 000 | 1 000 | 0 | 2 000\n"
        "== Summa |  |  |  |  |  | 15 500 | 1 000 | 0 | 14 500"
    )
    assert told(table)[0].startswith("12 500 kr av åtagandena väntades före 2021-05-15")


def test_a_later_forecast_takes_the_earlier_ones_place_and_may_be_taken_back(stegen):
    set_forecast(stegen, "stegen", ["personal=410 000", "lokal=0"], year=2021, note="Två tjänster")
    set_forecast(stegen, "stegen", ["personal=420 000"], year=2021)
    set_forecast(stegen, "stegen", ["personal=800 000"])
    set_forecast(stegen, "stegen", ["lokal=-"], year=2021)

    assert [(each.key, each.amount_minor, each.note) for each in held(stegen).forecasts] == [
        ("2021/personal", 42_000_000, None),
        ("total/personal", 80_000_000, None),
    ]


@pytest.mark.parametrize(
    ("cells", "year", "error"),
    [
        (["personal"], None, TypedCellError),
        (["=5"], None, TypedCellError),
        (["personal=1", "Personalkostnader=2"], None, TypedCellError),
        ([], None, TypedCellError),
        (["resor=5"], None, UnknownNameError),
        (["personal=-"], None, NothingSaidError),
        (["personal=-5"], None, PlanAmountError),
        (["personal=5"], 202, DayRangeError),
    ],
    ids=["no amount", "no category", "twice", "nothing", "unknown", "not there", "below zero", "year mistyped"],
)
def test_a_forecast_that_cannot_be_is_refused(stegen, cells, year, error):
    with pytest.raises(error):
        set_forecast(stegen, "stegen", cells, year=year)
    assert held(stegen).forecasts == ()


def test_comments_are_listed_with_their_measure_and_may_be_taken_back(stegen):
    year = (date(2021, 1, 1), date(2021, 12, 31))
    comment(stegen, "stegen", "Sent tillsatt", category="personal", days=year)
    comment(stegen, "stegen", "Tillsatt i april", measure="Vikarie", category="personal", days=year)
    for days in ((date(2021, 4, 1), None), (None, date(2021, 6, 30)), (date(2021, 4, 1), date(2021, 6, 30))):
        comment(stegen, "stegen", "Allt sent", days=days)
    comment(stegen, "stegen", "Hela tiden")
    comment(stegen, "stegen", "", days=(date(2021, 4, 1), None))

    assert read(report(stegen, "comments", ["stegen"], View(today=TODAY))) == (
        "Personalkostnader | 2021 | Tillsatt i april | Vikarie | 2026-01-31\n"
        "hela projektet | till och med 2021-06-30 | Allt sent |  | 2026-01-31\n"
        "hela projektet | 2021-04-01 – 2021-06-30 | Allt sent |  | 2026-01-31\n"
        "hela projektet | alla dagar | Hela tiden |  | 2026-01-31"
    )


def test_comments_from_a_day_on_say_so(stegen):
    comment(stegen, "stegen", "Allt sent", days=(date(2021, 4, 1), None))

    assert "från och med 2021-04-01" in read(report(stegen, "comments", ["stegen"]))


def test_a_comment_that_cannot_be_is_refused(stegen):
    with pytest.raises(NothingSaidError):
        comment(stegen, "stegen", "")
    with pytest.raises(PeriodError):
        comment(stegen, "stegen", "Bakvänt", days=(date(2021, 4, 2), date(2021, 4, 1)))


@pytest.mark.parametrize("name", ["commitments", "comments"])
def test_an_empty_list_says_how_to_begin(stegen, name):
    table = report(stegen, name, ["stegen"])

    assert table.rows == ()
    assert "medfin" in told(table)[0]
    assert [each.tables for each in workbook(stegen, name, ["stegen"]).sheets] == [(table,)]


@pytest.fixture
def medfin(prompt, write):
    """Return a function that runs the command on a book with one project."""
    run = prompt(2021, 5, 15)
    write("stegen.toml", STEGEN)
    run("init")
    run("project", "add", "stegen.toml")
    return run


COMMANDS = [
    (("commit-to", "stegen", "--category", "lokal", "--amount", "500"), "500 kr är inlagt; öppet 500 kr"),
    (("commit-to", "stegen", "--settle", "1", "--amount", "200"), "bokfört, helt eller delvis; öppet 300 kr"),
    (("commit-to", "stegen", "--release", "1", "--reason", "Avbokat"), "släppt, helt eller delvis; öppet 0 kr"),
    (("forecast", "set", "stegen", "lokal=400", "--year", "2021"), "till slutet av 2021 är 400 kr"),
    (("forecast", "set", "stegen", "lokal=400"), "till projektets slut är 400 kr"),
    (("forecast", "set", "stegen", "lokal=-"), "är borttagen"),
    (("comment", "stegen", "Sent", "--measure", "Fort", "--year", "2021"), "kommentaren är sparad"),
    (("comment", "stegen", "", "--from", "2021-01-01", "--to", "2021-12-31"), "kommentaren är borttagen"),
]


def test_every_command_says_what_it_did(medfin):
    for arguments, said in COMMANDS:
        result = medfin(*arguments)

        assert result.exit_code == 0, result.output
        assert said in result.output.replace("\N{NO-BREAK SPACE}", " ")
    assert medfin("log", "stegen", "--lang", "en").output.count("commitment") == 3


@pytest.mark.parametrize(
    "arguments",
    [
        ("commit-to", "stegen", "--category", "lokal"),
        ("commit-to", "stegen", "--settle", "1", "--release", "2"),
        ("commit-to", "stegen", "--release", "1"),
        ("comment", "stegen", "Sent", "--year", "2021", "--to", "2021-03-31"),
    ],
    ids=["no amount", "two things", "no reason", "year and days"],
)
def test_half_a_line_is_misuse(medfin, arguments):
    assert medfin(*arguments).exit_code == 2
