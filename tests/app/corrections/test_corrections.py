"""Reversals and moves: all or nothing, nothing twice, and locked days left alone."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.app.book import create_book
from ledger.app.book import open_book
from ledger.app.books.history import log
from ledger.app.books.history import verify
from ledger.app.corrections.corrections import move
from ledger.app.corrections.corrections import reverse
from ledger.app.corrections.corrections import reverse_entries
from ledger.app.corrections.corrections import reverse_import
from ledger.app.corrections.corrections import reverse_voucher
from ledger.app.corrections.locking import lock
from ledger.app.corrections.locking import unlock
from ledger.app.imports.actuals import enter
from ledger.app.imports.actuals import import_file
from ledger.app.imports.actuals import record
from ledger.app.projects import add_projects
from ledger.core.money import SEK
from ledger.core.money import Money
from ledger.errors import AllReversedError
from ledger.errors import LockedDayError
from ledger.errors import LockOrderError
from ledger.errors import NothingToReverseError
from ledger.errors import NotLockedError
from ledger.errors import UnknownBatchError
from ledger.errors import UnknownEntryError
from ledger.errors import UnknownNameError
from ledger.errors import UnknownProjectError
from ledger.errors import UnknownVoucherError
from ledger.model.commit import CommitKind
from ledger.model.commit import Draft
from ledger.model.entry import Entry
from ledger.model.entry import from_row
from ledger.model.entry import to_row
from tests.conftest import ACTUALS
from tests.conftest import STEGEN

DAY = date(2021, 5, 31)
YEAR_END = date(2021, 12, 31)


def entries(book, id_="stegen"):
    return [from_row(row) for row in book.store.entries(id_)]


def standing(book, id_="stegen"):
    """Return the amounts that are left when reversals have taken away what they reverse."""
    found = entries(book, id_)
    gone = {entry.reverses for entry in found} | {entry.number for entry in found if entry.reverses}
    return [entry.amount_minor for entry in found if entry.number not in gone]


def cost(amount_minor=100, **values):
    return Entry(**{"project": "stegen", "category": "personal", "booked_on": DAY} | values, amount_minor=amount_minor)


@pytest.fixture
def filled(stegen, write):
    """Return a book with four imported entries and the number of their import."""
    done = import_file(stegen, write("actuals.csv", ACTUALS), project="stegen")
    return stegen, done.batch


@pytest.fixture
def two_projects(stegen, write):
    """Return a book where one import has fed two projects, and its number."""
    add_projects(stegen, [write("trappan.toml", STEGEN.replace('"stegen"', '"trappan"'))])
    rows = "projekt;datum;kostnadsslag;belopp\n" + "".join(
        f"{id_};2021-02-0{day};personal;{day}\n" for id_ in ("stegen", "trappan") for day in (1, 2)
    )
    return stegen, import_file(stegen, write("both.csv", rows)).batch


def test_a_reversal_is_the_exact_negative_and_keeps_the_day_of_the_cost(filled):
    book, _ = filled

    reverse(book, "stegen", 2, reason="Fel projekt", day=date(2021, 4, 1))

    original, reversal = entries(book)[1], entries(book)[4]
    assert reversal.amount_minor == -original.amount_minor
    assert (reversal.booked_on, reversal.belongs_to) == (date(2021, 4, 1), original.belongs_to)
    assert (reversal.reverses, reversal.origin) == (2, None)
    assert list(log(book, ["stegen"]))[-1].message == "Fel projekt"


def test_quantities_and_taxes_are_reversed_too(stegen):
    record(stegen, [cost(9, quantity="7.5", unit="h", vat_minor=2)])

    reverse(stegen, "stegen", 1, reason="Fel")
    reverse(stegen, "stegen", 2, reason="Rätt ändå")

    found = [(entry.amount_minor, entry.quantity, entry.vat_minor) for entry in entries(stegen)]
    assert found == [(9, "7.5", 2), (-9, "-7.5", -2), (9, "7.5", 2)]


def test_an_entry_is_reversed_once(filled):
    book, _ = filled
    reverse(book, "stegen", 1, reason="Fel")

    with pytest.raises(NothingToReverseError, match="entry 5"):
        reverse(book, "stegen", 1, reason="Fel igen")


@pytest.mark.parametrize("number", [-1, 0, 99])
def test_an_entry_that_is_not_there_is_refused(filled, number):
    with pytest.raises(UnknownEntryError, match="1 to 4"):
        reverse(filled[0], "stegen", number, reason="Fel")


def test_a_voucher_is_reversed_whole_and_what_was_reversed_before_is_left_out_and_told(stegen):
    of_voucher = {"voucher_series": "A", "voucher_number": "12"}
    record(stegen, [cost(100, **of_voucher), cost(200, **of_voucher), cost(400), cost(800, **of_voucher)])
    reverse(stegen, "stegen", 2, reason="Dubbel")

    done = reverse_voucher(stegen, "stegen", "A12", reason="Fel verifikation")

    assert done.pairs == (("stegen", 1, 6), ("stegen", 4, 7))
    assert [(finding.code, dict(finding.values)) for finding in done.findings] == [
        ("COR-001", {"count": 1, "entries": "2"})
    ]
    assert standing(stegen) == [400]
    with pytest.raises(AllReversedError):
        reverse_voucher(stegen, "stegen", "A 12", reason="Igen")
    with pytest.raises(UnknownVoucherError):
        reverse_voucher(stegen, "stegen", "A 13", reason="Fel")


def test_an_import_is_reversed_in_all_its_projects_in_one_command(two_projects):
    book, batch = two_projects

    done = reverse_import(book, batch, reason="Fel fil")

    assert [(commit.scope, commit.entries) for commit in done.commits] == [("stegen", 2), ("trappan", 2)]
    assert len({commit.batch for commit in done.commits}) == 1
    assert standing(book) == standing(book, "trappan") == []
    assert list(verify(book)) == []


def test_an_import_is_reversed_in_one_project_alone(two_projects):
    book, batch = two_projects

    reverse_import(book, batch, "trappan", reason="Fel projekt")

    assert (standing(book), standing(book, "trappan")) == ([100, 200], [])


def test_an_import_is_reversed_everywhere_or_nowhere(two_projects):
    book, batch = two_projects
    lock(book, "trappan", YEAR_END, reason="Bokslut")

    with pytest.raises(LockedDayError, match="trappan"):
        reverse_import(book, batch, reason="Fel fil", day=DAY)

    assert (standing(book), standing(book, "trappan")) == ([100, 200], [100, 200])


def test_a_moved_entry_goes_with_its_import(filled):
    book, batch = filled
    move(book, "stegen", 3, {"category": "lokal"}, reason="Hyra")

    reverse_import(book, batch, reason="Fel fil")

    assert standing(book) == []


@pytest.mark.parametrize("batch", ["", "0123456789abcdef"])
def test_an_import_that_is_not_there_is_refused(filled, batch):
    with pytest.raises(UnknownBatchError):
        reverse_import(filled[0], batch, reason="Fel")


def test_the_commit_of_an_entry_by_hand_is_no_import(stegen):
    (commit,) = record(stegen, [cost()])

    with pytest.raises(UnknownBatchError):
        reverse_import(stegen, commit.batch, reason="Fel")


def test_a_move_is_a_reversal_and_a_new_entry_in_one_commit_on_the_same_days(filled):
    book, _ = filled

    done = move(book, "stegen", 3, {"category": "lokal", "source": "kommunen"}, reason="Hyra, inte resa")

    old, reversal, new = (entries(book)[at] for at in (2, 4, 5))
    (commit,) = done.commits
    assert (commit.entries, done.moved_to, reversal.reverses) == (2, 6, 3)
    assert commit.message == "3 → 6: Hyra, inte resa"
    assert {(each.booked_on, each.belongs_to, each.paid_on) for each in (old, reversal, new)} == {
        (old.booked_on, old.belongs_to, old.paid_on)
    }
    assert (new.category, new.source, new.amount_minor, new.text) == ("lokal", "kommunen", 4800, "Buss")
    assert list(verify(book)) == []


def test_a_moved_row_is_not_booked_again_by_its_file(filled, write):
    book, _ = filled
    move(book, "stegen", 3, {"category": "lokal"}, reason="Hyra")

    again = import_file(book, write("actuals.csv", ACTUALS), project="stegen")

    assert [(share.new, share.already) for share in again.shares] == [(0, 4)]
    assert again.findings == ()


def test_what_was_moved_cannot_be_moved_again_but_its_new_entry_can(filled):
    book, _ = filled
    first = move(book, "stegen", 3, {"category": "lokal"}, reason="Hyra")

    with pytest.raises(NothingToReverseError):
        move(book, "stegen", 3, {"category": "ovrigt"}, reason="Nej")
    move(book, "stegen", first.moved_to, {"category": "ovrigt"}, reason="Nej")

    assert [entry.category for entry in entries(book)[-1:]] == ["ovrigt"]


def test_an_entry_is_not_moved_to_a_name_that_the_project_does_not_have(filled):
    with pytest.raises(UnknownNameError, match="lokal"):
        move(filled[0], "stegen", 3, {"category": "lokaler"}, reason="Hyra")


@pytest.mark.parametrize(
    "book_something",
    [
        pytest.param(lambda book, _: record(book, [cost()]), id="a program's entry"),
        pytest.param(
            lambda book, _: enter(book, "stegen", {"date": "2021-12-31", "amount": "1", "category": "personal"}),
            id="an entry by hand",
        ),
        pytest.param(lambda book, _: reverse(book, "stegen", 1, reason="Fel", day=DAY), id="a reversal"),
    ],
)
def test_a_locked_period_takes_no_booking(filled, write, book_something):
    book, _ = filled
    lock(book, "stegen", YEAR_END, reason="Bokslut")

    with pytest.raises(LockedDayError, match="medfin unlock stegen"):
        book_something(book, write)

    assert len(entries(book)) == 4
    unlock(book, "stegen", reason="Faktura kom bort")
    book_something(book, write)
    assert len(entries(book)) == 5


def test_an_import_with_rows_on_locked_days_books_nothing_and_names_the_first(filled, write):
    book, _ = filled
    file = write(
        "more.csv", ACTUALS + "2021-03-01;personal;1;Ny\n2022-01-01;personal;2;Öppen\n2021-03-02;personal;3;Nyare\n"
    )
    lock(book, "stegen", YEAR_END, reason="Bokslut")

    refused, dry = (import_file(book, file, project="stegen", dry_run=dry) for dry in (False, True))

    assert refused == dry
    assert (refused.shares, refused.batch, len(entries(book))) == ((), "", 4)
    (finding,) = refused.findings
    assert (finding.code, finding.stops, finding.place.project) == ("IMP-011", True, "stegen")
    assert dict(finding.values) == {
        "project": "stegen",
        "until": YEAR_END,
        "open": date(2022, 1, 1),
        "count": 2,
        "day": date(2021, 3, 1),
        "amount": Money(100, SEK),
        "row": "Ny",
    }
    unlock(book, "stegen", reason="Faktura kom bort")
    assert [share.new for share in import_file(book, file, project="stegen").shares] == [3]


def test_days_after_the_lock_are_open_and_a_file_that_brings_nothing_new_is_too(filled, write):
    book, _ = filled
    lock(book, "stegen", date(2021, 2, 26), reason="Februari")

    record(book, [cost(booked_on=date(2021, 2, 27), belongs_to=date(2021, 2, 1))])
    again = import_file(book, write("actuals.csv", ACTUALS), project="stegen")

    assert [(share.new, share.already) for share in again.shares] == [(0, 4)]


def test_a_locked_entry_is_reversed_on_the_first_open_day_and_that_is_told(filled):
    book, _ = filled
    lock(book, "stegen", YEAR_END, reason="Bokslut")

    done = reverse_entries(book, "stegen", (1,), reason="Fel")

    reversal = entries(book)[-1]
    assert (reversal.booked_on, reversal.belongs_to) == (date(2022, 1, 1), date(2021, 1, 25))
    assert [(finding.code, dict(finding.values)) for finding in done.findings] == [
        ("COR-002", {"entries": "1", "until": YEAR_END, "day": date(2022, 1, 1)})
    ]


def test_a_day_given_for_the_reversal_of_a_locked_entry_is_kept(filled):
    book, _ = filled
    lock(book, "stegen", YEAR_END, reason="Bokslut")

    reverse_entries(book, "stegen", (1,), reason="Fel", day=date(2022, 3, 4))

    assert entries(book)[-1].booked_on == date(2022, 3, 4)


def test_a_locked_entry_is_moved_on_the_first_open_day(filled):
    book, _ = filled
    lock(book, "stegen", YEAR_END, reason="Bokslut")

    done = move(book, "stegen", 3, {"category": "lokal"}, reason="Hyra")

    assert [(each.booked_on, each.belongs_to) for each in entries(book)[4:]] == [
        (date(2022, 1, 1), date(2021, 2, 26))
    ] * 2
    assert [finding.code for finding in done.findings] == ["COR-002"]


def test_a_lock_moves_forward_only_and_unlocking_opens_everything(stegen):
    lock(stegen, "stegen", DAY, reason="Maj")
    lock(stegen, "stegen", YEAR_END, reason="Bokslut")

    for earlier in (DAY, YEAR_END):
        with pytest.raises(LockOrderError):
            lock(stegen, "stegen", earlier, reason="Fel")
    unlock(stegen, "stegen", reason="Revision")
    with pytest.raises(NotLockedError):
        unlock(stegen, "stegen", reason="Igen")

    assert [(commit.kind, commit.message) for commit in log(stegen, ["stegen"])][1:] == [
        ("lock", "Maj"),
        ("lock", "Bokslut"),
        ("lock", "Revision"),
    ]
    assert list(verify(stegen)) == []


@pytest.mark.parametrize(
    "act",
    [
        lambda book: lock(book, "absent", DAY, reason="x"),
        lambda book: unlock(book, "absent", reason="x"),
        lambda book: reverse_voucher(book, "absent", "A 1", reason="x"),
        lambda book: move(book, "absent", 1, {"category": "lokal"}, reason="x"),
    ],
    ids=["lock", "unlock", "reverse", "move"],
)
def test_an_unknown_project_is_refused(stegen, act):
    with pytest.raises(UnknownProjectError):
        act(stegen)


def test_reversing_and_moving_go_on_what_a_rival_has_booked_meanwhile(tmp_path, write):
    path = tmp_path / "bok.db"
    with create_book(path) as book, open_book(path) as rival:
        add_projects(book, [write("stegen.toml", STEGEN)])
        record(book, [cost(100), cost(200)])
        quicker = [lambda: record(rival, [cost(400)])]
        append = book.store.append

        def overtaken(drafts, occasion):
            if quicker:
                quicker.pop()()
            return append(drafts, occasion)

        book.store.append = overtaken
        done = move(book, "stegen", 1, {"category": "lokal"}, reason="Hyra")

        assert (done.pairs, done.moved_to) == ((("stegen", 1, 4),), 5)
        assert [entry.reverses for entry in entries(book)] == [None, None, None, 1, None]
        assert list(verify(book)) == []


def test_a_stream_of_entries_is_refused_as_it_passes_and_nothing_of_it_is_booked(stegen):
    lock(stegen, "stegen", DAY, reason="Maj")
    rows = (to_row(cost(booked_on=day)) for day in (date(2021, 6, 1), DAY))

    with pytest.raises(LockedDayError):
        stegen.append(Draft(after=stegen.store.head("stegen"), kind=CommitKind.ENTRY, batch="", entries=rows))

    assert entries(stegen) == []
