from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.errors import FigureSizeError
from ledger.errors import LedgerError
from ledger.model.entry import COLUMNS
from ledger.model.imports.bulk import START
from ledger.model.imports.bulk import Starts
from ledger.model.totals import Basis
from ledger.rules import bulk
from ledger.rules import days
from ledger.rules.block import LINE
from ledger.rules.block import block
from ledger.rules.bulk import Checker
from ledger.rules.bulk import refuse
from ledger.rules.bulk import start_line
from ledger.rules.totals import count
from tests.model.test_bulk import batch_of
from tests.storage.samples import FULL
from tests.storage.samples import MIXED
from tests.storage.samples import row

rows = st.lists(st.sampled_from(MIXED), min_size=1, max_size=12)
AMOUNT = COLUMNS.index("amount_minor")
BOOKED = COLUMNS.index("booked_on")


@given(rows)
def test_in_bulk_the_same_is_sealed_as_row_by_row(some):
    plain = block(some, "pas", 4)
    checked = Checker().check(batch_of(some))

    assert checked.lines.decode() == LINE.join(plain.lines)
    assert checked.words.split(LINE.encode()) == plain.words
    assert list(checked.days) == list(plain.booked_on)
    assert list(checked.amounts) == [each[AMOUNT] for each in some]


@given(st.lists(rows, min_size=1, max_size=3))
def test_totals_are_kept_by_what_the_rows_have_in_common(batches):
    checker, starts = Checker(), Starts()
    sums = {}
    for some in batches:
        checked = checker.check(batch_of(some, starts))
        for key, amount in zip(checked.keys, checked.amounts, strict=True):
            total = sums.setdefault(checked.known.keys[key], [0, 0])
            total[0] += amount
            total[1] += 1

    expected = count([each for some in batches for each in some], Basis.BOOKED, None, None)
    assert sums == {total[1:8]: [total.sum_minor, total.count] for total in expected}


def taken(some):
    try:
        Checker().check(batch_of(some))
    except LedgerError:
        return False
    return True


values = st.sampled_from(
    [None, "", "a", "a\x1f", "\ud800", 0, 1, 10**15, 10**15 + 1, True, "2021-02-29", "2021-02-28", "cost", "gift"]
)


@settings(max_examples=300)
@given(at=st.integers(2, len(COLUMNS) - 1), value=values, alone=st.booleans())
def test_in_bulk_the_same_is_refused_as_row_by_row(at, value, alone):
    some = [*([] if alone else [row(1)]), (*FULL[:at], value, *FULL[at + 1 :])]
    try:
        block(some, "pas", 1)
    except LedgerError:
        expected = False
    else:
        expected = True

    assert taken(some) is expected


def test_a_row_is_refused_by_its_place_among_all_rows_of_its_project():
    wrong = batch_of([row(4, project="tov"), row(10**15 + 1)])

    with pytest.raises(FigureSizeError) as refused:
        refuse(wrong, {"pas": 2, "tov": 1})

    assert (refused.value.values["scope"], refused.value.values["entry"]) == ("pas", 3)


def test_rows_that_may_be_booked_are_not_refused():
    refuse(batch_of(MIXED), {"pas": 2})


@pytest.mark.parametrize("at", [COLUMNS.index(name) for name in ("kind", "part", "phase")])
def test_first_columns_are_checked_by_themselves(at):
    start = (*FULL[:at], "a\x1e", *FULL[at + 1 : START])

    with pytest.raises(LedgerError):
        start_line(start)


def test_rows_are_the_same_however_few_days_are_remembered(monkeypatch):
    for module in (bulk, days):
        monkeypatch.setattr(module, "DAYS_MAX", 1)
    some = [
        row(month, project=project, category=category, booked_on=date(2021, month, 1))
        for month in (1, 2, 1, 3)
        for project in ("pas", "tov")
        for category in ("personal", "lokaler")
    ]
    checker, starts = Checker(), Starts()

    for _ in range(2):
        checked = checker.check(batch_of(some, starts))
        expected = [block([each], each[0], 1) for each in some]

        assert checked.lines.decode().split(LINE) == [line for each in expected for line in each.lines]
        assert [checked.known.keys[key][-1] for key in checked.keys] == [each[BOOKED][:7] for each in some]
