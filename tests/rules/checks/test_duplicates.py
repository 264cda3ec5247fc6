from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.model.entry import Origin
from ledger.model.entry_kind import EntryKind
from ledger.rules.checks.duplicates import check_duplicates
from tests.rules.checks.cases import case
from tests.rules.checks.cases import codes
from tests.rules.checks.cases import entry
from tests.rules.checks.cases import told


def voucher(number: str = "17", **more):
    return entry(voucher_series="A", voucher_number=number, **more)


def read_from(row: str, occurrence: int = 1) -> Origin:
    return Origin(organisation="", fiscal_year="", row=row, occurrence=occurrence)


def test_the_same_day_amount_category_and_voucher_is_suspected():
    found = check_duplicates(case(voucher(text="Tåg"), entry(1), voucher(text="tåg t/r")))

    assert told(found) == [("DUP-001", 3, {"other": 1, "day": date(2020, 5, 1), "amount": 10_000})]


def test_the_same_counterparty_and_text_is_suspected_without_vouchers():
    words = {"text": "Hyra", "counterparty": "Hyresvärden"}

    assert codes(check_duplicates(case(entry(**words), entry(**words)))) == ["DUP-001"]


def money(**more):
    return entry(kind=EntryKind.RECEIPT, category=None, source="staten", **more)


def test_the_same_money_twice_on_a_day_is_suspected_where_nothing_tells_it_apart():
    assert told(check_duplicates(case(money(), entry(1), money()))) == [
        ("DUP-003", 3, {"other": 1, "day": date(2020, 5, 1), "amount": 10_000})
    ]
    assert codes(check_duplicates(case(money(text="Rekvisition 1"), money(text="Rekvisition 2"), money()))) == []


def test_an_entry_is_told_once_though_voucher_and_words_agree():
    assert codes(check_duplicates(case(voucher(text="Hyra"), voucher(text="Hyra")))) == ["DUP-001"]


def test_an_entry_by_hand_beside_an_imported_one_is_suspected():
    assert codes(check_duplicates(case(voucher(origin=read_from("aa")), voucher()))) == ["DUP-001"]


def test_a_voucher_with_the_same_amount_on_another_day_is_worth_a_note():
    found = check_duplicates(case(voucher(), voucher(booked_on=date(2020, 9, 1))))

    assert told(found) == [("DUP-002", 2, {"other": 1, "voucher": "A 17", "amount": 10_000})]


QUIET = {
    "two rows alike in one file, such as two bus tickets": (
        voucher(origin=read_from("aa")),
        voucher(origin=read_from("aa", occurrence=2)),
    ),
    "other words": (entry(text="Hyra maj"), entry(text="Hyra juni")),
    "no words and no voucher": (entry(), entry()),
    "another amount": (voucher(amount_minor=1), voucher(amount_minor=2)),
    "another voucher": (voucher("17"), voucher("18")),
    "a voucher number that comes back the year after": (voucher(), voucher(booked_on=date(2021, 9, 1))),
    "an amount on two accounts of a voucher": (
        voucher(account="4010", category="personal"),
        voucher(account="5800", category="resor"),
    ),
}


@pytest.mark.parametrize("entries", QUIET.values(), ids=QUIET.keys())
def test_nothing_is_told_for(entries):
    assert codes(check_duplicates(case(*entries))) == []


def test_a_reversed_entry_and_the_one_that_replaces_it_are_no_duplicates():
    wrong = voucher(text="Hyra")
    reversal = attrs.evolve(wrong, amount_minor=-wrong.amount_minor, reverses=1)

    assert codes(check_duplicates(case(wrong, reversal, wrong))) == []


@given(st.lists(st.sampled_from("abc"), max_size=8))
def test_each_entry_after_the_first_of_its_kind_is_told_once(texts):
    found = codes(check_duplicates(case(*(entry(text=text) for text in texts))))

    assert found == ["DUP-001"] * (len(texts) - len(set(texts)))


def test_a_row_with_its_day_put_right_is_suspected_beside_the_wrong_one():
    found = check_duplicates(case(voucher(text="Lön"), voucher(text="Lön", booked_on=date(2020, 6, 1))))

    assert told(found) == [("DUP-004", 2, {"other": 1, "day": date(2020, 5, 1), "amount": 10_000})]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        pytest.param("Lön", 2021, id="vouchers are numbered anew each year"),
        pytest.param("Hyra", 2021, id="another year and another text"),
    ],
)
def test_the_same_voucher_of_another_year_is_another(text, year):
    assert codes(check_duplicates(case(voucher(text="Lön"), voucher(text=text, booked_on=date(year, 5, 1))))) == []
