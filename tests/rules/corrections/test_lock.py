from __future__ import annotations

from datetime import date

import pytest

from ledger.errors import LockedDayError
from ledger.model.corrections.lock import Lock
from ledger.rules.corrections.lock import check_open
from ledger.rules.corrections.lock import correction_day
from ledger.rules.corrections.lock import first_open
from ledger.rules.corrections.lock import is_locked
from tests.storage.samples import row

LOCK = Lock(date(2021, 12, 31))
OPEN = date(2022, 1, 1)
TODAY = date(2022, 5, 4)


def test_entries_pass_one_by_one_until_one_is_booked_on_a_locked_day():
    good, bad = row(booked_on=OPEN), row(booked_on=date(2021, 12, 31))
    passing = check_open(LOCK, [good, bad], "pas")

    assert next(passing) == good
    with pytest.raises(LockedDayError, match="2022-01-01"):
        next(passing)


def test_without_a_lock_every_day_is_open():
    assert list(check_open(Lock(), [row()], "pas")) == [row()]
    assert not is_locked(Lock(), date.min)
    assert first_open(Lock()) == date.min


@pytest.mark.parametrize(
    ("lock", "booked_on", "otherwise", "day"),
    [
        pytest.param(Lock(), date(2021, 5, 1), TODAY, TODAY, id="nothing is locked"),
        pytest.param(LOCK, date(2021, 5, 1), TODAY, OPEN, id="the entry's day is locked"),
        pytest.param(LOCK, date(2022, 2, 1), TODAY, TODAY, id="neither is"),
        pytest.param(Lock(TODAY), date(2022, 6, 1), TODAY, date(2022, 5, 5), id="only the usual day is"),
    ],
)
def test_the_day_of_a_correction(lock, booked_on, otherwise, day):
    assert correction_day(lock, booked_on, otherwise) == day
