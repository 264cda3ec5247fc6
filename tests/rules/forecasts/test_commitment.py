"""What of a commitment is open, and when it is expected."""

from __future__ import annotations

from datetime import date
from datetime import timedelta

import attrs
from hypothesis import given
from hypothesis import strategies as st

from ledger.model.forecasts.commitment import Commitment
from ledger.model.forecasts.commitment import Due
from ledger.model.forecasts.commitment import Settlement
from ledger.rules.forecasts.commitment import expected_minor
from ledger.rules.forecasts.commitment import overdue_minor
from ledger.rules.forecasts.commitment import undated_minor

START = date(2021, 1, 1)


@st.composite
def commitments(draw):
    """Commitments with days for all, some or none of it, and some of it settled or released."""
    parts = draw(st.lists(st.integers(1, 1000), max_size=4))
    whole = sum(parts) + draw(st.integers(0, 500)) or 1
    dues = tuple(Due(on=START + timedelta(days=draw(st.integers(0, 400))), amount_minor=part) for part in parts)
    settled = draw(st.integers(0, whole))
    return Commitment(
        id="1",
        category="personal",
        amount_minor=whole,
        made_on=START,
        dues=dues,
        settlements=(Settlement(amount_minor=settled, on=START),) if settled else (),
        released_minor=draw(st.integers(0, whole - settled)),
    )


@given(each=commitments(), days=st.integers(-10, 500))
def test_what_is_late_what_is_to_come_and_what_has_no_day_make_up_what_is_open(each, days):
    day = START + timedelta(days=days)

    assert each.open_minor == each.amount_minor - each.settled_minor - each.released_minor
    assert overdue_minor(each, day) <= expected_minor(each, day) <= each.open_minor
    assert expected_minor(each, date.max) + undated_minor(each) == expected_minor(each, None) == each.open_minor
    assert undated_minor(each) >= 0


@given(each=commitments())
def test_what_is_settled_is_taken_off_the_first_days(each):
    later = [due.on for due in each.open_dues]

    assert later == sorted(later)
    assert all(due.amount_minor > 0 for due in each.open_dues)
    assert attrs.evolve(each, settlements=(), released_minor=each.amount_minor).open_dues == ()


def test_a_day_that_has_come_is_late_only_on_the_next():
    one = Commitment(
        id="1", category="personal", amount_minor=500, made_on=START, dues=(Due(on=START, amount_minor=500),)
    )

    assert [overdue_minor(one, START), overdue_minor(one, START + timedelta(days=1))] == [0, 500]
    assert [expected_minor(one, START - timedelta(days=1)), expected_minor(one, START)] == [0, 500]
