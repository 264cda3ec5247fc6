"""Corrections as rules: exact negatives, what stands today, and what cancels."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import EntryError
from ledger.errors import NothingMovedError
from ledger.model.entry import COLUMNS
from ledger.model.entry import Entry
from ledger.model.entry import from_row
from ledger.model.entry import to_row
from ledger.rules.corrections.correct import History
from ledger.rules.corrections.correct import is_voucher
from ledger.rules.corrections.correct import masked
from ledger.rules.corrections.correct import moved
from ledger.rules.corrections.correct import negative
from ledger.rules.corrections.correct import net
from ledger.rules.corrections.correct import reversals
from tests.storage.samples import FULL
from tests.storage.samples import row

AMOUNT = COLUMNS.index("amount_minor")
NUMBER = COLUMNS.index("number")
DAY = date(2022, 1, 1)


def entry(number, reverses=None, amount_minor=100, **values):
    return row(amount_minor, number=number, reverses=reverses, **values)


def test_a_negative_turns_every_figure_and_keeps_everything_else():
    original, reversal = from_row(FULL), from_row(negative(FULL, DAY))

    assert (reversal.amount_minor, reversal.vat_minor, reversal.quantity) == (-original.amount_minor, -250, "-37.5")
    assert (reversal.booked_on, reversal.belongs_to) == (DAY, original.belongs_to)
    assert (reversal.reverses, reversal.origin) == (original.number, None)
    for kept in ("text", "counterparty", "voucher_number", "category", "source", "part", "evidence_sha256"):
        assert getattr(reversal, kept) == getattr(original, kept)


@given(
    st.builds(
        Entry,
        project=st.just("pas"),
        category=st.just("personal"),
        amount_minor=st.integers(-(10**12), 10**12),
        booked_on=st.dates(date(2000, 1, 1), date(2060, 1, 1)),
        quantity=st.sampled_from([None, "7.5", "-7.5"]),
        vat_minor=st.one_of(st.none(), st.integers(-(10**9), 10**9)),
    )
)
def test_an_entry_and_its_negative_make_nothing_and_twice_negative_is_the_entry(made):
    once = negative(to_row(made), DAY)
    twice = negative(once, made.booked_on)

    assert once[AMOUNT] + made.amount_minor == 0
    assert twice == to_row(attrs.evolve(made, reverses=0))


@pytest.mark.parametrize(
    ("reversed_by", "replaced_by", "stands"),
    [
        pytest.param({}, {}, 1, id="an entry that nothing was done to"),
        pytest.param({1: 2}, {}, None, id="a reversed one"),
        pytest.param({1: 2, 2: 3}, {}, 3, id="one whose reversal was reversed"),
        pytest.param({1: 2}, {1: 3}, 3, id="a moved one"),
        pytest.param({1: 2, 3: 4}, {1: 3}, None, id="one moved and then reversed"),
        pytest.param({1: 2, 3: 4}, {1: 3, 3: 5}, 5, id="one moved twice"),
    ],
)
def test_what_stands_today_for_an_entry(reversed_by, replaced_by, stands):
    assert History(reversed_by=reversed_by, replaced_by=replaced_by).standing(1) == stands


def test_kin_are_all_that_reverse_or_replace_each_other_and_nothing_else():
    history = History(reversed_by={1: 2, 3: 4, 7: 8}, replaced_by={1: 3})

    assert [history.kin((number,)) for number in (1, 4, 8, 9)] == [(1, 2, 3, 4), (1, 2, 3, 4), (7, 8), (9,)]


@pytest.mark.parametrize("written", ["A 7", "A7", "a 7", " A  7 "])
def test_a_voucher_is_known_however_it_is_spaced(written):
    assert is_voucher(written)(entry(1, voucher_series="A", voucher_number="7"))


@pytest.mark.parametrize("written", ["A 07", "7", "B 7", "A 77"])
def test_another_voucher_is_another(written):
    assert not is_voucher(written)(entry(1, voucher_series="A", voucher_number="7"))


def test_an_entry_that_has_no_voucher_is_no_voucher():
    assert not is_voucher("")(entry(1))


def test_the_net_view_leaves_out_pairs_and_keeps_what_stands_alone():
    rows = [entry(1), entry(2, 1, -100), entry(3), entry(4, 2), entry(5, 99, -100)]

    assert [each[NUMBER] for each in net(rows)] == [3, 4, 5]


@given(st.lists(st.integers(0, 12), max_size=12), st.data())
def test_net_and_gross_have_the_same_sum_whatever_is_looked_at(targets, data):
    amounts: dict[int, int] = {}
    free: set[int] = set()
    rows = []
    for number, wanted in enumerate(targets, start=1):
        target = wanted if wanted in free else None
        amounts[number] = -amounts[target] if target else 10**number
        free = (free - {target}) | {number}
        rows.append(entry(number, target, amounts[number]))
    seen = [each for each in rows if data.draw(st.booleans())]

    assert sum(each[AMOUNT] for each in net(seen)) == sum(each[AMOUNT] for each in seen)


def test_reversals_are_found_by_what_they_reverse():
    assert reversals([entry(1), entry(2, 1), entry(3), entry(4, 3)]) == {1: 2, 3: 4}


def test_a_moved_entry_has_its_new_place_and_no_origin():
    new = moved(from_row(FULL), {"category": "lokal", "source": ""}, DAY)

    assert (new.category, new.source, new.part) == ("lokal", None, "del-1")
    assert (new.amount_minor, new.booked_on, new.belongs_to) == (1_234_550, DAY, date(2021, 2, 28))
    assert (new.origin, new.reverses, new.number) == (None, None, 0)


@pytest.mark.parametrize("to", [{}, {"category": "personal"}, {"source": "kommunen", "part": "del-1"}])
def test_an_entry_cannot_be_moved_to_where_it_stands(to):
    with pytest.raises(NothingMovedError):
        moved(from_row(FULL), to, DAY)


def test_an_entry_keeps_what_its_kind_needs():
    with pytest.raises(EntryError):
        moved(from_row(FULL), {"category": ""}, DAY)


def test_a_masked_entry_has_lost_its_words_only():
    (found,) = masked([FULL])

    assert (from_row(found).text, from_row(found).counterparty) == (None, None)
    assert sum(one != other for one, other in zip(found, FULL, strict=True)) == 2
