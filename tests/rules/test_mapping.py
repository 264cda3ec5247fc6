from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ledger.model.mapping import Mapping
from ledger.rules.mapping import map_totals
from ledger.rules.mapping import mapped

MAPPING = Mapping(
    origin="a",
    target="b",
    source="made up",
    valid_from=date(2020, 1, 1),
    pairs=(("lon", "personal"), ("arvode", "personal"), ("resa", "resor")),
)


def test_a_code_stands_for_the_targets_code_or_for_none():
    assert mapped(MAPPING, "arvode") == "personal"
    assert mapped(MAPPING, "lokal") is None
    assert mapped(None, "lon") is None


def test_codes_that_stand_for_the_same_are_summed_and_the_rest_keep_their_own():
    totals = {"lon": 100, "arvode": 20, "resa": 3, "lokal": -4}

    assert map_totals(MAPPING, totals) == ({"personal": 120, "resor": 3}, {"lokal": -4})


def test_without_a_mapping_everything_keeps_its_own_code():
    assert map_totals(None, {"lon": 100}) == ({}, {"lon": 100})


@given(totals=st.dictionaries(st.sampled_from(["lon", "arvode", "resa", "lokal", "personal"]), st.integers()))
def test_nothing_is_lost_on_the_way(totals):
    common, own = map_totals(MAPPING, totals)

    assert sum(common.values()) + sum(own.values()) == sum(totals.values())
    assert common.keys() <= {"personal", "resor"}
