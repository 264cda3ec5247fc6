"""Samples by amount: every minor unit has the same chance, large entries are always in, and a seed is a sample."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from hashlib import sha256

import attrs
from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st

from ledger.rules.sampling import Plan
from ledger.rules.sampling import draw
from ledger.rules.sampling import plan

AMOUNTS = st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=40).filter(any)
FEW = st.lists(st.integers(-9, 9), min_size=1, max_size=8).filter(any)


def units(amounts):
    return sum(map(abs, amounts))


def drawn(amounts, chosen):
    return list(draw(enumerate(amounts), chosen))


@given(amounts=FEW, size=st.integers(1, 60))
@example(amounts=[1], size=1)
@example(amounts=[3, -7], size=23)
def test_over_all_starts_every_unit_is_drawn_equally_often(amounts, size):
    whole = units(amounts)
    plans = [Plan(units=whole, size=size, seed="", start=start) for start in range(whole)]

    hits = Counter(unit for each in plans for unit in range(whole) for _ in range(each.hits(unit, 1)))

    assert hits == dict.fromkeys(range(whole), size)


@given(amounts=AMOUNTS, size=st.integers(1, 500), seed=st.text(max_size=20))
def test_the_draws_are_as_many_as_asked_for_and_an_entry_as_large_as_the_interval_is_always_in(amounts, size, seed):
    chosen = plan(units(amounts), size, seed)

    found = dict(drawn(amounts, chosen))

    assert sum(found.values()) == size
    for at, amount in enumerate(amounts):
        due = Fraction(abs(amount)) / chosen.interval
        assert abs(found.get(at, 0) - due) < 1
        assert at in found or abs(amount) < chosen.interval


@given(amounts=AMOUNTS, size=st.integers(1, 50), seed=st.text(max_size=20))
def test_a_credit_note_is_drawn_as_a_cost_of_its_size(amounts, size, seed):
    chosen = plan(units(amounts), size, seed)

    assert drawn(amounts, chosen) == drawn([abs(amount) for amount in amounts], chosen)


@given(st.integers(1, 10**15), st.integers(1, 10**4), st.text())
def test_the_same_seed_gives_the_same_start_within_the_units(whole, size, seed):
    one, other = plan(whole, size, seed), plan(whole, size, seed)

    assert one == other
    assert 0 <= one.start < whole


def test_the_start_is_what_the_documentation_says():
    expected = int.from_bytes(sha256(b"medfin sample 1:revision 2026:0").digest(), "big") % 1_000_003

    assert plan(1_000_003, 10, "revision 2026").start == expected


def test_other_seeds_give_other_samples():
    assert len({plan(10**9, 1, str(seed)).start for seed in range(100)}) == 100


def test_nothing_is_drawn_of_an_entry_of_nothing():
    found = drawn([0, 5, 0, 5], attrs.evolve(plan(10, 10, ""), start=0))

    assert found == [(1, 5), (3, 5)]
