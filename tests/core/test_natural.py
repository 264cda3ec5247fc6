from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.natural import natural


@pytest.mark.parametrize(
    "ordered",
    [
        pytest.param(["insats-2", "insats-10", "insats-10b", "insats-100"], id="digits count"),
        pytest.param(["10", "a", "a1", "b"], id="a text that begins with digits goes before letters"),
        pytest.param(["p01", "p1", "p02", "p2"], id="of numbers alike the characters decide"),
        pytest.param(["0", "000", "1", "9" * 5000, "1" + "0" * 5000], id="however long they are"),
        pytest.param(["2024-insats-9", "2024-insats-11", "2025-insats-1"], id="every number counts"),
    ],
)
def test_people_find_it_where_they_look(ordered):
    assert sorted(set(ordered), key=natural) == ordered


@given(st.lists(st.text(alphabet="a-019٣")), st.randoms())
def test_the_order_is_the_same_wherever_texts_come_from(texts, random):
    mixed = random.sample(texts, len(texts))

    assert sorted(mixed, key=natural) == sorted(texts, key=natural)
