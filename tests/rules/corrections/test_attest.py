from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.model.corrections.marks import Marks
from ledger.rules.corrections.attest import count
from ledger.rules.corrections.attest import numbers
from ledger.rules.corrections.attest import own
from ledger.rules.corrections.attest import spans
from ledger.rules.corrections.attest import written


@given(st.lists(st.integers(1, 60)))
def test_spans_hold_exactly_the_numbers_and_are_as_few_as_can_be(given_numbers):
    found = spans(given_numbers)

    assert list(numbers(found)) == sorted(set(given_numbers))
    assert count(found) == len(set(given_numbers))
    assert all(one[1] + 1 < other[0] for one, other in pairwise(found))


def test_spans_as_people_write_them():
    assert written(spans([1, 2, 3, 7])) == "1–3, 7"
    assert written(spans(range(1, 40, 2)), most=2) == "1, 3 …"


@given(st.lists(st.integers(1, 40), unique=True), st.integers(0, 45))
def test_marks_say_who_attested_an_entry(attested, asked):
    marks = Marks(attested=tuple((*span, "Ada") for span in spans(attested)))

    assert marks.attested_by(asked) == ("Ada" if asked in attested else None)


@pytest.mark.parametrize(
    ("person", "found"),
    [
        pytest.param("Ada", (1, 3), id="the same name, and one taken out"),
        pytest.param(" ada ", (1, 3), id="the same name written otherwise"),
        pytest.param("Bo", (2, 3), id="another name"),
    ],
)
def test_whoever_entered_an_entry_is_told(person, found):
    authors = {1: "Ada", 2: "Bo", 3: ""}

    assert own(authors, authors.__getitem__, person) == found
