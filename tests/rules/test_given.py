"""What a program books is held to what a file could bring."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.core.record import evolve
from ledger.errors import DayRangeError
from ledger.errors import ReversalGivenError
from ledger.errors import RowError
from ledger.model.entry import Entry
from ledger.rules.imports.given import check_given

SOUND = Entry(
    project="stegen",
    category="lokal",
    amount_minor=100,
    booked_on=date(2021, 3, 1),
    quantity="-40.5",
    vat_treatment="deductible",
    evidence_sha256="0" * 64,
)


def test_entries_as_files_bring_them_are_taken():
    check_given([SOUND, evolve(SOUND, quantity=None, vat_treatment=None, evidence_sha256=None)])


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"quantity": "1e9"}, RowError),
        ({"quantity": "1/2"}, RowError),
        ({"evidence_sha256": "0" * 63}, RowError),
        ({"vat_treatment": "none"}, RowError),
        ({"booked_on": date(1, 1, 1)}, DayRangeError),
        ({"paid_on": date(9999, 12, 31)}, DayRangeError),
        ({"reverses": 3}, ReversalGivenError),
    ],
)
def test_what_no_file_could_bring_is_refused(change, refused):
    with pytest.raises(refused):
        check_given([SOUND, evolve(SOUND, **change)])
