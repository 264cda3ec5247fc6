from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ledger.core.lines import joined


@given(st.data(), st.integers(1, 4))
def test_empty_columns_are_joined_as_others_are(data, count):
    cells = st.lists(st.sampled_from(["", "a", "bc"]), min_size=count, max_size=count)
    columns = data.draw(st.lists(st.none() | cells, min_size=1, max_size=6))

    expected = ["|".join(row) for row in zip(*(column or [""] * count for column in columns), strict=True)]

    assert list(joined(columns, "|", count)) == expected
