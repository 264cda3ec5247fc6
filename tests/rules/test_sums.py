from __future__ import annotations

from datetime import date

import pytest

from ledger.model.totals import Basis
from ledger.rules import days as of_days
from ledger.rules.block import block
from ledger.rules.sums import Sums
from ledger.rules.totals import by_year
from ledger.rules.totals import count
from tests.storage.samples import MIXED
from tests.storage.samples import row

ROWS = (*MIXED, *(row(n, booked_on=date(2020 + n % 3, 1 + n % 12, 1 + n % 28)) for n in range(40)))


@pytest.mark.parametrize("days", [16_384, 2], ids=["all days remembered", "hardly any day remembered"])
def test_sums_of_blocks_add_up_to_the_totals_of_their_entries(monkeypatch, days):
    monkeypatch.setattr(of_days, "DAYS_MAX", days)
    sums = Sums()

    for at, each in enumerate(ROWS, start=1):
        sums.add(block([each], "pas", at).columns)
    sums.add(block(ROWS, "pas", len(ROWS) + 1).columns)

    expected = count([*ROWS, *ROWS], Basis.BOOKED, None, None)
    assert sums.totals().by_month == [(total[1:8], total.sum_minor, total.count) for total in expected]
    assert sums.totals().by_year == [((*each[1:4], *each[5:8]), *each[8:]) for each in by_year(expected)]
