from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ledger.core.lines import columns_of
from ledger.core.lines import joined


@given(st.data(), st.integers(1, 4))
def test_empty_columns_are_joined_as_others_are(data, count):
    cells = st.lists(st.sampled_from(["", "a", "bc"]), min_size=count, max_size=count)
    columns = data.draw(st.lists(st.none() | cells, min_size=1, max_size=6))

    expected = ["|".join(row) for row in zip(*(column or [""] * count for column in columns), strict=True)]

    assert list(joined(columns, "|", count)) == expected


@given(st.text("a;\n", max_size=9), st.integers(1, 3))
def test_lines_are_cut_where_all_are_ended_and_as_wide(text, width):
    *lines, end = text.split("\n")
    rows = [line.split(";") for line in lines]

    found = columns_of(text, ";", "\n", width)

    if end or any(len(row) != width for row in rows):
        assert found is None
    else:
        assert found == [[row[at] for row in rows] for at in range(width)]
