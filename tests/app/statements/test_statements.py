"""Statements into a book: booked once, corrected by reversal, told when something does not fit. All made up."""

from __future__ import annotations

from datetime import date

from ledger.app.book import create_book
from ledger.app.books.history import verify
from ledger.app.corrections.corrections import move
from ledger.app.corrections.corrections import reverse_entries
from ledger.app.corrections.corrections import reverse_import
from ledger.app.corrections.locking import lock
from ledger.app.projects import add_projects
from ledger.app.statements.reading import StatementFile
from ledger.app.statements.statements import import_statement
from tests.app.statements.stated import HEAD
from tests.app.statements.stated import ROWS
from tests.app.statements.stated import TABLE
from tests.app.statements.stated import booked
from tests.app.statements.stated import codes
from tests.app.statements.stated import sums
from tests.app.statements.stated import what
from tests.conftest import FIXTURES


def test_a_statement_becomes_one_entry_a_month_in_one_commit(filled, take):
    done = take()

    assert codes(done) == []
    assert what(done) == {"2012-01": "new", "2012-02": "new", "2012-03": "new"}
    assert done.total.minor == 97 * 30450
    assert [(e.amount_minor, e.quantity, e.unit, e.booked_on, e.text, e.counterparty) for e in booked(filled)] == [
        (52 * 30450, "52", "h", date(2012, 1, 31), "Deltagartid 2012-01, antal deltagare: 2", "Haninge kommun"),
        (38 * 30450, "38", "h", date(2012, 2, 29), "Deltagartid 2012-02, antal deltagare: 1", "Haninge kommun"),
        (7 * 30450, "7", "h", date(2012, 3, 31), "Deltagartid 2012-03, antal deltagare: 1", "Haninge kommun"),
    ]
    *_, last = filled.store.commits("resursmodellen")
    assert (last.entries, last.message) == (3, "underlag.csv; Eva Ek (påhittad); 2012-04-10")
    assert tuple(verify(filled)) == ()


def test_no_code_of_a_participant_reaches_the_book(tmp_path, write):
    with create_book(tmp_path / "b.db") as book:
        add_projects(book, [FIXTURES / "resursmodellen" / "project.toml"])
        path = write("underlag.csv", ROWS.replace("D01", "QXZ7081"))
        write("underlag.toml", HEAD)
        done = import_statement(
            book, StatementFile(path=path, project="resursmodellen", table=write("tabell.toml", TABLE))
        )

    assert done.batch
    assert all(b"QXZ7081" not in each.read_bytes().upper() for each in tmp_path.glob("b.db*"))


def test_a_dry_run_tells_the_same_and_books_nothing(filled, take):
    tried = take(dry_run=True)

    assert booked(filled) == []
    assert tried.batch == ""
    assert take().months == tried.months
    assert take(dry_run=True).months == take().months


def test_the_same_statement_twice_adds_nothing_whatever_its_rows_order(filled, take):
    take()
    header, *rows = ROWS.splitlines(keepends=True)

    again = take(header + "".join(reversed(rows)), name="annan")

    assert set(what(again).values()) == {"already"}
    assert again.batch == ""
    assert len(booked(filled)) == 3


def test_of_a_corrected_statement_only_what_differs_is_reversed_and_booked_anew(filled, take):
    take()

    done = take(ROWS.replace(";38;", ";36;"))

    assert what(done) == {"2012-01": "already", "2012-02": "corrected", "2012-03": "already"}
    assert codes(done) == ["STM-211"]
    *_, reversal, new = booked(filled)
    assert (reversal.reverses, reversal.amount_minor, reversal.quantity) == (2, -38 * 30450, "-38")
    assert (new.amount_minor, new.belongs_to, new.booked_on) == (36 * 30450, date(2012, 2, 29), date(2012, 2, 29))
    assert len(booked(filled)) == 5


def test_a_correction_can_be_corrected_back(filled, take):
    take()
    take(ROWS.replace(";38;", ";36;"))

    assert what(take())["2012-02"] == "corrected"
    assert set(what(take()).values()) == {"already"}
    assert sums(filled) == {"2012-01": 52 * 30450, "2012-02": 38 * 30450, "2012-03": 7 * 30450}


def test_a_month_with_no_hours_takes_away_what_was_booked(filled, take):
    take()
    take(ROWS.replace(";38;", ";0;"))
    assert sums(filled)["2012-02"] == 0

    take()
    assert sums(filled)["2012-02"] == 38 * 30450


def test_a_later_quarter_leaves_the_earlier_one_alone(filled, take):
    take()

    done = take("deltagare;månad;timmar\nD01;2012-04;10\n", name="kvartal-2")

    assert codes(done) == []
    assert len(booked(filled)) == 4


def test_a_booked_month_that_a_correction_leaves_out_stays_and_is_told(filled, take):
    take()

    assert codes(take(ROWS.replace("D01;2012-02;38;\n", ""))) == ["STM-214"]
    assert sums(filled)["2012-02"] == 38 * 30450


def test_other_participants_are_another_statement_and_stop(filled, take):
    take()

    done = take(ROWS.replace("D01;2012-02", "D09;2012-02"))

    assert codes(done) == ["STM-212"]
    assert (done.months, done.batch, len(booked(filled))) == ((), "", 3)


def test_two_statements_of_a_source_stand_beside_each_other_under_names_of_their_own(filled, take):
    take()

    done = take(ROWS.replace("D0", "E0"), HEAD + 'series = "vux"\n', name="vux")

    assert codes(done) == []
    assert what(done)["2012-01"] == "new"
    assert sums(filled)["2012-01"] == 2 * 52 * 30450


def test_what_was_taken_back_by_hand_stays_so(filled, take):
    take()
    reverse_entries(filled, "resursmodellen", (2,), reason="Fel underlag")

    assert codes(take()) == ["STM-213"]
    assert sums(filled)["2012-02"] == 0

    take(ROWS.replace("D01;2012-02;38", "D09;2012-02;30"))
    assert sums(filled)["2012-02"] == 30 * 30450


def test_a_correction_taken_back_as_a_whole_leaves_the_first_one_to_be_corrected(filled, take):
    take()
    batch = take(ROWS.replace(";38;", ";36;")).batch
    reverse_import(filled, batch, "resursmodellen", reason="För tidigt")
    assert sums(filled)["2012-02"] == 38 * 30450

    take(ROWS.replace(";38;", ";36;"))

    assert sums(filled)["2012-02"] == 36 * 30450


def test_an_entry_that_was_moved_is_known_again_and_corrected_where_it_stands(filled, take):
    take()
    move(filled, "resursmodellen", 2, {"category": "deltagarersattning"}, reason="Fel kostnadsslag")

    again = take()
    take(ROWS.replace(";38;", ";36;"))

    assert (codes(again), set(what(again).values())) == ([], {"already"})
    assert sums(filled)["2012-02"] == 36 * 30450


def test_a_locked_month_is_booked_on_the_first_open_day_and_still_belongs_to_its_month(filled, take):
    lock(filled, "resursmodellen", date(2012, 2, 29), reason="Rekvirerat")

    done = take()

    assert codes(done) == ["STM-216", "STM-216"]
    assert [(entry.booked_on, entry.belongs_to) for entry in booked(filled)][:2] == [
        (date(2012, 3, 1), date(2012, 1, 31)),
        (date(2012, 3, 1), date(2012, 2, 29)),
    ]
    assert set(what(take()).values()) == {"already"}
