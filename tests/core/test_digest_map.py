from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.digest_map import DigestMap

# Few different first bytes and few different last ones, so that digests often share their place or everything.
DIGESTS = st.lists(st.sampled_from([0, 2, 255]), min_size=8, max_size=8).map(bytes)


@given(st.lists(st.tuples(DIGESTS, st.integers(0, 2**32 - 1))), st.lists(DIGESTS))
def test_it_knows_what_a_dict_knows(pairs, others):
    ours, plain = DigestMap(), {}

    for digest, number in pairs:
        ours.put(digest, number)
        plain[digest] = number

    # A digest of zeros counts as the one whose mark is one, which is not among these.
    assert {digest: ours.get(digest) for digest in (*plain, *others)} == {
        digest: plain.get(digest) for digest in (*plain, *others)
    }
    assert len(ours) == len(plain)


def test_it_keeps_everything_as_it_grows():
    digests = [(number * 0x9E3779B97F4A7C15F39CC060 % 2**96).to_bytes(12, "big") for number in range(5000)]
    ours = DigestMap()

    for number, digest in enumerate(digests):
        assert ours.get(digest) is None
        ours.put(digest, number)

    assert list(map(ours.get, digests)) == list(range(5000))


def test_a_number_that_does_not_fit_is_a_mistake():
    with pytest.raises(OverflowError):
        DigestMap().put(bytes(8), 2**32)
