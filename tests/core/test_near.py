from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.near import NEAR_MAX
from ledger.core.near import near_names
from ledger.core.near import nearest_name

NAMES = ("variance", "versions", "overview", "burlov-staffanstorp", "korkort")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        pytest.param("varians", "variance", id="a letter wrong"),
        pytest.param("Korkort", "korkort", id="another case"),
        pytest.param("KORKOTR", "korkort", id="another case and letters turned"),
        pytest.param("burlov", "burlov-staffanstorp", id="the beginning of a longer name"),
        pytest.param("", None, id="nothing"),
        pytest.param("  ", None, id="only spaces"),
        pytest.param("xyz", None, id="nothing near"),
    ],
)
def test_a_mistyped_name_brings_the_one_that_is_meant(written, meant):
    assert nearest_name(written, NAMES) == meant


def test_of_names_alike_but_for_case_the_first_is_meant():
    assert nearest_name("lon", ("Lon", "LON")) == "Lon"


def test_nobody_means_a_name_without_letters():
    assert nearest_name(" ", (" ", "a")) is None


@given(names=st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=12), data=st.data())
def test_a_known_name_is_always_the_nearest_to_itself(names, data):
    name = data.draw(st.sampled_from(names))
    found = nearest_name(name, names)

    assert found is None or " ".join(found.split()).casefold() == " ".join(name.split()).casefold()
    assert (found is None) == (not name.split())


FORMS = ("a/projektbudget", "b/projektbank", "c/projektbudget", "d/utbetalning-40", "c/utbetalning")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        pytest.param("projektbudget", "a/projektbudget, c/projektbudget", id="what follows the slash"),
        pytest.param("pojektbudet", "a/projektbudget, c/projektbudget", id="the same with letters left out"),
        pytest.param("utbetaling", "c/utbetalning", id="another"),
        pytest.param("utbetalning", "c/utbetalning, d/utbetalning-40", id="itself and what goes on after it"),
        pytest.param("projekt", "a/projektbudget, c/projektbudget, b/projektbank", id="the beginning of several"),
        pytest.param("c/", "c/projektbudget, c/utbetalning", id="all of one"),
        pytest.param("a/projektbuget", "a/projektbudget", id="the whole name"),
    ],
)
def test_what_follows_the_slash_of_a_name_is_as_good_as_the_whole(written, meant):
    assert near_names(written, FORMS) == meant


def test_where_none_is_near_the_first_names_are_told():
    many = [f"projekt-{number}" for number in range(NEAR_MAX + 1)]

    assert near_names("xyz", ("a", "b")) == "a, b"
    assert near_names("xyz", many) == ", ".join(many[:NEAR_MAX]) + " …"
    assert near_names("xyz", ()) == "–"
    assert near_names("varians", NAMES) == "variance"


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        pytest.param("Lönekostnader", ["övriga kostnader", "lön m.m."], "lön m.m.", id="a word it begins with"),
        pytest.param("Lönekostnader", ["övriga kostnader", "lokaler"], None, id="only the same ending"),
        pytest.param("ersonal", ["lokal", "personal"], "personal", id="a letter lost at the beginning"),
        pytest.param("row_heding", ["row", "row_heading"], "row_heading", id="very like before a word"),
        pytest.param("resekostnader", ["res", "resekost"], "resekost", id="the longest word"),
    ],
)
def test_words_are_nearer_than_what_is_only_alike(name, known, expected):
    assert nearest_name(name, known) == expected
