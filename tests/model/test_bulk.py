from __future__ import annotations

import pytest
from attrs import evolve

from ledger.model.imports.bulk import START
from ledger.model.imports.bulk import Batch
from ledger.model.imports.bulk import Starts
from tests.storage.samples import MIXED


def batch_of(rows, starts=None):
    """Return rows as a batch, a column in which nobody has a value as None."""
    starts = starts or Starts()
    columns = list(zip(*(row[START:] for row in rows), strict=True))
    return Batch(
        starts,
        [starts.place(row[:START]) for row in rows],
        [column if any(v is not None for v in column) else None for column in columns],
    )


def test_a_batch_gives_the_rows_that_it_was_made_of():
    batch = batch_of(MIXED)

    assert len(batch) == len(MIXED)
    assert list(batch.rows()) == list(MIXED)


@pytest.mark.parametrize("at", range(START, len(MIXED[0])))
def test_an_amount_of_nothing_is_not_taken_for_absent(at):
    zeros = evolve(
        batch_of(MIXED), columns=[[0] * len(MIXED) if place == at else None for place in range(START, len(MIXED[0]))]
    )

    assert [row[at] for row in zeros.rows()] == [0] * len(MIXED)


def test_first_columns_are_kept_once():
    starts = Starts()

    batches = [batch_of(MIXED, starts), batch_of(MIXED, starts)]

    assert batches[0].places == batches[1].places
    assert len(starts.rows) == len(set(starts.rows)) == len({row[:START] for row in MIXED})
