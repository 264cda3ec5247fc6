from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.digest_set import DIGEST_BYTES
from ledger.core.digest_set import DigestSet

# Few different first halves, so that digests often share their place or everything; the second half follows the first.
DIGESTS = st.lists(st.sampled_from([0, 2, 255]), min_size=8, max_size=8).map(lambda half: bytes([*half, *half[:4]]))


@given(st.lists(st.lists(DIGESTS)))
def test_it_knows_what_a_set_knows(batches):
    ours, plain = DigestSet(), set()

    for batch in batches:
        expected = []
        for position, digest in enumerate(batch):
            if digest in plain:
                expected.append(position)
            plain.add(digest)
        assert ours.add(batch) == expected

    assert len(ours) == len(plain)


@pytest.mark.parametrize("expected", [0, 5000], ids=["grown from the smallest room", "with room from the start"])
def test_it_keeps_everything_as_it_grows(expected):
    digests = [(number * 0x9E3779B97F4A7C15F39CC060 % 2**96).to_bytes(DIGEST_BYTES, "big") for number in range(5000)]
    ours = DigestSet(expected)

    assert all(ours.add([digest]) == [] for digest in digests)
    assert ours.add(digests) == list(range(5000))
    assert len(ours) == 5000


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(b"\5" + bytes(6) + b"\1" + bytes(4), id="that share their place"),
        pytest.param(bytes(12), id="of which one is zero"),
    ],
)
def test_digests_are_told_apart(other):
    one = b"\5" + bytes(11)

    assert DigestSet().add([one, other, one, other]) == [2, 3]


def test_a_digest_of_another_length_is_a_mistake():
    with pytest.raises(struct.error, match="multiple of 12 bytes"):
        DigestSet().add([b"short"])
