from __future__ import annotations

import re
from copy import copy

import pytest

from ledger.core.late_pattern import late_patterns


@pytest.fixture
def late():
    with late_patterns():
        return re.compile("(a)b", re.IGNORECASE)


def test_what_is_made_meanwhile_is_compiled_when_it_is_used():
    with late_patterns():
        broken = re.compile("(")

    with pytest.raises(re.error):
        broken.search("(")


def test_afterwards_patterns_are_compiled_at_once_again():
    with pytest.raises(ZeroDivisionError), late_patterns():
        _ = 1 / 0

    assert type(re.compile("a")) is re.Pattern


def test_it_does_what_a_pattern_does(late):
    assert late.search("xAB")[1] == "A"
    assert late.sub("-", "abAB") == "--"
    assert (late.pattern, late.groups) == ("(a)b", 1)


def test_python_takes_it_for_a_pattern(late):
    assert isinstance(late, re.Pattern)
    assert re.sub(late, "-", "xab") == "x-"
    assert copy(late).search("ab")


def test_what_is_given_by_name_counts():
    with late_patterns():
        named = re.compile(pattern="(a)b", flags=re.IGNORECASE)

    assert named.search("xAB")[1] == "A"
