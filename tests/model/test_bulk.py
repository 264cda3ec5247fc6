from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.model.bulk import START
from ledger.model.bulk import Batch
from ledger.model.bulk import joined
from tests.storage.samples import MIXED


def batch_of(rows):
    """Return rows as a batch, a column in which nobody has a value as None."""
    columns = list(zip(*(row[START:] for row in rows), strict=True))
    return Batch(
        [row[:START] for row in rows], [column if any(v is not None for v in column) else None for column in columns]
    )


def test_a_batch_gives_the_rows_that_it_was_made_of():
    batch = batch_of(MIXED)

    assert len(batch) == len(MIXED)
    assert list(batch.rows()) == list(MIXED)


@given(st.lists(st.integers(1, len(MIXED)), min_size=1, max_size=4))
def test_batches_put_together_give_the_rows_of_all_in_order(sizes):
    batches = [batch_of(MIXED[:size]) for size in sizes]

    assert list(joined(batches).rows()) == [row for size in sizes for row in MIXED[:size]]


@pytest.mark.parametrize("at", range(START, len(MIXED[0])))
def test_an_amount_of_nothing_is_not_taken_for_absent(at):
    zeros = Batch(
        [row[:START] for row in MIXED],
        [[0] * len(MIXED) if place == at else None for place in range(START, len(MIXED[0]))],
    )

    assert [row[at] for row in joined([zeros, zeros]).rows()] == [0] * 2 * len(MIXED)
