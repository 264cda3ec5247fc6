"""What a program that makes its own report reads: a project's facts, totals and entries."""

from __future__ import annotations

from datetime import date

import pytest

import ledger
from tests.conftest import ACTUALS


def test_totals_and_entries_of_a_project_have_the_same_sum(stegen, write):
    ledger.import_file(stegen, write("actuals.csv", ACTUALS), project="stegen")

    found, booked = ledger.dossier(stegen, "stegen"), list(ledger.entries(stegen, "stegen"))

    assert [entry.number for entry in booked] == [1, 2, 3, 4]
    assert sum(total.sum_minor for total in found.totals) == sum(entry.amount_minor for entry in booked)
    assert (found.project.id, found.head.entries) == ("stegen", 4)


def test_totals_are_of_the_days_asked_for(stegen, write):
    ledger.import_file(stegen, write("actuals.csv", ACTUALS), project="stegen")
    january = ledger.View(today=stegen.today, start=date(2021, 1, 1), end=date(2021, 1, 31))

    assert sum(total.count for total in ledger.dossier(stegen, "stegen", january).totals) == 1


@pytest.mark.parametrize("read", [ledger.dossier, ledger.entries])
def test_a_project_that_is_not_there_is_refused_at_once(stegen, read):
    with pytest.raises(ledger.LedgerError, match="stegan"):
        read(stegen, "stegan")
