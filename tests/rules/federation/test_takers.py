from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from ledger.model.federation.federation import InternalContribution
from ledger.rules.federation.takers import clashes
from ledger.rules.federation.takers import taker

VALUES = (None, "a", "b")
SOME = st.sampled_from(VALUES)


@st.composite
def contributions(draw):
    """Contributions of two payers that name some of category, part and phase."""
    return [
        InternalContribution(
            payer=draw(st.sampled_from(["x", "y"])),
            payee=f"p{draw(st.integers(0, 3))}",
            source="s",
            category=draw(SOME),
            part=draw(SOME),
            phase=draw(SOME),
        )
        for _ in range(draw(st.integers(0, 6)))
    ]


def takes(one, fact):
    """Whether a cost is a contribution's: it agrees in whatever the contribution names."""
    return all(
        wanted is None or wanted == (found or "")
        for wanted, found in zip((one.category, one.part, one.phase), fact, strict=True)
    )


def overlap(one, other):
    return one.payer == other.payer and any(
        takes(one, fact) and takes(other, fact) for fact in product(("a", "b"), ("a", "b"), ("a", "b"))
    )


@given(contributions())
def test_every_clash_is_found_as_comparing_each_with_each_finds_it(found):
    told = list(clashes(found))

    for receipt, clash in ((True, lambda a, b: (a.payee, a.source) == (b.payee, b.source)), (False, overlap)):
        expected = {at for at, each in enumerate(found) if any(clash(each, first) for first in found[:at])}
        assert {at for at, _, is_receipt in told if is_receipt is receipt} == expected
        assert all(clash(found[at], first) for at, first, is_receipt in told if is_receipt is receipt)


@given(contributions(), st.tuples(st.sampled_from(["a", "b"]), SOME, SOME))
def test_the_taker_is_the_one_that_takes(found, fact):
    alone = [each for at, each in enumerate(found) if not any(overlap(each, first) for first in found[:at])]
    own = [each for each in alone if each.payer == "x"]

    assert taker(own)(*fact) == next((each for each in own if takes(each, fact)), None)
