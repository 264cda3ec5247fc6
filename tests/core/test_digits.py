from __future__ import annotations

import pytest

from ledger.core.digits import next_number
from ledger.core.digits import number_of


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2024", 2024),
        ("007", 7),
        ("", None),
        ("-1", None),
        ("1 000", None),
        ("²", None),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),
        ("9" * 5000, None),
    ],
)
def test_digits_alone_are_a_number_unless_there_are_too_many(text, number):
    assert number_of(text) == number


@pytest.mark.parametrize(
    ("taken", "number"), [((), "1"), (("A-1",), "1"), (("2", "x", "10"), "11"), (("9" * 5000, "3"), "4")]
)
def test_the_next_number_follows_the_highest_that_is_one(taken, number):
    assert next_number(taken) == number
