from __future__ import annotations

import io
import struct
import tracemalloc
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.digest_map import DIGEST_BYTES
from ledger.core.digest_map import DigestMap

# Few different first halves, so that digests often share their place or everything; the second half follows the first.
DIGESTS = st.lists(st.sampled_from([0, 2, 255]), min_size=8, max_size=8).map(lambda half: bytes([*half, *half[:4]]))

SMALLEST = 1024


class Shelf:
    """A shelf in memory."""

    def __init__(self):
        self._stream = io.BytesIO()

    def put(self, content):
        place = self._stream.seek(0, io.SEEK_END)
        self._stream.write(content)
        return place

    def get(self, place, length):
        self._stream.seek(place)
        return self._stream.read(length)


def digests_of(numbers):
    return [(number * 0x9E3779B97F4A7C15F39CC060 % 2**96).to_bytes(DIGEST_BYTES, "big") for number in numbers]


@pytest.fixture(params=["in memory", "on a shelf"])
def ours(request):
    return DigestMap() if request.param == "in memory" else DigestMap(Shelf, largest=SMALLEST)


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


@given(st.lists(st.lists(DIGESTS)))
def test_it_counts_what_a_counter_counts(batches):
    ours, plain = DigestMap(), Counter()

    for batch in batches:
        expected = []
        for digest in batch:
            plain[digest] += 1
            expected.append(plain[digest])
        assert ours.count(batch) == expected


def test_it_keeps_everything_as_it_grows(ours):
    digests = digests_of(range(5000))

    for number, digest in enumerate(digests):
        assert ours.get(digest) is None
        ours.put(digest, number)
    for number in range(0, 5000, 7):
        ours.put(digests[number], number + 1)

    assert [ours.get(digest) for digest in digests] == [number + (number % 7 == 0) for number in range(5000)]


def test_digests_alike_are_counted_however_far_apart(ours):
    digests = digests_of([*range(2500), *range(0, 4000, 3), *[1] * 900, *range(4000)])
    counted, expected = Counter(), []
    for digest in digests:
        counted[digest] += 1
        expected.append(counted[digest])

    assert ours.count(digests) == expected


def test_room_may_be_made_from_the_start():
    digests = digests_of(range(5000))
    ours = DigestMap(expected=5000)

    assert ours.count(digests) == [1] * 5000
    assert ours.count(digests) == [2] * 5000


def test_a_table_that_goes_round_its_end_is_searched_there_too():
    """All of these belong in the last place, so that they lie at the beginning as well."""
    digests = [struct.pack("<QI", number << 32 | SMALLEST - 1, 0) for number in range(1, 40)]
    ours = DigestMap(Shelf, largest=SMALLEST)
    ours.count(digests)
    ours.count(digests_of(range(3000)))

    assert ours.count(digests) == [2] * len(digests)
    assert ours.get(struct.pack("<QI", 40 << 32 | SMALLEST - 1, 0)) is None


def test_memory_does_not_grow_with_the_digests():
    """Of four times as many digests no more is held than of some, but for where each table lies."""
    held = []
    for count in (20_000, 80_000):
        tracemalloc.start()
        ours = DigestMap(Drawer, largest=SMALLEST)
        for start in range(0, count, 1000):
            ours.count(digests_of(range(start, start + 1000)))
        held.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()

    assert held[1] - held[0] < 20_000


class Drawer:
    """A shelf that keeps nothing; of digests that differ nothing is ever found on it."""

    def put(self, _):
        return 0

    def get(self, _, length):
        return bytes(length)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(b"\5" + bytes(6) + b"\1" + bytes(4), id="that share their place"),
        pytest.param(bytes(12), id="of which one is zero"),
    ],
)
def test_digests_are_told_apart(other):
    one = b"\5" + bytes(11)

    assert DigestMap().count([one, other, one, other]) == [1, 1, 2, 2]


def test_a_digest_of_another_length_is_a_mistake():
    with pytest.raises(struct.error, match="multiple of 12 bytes"):
        DigestMap().count([b"short"])


def test_a_number_that_does_not_fit_is_a_mistake():
    with pytest.raises(OverflowError):
        DigestMap().put(bytes(8), 2**32)
