from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.errors import LedgerError
from ledger.model.bulk import START
from ledger.model.entry import COLUMNS
from ledger.rules.block import block
from ledger.rules.bulk import block_of
from ledger.rules.bulk import check
from ledger.rules.bulk import start_line
from tests.model.test_bulk import batch_of
from tests.storage.samples import FULL
from tests.storage.samples import MIXED
from tests.storage.samples import row

rows = st.lists(st.sampled_from(MIXED), min_size=1, max_size=12)


@given(rows)
def test_in_bulk_the_same_is_sealed_and_written_as_row_by_row(some):
    plain, batch = block(some, "pas", 4), batch_of(some)
    checked = check(batch, [start_line(start) for start in batch.starts])

    assert list(checked.lines) == list(plain.lines)
    assert [list(words) for words in checked.words] == [list(words) for words in plain.words]
    assert [list(column) for column in block_of(batch, 4).columns] == [list(column) for column in plain.columns]


def taken(some):
    batch = batch_of(some)
    try:
        check(batch, [start_line(start) for start in batch.starts])
    except LedgerError:
        return False
    return True


values = st.sampled_from(
    [None, "", "a", "a\x1f", "\ud800", 0, 1, 10**15, 10**15 + 1, True, "2021-02-29", "2021-02-28", "cost", "gift"]
)


@settings(max_examples=300)
@given(at=st.integers(2, len(COLUMNS) - 1), value=values)
def test_in_bulk_the_same_is_refused_as_row_by_row(at, value):
    some = [row(1), (*FULL[:at], value, *FULL[at + 1 :])]
    try:
        block(some, "pas", 1)
    except LedgerError:
        expected = False
    else:
        expected = True

    assert taken(some) is expected


@pytest.mark.parametrize("at", [COLUMNS.index(name) for name in ("kind", "part", "phase")])
def test_first_columns_are_checked_by_themselves(at):
    start = (*FULL[:at], "a\x1e", *FULL[at + 1 : START])

    with pytest.raises(LedgerError):
        start_line(start)
