from __future__ import annotations

from datetime import date

import pytest

from ledger.model.entry import Entry
from ledger.model.entry import to_row
from ledger.model.entry_kind import EntryKind
from ledger.model.federation.consolidation import Pair
from ledger.model.federation.consolidation import PairFigure
from ledger.model.federation.federation import InternalContribution
from ledger.model.federation.federation import PairingPeriod
from ledger.model.totals import Basis
from ledger.rules.federation.open_entries import open_entries

INTERNAL = InternalContribution(payer="a", payee="b", source="s", category="c")


def paid(number, amount, day, **other):
    terms = {"category": "c", **other}
    return Entry(project="a", number=number, amount_minor=amount, booked_on=date(2021, *day), **terms)


def came(number, amount, day, kind=EntryKind.RECEIPT, source="s"):
    return Entry(project="b", number=number, kind=kind, source=source, amount_minor=amount, booked_on=date(2021, *day))


@pytest.mark.parametrize(
    ("payer", "payee", "expected"),
    [
        pytest.param([paid(1, 5, (1, 1))], [came(1, 5, (9, 1))], [], id="alike whatever the day"),
        pytest.param(
            [paid(1, 5, (1, 1)), paid(2, 5, (2, 1))],
            [came(1, 5, (2, 2))],
            [("a", 2, 5)],
            id="of several alike the first has the counterpart",
        ),
        pytest.param([paid(1, 5, (1, 1))], [came(1, 6, (1, 2))], [("a", 1, 5), ("b", 1, 6)], id="another amount"),
        pytest.param(
            [paid(1, 5, (1, 1), category="d")],
            [came(1, 5, (1, 2), source="t")],
            [],
            id="neither is the contribution's",
        ),
        pytest.param(
            [paid(1, -5, (1, 1))], [came(1, 5, (1, 2), EntryKind.REPAYMENT)], [], id="a repayment lowers what came"
        ),
        pytest.param([paid(1, 5, (1, 1))], [], [("a", 1, 5)], id="nothing came"),
    ],
)
def test_entries_without_counterpart(payer, payee, expected):
    pair = Pair(
        internal=INTERNAL,
        figure=PairFigure.ACTUAL,
        period="2021",
        paid_minor=0,
        received_minor=0,
        eliminated_minor=0,
    )

    rows = {"a": map(to_row, payer), "b": map(to_row, payee)}
    found = open_entries([pair], rows, PairingPeriod.YEAR, Basis.BOOKED).get((INTERNAL.key, "2021"), ())

    assert [(each.project, each.number, each.amount_minor) for each in found] == expected


def test_entries_of_other_periods_and_not_yet_paid_ones_are_left_out():
    pair = Pair(
        internal=INTERNAL,
        figure=PairFigure.ACTUAL,
        period="2021-Q1",
        paid_minor=0,
        received_minor=0,
        eliminated_minor=0,
    )
    rows = [to_row(paid(1, 5, (6, 1))), to_row(paid(2, 5, (2, 1)))]

    by_quarter = open_entries([pair], {"a": rows}, PairingPeriod.QUARTER, Basis.BOOKED)

    assert [each.number for each in by_quarter[INTERNAL.key, "2021-Q1"]] == [2]
    assert open_entries([pair], {"a": rows}, PairingPeriod.QUARTER, Basis.PAID) == {}
