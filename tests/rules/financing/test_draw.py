from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from ledger.core.record import evolve
from ledger.rules.financing.draw import Payer
from ledger.rules.financing.draw import by_payer
from ledger.rules.financing.draw import draw

IDS = ("a", "b", "c")
AMOUNTS = st.integers(0, 10**6).map(Fraction)


@st.composite
def payers(draw_):
    """Draw payers that take a share, by weight, or the rest, by priority or last."""
    found = []
    for id_ in IDS:
        priority = draw_(st.sampled_from([None, 1, 2]))
        how = draw_(st.sampled_from(["wants", "weight", "rest"]))
        found.append(
            Payer(
                id=id_,
                priority=priority,
                wants=draw_(AMOUNTS) if how == "wants" else None,
                weight=draw_(AMOUNTS) if how == "weight" else Fraction(0),
                takes_rest=how == "rest",
            )
        )
    return found


POOLS = st.dictionaries(st.sampled_from([IDS, ("a", "b"), ("c",), ()]), AMOUNTS, max_size=4)


@given(payers(), POOLS, st.fixed_dictionaries({None: AMOUNTS, 1: AMOUNTS}), st.lists(AMOUNTS, min_size=3, max_size=3))
def test_limits_above_what_is_wanted_and_given_change_nothing(asked, pools, weights, room):
    free = draw(asked, pools, weights)
    given_ = by_payer(free)
    held = [
        evolve(each, limit=max(given_.get(each.id, Fraction(0)), each.wants or Fraction(0)) + above)
        for each, above in zip(asked, room, strict=True)
    ]

    assert draw(held, pools, weights) == free


@given(payers(), POOLS, st.lists(AMOUNTS, min_size=3, max_size=3))
def test_all_is_given_and_nobody_gets_more_than_his_limit(asked, pools, limits):
    held = [evolve(each, limit=limit) for each, limit in zip(asked, limits, strict=True)]
    found = by_payer(draw(held, pools, {}))

    assert sum(found.values()) == sum(pools.values())
    assert all(found.get(each.id, 0) <= each.limit for each in held)
