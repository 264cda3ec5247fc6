from __future__ import annotations

from datetime import date

import pytest

from ledger.core.money import SEK
from ledger.core.period import Period
from ledger.model.corrections.lock import Lock
from ledger.model.entry import Entry
from ledger.model.entry import to_row
from ledger.model.entry_kind import EntryKind
from ledger.rules.imports.incoming_days import check_locked
from ledger.rules.imports.incoming_days import check_outside

SPAN = Period(date(2021, 1, 1), date(2021, 12, 31))


def row(booked_on, belongs_to=None, **more):
    entry = {"project": "pas", "category": "personal", "amount_minor": 150, "booked_on": booked_on} | more
    return to_row(Entry(**entry, belongs_to=belongs_to or booked_on))


def told(findings):
    return [(finding.code, finding.stops, dict(finding.values)) for finding in findings]


def test_rows_on_locked_days_stop_and_the_first_is_named():
    rows = [
        row(date(2021, 4, 1), text="Öppen"),
        row(date(2021, 3, 31), text="Hyra", voucher_series="A", voucher_number="7"),
        row(date(2021, 1, 1), text="Lön"),
    ]

    ((code, stops, values),) = told(check_locked("pas", rows, Lock(date(2021, 3, 31)), SEK))

    assert (code, stops, values["count"], values["day"], values["row"]) == (
        "IMP-011",
        True,
        2,
        date(2021, 3, 31),
        "A 7 Hyra",
    )
    assert (str(values["amount"].minor), values["open"]) == ("150", date(2021, 4, 1))


@pytest.mark.parametrize("lock", [Lock(), Lock(date(2020, 12, 31))], ids=["nothing is locked", "earlier days are"])
def test_rows_on_open_days_are_no_finding(lock):
    assert told(check_locked("pas", [row(date(2021, 1, 1))], lock, SEK)) == []


def test_costs_that_belong_outside_the_project_are_told_once():
    rows = [
        row(date(2022, 1, 15), date(2021, 12, 31)),
        row(date(2021, 2, 1), date(2020, 12, 31)),
        row(date(2022, 1, 1)),
        row(date(2022, 3, 1), kind=EntryKind.RECEIPT, category=None, source="esf"),
    ]

    ((code, stops, values),) = told(check_outside("pas", rows, SPAN, SEK))

    assert (code, stops, values["count"], values["day"], values["row"]) == (
        "IMP-010",
        False,
        2,
        date(2020, 12, 31),
        "–",
    )


def test_costs_within_the_project_are_no_finding():
    assert told(check_outside("pas", [row(SPAN.start), row(SPAN.end)], SPAN, SEK)) == []
