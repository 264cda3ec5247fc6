"""Levels of check: what comes before what, and who may check."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.model.audit.check_level import CheckLevel
from ledger.model.audit.check_level import CheckStage
from ledger.model.corrections.marks import Marks
from ledger.model.project import Project
from ledger.rules.corrections.check_levels import before
from ledger.rules.corrections.check_levels import checked_by_person
from ledger.rules.corrections.check_levels import required
from ledger.rules.corrections.check_levels import unchecked

PROJECT = Project(
    id="p",
    name="P",
    scheme="s",
    check_levels=(
        CheckLevel(id="a", name="A", required=CheckStage.CLAIM),
        CheckLevel(id="b", name="B"),
        CheckLevel(id="c", name="C", required=CheckStage.CLOSURE),
    ),
)


@pytest.mark.parametrize(("level", "earlier"), [("a", ()), ("b", ("a",)), ("c", ("a",))])
def test_required_levels_of_the_file_come_first_and_the_attestation_where_it_is_wanted(level, earlier):
    assert before(PROJECT, level) == earlier
    assert before(attrs.evolve(PROJECT, attest=True), level) == ("", *earlier)


def test_each_stage_has_its_own_levels():
    assert (required(PROJECT, CheckStage.CLAIM), required(PROJECT, CheckStage.CLOSURE)) == (("a",), ("c",))


def test_a_name_that_has_been_taken_out_is_anybody_s():
    held = Marks(checked={"a": ((1, 2, ""), (3, 3, "Anna"))})

    assert checked_by_person((1, 2, 3, 4), held, ("a",), " anna ") == (1, 2, 3)
    assert checked_by_person((1, 2, 3, 4), held, ("a",), "Bo") == (1, 2)
    assert checked_by_person((1, 2, 3, 4), held, ("b",), "Anna") == ()


@given(st.dictionaries(st.integers(1, 30), st.sampled_from(["Anna", "Bo"])), st.integers(1, 30))
def test_every_entry_is_either_unchecked_or_somebody_s(who, last):
    held = Marks(checked={"a": tuple((number, number, name) for number, name in sorted(who.items()))})
    numbers = range(1, last + 1)

    left, annas, bos = (
        unchecked(numbers, held, "a"),
        *(checked_by_person(numbers, held, "a", each) for each in ("Anna", "Bo")),
    )

    assert sorted((*left, *annas, *bos)) == list(numbers)
