"""SIE files into projects: by account and object, once, however often and however changed the same year comes."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.app.books.history import verify
from ledger.app.corrections.corrections import move
from ledger.app.corrections.corrections import reverse
from ledger.app.corrections.locking import lock
from ledger.app.imports.actuals import enter
from ledger.app.imports.actuals import import_file
from tests.app.imports.sie_year import MAP
from tests.app.imports.sie_year import VOUCHERS
from tests.app.imports.sie_year import codes
from tests.app.imports.sie_year import entries
from tests.app.imports.sie_year import sie
from tests.app.imports.sie_year import standing
from tests.app.imports.sie_year import values
from tests.conftest import ACTUALS


def test_rows_of_the_project_s_object_are_booked_with_voucher_account_text_and_origin(stegen, take):
    done = take(sie())

    assert [(share.new, share.already, share.sum.minor) for share in done.shares] == [(4, 0, 3450850)]
    first, *_, last = entries(stegen)
    assert (first.category, first.amount_minor, first.booked_on) == ("personal", 3341250, date(2021, 1, 25))
    assert (first.voucher_series, first.voucher_number, first.account, first.text) == ("A", "1", "5020", "Lön")
    assert (first.origin.organisation, first.origin.fiscal_year, first.origin.split) == ("212000-0000", "2021-01-01", 0)
    assert (last.origin.row, last.origin.occurrence) == (entries(stegen)[2].origin.row, 2)
    assert list(verify(stegen)) == []


def test_the_same_file_again_books_nothing_and_a_longer_one_what_is_new(take):
    take(sie())
    again = take(sie())
    longer = take(sie(*VOUCHERS, ("A 4 {year}0331 Hyra", ("6010 {{6 4711}} 7.00", "1930 {{}} -7.00"))))

    assert [(share.new, share.already) for share in again.shares] == [(0, 4)]
    assert again.batch == ""
    assert [(share.new, share.already) for share in longer.shares] == [(1, 4)]


def test_the_same_year_three_times_with_inserted_changed_struck_and_removed_rows(stegen, take):
    take(sie())
    changed = (
        ("A 1 {year}0125 Lön", ("5020 {{6 4711}} 30000.00", "1930 {{}} -30000.00")),
        VOUCHERS[1],
        (
            "A 3 {year}0210 Resor",
            ("7010 {{1 310 6 4711}} 48.00", "#BTRANS 7010 {{1 310 6 4711}} 48.00", "1930 {{}} -48.00"),
        ),
        ("A 4 {year}0215 Hyra", ("6010 {{6 4711}} 7.00", "1930 {{}} -7.00")),
    )

    second = take(sie(*changed), name="igen.se")

    assert [(share.new, share.already, share.reversed) for share in second.shares] == [(2, 2, 2)]
    assert [(each["entries"], each["vouchers"]) for each in values(second, "IMP-004")] == [("1", "A 1")]
    assert [(each["entries"], each["vouchers"]) for each in values(second, "IMP-005")] == [("4", "A 3")]
    assert [each["vouchers"] for each in values(second, "IMP-008")] == ["A 1"]
    assert "IMP-007" not in codes(second)
    assert standing(stegen) == [("lokal", 700), ("lokal", 100000), ("ovrigt", 4800), ("personal", 3000000)]

    third = take(sie(VOUCHERS[0], *changed[2:]), name="tredje.se")

    assert [(share.new, share.reversed) for share in third.shares] == [(1, 1)]
    assert [each["entries"] for each in values(third, "IMP-001")] == ["2"]
    assert standing(stegen) == [("lokal", 700), ("lokal", 100000), ("ovrigt", 4800), ("personal", 3341250)]
    assert list(verify(stegen)) == []

    same = take(sie(VOUCHERS[0], *changed[2:]), name="tredje.se")

    assert same.batch == ""


def test_what_a_file_s_own_trail_shows_of_a_changed_voucher_is_told(stegen, take):
    take(sie())
    wages = (
        "#BTRANS 5020 {{6 4711}} 33412.50",
        "#RTRANS 5020 {{6 4711}} 30000.00",
        "5020 {{6 4711}} 30000.00",
        "1930 {{}} -30000.00",
    )
    rent = ("A 2 {year}0131 Hyra", ("6010 {{6 4711}} 900.00", "6010 {{6 0815}} 600.00", "1930 {{}} -1500.00"))

    done = take(sie(("A 1 {year}0125 Lön", wages), rent, VOUCHERS[2]), name="igen.se")

    assert [(each["vouchers"], each["struck"], each["added"]) for each in values(done, "IMP-007")] == [("A 1", 1, 1)]
    assert [each["vouchers"] for each in values(done, "IMP-008")] == ["A 2"]
    assert standing(stegen) == [("lokal", 90000), ("ovrigt", 4800), ("ovrigt", 4800), ("personal", 3000000)]


def test_a_row_changed_and_changed_back_is_booked_each_time(stegen, take):
    other = (("A 1 {year}0125 Lön", ("5020 {{6 4711}} 1.00", "1930 {{}} -1.00")), *VOUCHERS[1:])
    for text in (sie(), sie(*other), sie(), sie(*other)):
        take(text)

    assert ("personal", 100) in standing(stegen)
    assert len(standing(stegen)) == 4


def test_a_changed_row_s_new_entry_takes_the_old_one_s_place(stegen, take):
    take(sie())
    take(sie(("A 1 {year}0125 Lön", ("5020 {{6 4711}} 1.00", "1930 {{}} -1.00")), *VOUCHERS[1:]))

    (fact,) = (fact for _, fact in stegen.store.facts("stegen", "replacement"))
    assert (fact.key, fact.body) == ("5", '{"entry":5,"replaces":1}')


def test_what_has_been_moved_or_reversed_by_hand_stays_as_somebody_decided(stegen, take):
    take(sie())
    reverse(stegen, "stegen", 2, reason="Avser annat")
    move(stegen, "stegen", 3, {"category": "utbildning"}, reason="Kurs")

    again = take(sie(), MAP.replace('"ovrigt"', '"tjanster"'))

    assert [(share.new, share.already, share.reversed) for share in again.shares] == [(1, 3, 1)]
    assert standing(stegen) == [("personal", 3341250), ("tjanster", 4800), ("utbildning", 4800)]


def test_a_map_that_says_otherwise_moves_what_it_gave_and_doubles_nothing(stegen, take):
    take(sie())
    moved = take(sie(), MAP.replace('"ovrigt"', '"tjanster"'))
    split = take(sie(), MAP + '[[rule]]\naccounts = ["5020"]\n[[rule.split]]\npercent = 40\n')

    assert values(moved, "IMP-003")[0]["entries"] == "3–4"
    assert ("tjanster", 4800) not in standing(stegen)
    assert ("personal", 1336500) in standing(stegen)
    assert [share.reversed for share in split.shares] == [3]
    assert len(standing(stegen)) == 4


def test_changed_and_late_rows_go_to_the_first_open_day_and_belong_to_their_own(stegen, take):
    take(sie())
    lock(stegen, "stegen", date(2021, 1, 31), reason="Januari är klar")
    late = ("A 9 {year}0115 Glömd hyra", ("6010 {{6 4711}} 2.00", "1930 {{}} -2.00"))
    done = take(sie(("A 1 {year}0125 Lön", ("5020 {{6 4711}} 1.00", "1930 {{}} -1.00")), *VOUCHERS[1:], late))

    new = entries(stegen)[4:]
    assert {entry.booked_on for entry in new} == {date(2021, 2, 1)}
    assert [(entry.belongs_to.day, entry.amount_minor) for entry in new] == [(25, 100), (15, 200), (25, -3341250)]
    assert values(done, "IMP-006")[0]["count"] == 2
    assert [
        share.new
        for share in take(
            sie(("A 1 {year}0125 Lön", ("5020 {{6 4711}} 1.00", "1930 {{}} -1.00")), *VOUCHERS[1:], late)
        ).shares
    ] == [0]


@pytest.mark.parametrize("skip_bad_rows", [False, True])
def test_a_file_cut_off_inside_a_voucher_books_nothing(stegen, take, skip_bad_rows):
    whole = sie()

    cut = take(whole[: whole.rindex("Resor") + 40], skip_bad_rows=skip_bad_rows)

    assert "SIE-022" in codes(cut)
    assert entries(stegen) == []
    assert [share.new for share in take(whole).shares] == [4]


def test_a_file_of_another_company_is_refused_unless_the_map_takes_it(stegen, take):
    refused = take(sie(orgnr="556000-0000"), MAP.replace("Exempelby", "X"))
    taken = take(sie(orgnr="556000-0000"), "any_organisation = true\n" + MAP)

    assert "SIM-008" in codes(refused)
    assert "SIM-016" in codes(taken)
    assert {entry.origin.organisation for entry in entries(stegen)} == {"556000-0000"}


def test_two_partners_and_two_years_do_not_miss_each_other_s_rows(take):
    take(sie())
    other = take(sie(orgnr="556000-0000"), MAP.replace("212000-0000", "5560000000"), name="bolaget.se")
    next_year = take(sie(VOUCHERS[0], year=2022), name="2022.se")

    assert [share.new for share in (*other.shares, *next_year.shares)] == [4, 1]
    assert "IMP-001" not in codes(other) + codes(next_year)
    assert [share.already for share in take(sie()).shares] == [4]


def test_entries_by_hand_and_from_other_kinds_of_files_are_not_missed(stegen, take, write):
    import_file(stegen, write("utfall.csv", ACTUALS), project="stegen")
    enter(stegen, "stegen", {"date": "2021-02-01", "amount": "5", "category": "lokal"})

    done = take(sie())
    again = import_file(
        stegen, write("mer.csv", ACTUALS.replace("\n2021-02-25;personal;33 412,50;Lön", "")), project="stegen"
    )

    assert "IMP-001" not in codes(done)
    assert [each["entries"] for each in values(again, "IMP-001")] == ["2"]
