from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import EntryNumbersError
from ledger.model.corrections.marks import Marks
from ledger.rules.corrections.attest import count
from ledger.rules.corrections.attest import numbers
from ledger.rules.corrections.attest import own
from ledger.rules.corrections.attest import read_spans
from ledger.rules.corrections.attest import spans
from ledger.rules.corrections.attest import written


@given(st.lists(st.integers(1, 60)))
def test_spans_hold_exactly_the_numbers_and_are_as_few_as_can_be(given_numbers):
    found = spans(given_numbers)

    assert list(numbers(found)) == sorted(set(given_numbers))
    assert count(found) == len(set(given_numbers))
    assert all(one[1] + 1 < other[0] for one, other in pairwise(found))


@given(st.lists(st.integers(1, 60), min_size=1))
def test_spans_are_read_as_they_are_written(given_numbers):
    found = spans(given_numbers)

    assert read_spans(written(found, most=len(found))) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("7", ((7, 7),)), ("1-3", ((1, 3),)), (" 1 – 3 , 7,2", ((1, 3), (7, 7))), ("7,7", ((7, 7),))],
)
def test_numbers_are_read_as_people_write_them(text, found):
    assert read_spans(text) == found


@pytest.mark.parametrize("text", ["", "x", "3-1", "1,", "1-2-3", "-3", "1…4", "1-100001", "1-999999999999", "9" * 99])
def test_what_names_no_entries_is_refused(text):
    with pytest.raises(EntryNumbersError):
        read_spans(text)


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
